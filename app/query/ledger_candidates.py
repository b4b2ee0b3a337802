"""What the rules propose for a denial: the records near it, loaded within bounds, and those that may bear on it.

Nothing of this is stored: a proposal is computed anew until an editor has confirmed or dismissed it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.dates import first_day, last_day
from app.domain.kinds import ClaimProperty, StatementKind
from app.query.ledger import BearingRow, Link, bearing_rows, target_of
from app.query.ledger_facts import Target
from app.query.statement_rows import StatementRow
from app.resolve.bearing_rules import RecordNoun
from app.resolve.bearings import Denial, Proposal, Record, Speaker, propose
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    Base,
    Claim,
    Country,
    Official,
    OfficialRole,
    Statement,
    StatementBase,
    StatementBearing,
    StatementCountry,
)
from app.store.visible import is_public

MOST_STATEMENTS = 150  # on each side in time, of one place or base
MOST_BASES = 150
MOST_CLAIMS = 1500
MOST_AGREEMENTS = 150
MOST_PARTIES = 3
BEFORE = timedelta(days=3 * 366)
AFTER = timedelta(days=10 * 366)
RUSSIA = "RU"  # every record is about it, so it joins none


Key = TypeVar("Key", str, int)


@dataclass(frozen=True, slots=True)
class _Said:
    """Columns of a statement that the rules look at."""

    id: int
    kind: StatementKind
    topic: str
    said_on: str | None
    quote: str
    official_id: int | None
    official: str | None
    country: str | None
    country_name: str | None


def load_proposals(session: Session, row: StatementRow) -> tuple[BearingRow, ...]:
    """What the rules propose for a denial and no editor has decided yet; empty for any other statement.

    At most 25 queries, each bounded.
    """
    decided = decided_targets(session, row.id) if row.kind is StatementKind.DENIAL else set()
    links = [
        Link(row.id, one.relation, (one.noun, one.id), reason=one.reason)
        for one in compute_proposals(session, row.id)
        if (one.noun, one.id) not in decided
    ]
    return bearing_rows(session, [row], links).get(row.id, ()) if links else ()


def find_proposal(session: Session, statement_id: int, target: Target) -> Proposal | None:
    """What the rules say of one record; null where they do not propose it."""
    found = [one for one in compute_proposals(session, statement_id) if (one.noun, one.id) == target]
    return found[0] if found else None


def decided_targets(session: Session, statement_id: int) -> set[Target]:
    """What the seeds hold and what an editor confirmed or dismissed. One query."""
    query = select(StatementBearing.other_id, StatementBearing.claim_id, StatementBearing.agreement_id).where(
        StatementBearing.statement_id == statement_id
    )
    return {target for row in session.execute(query) if (target := target_of(*row)) is not None}


def compute_proposals(session: Session, statement_id: int) -> list[Proposal]:
    """The engine's proposals, decided or not; empty for what is no denial or has no day. At most 15 queries."""
    said = _load_said(session, [statement_id]).get(statement_id)
    if said is None or said.kind is not StatementKind.DENIAL or said.said_on is None:
        return []
    day = first_day(said.said_on)
    places = _places(session, statement_id)
    bases = _links(session, StatementBase.statement_id, StatementBase.base_id, [statement_id])
    of_bases = frozenset(bases.get(statement_id, ()))
    near = _near(session, day, places, of_bases) - {statement_id}
    others = _load_said(session, near)
    their_places = _links(session, StatementCountry.statement_id, StatementCountry.country_code, others)
    their_bases = _links(session, StatementBase.statement_id, StatementBase.base_id, others)
    bodies = _bodies(session, [said, *others.values()])
    denial = Denial(
        said.said_on,
        said.topic,
        said.quote,
        _speaker(said, bodies),
        places,
        of_bases,
    )
    records = [
        Record(
            RecordNoun.STATEMENT,
            one.id,
            one.kind,
            one.said_on,
            frozenset(their_places.get(one.id, ())),
            frozenset(their_bases.get(one.id, ())),
            topic=one.topic,
            words=one.quote,
            speaker=_speaker(one, bodies),
        )
        for one in others.values()
    ]
    records += _claim_records(session, day, places, of_bases)
    records += _agreement_records(session, places)
    return propose(denial, records)


def _places(session: Session, statement_id: int) -> dict[str, str]:
    """Code and name of what the statement is about, without Russia."""
    query = (
        select(Country.code, Country.name)
        .join(StatementCountry, StatementCountry.country_code == Country.code)
        .where(StatementCountry.statement_id == statement_id, Country.code != RUSSIA)
    )
    return dict(session.execute(query).all())


def _near(session: Session, day: date, places: Iterable[str], bases: Iterable[int]) -> set[int]:
    """Statements about one of the places or bases, the nearest in time on either side."""
    found: set[int] = set()
    sides: tuple[tuple[InstrumentedAttribute[int], InstrumentedAttribute[date], ColumnElement[bool]], ...] = (
        (
            StatementCountry.statement_id,
            StatementCountry.sort_day,
            StatementCountry.country_code.in_(sorted(places)),
        ),
        (StatementBase.statement_id, StatementBase.sort_day, StatementBase.base_id.in_(sorted(bases))),
    )
    for number, sort_day, about in sides:
        after = (
            select(number)
            .where(about, sort_day >= day, sort_day <= day + AFTER)
            .order_by(sort_day, number)
            .limit(MOST_STATEMENTS)
        )
        before = (
            select(number)
            .where(about, sort_day < day, sort_day >= day - BEFORE)
            .order_by(sort_day.desc(), number.desc())
            .limit(MOST_STATEMENTS)
        )
        found.update(session.scalars(after), session.scalars(before))
    return found


