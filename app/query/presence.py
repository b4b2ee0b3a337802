"""Which bases there were on a day, by what is dated: the map of any year from 1991 on.

A base is as the rule of `known` says of its status on that day; where no dated status answers, its opening on record
or any other dated claim shows that it stood, and an agreement on it that was in force on that day. What ended is
past from its closing on record. What carries no date at all is not placed in time: pages count it beside the map.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.domain.dates import first_day
from app.domain.kinds import BaseKind, BaseStatus, ClaimProperty
from app.query.agreement_rows import AgreementRow, load_agreements, select_agreements
from app.query.bases import STANDING_STATUSES, BaseFilter, PlaceRow
from app.query.claims import ClaimRow, known, load_claims
from app.query.sources import SourceRow
from app.store.models import Agreement, AgreementBase, Base, Claim, Country

FIRST_YEAR = 1991  # before it the bases were another state's
ENDED = (BaseStatus.WITHDRAWN, BaseStatus.CLOSED)
HAS_STOOD = (*STANDING_STATUSES, *ENDED)
DISPUTED_FROM: dict[str | None, date] = {  # what stood there before then did so by agreement with the host
    "UA-CRI": date(2014, 2, 27)
}
TELLING = (  # what shows that a base stood on the day of the claim
    ClaimProperty.PERSONNEL,
    ClaimProperty.EQUIPMENT,
    ClaimProperty.LOCATION,
    ClaimProperty.RENT_USD_PER_YEAR,
    ClaimProperty.MAX_SHIPS,
)


class Basis(StrEnum):
    """What the status of a base on a day rests on."""

    STATUS = "status"  # a claim of its status
    OPENED = "opened"  # the day of its opening on record
    CLOSED = "closed"  # the day of its closing on record
    FIGURE = "figure"  # another dated claim: who counts men there says that it stands
    AGREEMENT = "agreement"  # an agreement on it was in force that day


@dataclass(frozen=True, slots=True)
class DatedBase:
    """A base with what of it is dated."""

    id: int
    slug: str
    name: str
    name_ru: str | None
    kind: BaseKind
    status: BaseStatus  # today's
    host_code: str
    host_name: str
    territory_code: str | None
    territory_name: str | None
    locality: str | None
    longitude: float | None
    latitude: float | None
    opened: str | None
    closed: str | None
    claims: tuple[ClaimRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether anything places it in time."""
        dated = self.opened or self.closed or any(claim.as_of_day for claim in self.claims)
        return bool(dated or any(one.start for one in self.agreements))


@dataclass(frozen=True, slots=True)
class Presence:
    """A base as it was known to be on a day."""

    base: DatedBase
    status: BaseStatus
    basis: Basis
    as_of: str  # EDTF: of what it rests on
    source: SourceRow | None  # null: the record's own day, whose sources its page has
    personnel: ClaimRow | None  # the figure known on that day

    @property
    def stands(self) -> bool:
        return self.status in STANDING_STATUSES

    @property
    def place(self) -> PlaceRow | None:
        """For the map; null without coordinates."""
        one = self.base
        if one.longitude is None or one.latitude is None:
            return None
        return PlaceRow(one.slug, one.name, one.kind, self.status, one.host_code, one.longitude, one.latitude)


def list_dated(session: Session, where: BaseFilter) -> list[DatedBase]:
    """The bases of a filter by host and name, with their public claims and agreements. Six queries.

    The filter's status is today's, and is left out: it is asked of the day, by the caller.
    """
    territory = aliased(Country)
    query = (
        select(
            Base.id,
            Base.slug,
            Base.name,
            Base.name_ru,
            Base.kind,
            Base.status,
            Base.host_code,
            Country.name,
            Base.territory_code,
            territory.name,
            Base.locality,
            Base.longitude,
            Base.latitude,
            Base.opened,
            Base.closed,
        )
        .join(Country, Country.code == Base.host_code)
        .outerjoin(territory, territory.code == Base.territory_code)
        .where(*replace(where, status=None).conditions())
        .order_by(Country.name, Base.name, Base.id)
    )
    bases = [DatedBase(*[*row]) for row in session.execute(query)]
    told = (ClaimProperty.STATUS, *TELLING)
    ids = [one.id for one in bases]
    claims: dict[int, list[ClaimRow]] = {}
    for claim in load_claims(
        session, Claim.base_id.in_(ids) & Claim.property.in_(told) & Claim.as_of_day.is_not(None)
    ):
        claims.setdefault(claim.base_id, []).append(claim)
    agreements = _agreements(session, ids)
    return [
        replace(one, claims=tuple(claims.get(one.id, ())), agreements=tuple(agreements.get(one.id, ())))
        for one in bases
    ]


