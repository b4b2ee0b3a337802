"""Fold text for matching without moving a character: accents, dashes, apostrophes and `ё` to plain forms."""

import re
import unicodedata
from functools import lru_cache

_FIXED = {
    "ё": "е", "Ё": "Е",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʻ": "'",
    "–": "-", "‑": "-", "‐": "-", "−": "-",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
    "ı": "i", "İ": "I", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
}  # fmt: skip
_KEEP = frozenset("йЙїЇўЎ")  # letters of their own, not a base letter with an accent

ARTICLE = 400  # code points; a longer text is taken for an article


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    table = {ord(a): b for a, b in _FIXED.items()}
    for code in (*range(0xC0, 0x250), *range(0x400, 0x460), *range(0x1E00, 0x1F00)):
        char = chr(code)
        if code in table or char in _KEEP:
            continue
        base = unicodedata.normalize("NFD", char)[0]
        if base != char:
            table[code] = base
    return table


@lru_cache(maxsize=1)
def _changed() -> re.Pattern[str]:
    """What folding changes: most spellings of a language hold nothing of it."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")


def fold(text: str) -> str:
    """`text` with the same length and letter case: "Niš – Хмеймим" -> "Nis - Хмеймим"; offsets stay valid.

    The same object for the same long text, as long as it is the latest: its readers remember what they found in it.
    """
    return _folded_article(text) if len(text) > ARTICLE else _folded(text)


@lru_cache(maxsize=2)
def _folded_article(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return text.replace("`", "'").replace("\t", " ")
    if _changed().search(text) is None:
        return text
    table = _table()
    for char in set(text):  # a text has few distinct characters, and str.replace is faster than translate
        plain = table.get(ord(char)) if char > "\x7f" or char in "`\t" else None
        if plain is not None:
            text = text.replace(char, plain)
    return text