def _load_said(session: Session, ids: Iterable[int]) -> dict[int, _Said]:
    query = (
        select(
            Statement.id,
            Statement.kind,
            Statement.topic,
            Statement.said_on,
            Statement.quote,
            Statement.official_id,
            Official.slug,
            Official.country_code,
            Country.name,
        )
        .outerjoin(Official, Official.id == Statement.official_id)
        .outerjoin(Country, Country.code == Official.country_code)
        .where(Statement.id.in_(sorted(ids)), is_public(Statement))
    )
    return {row[0]: _Said(*row) for row in session.execute(query)}


def _links(
    session: Session,
    statement: InstrumentedAttribute[int],
    key: InstrumentedAttribute[Key],
    ids: Iterable[int],
) -> dict[int, list[Key]]:
    found: dict[int, list[Key]] = {}
    for statement_id, value in session.execute(select(statement, key).where(statement.in_(sorted(ids)))):
        found.setdefault(statement_id, []).append(value)
    return found


Posts = dict[int, list[tuple[str, date | None, date | None]]]


def _bodies(session: Session, said: Sequence[_Said]) -> Posts:
    """The bodies that each official spoke for, with the days from and to."""
    query = select(
        OfficialRole.official_id, OfficialRole.body, OfficialRole.from_day, OfficialRole.to_day
    ).where(OfficialRole.official_id.in_(sorted({one.official_id for one in said if one.official_id})))
    found: Posts = {}
    for number, body, since, until in session.execute(query):
        found.setdefault(number, []).append((body, since, until))
    return found


def _speaker(said: _Said, posts: Posts) -> Speaker:
    """The speaker on the day of the statement; a post without both limits counts for no day."""
    held: set[str] = set()
    if said.official_id is not None and said.said_on is not None:
        first, last = first_day(said.said_on), last_day(said.said_on)
        for body, since, until in posts.get(said.official_id, ()):
            is_known = since is not None or until is not None
            if body and is_known and (since is None or since <= first) and (until is None or last <= until):
                held.add(body)
    return Speaker(said.official, frozenset(held), said.country, said.country_name)


def _claim_records(
    session: Session, day: date, places: Collection[str], bases: frozenset[int]
) -> list[Record]:
    """Status and personnel of the bases in question, with a day."""
    of_places = sorted(places)
    hosts = (
        select(Base.id, Base.host_code, Base.territory_code)
        .where(
            is_public(Base),
            or_(
                Base.id.in_(sorted(bases)), Base.host_code.in_(of_places), Base.territory_code.in_(of_places)
            ),
        )
        .order_by(Base.id.not_in(sorted(bases)), Base.id)
        .limit(MOST_BASES)
    )
    where = {
        number: frozenset(code for code in (host, territory) if code is not None)
        for number, host, territory in session.execute(hosts)
    }
    query = (
        select(Claim.id, Claim.property, Claim.value, Claim.as_of, Claim.base_id)
        .where(
            Claim.base_id.in_(sorted(where)),
            Claim.property.in_((ClaimProperty.STATUS, ClaimProperty.PERSONNEL)),
            Claim.as_of_day.is_not(None),
            Claim.as_of_day <= day + AFTER,
            is_public(Claim),
        )
        .order_by(Claim.as_of_day.desc(), Claim.id.desc())
        .limit(MOST_CLAIMS)
    )
    return [
        Record(RecordNoun.CLAIM, number, what, as_of, where[base], frozenset({base}), value=value)
        for number, what, value, as_of, base in session.execute(query)
    ]


def _agreement_records(session: Session, places: Collection[str]) -> list[Record]:
    """Agreements of one of the places with Russia, not those of many parties: they are about none of them."""
    mine = select(AgreementParty.agreement_id).where(AgreementParty.country_code.in_(sorted(places)))
    russian = select(AgreementParty.agreement_id).where(AgreementParty.country_code == RUSSIA)
    query = (
        select(
            Agreement.id,
            Agreement.kind,
            Agreement.status,
            Agreement.signed,
            Agreement.ratified,
            Agreement.in_force,
        )
        .where(Agreement.id.in_(mine), Agreement.id.in_(russian), is_public(Agreement))
        .order_by(Agreement.sort_day.desc(), Agreement.id.desc())
        .limit(MOST_AGREEMENTS)
    )
    found = session.execute(query).all()
    ids = [row[0] for row in found]
    parties: dict[int, set[str]] = {}
    for number, code in session.execute(
        select(AgreementParty.agreement_id, AgreementParty.country_code).where(
            AgreementParty.agreement_id.in_(ids)
        )
    ):
        parties.setdefault(number, set()).add(code)
    bases: dict[int, set[int]] = {}
    for number, base in session.execute(
        select(AgreementBase.agreement_id, AgreementBase.base_id).where(AgreementBase.agreement_id.in_(ids))
    ):
        bases.setdefault(number, set()).add(base)
    return [
        Record(
            RecordNoun.AGREEMENT,
            number,
            kind,
            signed or ratified or in_force,
            frozenset(parties[number]) - {RUSSIA},
            frozenset(bases.get(number, ())),
            value=status,
        )
        for number, kind, status, signed, ratified, in_force in found
        if len(parties[number]) <= MOST_PARTIES
    ]