def _agreements(session: Session, base_ids: Sequence[int]) -> dict[int, list[AgreementRow]]:
    """The public agreements on each base, the newest first."""
    covered = session.execute(
        select(AgreementBase.agreement_id, AgreementBase.base_id).where(AgreementBase.base_id.in_(base_ids))
    ).all()
    query = select_agreements().where(Agreement.id.in_({row[0] for row in covered}))
    rows = load_agreements(session, query.order_by(Agreement.sort_day.desc(), Agreement.id.desc()))
    found: dict[int, list[AgreementRow]] = {}
    for row in rows:
        for _, base_id in (one for one in covered if one[0] == row.id):
            found.setdefault(base_id, []).append(row)
    return found


def presence_on(base: DatedBase, on: date) -> Presence | None:
    """The base as known on a day; null where nothing dated says by then that it was there or was spoken of."""
    status = known(base.claims, ClaimProperty.STATUS, on)
    personnel = known(base.claims, ClaimProperty.PERSONNEL, on)
    figure = personnel.claim if personnel else None

    def found(status: BaseStatus, basis: Basis, as_of: str, source: SourceRow | None = None) -> Presence:
        return Presence(base, status, basis, as_of, source, figure)

    said = status.claim if status else None
    said_day = said.as_of_day if said else None
    if base.closed and _by(base.closed, on) and (said_day is None or said_day <= first_day(base.closed)):
        ended = base.status if base.status in ENDED else BaseStatus.CLOSED
        return found(ended, Basis.CLOSED, base.closed)
    if said is not None and said.as_of is not None:
        return found(BaseStatus(said.value), Basis.STATUS, said.as_of, said.source)
    if base.status not in HAS_STOOD:  # planned, proposed, reported, denied: a figure of it is no presence
        return None
    is_disputed = base.status is BaseStatus.DISPUTED and on >= DISPUTED_FROM.get(
        base.territory_code, date.min
    )
    stood = BaseStatus.DISPUTED if is_disputed else BaseStatus.ACTIVE
    if base.opened and _by(base.opened, on):
        return found(stood, Basis.OPENED, base.opened)
    told = [
        claim for claim in base.claims if claim.what in TELLING and claim.as_of_day and claim.as_of_day <= on
    ]
    if told:
        newest: Any = max(told, key=lambda claim: (claim.as_of_day or date.min, claim.id))
        return found(stood, Basis.FIGURE, newest.as_of, newest.source)
    for one in base.agreements:
        if one.start and one.stood_on(on) and not one.end_unknown:
            return found(stood, Basis.AGREEMENT, one.start, one.sources[0] if one.sources else None)
    return None


def all_on(bases: Iterable[DatedBase], on: date, status: str | None = None) -> list[Presence]:
    """Those that were known on a day, in order; `status`: of that day alone, or `standing`."""
    found = [one for base in bases if (one := presence_on(base, on)) is not None]
    if status == "standing":
        return [one for one in found if one.stands]
    return [one for one in found if status is None or one.status == status]


def changed(before: Sequence[Presence], after: Sequence[Presence]) -> list[tuple[Presence | None, Presence]]:
    """What differs between two days: (as it was, null where it was not known; as it is)."""
    was = {one.base.id: one for one in before}
    return [
        (was.get(one.base.id), one)
        for one in after
        if one.base.id not in was or was[one.base.id].status != one.status
    ]


def _by(edtf: str, on: date) -> bool:
    return first_day(edtf) <= on
