"""Links to copies of a page in public web archives: whether one can be such a link, and what its archive is called."""

import ipaddress
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from app.clean.urls import url_key
from app.domain.errors import InputError

MOST_URL = 2000  # characters


def checked_archive(url: str, *, page: str | None, name: str = "archived_url") -> str:
    """The link to a copy of `page`, as it is kept. No address is asked: that the copy is there is the adder's word.

    Raises: InputError naming the field, for what is no public web address, or the page itself.
    """
    given = url.strip()
    if len(given) > MOST_URL:
        raise InputError(f"{name} has {len(given):,} characters, at most {MOST_URL:,}: give its short form")
    try:
        parts = urlsplit(given)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise InputError(f"{name}={given[:80]!r} is no web address: give https://…") from None
    if parts.scheme not in ("http", "https") or not host or not given.isprintable() or " " in given:
        raise InputError(f"{name}={given[:80]!r} is no web address: give https://…")
    if parts.username or parts.password:
        raise InputError(f"{name} holds a user name or a password: give the address without it")
    if not _is_public_name(host) or port not in (None, 80, 443):
        raise InputError(
            f"{name}={given[:80]!r} is no public address: readers cannot open it; give the copy in a web archive, "
            "such as https://web.archive.org/web/…"
        )
    if page is not None and url_key(given) == url_key(page):
        raise InputError(f"{name} is the page itself: give the address of its copy in a web archive")
    return given


def archive_name(url: str) -> str:
    """`https://web.archive.org/web/…` -> `Internet Archive`; of an unknown archive its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    for start in range(len(labels)):
        if known := _hosts().get(".".join(labels[start:])):
            return known
    return host


def _is_public_name(host: str) -> bool:
    """A name of the public DNS: no number, no name of one's own network."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.split(".")
        private = {"localhost", "local", "internal", "lan", "home", "test", "invalid", "onion", "arpa"}
        return len(labels) > 1 and all(labels) and labels[-1] not in private and not labels[-1].isdigit()
    return False  # archives have names


@cache
def _hosts() -> dict[str, str]:
    hosts: dict[str, str] = tomllib.loads(
        files("app.clean.data").joinpath("archives.toml").read_text("utf-8")
    )["hosts"]
    return hosts
