"""Claims of one property side by side as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import ClaimProperty
from app.present.api_claims import ClaimOut
from app.present.api_parts import ApiModel, Places
from app.query.claims import ClaimRow, Disagreement, Known
from app.resolve.claim_rules import Criterion, order


class BesideOut(ClaimOut):
    """A claim beside others of its base and property."""

    is_first: bool = Field(description="Pages show this one as what is known now.")
    disagrees: bool = Field(description="Another claim speaks of the same time, and both cannot be so.")


class ClaimsOut(ApiModel):
    """The claims on one property of a base, never averaged: which one pages show first, and why."""

    base: str
    property: ClaimProperty
    why: Criterion | None = Field(
        description="What puts the first one before the best that says otherwise; null: none says otherwise."
    )
    rule: list[Criterion] = Field(description="The order in which criteria decide.")
    disagreeing: int = Field(
        description="How many different things the claims that disagree say; 0: none does."
    )
    claims: list[BesideOut]

    @classmethod
    def of(
        cls,
        base: str,
        what: ClaimProperty,
        claims: list[ClaimRow],
        now: Known | None,
        found: Disagreement | None,
        places: Places,
    ) -> "ClaimsOut":
        apart = {claim.id for claim in found.claims} if found else set()
        return cls(
            base=base,
            property=what,
            why=now.why if now else None,
            rule=list(order()),
            disagreeing=found.sayings if found else 0,
            claims=[
                BesideOut(
                    **ClaimOut.of(claim, places).model_dump(),
                    is_first=now is not None and now.claim.id == claim.id,
                    disagrees=claim.id in apart,
                )
                for claim in claims
            ],
        )
