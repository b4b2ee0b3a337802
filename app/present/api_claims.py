"""Claims about bases as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import ClaimProperty, ReviewState
from app.present.api_parts import ApiModel, Edtf, Places, RecordName, Source
from app.query.claim_lists import BaseClaimRow
from app.query.claims import ClaimRow


class ClaimOut(ApiModel):
    """One sourced fact about a base; sources that disagree are claims side by side."""

    id: int
    property: ClaimProperty
    value: str = Field(description="As sourced.", examples=["7500"])
    low: float | None
    high: float | None
    as_of: Edtf | None
    is_computed: bool = Field(description="Follows from a date and a term; no source says it itself.")
    note: str | None
    reliability: str | None = Field(description="Of the publisher, A to F (Admiralty code), set by a person.")
    credibility: int | None = Field(description="Of the claim, 1 to 6 (Admiralty code), set by a person.")
    pinned: str | None = Field(description="Why an editor has pages show it first; null: not pinned.")
    review: ReviewState
    confidence: float | None = Field(description="Of the extractor; null where a person entered it.")
    extractor: str | None
    sources: list[Source]

    @classmethod
    def of(cls, row: ClaimRow, places: Places) -> "ClaimOut":
        return cls(
            id=row.id,
            reliability=row.reliability,
            credibility=row.credibility,
            pinned=row.pin_reason,
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


class BaseClaimOut(ClaimOut):
    """A claim with the base that it is about."""

    base: RecordName
    country: str = Field(description="Code of the state that the base stands in.")

    @classmethod
    def of_row(cls, row: BaseClaimRow, places: Places) -> "BaseClaimOut":
        return cls(
            **dict(ClaimOut.of(row.claim, places)),
            base=RecordName(slug=row.base_slug, name=row.base_name),
            country=row.host_code,
        )
