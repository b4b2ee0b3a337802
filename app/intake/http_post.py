"""One POST to a public address, for webhooks: the same checks of the place as `http_get`, and no redirects."""

import time
from collections.abc import Collection, Mapping

import httpcore

from app.domain.errors import FetchError
from app.intake.http_get import CheckedBackend, checked_target, tls

LARGEST_ANSWER = 64 * 1024  # bytes that are read, so that the other side is not cut off in the middle


def http_post(
    url: str,
    body: bytes,
    *,
    deadline_seconds: float,
    headers: Mapping[str, str],
    allow_private: Collection[str] = (),
) -> int:
    """POST `body`; the status of the answer, whatever it is. A redirect is an answer: nothing follows it.

    Args: deadline_seconds: for everything together; allow_private: `host:port` places that may be at a private
        address and an unusual port.
    Raises: FetchError: the place is none of a public web site, or there was no whole answer in time.
    """
    deadline = time.monotonic() + deadline_seconds
    allowed = frozenset(allow_private)
    target = checked_target(url.strip(), allowed)
    sent: dict[bytes | str, bytes | str] = {
        "Host": target.netloc,
        "Content-Length": str(len(body)),
        "Connection": "close",
        **dict(headers.items()),
    }
    try:
        with (
            httpcore.ConnectionPool(
                network_backend=CheckedBackend(deadline, allowed), ssl_context=tls(), http2=False
            ) as pool,
            pool.stream("POST", target.url, headers=sent, content=body) as response,
        ):
            read = 0
            for chunk in response.iter_stream():
                read += len(chunk)
                if read > LARGEST_ANSWER:
                    break
            return response.status
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchError(f"no whole answer in {deadline_seconds:g} seconds") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise FetchError(f"the connection failed ({str(error) or type(error).__name__})") from error
