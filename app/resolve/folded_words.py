"""The words of a text as two copies of it share them: without case, accents and marks."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


def folded_words(text: str) -> list[str]:
    """The words of `text`, in order, folded by case and accents (`й` and `ё` count as accented, too)."""
    text = text.casefold()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(text)
