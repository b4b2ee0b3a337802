"""What the page of a country says first, and its life line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.domain.kinds import BaseStatus, ClaimProperty
from app.present.base_figures import claim_text
from app.present.charts import Lane, LanePoint, life_line, year_of
from app.present.format import day_words, said_words, shorten, subject
from app.present.language import gettext as _
from app.present.lifeline import term_span
from app.query.agreement_rows import AgreementRow
from app.query.bases import BaseRow
from app.query.claims import ClaimRow, Known, known
from app.query.countries import CountryRecord
from app.query.statement_rows import StatementRow

LANES = 6
FIRST_YEAR = 1991
OVER = {BaseStatus.WITHDRAWN, BaseStatus.CLOSED}


@dataclass(frozen=True, slots=True)
class Largest:
    """The standing base with the highest figure among what is known of each, and how long it may stay."""

    base: BaseRow
    personnel: Known
    text: str
    stay: Known | None
    stay_text: str


def largest(record: CountryRecord) -> Largest | None:
    """Null where no standing base has a numeric personnel claim."""
    best: tuple[float, BaseRow, Known] | None = None
    for base in record.bases:
        claims = [claim for claim in record.claims if claim.base_id == base.id and claim.low is not None]
        answer = known(claims, ClaimProperty.PERSONNEL)
        if base.status in OVER or answer is None:
            continue
        figure = answer.claim.high or answer.claim.low or 0.0
        if best is None or figure > best[0]:
            best = (figure, base, answer)
    if best is None:
        return None
    _, base, answer = best
    stay = known([c for c in record.claims if c.base_id == base.id], ClaimProperty.LEASE_EXPIRES)
    return Largest(base, answer, claim_text(answer.claim), stay, claim_text(stay.claim) if stay else "")


def agreements_and_words(
    agreements: Sequence[AgreementRow],
    statements: Sequence[StatementRow],
    now: float,
    *,
    narrow: bool = False,
    bases: Sequence[BaseRow] = (),
    claims: Sequence[ClaimRow] = (),
) -> Markup | None:
    """What was agreed and said, and how its bases stood, on one axis; null where fewer than three dates are on record.

    claims: of the bases; those of their status that are dated are marks.
    """
    dated = [row for row in agreements if row.start]
    points = [_point(row, row.dated) for row in statements if row.dated]
    stood = status_points(bases, claims)
    if len(dated) + len(points) + len(stood) < 3:
        return None
    lanes = [
        Lane(shorten(subject(row.title), 22 if narrow else 44), spans=(term_span(row, now),), height=30)
        for row in sorted(dated, key=lambda row: row.start or "")[-LANES:]
    ]
    denied = [point for point in points if point.css == "k-denial"]
    others = [point for point in points if point.css != "k-denial"]
    lanes += [
        Lane(name, points=of, height=120 if narrow else 64)
        for name, of in ((_("Base status"), stood), (_("Denied"), denied), (_("Also said"), others))
        if of
    ]
    starts = [year_of(row.start) for row in dated if row.start]
    starts += [year_of(point.day) for point in (*points, *stood)]
    ends = [term_span(row, now).end for row in dated]
    first = max(FIRST_YEAR, int(min(starts)) - 1)
    last = int(min(max([now, *ends]), now + 30)) + 2
    return life_line(lanes, first, last, now, 372 if narrow else 1180, 150 if narrow else 310)


def status_points(bases: Sequence[BaseRow], claims: Sequence[ClaimRow]) -> list[LanePoint]:
    """A mark for each dated claim of how a base stood."""
    names = {base.id: base for base in bases}
    return [
        LanePoint(
            claim.as_of,
            f"s-{claim.value}",
            f"{names[claim.base_id].name}, {day_words(claim.as_of)}: {claim_text(claim)} ({claim.source.publisher})",
            f"/bases/{names[claim.base_id].slug}#claim-{claim.id}",
        )
        for claim in claims
        if claim.what == ClaimProperty.STATUS
        and claim.as_of
        and claim.base_id in names
        and claim.value in set(BaseStatus)
    ]


def _point(row: StatementRow, day: str) -> LanePoint:
    title = f"{said_words(row)}, {row.speaker}: {row.kind}, {row.topic.replace('_', ' ')}"
    return LanePoint(day, f"k-{row.kind}", title, f"/statements/{row.id}")
