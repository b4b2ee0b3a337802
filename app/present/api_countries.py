"""Countries as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import CountryKind
from app.present.api_ledger import DenialRecordOut
from app.present.api_parts import ApiModel
from app.query.countries import CountryFacts, CountryRow
from app.query.denials import DenialRecord


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
