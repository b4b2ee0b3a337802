"""What the JSON records of `/api/v1` share: the list, the source, the country. Pure."""

from collections.abc import Mapping
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.domain.kinds import ArticleKind, SourceState
from app.query.evidence import Place
from app.query.sources import SourceRow

Places = Mapping[int, Place]
Edtf = Annotated[
    str, Field(description="A date as precise as the source has it (EDTF).", examples=["2023-06"])
]
Item = TypeVar("Item")


class ApiModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class ListOf(ApiModel, Generic[Item]):
    """One page of a list; follow `next` until it is null."""

    items: list[Item]
    next: str | None = Field(description="The address of the next page; null on the last.")


class Source(ApiModel):
    """Where a record stands: the page, who published it and when, and the exact words."""

    url: str | None = Field(description="The publisher's page.", examples=["https://news.example/2023/1"])
    publisher: str
    state_controlled: bool = Field(description="Known to be; false also where it is not established.")
    published: Edtf | None
    title: str
    language: str = Field(description="ISO 639-1, of most of the text.")
    origin: int | None = Field(
        description="Sources of one number are prints of one text: near-copies of this article. Null: our own words."
    )
    article: int = Field(description="Its id under /api/v1/articles.")
    kind: ArticleKind = Field(description="Whose words `quote` is: the publisher's, our brief's, our note's.")
    start: int | None = Field(description="Of `quote` in our text of the page: code points, half-open.")
    end: int | None
    page: SourceState | None = Field(
        description="What became of the publisher's page, by the last look at it; null: nobody looked again."
    )
    archived_url: str | None = Field(description="A copy of the page in a web archive.")
    edited_since: bool = Field(
        description="The page has edited the sentence of `quote`, which remains the evidence; "
        "/articles/{article} has both wordings in `edits`."
    )
    quote: str | None = Field(examples=["Russia has no plans to open a base there, the minister said."])

    @classmethod
    def of(cls, row: SourceRow, places: Places) -> "Source":
        place = places.get(row.evidence_id) if row.evidence_id is not None else None
        return cls(
            url=row.url,
            publisher=row.publisher,
            state_controlled=row.state_controlled,
            published=row.published,
            title=row.title,
            language=row.language,
            origin=row.origin,
            article=row.article_id,
            kind=row.kind,
            page=row.state,
            archived_url=row.archived_url,
            edited_since=row.is_edited,
            start=place.start if place else None,
            end=place.end if place else None,
            quote=place.quote if place else None,
        )


class CountryName(ApiModel):
    code: str = Field(description="ISO 3166-1 alpha-2, or a territory code.", examples=["TJ", "GE-AB"])
    name: str


class RecordName(ApiModel):
    slug: str
    name: str


def named(pairs: tuple[tuple[str, str], ...]) -> list[CountryName]:
    return [CountryName(code=code, name=name) for code, name in pairs]
