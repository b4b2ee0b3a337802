"""The cleaned article: what extraction reads and the store keeps."""

from dataclasses import dataclass

MAX_TEXT = 400_000  # code points of cleaned text; a longer one is refused


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """text[start:end] of an article, whole paragraphs, is in `language` (ISO 639-1)."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line of the source that cleaning takes for the page around the article; it stood before text[at:]."""

    number: int  # of all lines, from 0
    text: str
    at: int
    back: bool = False  # it was asked for, and is in the text


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """`text` holds the article alone: paragraphs parted by a blank line or a newline, no appeals, tags or
    navigation.

    `text` starts with the body (the title is apart); `content_hash` is SHA-256 over the normalised text.
    """

    title: str | None
    url: str | None  # canonical
    publisher: str | None  # registered domain
    published: str | None  # EDTF
    language: str  # ISO 639-1, of most of the text
    text: str
    content_hash: str
    kind: str = "article"
    parts: tuple[LanguagePart, ...] = ()  # of a text in several languages, in order, covering it; else empty
    cut: tuple[CutLine, ...] = ()  # in order
