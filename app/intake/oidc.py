"""A provider of OpenID Connect: where to send a person, and who it says came back.

Authorization code with PKCE, state and nonce. The provider is one of the settings, so it may be at a private address.
"""

import base64
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpcore
import orjson

from app.domain.errors import BasewatchError
from app.intake.http_get import tls
from app.intake.timed_streams import TimedBackend

TIMEOUT_SECONDS = 5.0  # of each of at most three answers
MAX_ANSWER = 250_000  # bytes
LEEWAY_SECONDS = 60  # between the provider's clock and ours
ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
]  # none with a shared key
_AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})


class OidcError(BasewatchError):
    """The provider does not answer, or its answer does not prove who came; the message is for that person."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where to send the browser, and what is kept until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for. `email` is null where it has not verified it."""

    issuer: str
    subject: str
    email: str | None
    name: str  # what they are called there; may be empty


class OidcProvider:
    """Speaks with the provider at `issuer`; each use reads its discovery document anew. Safe to share."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str | None,
        *,
        clock: Callable[[], float] = time.time,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._issuer, self._client_id, self._secret = issuer.rstrip("/"), client_id, client_secret
        self._clock, self._timeout = clock, timeout_seconds

    def start(self, redirect_uri: str) -> Start:
        """Begin a sign-in that comes back to `redirect_uri`. Raises OidcError."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        endpoint = self._discovered()["authorization_endpoint"]
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid email profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        return Start(f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", state, nonce, verifier)

    def finish(self, code: str, redirect_uri: str, nonce: str, verifier: str) -> Identity:
        """Who came back with `code`. Raises OidcError where that is not proved."""
        found = self._discovered()
        answer = self._post_code(found, code, redirect_uri, verifier)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise OidcError("The provider vouched for nobody: it sent no ID token.")
        claims = self._claims(token, self._json("GET", found["jwks_uri"]), found["issuer"], nonce)
        email = claims.get("email")
        verified = claims.get("email_verified") is True
        name = claims.get("preferred_username") or claims.get("name") or ""
        return Identity(
            issuer=found["issuer"],
            subject=str(claims["sub"]),
            email=_as_kept(email) if verified and isinstance(email, str) else None,
            name=name if isinstance(name, str) else "",
        )

    def _claims(self, token: str, keys: dict[str, Any], issuer: str, nonce: str) -> dict[str, Any]:
        """The claims of an ID token whose signature, issuer, audience, times and nonce hold. Raises OidcError."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        try:
            decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                options={
                    "iss": {"essential": True, "value": issuer},
                    "aud": {"essential": True, "value": self._client_id},
                    "sub": {"essential": True},
                    "nonce": {"essential": True, "value": nonce},
                },
                params={"nonce": nonce, "client_id": self._client_id},
            )
            claims.validate(now=int(self._clock()), leeway=LEEWAY_SECONDS)
        except Exception as error:  # of many types; each means that the token proves nothing
            raise OidcError(
                "The provider's ID token does not hold, so nobody was signed in. Try again."
            ) from error
        if not decoded.claims.get("sub") or decoded.claims.get("nonce") != nonce:
            raise OidcError("The provider's ID token does not hold, so nobody was signed in. Try again.")
        return dict(decoded.claims)

    def _post_code(
        self, found: dict[str, Any], code: str, redirect_uri: str, verifier: str
    ) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": self._client_id,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if self._secret is not None:
            methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
            if "client_secret_basic" in methods:
                pair = f"{quote(self._client_id, safe='')}:{quote(self._secret, safe='')}"
                headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
            else:
                form["client_secret"] = self._secret
        return self._json("POST", found["token_endpoint"], headers, urlencode(form).encode())

    def _discovered(self) -> dict[str, Any]:
        """The discovery document, of this issuer and with the addresses that are needed. Raises OidcError."""
        if not _is_safe(self._issuer):
            raise OidcError("The provider has no https address: tell an administrator.")
        found = self._json("GET", f"{self._issuer}/.well-known/openid-configuration")
        issuer = found.get("issuer")
        if not isinstance(issuer, str) or issuer.rstrip("/") != self._issuer:
            raise OidcError("The provider says that it is another one: tell an administrator.")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(found.get(name), str) or not _is_safe(found[name]):
                raise OidcError(f"The provider's {name} is no https address: tell an administrator.")
        return found

    def _json(
        self, method: str, url: str, headers: dict[str, str] | None = None, content: bytes | None = None
    ) -> dict[str, Any]:
        try:
            backend = TimedBackend(time.monotonic() + self._timeout)
            asked: dict[bytes | str, bytes | str] = {
                "Accept": "application/json",
                "Accept-Encoding": "identity",
            }
            asked |= dict((headers or {}).items())
            with (
                httpcore.ConnectionPool(network_backend=backend, ssl_context=tls()) as pool,
                pool.stream(
                    method,
                    url,
                    headers=asked,
                    content=content,
                ) as response,
            ):
                body = bytearray()
                for chunk in response.iter_stream():
                    body += chunk
                    if len(body) > MAX_ANSWER:
                        raise OidcError("The provider's answer is too large: tell an administrator.")
                status = response.status
            answer = orjson.loads(body)
        except ValueError as error:  # no JSON, or an address that cannot be written to
            raise OidcError("The provider does not answer as it should. Try again in a while.") from error
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise OidcError(
                "The provider does not answer. Try again in a while, or use a password."
            ) from error
        if status != 200 or not isinstance(answer, dict):
            raise OidcError("The provider refused the sign-in. Try again.")
        return answer


def _as_kept(email: str) -> str:
    """In small letters, as accounts have it; not so other letters, some of which get small as those of ASCII."""
    return email.strip().lower() if email.isascii() else email


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _AT_HOME)
