"""The ledger of denials as the JSON of `/api/v1`. Pure."""

from pydantic import Field

from app.domain.kinds import BearingRelation, DenialOutcome
from app.present.api_parts import ApiModel, Edtf, Places, RecordName, Source
from app.present.api_statements import StatementOut
from app.query.denials import DenialRecord
from app.query.ledger import BearingRow


class DenialRecordOut(ApiModel):
    """What became of denials; each number is the length of the list under the same filters."""

    outcomes: dict[DenialOutcome, int] = Field(description="/statements?kind=denial&outcome= has them.")
    answered: int = Field(description="Something on record goes against it: `answered=true`. No verdict.")
    answered_later: int = Field(description="And is certain to be later: `answered_later=true`.")
    median_days: int | None = Field(description="Until the first of that.")

    @classmethod
    def of(cls, record: DenialRecord) -> "DenialRecordOut":
        return cls(
            outcomes={outcome: dict(record.outcomes).get(outcome, 0) for outcome in DenialOutcome},
            answered=record.answered,
            answered_later=record.answered_later,
            median_days=record.median_days,
        )


class DaysOut(ApiModel):
    """Days after the statement, negative before it; two numbers, as a date may be known to the month alone."""

    fewest: int
    most: int


class BearingOut(ApiModel):
    """What bears on a statement: another one, a claim, an agreement, or an event in our words."""

    relation: BearingRelation
    day: Edtf | None
    gap_days: DaysOut | None = Field(description="Null where a date is missing.")
    reason: str | None = Field(description="Why the rules proposed it; null of what the reference data says.")
    statement: StatementOut | None
    record: str | None = Field(
        description="Of a claim or an agreement: its page, such as /bases/SLUG#claim-7."
    )
    text: str | None = Field(description="Of a claim, an agreement or an event: what it says, in our words.")
    source_url: str | None = Field(description="Of an event.")
    sources: list[Source] = Field(description="Of a claim or an agreement.")

    @classmethod
    def of(cls, row: BearingRow, places: Places) -> "BearingOut":
        fact = row.fact
        return cls(
            relation=row.relation,
            day=row.day,
            gap_days=DaysOut(fewest=row.gap[0], most=row.gap[1]) if row.gap else None,
            reason=row.reason,
            statement=StatementOut.of(row.statement, places) if row.statement else None,
            record=fact.href if fact else None,
            text=fact.text if fact else row.event,
            source_url=row.source_url,
            sources=[Source.of(fact.source, places)] if fact and fact.source else [],
        )


class DenialOut(StatementOut):
    """A statement with the records that `include` brings."""

    bearings: list[BearingOut] | None = Field(
        default=None, description="With `include=bearings`: what bears on it."
    )
    bases: list[RecordName] | None = Field(
        default=None, description="With `include=bases`: those that it is about."
    )


class BearingsOut(ApiModel):
    """What bears on one statement, and what an editor found became of it."""

    statement: int
    outcome: DenialOutcome | None = Field(description="Of a denial; null of any other statement.")
    finding: str | None = Field(description="An editor's, in one line.")
    bearings: list[BearingOut] = Field(description="Against it first, later before earlier, near before far.")
