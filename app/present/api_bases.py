"""Bases as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import BaseKind, BaseStatus, Branch
from app.present.api_agreements import AgreementOut
from app.present.api_claims import ClaimOut
from app.present.api_parts import ApiModel, CountryName, Edtf, Places, Source
from app.present.api_statements import StatementOut
from app.query.base_details import BaseRecord
from app.query.bases import BaseRow


class BaseOut(ApiModel):
    """A facility or standing deployment of Russia abroad."""

    slug: str = Field(examples=["tajikistan-201st-military-base"])
    name: str
    country: CountryName = Field(description="The recognised state that it stands in.")
    territory: CountryName | None = Field(description="The de-facto territory, where there is one.")
    locality: str | None
    latitude: float | None = Field(description="WGS 84.")
    longitude: float | None
    kind: BaseKind
    branch: Branch | None
    status: BaseStatus
    status_as_of: Edtf | None
    note: str | None
    personnel_low: float | None = Field(description="Of all claims in figures, whatever their date.")
    personnel_high: float | None
    sources: list[Source]
    claims: list[ClaimOut] | None = Field(default=None, description="With `include=claims`: all of them.")

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
            latitude=row.latitude,
            longitude=row.longitude,
            kind=row.kind,
            branch=row.branch,
            status=row.status,
            status_as_of=row.status_as_of,
            note=row.note,
            personnel_low=row.low,
            personnel_high=row.high,
            sources=[Source.of(row.source, places)] if row.source else [],
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
