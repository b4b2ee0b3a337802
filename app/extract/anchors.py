"""Words that somebody else copied from a text, found in it again to the character."""

import re

_SAME = str.maketrans(
    {**dict.fromkeys("“”„«»‟″", '"'), **dict.fromkeys("’‘‛′`", "'"), **dict.fromkeys("–—−‑", "-")}
)
_BLANK = re.compile(r"\s+")


class Anchors:
    """Finds words in one text, whatever form of quotation mark, dash and blank they were copied with."""

    def __init__(self, text: str) -> None:
        self._places: list[int] = []  # offset in `text` of each character of the plain form
        plain: list[str] = []
        blank = True
        for at, character in enumerate(text.translate(_SAME)):
            if character.isspace():
                if not blank:
                    plain.append(" ")
                    self._places.append(at)
                blank = True
            else:
                plain.append(character)
                self._places.append(at)
                blank = False
        self._plain = "".join(plain)

    def find(self, words: str, after: int = 0) -> tuple[int, int] | None:
        """(start, end) of the first place at or after the offset `after` that has exactly these words; null if none.

        A word is never cut: "base" is not found in "database".
        """
        sought = _BLANK.sub(" ", words.translate(_SAME)).strip().strip('"').strip()
        if not sought:
            return None
        at = self._plain.find(sought)
        while at >= 0:
            end = at + len(sought)
            cut = (at > 0 and self._plain[at - 1].isalnum() and sought[0].isalnum()) or (
                end < len(self._plain) and self._plain[end].isalnum() and sought[-1].isalnum()
            )
            if not cut and self._places[at] >= after:
                return self._places[at], self._places[end - 1] + 1
            at = self._plain.find(sought, at + 1)
        return None
