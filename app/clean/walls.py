"""Whether a page shows a wall (a sign-in, a subscription, a check for robots) where its article was."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

MOST_OF_TEXT = 0.6  # of the stored text's length: a page that shows more of it shows the article
_PASSWORD = re.compile(r"<input\b[^>]{0,300}?\btype\s*=\s*[\"']?password", re.IGNORECASE)
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?(?:false)\b", re.IGNORECASE)
_SAMPLE = 20_000  # characters of the text at each end: a wall is short, or stands where the text breaks off


def wall_of(html: str, text: str, url: str, *, stored_url: str, stored_length: int) -> str | None:
    """Which wall a page shows in place of a stored text, in words; null where it shows none.

    Args: html: the whole page; text: what is to be read on it; url: the address that answered.
    """
    if _leads_to_sign_in(url) and not _leads_to_sign_in(stored_url):
        return "the address leads to a sign-in"
    if len(text) >= MOST_OF_TEXT * stored_length:
        return None
    ends = (text[:_SAMPLE] + text[-_SAMPLE:]).casefold()
    if any(words in ends for words in _table()["words"]):
        return "the page asks for a sign-in or a subscription"
    if _PASSWORD.search(html):
        return "the page asks for a password, and shows less than the stored text"
    if _NOT_FREE.search(html):
        return "the page says that it is not free to read, and shows less than the stored text"
    return None


def _leads_to_sign_in(url: str) -> bool:
    parts = re.split(r"[/.]", urlsplit(url).path.casefold())
    return not _table()["paths"].isdisjoint(parts)


@cache
def _table() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("app.clean.data").joinpath("walls.toml").read_text("utf-8"))
    words = (words for language in table["words"].values() for words in language)
    return {"paths": frozenset(table["paths"]), "words": frozenset(words)}
