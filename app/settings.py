"""Settings from `BASEWATCH_…` environment variables, read once by the command line and then passed in.

`docs/settings.md` lists them for people; a test holds the two together.
"""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "BASEWATCH_"
LARGEST_ARTICLE = 10 * 1024 * 1024  # bytes; app.intake takes no more
ROOT = Path(__file__).resolve().parent.parent  # the checkout: templates/, seeds/, data/ …


class SettingsError(ValueError):
    """A variable has a value that is not allowed; the message names it and what is allowed."""

    exit_code = 2


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.strip().isdecimal() or not low <= int(value) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(value)

    return parse


def _seconds(value: str) -> float:
    allowed = "a number of seconds from 0.1 to 600"
    try:
        seconds = float(value)
    except ValueError:
        raise ValueError(allowed) from None
    if not 0.1 <= seconds <= 600:  # refuses nan too
        raise ValueError(allowed)
    return seconds


def _yes_or_no(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value.strip().lower() not in words:
        raise ValueError("1, true, yes, 0, false or no")
    return words[value.strip().lower()]


def _database_url(value: str) -> str:
    if value.startswith(("postgresql://", "postgres://")):  # what hosts hand out, naming no driver
        return "postgresql+psycopg://" + value.split("://", 1)[1]
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return value


def _folder(value: str) -> str:
    return str(Path(value.strip()).absolute())


def _host(value: str) -> str:
    if not value.strip() or any(c in value for c in " /@"):
        raise ValueError("an address or a host name, such as 127.0.0.1 or 0.0.0.0")
    return value.strip()


def _base_url(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("an address such as https://bases.example.org, without ? or #")
    return value.strip().rstrip("/")


def _smtp_url(value: str) -> str:
    allowed = "an address such as smtp://user:password@mail.example.org:587"
    try:
        parts = urlsplit(value.strip())
        is_known = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0
    except ValueError:
        raise ValueError(allowed) from None
    if not is_known:
        raise ValueError(allowed)
    return value.strip()


def _mail_address(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>,;:\"]{1,64}@[A-Za-z0-9.-]{1,250}", value.strip()):
        raise ValueError("an address such as alerts@example.org")
    return value.strip()


def _places(value: str) -> frozenset[str]:
    places = frozenset(place.strip().lower() for place in value.split(",") if place.strip())
    if not all(re.fullmatch(r"[^\s/@:]+:\d{1,5}", place) for place in places):
        raise ValueError("places such as news.local:8080, parted by commas")
    return places


def _name(value: str) -> str:
    if not value.strip().isprintable() or any(c.isspace() for c in value.strip()) or len(value) > 500:
        raise ValueError("one word of at most 500 characters")
    return value.strip()


def _words(value: str) -> str:
    if not value.strip().isprintable() or len(value) > 60:
        raise ValueError("at most 60 characters, all of them visible")
    return value.strip()


def _new_role(value: str) -> str:
    if value.strip().lower() not in ("viewer", "analyst"):
        raise ValueError("viewer or analyst")
    return value.strip().lower()


def _setting(default: object, parse: Callable[[str], object], unit: str, about: str) -> Any:
    return field(default=default, metadata={"parse": parse, "unit": unit, "about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may be set from outside. Tests construct it directly: `Settings(database_url=…)`."""

    database_url: str = _setting(
        f"sqlite:///{ROOT / 'data' / 'basewatch.sqlite3'}",
        _database_url,
        "SQLAlchemy URL",
        "The database: SQLite or Postgres. The default is data/basewatch.sqlite3 in the checkout.",
    )
    host: str = _setting("127.0.0.1", _host, "address", "The address that the server listens on.")
    port: int = _setting(
        8000, _number(0, 65535), "TCP port", "The port that the server listens on; 0 takes a free one."
    )
    base_url: str | None = _setting(
        None,
        _base_url,
        "URL",
        "The public address, for links outside pages. Not set: taken from the request.",
    )
    fetch_timeout_seconds: float = _setting(
        20.0, _seconds, "seconds", "The most that fetching one URL may take, redirects included."
    )
    fetch_max_bytes: int = _setting(
        LARGEST_ARTICLE,
        _number(1024, LARGEST_ARTICLE),
        "bytes",
        "The largest page that is fetched, unpacked; 10485760 at most.",
    )
    fetch_private: frozenset[str] | None = _setting(
        None,
        _places,
        "host:port, …",
        "Places of one's own network that may be fetched from all the same. Not set: public addresses alone.",
    )
    max_upload_bytes: int = _setting(
        LARGEST_ARTICLE,
        _number(1024, LARGEST_ARTICLE),
        "bytes",
        "The largest file or pasted text that the form takes; 10485760 at most.",
    )
    session_hours: int = _setting(12, _number(1, 24 * 90), "hours", "How long a login lasts.")
    cookie_secure: bool = _setting(
        False,
        _yes_or_no,
        "yes or no",
        "Send the login cookie over HTTPS only; set it where there is HTTPS.",
    )

    dump_folder: str | None = _setting(
        None,
        _folder,
        "path",
        "Where `basewatch export` writes, to offer the dump at /data. Not set: it is not offered.",
    )
    api_per_minute: int = _setting(
        600,
        _number(0, 1_000_000),
        "calls",
        "The most calls of the API that one address may make in a minute, to each web process; 0 is no limit.",
    )
    private: bool = _setting(
        False,
        _yes_or_no,
        "yes or no",
        "Close reading too: pages want a sign-in, the API a token that may read.",
    )
    llm_url: str | None = _setting(
        None,
        _base_url,
        "URL",
        "An OpenAI-compatible endpoint that reads articles too: http://localhost:11434/v1. Not set: rules alone.",
    )
    llm_model: str | None = _setting(None, _name, "name", "The model that BASEWATCH_LLM_URL is asked for.")
    llm_key: str | None = _setting(
        None, _name, "secret", "The key that is sent to BASEWATCH_LLM_URL, where it wants one."
    )
    llm_timeout_seconds: float = _setting(
        60.0,
        _seconds,
        "seconds",
        "The most that one answer of the model may take; after it the rules' findings stand.",
    )
    llm_tokens_per_day: int = _setting(
        1_000_000,
        _number(1_000, 1_000_000_000),
        "tokens",
        "The most that one process spends on the model in a day (UTC), questions and answers together.",
    )

    smtp_url: str | None = _setting(
        None,
        _smtp_url,
        "URL",
        "The mail server for alerts: smtp://user:password@host:587 or smtps://…:465. Not set: no e-mail.",
    )
    mail_from: str | None = _setting(None, _mail_address, "address", "Whom alerts by e-mail are from.")

    oidc_issuer: str | None = _setting(
        None,
        _base_url,
        "URL",
        "A provider of OpenID Connect that people may sign in by. Not set: passwords alone.",
    )
    oidc_client_id: str | None = _setting(None, _name, "name", "How BASEWATCH_OIDC_ISSUER knows this site.")
    oidc_client_secret: str | None = _setting(
        None, _name, "secret", "The secret of BASEWATCH_OIDC_CLIENT_ID, where it has one."
    )
    oidc_name: str = _setting("single sign-on", _words, "words", "What the button calls the provider.")
    oidc_new_role: str | None = _setting(
        None,
        _new_role,
        "viewer or analyst",
        "The role of an account that is made at its first such sign-in. Not set: none is made.",
    )

    @property
    def allow_private(self) -> frozenset[str]:
        """The places of `fetch_private`, as fetching takes them."""
        return self.fetch_private or frozenset()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read every `BASEWATCH_…` variable; an empty one counts as not set.

        Raises: SettingsError naming the variable: its value is not allowed, or it is no setting.
        """
        known = {variable_of(one.name): one for one in fields(cls)}
        values: dict[str, object] = {}
        for variable, value in environment.items():
            if not variable.startswith(PREFIX) or variable.startswith(PREFIX + "TEST_") or not value.strip():
                continue
            if variable not in known:
                near = difflib.get_close_matches(variable, known, n=1)
                hint = f"did you mean {near[0]}?" if near else "docs/settings.md lists them all"
                raise SettingsError(f"{variable} is no setting: {hint}")
            one = known[variable]
            try:
                values[one.name] = one.metadata["parse"](value)
            except ValueError as allowed:
                secret = one.name in ("llm_key", "oidc_client_secret", "smtp_url") or (
                    "://" in value and "@" in value
                )
                shown = "its value" if secret else repr(value)  # no password in a log
                raise SettingsError(f"{variable}: {shown} is not allowed: give {allowed}") from None
        settings = cls(**values)  # type: ignore[arg-type]  # each value went through its field's own parser
        if (settings.llm_url is None) != (settings.llm_model is None):
            missing = "BASEWATCH_LLM_MODEL" if settings.llm_url else "BASEWATCH_LLM_URL"
            raise SettingsError(f"{missing} is not set: a language model needs its address and its name")
        if (settings.oidc_issuer is None) != (settings.oidc_client_id is None):
            missing = "BASEWATCH_OIDC_CLIENT_ID" if settings.oidc_issuer else "BASEWATCH_OIDC_ISSUER"
            raise SettingsError(
                f"{missing} is not set: single sign-on needs the provider and how it knows this site"
            )
        if settings.smtp_url and (settings.mail_from is None or settings.base_url is None):
            missing = "BASEWATCH_BASE_URL" if settings.mail_from else "BASEWATCH_MAIL_FROM"
            raise SettingsError(f"{missing} is not set: e-mail needs a sender, and an address for its links")
        if settings.oidc_issuer and settings.base_url is None:
            raise SettingsError(
                "BASEWATCH_BASE_URL is not set: single sign-on needs the address that people come back to"
            )
        return settings


def variable_of(name: str) -> str:
    """The environment variable of a setting: `port` -> `BASEWATCH_PORT`."""
    return PREFIX + name.upper()
