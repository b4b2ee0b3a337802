"""Articles as the JSON of `/api/v1`. Pure."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from app.domain.kinds import ArticleKind, EditKind, SourceState
from app.present.api_parts import ApiModel, Edtf, Places
from app.present.api_statements import StatementOut
from app.query.articles import ArticlePage, ArticleRow
from app.query.edits import EditRow


class ArticleOut(ApiModel):
    """A published text, our brief of one, or our notes on a page."""

    id: int
    kind: ArticleKind
    title: str
    url: str | None
    publisher: str | None
    publisher_domain: str | None
    state_controlled: bool | None
    published: Edtf | None
    language: str
    records: int = Field(description="Places in it that records rest on.")

    @classmethod
    def of(cls, row: ArticleRow) -> "ArticleOut":
        return cls(
            id=row.id,
            kind=row.kind,
            title=row.title,
            url=row.url,
            publisher=row.publisher,
            publisher_domain=row.publisher_domain,
            state_controlled=row.state_controlled,
            published=row.published,
            language=row.language,
            records=row.records,
        )


class Passage(ApiModel):
    start: int = Field(description="Code points into the whole text.")
    text: str


class EditOut(ApiModel):
    """A sentence that a record rests on and that its page has edited since."""

    kind: EditKind
    before: str = Field(description="As stored: it remains the evidence.")
    after: str | None = Field(description="As the page has it now; null where it vanished.")
    stored_at: datetime
    found_at: datetime

    @classmethod
    def of(cls, row: EditRow) -> "EditOut":
        return cls(
            kind=row.kind, before=row.before, after=row.after, stored_at=row.stored_at, found_at=row.found_at
        )


class ArticleRecordOut(ArticleOut):
    """An article with as much of its text as the public may read here."""

    page: SourceState | None = Field(
        description="What became of the publisher's page; null: not looked at again."
    )
    archived_url: str | None
    edits: list[EditOut] = Field(description="What the page has edited of the evidence since.")

    is_whole: bool = Field(description="True: `passages` are the whole text.")
    passages: list[Passage] = Field(description="The evidence with its neighbouring sentences.")
    statements: list[StatementOut]

    @classmethod
    def of_page(cls, page: ArticlePage, edits: Sequence[EditRow], places: Places) -> "ArticleRecordOut":
        return cls(
            **ArticleOut.of(page.row).model_dump(),
            page=page.state,
            archived_url=page.archived_url,
            edits=[EditOut.of(one) for one in edits],
            is_whole=page.is_whole,
            passages=[Passage(start=start, text=text) for start, text in page.shown],
            statements=[StatementOut.of(row, places) for row in page.statements],
        )
