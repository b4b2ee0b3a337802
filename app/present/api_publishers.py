"""Publishers and topics as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import PublisherKind, StatementTopic
from app.present.api_parts import ApiModel
from app.query.publishers import PublisherRow


class PublisherOut(ApiModel):
    """Who published articles."""

    domain: str = Field(description="Its main domain.", examples=["tass.com"])
    name: str
    country: str | None = Field(description="Code.")
    language: str | None
    kind: PublisherKind | None
    state_controlled: bool | None = Field(description="Null where it is mixed or not established.")
    reliability: str | None = Field(description="A to F (Admiralty code), an editor's judgement.")
    note: str | None
    articles: int = Field(description="/articles?publisher= has them.")

    @classmethod
    def of(cls, row: PublisherRow) -> "PublisherOut":
        return cls(
            domain=row.domain,
            name=row.name,
            country=row.country_code,
            language=row.language,
            kind=row.kind,
            state_controlled=row.state_controlled,
            reliability=row.reliability,
            note=row.note,
            articles=row.articles,
        )


class TopicOut(ApiModel):
    """What statements are about, and how many."""

    topic: StatementTopic
    statements: int = Field(description="/statements?topic= has them.")
    denials: int = Field(description="/denials?topic= has them.")
