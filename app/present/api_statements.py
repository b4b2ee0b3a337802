"""Statements as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import DenialOutcome, ReviewState, StatementKind, StatementMode, StatementTopic
from app.present.api_parts import ApiModel, CountryName, Edtf, Places, Source, named
from app.query.sources import SourceRow
from app.query.statement_page import StatementPage
from app.query.statement_rows import StatementRow


class StatementOut(ApiModel):
    """What one official said."""

    id: int
    speaker: str = Field(examples=["Sergey Lavrov"])
    official: str | None = Field(description="Slug; null where the speaker is no known official.")
    role: str | None = Field(description="The post held on that day, where it is known.")
    said_on: Edtf | None
    kind: StatementKind
    topic: StatementTopic
    mode: StatementMode
    quote: str
    is_summary: bool = Field(description="True: `quote` is our summary, not the speaker's words.")
    outcome: DenialOutcome | None = Field(description="Of a denial, decided by a person.")
    finding: str | None = Field(description="Of a denial: an editor's, in one line.")
    review: ReviewState
    countries: list[CountryName]
    articles: int = Field(description="In how many it is reported; the record lists them all in `sources`.")
    sources: list[Source]

    @classmethod
    def of(
        cls, row: StatementRow, places: Places, sources: tuple[SourceRow, ...] | None = None
    ) -> "StatementOut":
        return cls(
            id=row.id,
            speaker=row.speaker,
            official=row.official_slug,
            role=row.role,
            said_on=row.said_on,
            kind=row.kind,
            topic=row.topic,
            mode=row.mode,
            quote=row.quote,
            is_summary=row.is_summary,
            outcome=row.outcome,
            finding=row.finding,
            review=row.review,
            countries=named(row.countries),
            articles=row.articles,
            sources=[Source.of(one, places) for one in sources or (row.source,)],
        )


class ReportOut(ApiModel):
    """One place where a statement is reported."""

    confidence: float | None = Field(description="Of the extractor; null where a person entered it.")
    extractor: str | None = Field(description="`rules`, or the name of a language model.")
    source: Source


class StatementRecordOut(StatementOut):
    """A statement with every report of it; reports of one origin are prints of one text."""

    origins: int
    languages: int
    confidence: float | None
    extractor: str | None
    reports: list[ReportOut]

    @classmethod
    def of_page(cls, page: StatementPage, places: Places) -> "StatementRecordOut":
        sources = tuple(report.source for report in page.reports)
        return cls(
            **StatementOut.of(page.row, places, sources).model_dump(),
            origins=len(page.origins),
            languages=page.languages,
            confidence=page.confidence,
            extractor=page.extractor,
            reports=[
                ReportOut(
                    confidence=one.confidence,
                    extractor=one.extractor,
                    source=Source.of(one.source, places),
                )
                for one in page.reports
            ],
        )
