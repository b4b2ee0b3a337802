"""Rows as the JSON of `/api/v1`: the models are its documentation too. Pure."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    ArticleKind,
    BaseKind,
    BaseStatus,
    Branch,
    ClaimProperty,
    CountryKind,
    EditKind,
    ReviewState,
    SourceState,
)
from app.present.api_ledger import DenialRecordOut
from app.present.api_parts import ApiModel, CountryName, Edtf, Places, Source, named
from app.present.api_statements import StatementOut
from app.query.agreement_rows import AgreementRow
from app.query.articles import ArticlePage, ArticleRow
from app.query.base_details import BaseRecord
from app.query.bases import BaseRow
from app.query.claims import ClaimRow
from app.query.countries import CountryFacts, CountryRow
from app.query.denials import DenialRecord
from app.query.edits import EditRow
from app.query.officials import OfficialPage, OfficialRow, RoleRow
from app.query.sources import SourceRow


class ClaimOut(ApiModel):
    """One sourced fact about a base; sources that disagree are claims side by side."""

    property: ClaimProperty
    value: str = Field(description="As sourced.", examples=["7500"])
    low: float | None
    high: float | None
    as_of: Edtf | None
    is_computed: bool = Field(description="Follows from a date and a term; no source says it itself.")
    note: str | None
    review: ReviewState
    confidence: float | None = Field(description="Of the extractor; null where a person entered it.")
    extractor: str | None
    sources: list[Source]

    @classmethod
    def of(cls, row: ClaimRow, places: Places) -> "ClaimOut":
        return cls(
            property=row.what,
            value=row.value,
            low=row.low,
            high=row.high,
            as_of=row.as_of,
            is_computed=row.is_computed,
            note=row.note,
            review=row.review,
            confidence=row.confidence,
            extractor=row.extractor,
            sources=[Source.of(row.source, places)],
        )


class BaseOut(ApiModel):
    """A facility or standing deployment of Russia abroad."""

    slug: str = Field(examples=["tajikistan-201st-military-base"])
    name: str
    country: CountryName = Field(description="The recognised state that it stands in.")
    territory: CountryName | None = Field(description="The de-facto territory, where there is one.")
    locality: str | None
    kind: BaseKind
    branch: Branch | None
    status: BaseStatus
    status_as_of: Edtf | None
    note: str | None
    personnel_low: float | None = Field(description="Of all claims in figures, whatever their date.")
    personnel_high: float | None
    sources: list[Source]

    @classmethod
    def of(cls, row: BaseRow, places: Places) -> "BaseOut":
        territory = None
        if row.territory_code:
            territory = CountryName(code=row.territory_code, name=row.territory_name or row.territory_code)
        return cls(
            slug=row.slug,
            name=row.name,
            country=CountryName(code=row.host_code, name=row.host_name),
            territory=territory,
            locality=row.locality,
            kind=row.kind,
            branch=row.branch,
            status=row.status,
            status_as_of=row.status_as_of,
            note=row.note,
            personnel_low=row.low,
            personnel_high=row.high,
            sources=[Source.of(row.source, places)] if row.source else [],
        )


class AgreementOut(ApiModel):
    """A treaty, lease or accord."""

    slug: str
    title: str
    kind: AgreementKind
    status: AgreementStatus
    status_as_of: Edtf | None
    signed: Edtf | None
    ratified: Edtf | None
    in_force: Edtf | None
    expires: Edtf | None = Field(description="Null is unknown, not endless.")
    term_years: int | None
    summary: str | None
    note: str | None
    review: ReviewState
    parties: list[CountryName]
    sources: list[Source]

    @classmethod
    def of(cls, row: AgreementRow, places: Places) -> "AgreementOut":
        return cls(
            slug=row.slug,
            title=row.title,
            kind=row.kind,
            status=row.status,
            status_as_of=row.status_as_of,
            signed=row.signed,
            ratified=row.ratified,
            in_force=row.in_force,
            expires=row.expires,
            term_years=row.term_years,
            summary=row.summary,
            note=row.note,
            review=row.review,
            parties=named(row.parties),
            sources=[Source.of(one, places) for one in row.sources],
        )


class BaseRecordOut(ApiModel):
    """A base with its claims, its agreements and its newest statements."""

    slug: str
    name: str
    name_ru: str | None
    country: CountryName
    territory: CountryName | None
    locality: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    kind: BaseKind
    branch: Branch | None
    status: BaseStatus
    status_as_of: Edtf | None
    opened: Edtf | None
    closed: Edtf | None
    summary: str | None
    note: str | None
    spellings: list[str]
    claims: list[ClaimOut]
    agreements: list[AgreementOut]
    statements: list[StatementOut] = Field(description="The newest; /statements?base= has them all.")
    sources: list[Source] = Field(description="Each article once that any of this stands on.")

    @classmethod
    def of(cls, record: BaseRecord, places: Places) -> "BaseRecordOut":
        facts = record.facts
        territory = None
        if facts.territory_code:
            territory = CountryName(code=facts.territory_code, name=facts.territory_name or "")
        return cls(
            slug=facts.slug,
            name=facts.name,
            name_ru=facts.name_ru,
            country=CountryName(code=facts.host_code, name=facts.host_name),
            territory=territory,
            locality=facts.locality,
            latitude=facts.latitude,
            longitude=facts.longitude,
            precision=facts.precision,
            kind=facts.kind,
            branch=facts.branch,
            status=facts.status,
            status_as_of=facts.status_as_of,
            opened=facts.opened,
            closed=facts.closed,
            summary=facts.summary,
            note=facts.note,
            spellings=record.spellings,
            claims=[ClaimOut.of(claim, places) for claim in record.claims],
            agreements=[AgreementOut.of(agreement, places) for agreement in record.agreements],
            statements=[StatementOut.of(statement, places) for statement in record.statements],
            sources=[Source.of(source, places) for source in record.sources],
        )


class RoleOut(ApiModel):
    title: str
    body: str
    held_from: Edtf | None
    held_to: Edtf | None = Field(description="Null: still held, or not established.")
    source: str = Field(description="An address, or `general knowledge`, which is provisional.")

    @classmethod
    def of(cls, row: RoleRow) -> "RoleOut":
        return cls(
            title=row.title, body=row.body, held_from=row.held_from, held_to=row.held_to, source=row.source
        )


class OfficialOut(ApiModel):
    """A person or office that speaks for a state or a body."""

    slug: str = Field(examples=["sergey-lavrov"])
    name: str
    name_ru: str | None
    is_body: bool = Field(description="True: an office rather than a person.")
    country: str | None = Field(description="Code of the state that they speak for.")
    roles: list[RoleOut] = Field(description="In a list the latest alone; in a record all of them.")
    statements: int | None = Field(description="How many are on record; /statements?official= has them.")
    denials: int
    became: DenialRecordOut | None = Field(
        description="Of a record: what became of the denials; null in a list."
    )
    sources: list[Source] = Field(description="Where the newest of the statements stands.")

    @classmethod
    def of(cls, row: OfficialRow, places: Places) -> "OfficialOut":
        return cls(
            slug=row.slug,
            name=row.name,
            name_ru=row.name_ru,
            is_body=row.is_body,
            country=row.country_code,
            roles=[RoleOut.of(row.role)] if row.role else [],
            statements=row.statements,
            denials=row.denials,
            became=None,
            sources=[Source.of(row.latest, places)] if row.latest else [],
        )

    @classmethod
    def of_record(
        cls, page: OfficialPage, sources: list[SourceRow], statements: int, places: Places
    ) -> "OfficialOut":
        return cls(
            slug=page.slug,
            name=page.name,
            name_ru=page.name_ru,
            is_body=page.is_body,
            country=page.country_code,
            roles=[RoleOut.of(role) for role in page.roles],
            statements=statements,
            denials=len(page.denials),
            became=DenialRecordOut.of(page.record),
            sources=[Source.of(source, places) for source in sources],
        )


class CountryOut(ApiModel):
    """A state, a de-facto territory or an organisation, with how much is on record about it."""

    code: str
    kind: CountryKind
    name: str
    name_ru: str
    region: str
    parent: str | None = Field(description="Of a territory: the state that it is recognised as part of.")
    note: str | None
    source_url: str | None
    bases: int
    standing_bases: int = Field(description="Active, disputed or suspended.")
    agreements: int
    statements: int
    denials: int
    became: DenialRecordOut | None = Field(
        description="Of a record: what became of the denials about it; null in a list."
    )

    @classmethod
    def of(cls, row: CountryRow, record: DenialRecord | None = None) -> "CountryOut":
        facts: CountryFacts = row.facts
        return cls(
            code=facts.code,
            kind=facts.kind,
            name=facts.name,
            name_ru=facts.name_ru,
            region=facts.region,
            parent=facts.parent_code,
            note=facts.note,
            source_url=facts.source_url,
            bases=row.bases,
            standing_bases=row.standing,
            agreements=row.agreements,
            statements=row.statements,
            denials=row.denials,
            became=DenialRecordOut.of(record) if record else None,
        )


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
