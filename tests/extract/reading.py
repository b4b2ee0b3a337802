"""How the tests of extraction read sentences: an article that opens with our subject and goes on with theirs."""

from app.clean.article import CleanArticle
from app.extract.engine import extract_findings
from app.extract.findings import FoundStatement
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference

INDEX = NameIndex(load_reference())
PUBLISHED = "2023-06-07"  # a Wednesday

# Put before each case: the article is on our subject, and about Russia.
SUBJECT = "Russia keeps troops abroad, and a military base."


def article(text: str, *, title: str | None = None, published: str | None = PUBLISHED) -> CleanArticle:
    return CleanArticle(title, None, None, published, "en", text, "")


def statements(
    text: str, *, title: str | None = None, published: str | None = PUBLISHED
) -> list[FoundStatement]:
    """The statements of an article that opens with SUBJECT and goes on with `text`."""
    whole = opened(text)
    found = extract_findings(article(whole, title=title, published=published), INDEX).statements
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(whole)
        assert one.span.of(whole) == one.span.of(whole).strip()
    return list(found)


def opened(text: str) -> str:
    return f"{SUBJECT}\n\n{text}"


def words(text: str, one: FoundStatement) -> str:
    return one.span.of(opened(text))


DENIED = "Russia has no plans to build a military base in Sudan"
