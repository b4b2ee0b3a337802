"""Agreements as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import AgreementKind, AgreementStatus, ReviewState
from app.present.api_parts import ApiModel, CountryName, Edtf, Places, RecordName, Source, named
from app.query.agreement_rows import AgreementRow


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
    bases: list[RecordName] | None = Field(
        default=None, description="With `include=bases`: those that it covers."
    )

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
