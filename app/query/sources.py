"""Where a fact stands: the article, the place in it, who published it. Every row with a fact carries one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.domain.kinds import ArticleKind
from app.store.models import Article, Evidence, Publisher


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What `source_link` and `evidence` of templates/macros/evidence.html take."""

    evidence_id: int | None  # null: the article as a whole
    article_id: int
    kind: ArticleKind  # whose words the stored text holds
    url: str | None  # the publisher's page
    title: str
    language: str
    published: str | None  # EDTF
    publisher: str  # its name, else the host of the page
    state_controlled: bool  # known to be; false also where it is mixed or not established
    origin: int | None = None  # the article whose text this one repeats, often itself; null of our own words

    @property
    def href(self) -> str:
        """The place of the evidence on our own page of the article."""
        anchor = f"#e{self.evidence_id}" if self.evidence_id is not None else ""
        return f"/articles/{self.article_id}{anchor}"


SOURCE_COLUMNS = (
    Evidence.id,
    Article.id,
    Article.kind,
    Article.url,
    Article.title,
    Article.language,
    Article.published,
    Publisher.name,
    Publisher.state_controlled,
    Article.origin_id,
)
"""Select these last; the query joins Evidence to Article, and Article to Publisher by an outer join."""


def source_of(columns: Sequence[Any]) -> SourceRow:
    """The source from a row that ends with `SOURCE_COLUMNS`."""
    evidence_id, article_id, kind, url, title, language, published, publisher, controlled, origin = columns[
        -len(SOURCE_COLUMNS) :
    ]
    name = publisher or (urlsplit(url or "").hostname or "").removeprefix("www.") or "Unnamed publisher"
    return SourceRow(
        evidence_id, article_id, kind, url, title, language, published, name, controlled is True, origin
    )
