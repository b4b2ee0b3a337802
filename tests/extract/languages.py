"""How the tests of one language read its sentences: an article that opens with our subject and goes on with theirs."""

from typing import NamedTuple

from app.clean.article import CleanArticle
from app.extract.engine import extract_findings
from app.extract.findings import FoundStatement
from tests.extract.reading import INDEX

PUBLISHED = "2024-11-14"  # a Thursday


class Reading(NamedTuple):
    speaker: str
    kind: str
    topic: str
    said_on: str | None


def statements_in(language: str, subject: str, text: str) -> list[FoundStatement]:
    """The statements of an article in `language` that opens with `subject`."""
    whole = f"{subject}\n\n{text}"
    article = CleanArticle(None, None, None, PUBLISHED, language, whole, "")
    found = extract_findings(article, INDEX).statements
    for one in found:
        assert one.span.of(whole) == one.span.of(whole).strip() != ""
    return list(found)


def read_one(language: str, subject: str, text: str, *, number: int = 0) -> Reading | None:
    """The statement of that number, null where there is none."""
    found = statements_in(language, subject, text)
    if number >= len(found):
        return None
    one = found[number]
    return Reading(one.speaker, one.kind.value, one.topic.value, one.said_on)


def nothing_said(language: str, subject: str, text: str) -> bool:
    return not statements_in(language, subject, text)
