"""Where a fact stands: the article, the place in it, who published it. Every row with a fact carries one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from app.clean.archives import archive_name
from app.domain.kinds import ArticleKind, SourceState
from app.store.models import Article, Evidence, EvidenceEdit, Publisher, SourceCheck
from app.store.visible import stands


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
    archived_url: str | None = None  # a copy of the page in a web archive
    state: SourceState | None = None  # what became of the page; null: nobody looked again
    is_edited: bool = False  # the page has edited the sentence of this evidence since

    @property
    def is_gone(self) -> bool:
        return self.state is SourceState.GONE

    @property
    def link(self) -> str | None:
        """Where the words are read today: the publisher's page, or its archived copy where the page is gone."""
        return self.archived_url if self.is_gone and self.archived_url else self.url

    @property
    def archive(self) -> str | None:
        """The name of the archive that holds the copy."""
        return archive_name(self.archived_url) if self.archived_url else None

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
    Article.archived_url,
    select(SourceCheck.state)
    .where(SourceCheck.article_id == Article.id)
    .correlate(Article)
    .scalar_subquery()
    .label("source_state"),
    select(EvidenceEdit.id)
    .where(EvidenceEdit.evidence_id == Evidence.id, stands(EvidenceEdit))
    .correlate(Evidence)
    .exists()
    .label("is_edited"),
)
"""Select these last; the query joins Evidence to Article, and Article to Publisher by an outer join."""


def source_of(columns: Sequence[Any]) -> SourceRow:
    """The source from a row that ends with `SOURCE_COLUMNS`."""
    found = columns[-len(SOURCE_COLUMNS) :]
    evidence_id, article_id, kind, url, title, language, published, publisher, controlled, origin, *life = (
        found
    )
    name = publisher or (urlsplit(url or "").hostname or "").removeprefix("www.") or "Unnamed publisher"
    archived, state, is_edited = life
    return SourceRow(
        evidence_id,
        article_id,
        kind,
        url,
        title,
        language,
        published,
        name,
        controlled is True,
        origin,
        archived,
        state,
        bool(is_edited),
    )
