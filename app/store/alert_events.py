"""What is new to who follows: found once, and put into the queue of each subscription in the same transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Select, String, func, insert, literal, select, type_coerce, update
from sqlalchemy.orm import Session

from app.domain.dates import months_after
from app.domain.following import MONTHS, Subject
from app.domain.kinds import AlertChannel, AlertNews, AlertSubject, SubscriptionState
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    AlertEvent,
    AlertSeen,
    AlertSubscription,
    Base,
    Claim,
    Country,
    Official,
    Statement,
    StatementBase,
    StatementCountry,
)
from app.store.visible import is_public

EXPIRY = "expiry"  # in the place of a record type, for the months before the end of an agreement
AT_ONCE = 400  # records in one question to the database
MAIL_WAIT = timedelta(minutes=15)  # in which what happens goes into one mail


@dataclass(frozen=True, slots=True)
class News:
    """What happened to one public record."""

    record_type: str  # statement, claim, base, agreement
    record_id: int
    news: AlertNews


def find_news(session: Session, today: date) -> list[News]:
    """What is public and was not seen, or not as it is now; from here on it is seen. The caller commits.

    With other writers waiting (`wait_for_writers`), so that two processes do not find the same.
    """
    found: list[News] = []
    for record_type, query in _marked().items():
        rows = session.execute(_unseen(record_type, query)).all()
        _see(session, record_type, rows)
        found += [
            News(record_type, number, AlertNews.NEW if before is None else AlertNews.CHANGED)
            for number, _, before in rows
        ]
    known = select(AlertSeen.record_id, AlertSeen.mark).where(AlertSeen.record_type == EXPIRY)
    marks = dict(session.execute(known).all())
    ending = [
        (number, mark, marks.get(number))
        for number, mark in _ending(session, today)
        if marks.get(number) != mark
    ]
    _see(session, EXPIRY, ending)
    return found + [News("agreement", number, AlertNews.ENDING) for number, _, _ in ending]


def _marked() -> dict[str, Any]:
    """Of each type the public records as (id, mark)."""
    none = literal("")
    return {
        "statement": select(Statement.id, func.coalesce(type_coerce(Statement.outcome, String), "")).where(
            is_public(Statement)
        ),
        "claim": select(Claim.id, none)
        .join(Base, Base.id == Claim.base_id)
        .where(is_public(Claim), is_public(Base)),
        "base": select(Base.id, type_coerce(Base.status, String)).where(is_public(Base)),
        "agreement": select(Agreement.id, type_coerce(Agreement.status, String)).where(is_public(Agreement)),
    }


def _unseen(record_type: str, query: Select[Any]) -> Select[Any]:
    number, mark = list(query.selected_columns)
    joined = query.add_columns(AlertSeen.mark).outerjoin(
        AlertSeen, (AlertSeen.record_type == record_type) & (AlertSeen.record_id == number)
    )
    return joined.where((AlertSeen.mark.is_(None)) | (AlertSeen.mark != mark)).order_by(number)


def _see(session: Session, record_type: str, rows: Iterable[Any]) -> None:
    """Keep the marks of (id, mark, mark before); a first look at a large instance is one insertion."""
    new, changed = [], []
    for number, mark, before in rows:
        if before is None:
            new.append({"record_type": record_type, "record_id": number, "mark": mark})
        else:
            changed.append((number, mark))
    if new:
        session.execute(insert(AlertSeen), new)
    for number, mark in changed:
        this = (AlertSeen.record_type == record_type) & (AlertSeen.record_id == number)
        session.execute(update(AlertSeen).where(this).values(mark=mark))


def _ending(session: Session, today: date) -> Iterator[tuple[int, str]]:
    """Agreements that end within a year: (id, end and the least number of months that it is within)."""
    query = select(Agreement.id, Agreement.expires_day).where(
        is_public(Agreement),
        Agreement.expires_day >= today,
        Agreement.expires_day <= months_after(today, max(MONTHS)),
    )
    for number, ends in session.execute(query):
        assert ends is not None
        within = min(months for months in MONTHS if ends <= months_after(today, months))
        yield number, f"{ends.isoformat()}/{within}"


def subjects_of(session: Session, news: Iterable[News]) -> dict[News, set[Subject]]:
    """Whom each concerns: its countries, territories with the state they are part of, officials, bases, agreement."""
    every = list(news)
    found: dict[News, set[Subject]] = {one: set() for one in every}
    territories = select(Country.code, Country.parent_code).where(Country.parent_code.is_not(None))
    parents = {code: parent for code, parent in session.execute(territories) if parent}
    by_type: dict[str, dict[int, list[News]]] = {}
    for one in every:
        by_type.setdefault(one.record_type, {}).setdefault(one.record_id, []).append(one)
    for record_type, by_id in by_type.items():
        for some in _chunks(by_id):
            for query in _SUBJECTS[record_type](some):
                for number, kind, key in session.execute(query):
                    subject = Subject(AlertSubject(kind), key)
                    more = {subject}
                    if subject.kind is AlertSubject.COUNTRY and (parent := parents.get(key)):
                        more.add(Subject(AlertSubject.COUNTRY, parent))
                    for one in by_id[number]:
                        found[one] |= more
    for one in every:
        if one.news is AlertNews.ENDING:
            found[one].add(Subject(AlertSubject.EXPIRY, ""))
    return found


def enqueue(session: Session, pairs: Iterable[tuple[int, News]], now: datetime) -> int:
    """Put events into the queues of subscriptions, given by number; how many there were. The caller commits."""
    rows = [
        {
            "subscription_id": number,
            "record_type": one.record_type,
            "record_id": one.record_id,
            "news": one.news,
            "at": now,
        }
        for number, one in pairs
    ]
    if not rows:
        return 0
    session.execute(insert(AlertEvent), rows)
    told = sorted({int(str(row["subscription_id"])) for row in rows})
    for some in _chunks(told):
        idle = AlertSubscription.id.in_(some) & AlertSubscription.due_at.is_(None)
        by_mail = AlertSubscription.channel == AlertChannel.EMAIL
        session.execute(update(AlertSubscription).where(idle, by_mail).values(due_at=now + MAIL_WAIT))
        session.execute(update(AlertSubscription).where(idle, ~by_mail).values(due_at=now))
    return len(rows)


def followers(session: Session) -> dict[Subject, list[int]]:
    """The active subscriptions by what they follow, but those of disabled accounts."""
    query = select(AlertSubscription.subject_kind, AlertSubscription.subject_key, AlertSubscription.id).where(
        AlertSubscription.state == SubscriptionState.ACTIVE
    )
    found: dict[Subject, list[int]] = {}
    for kind, key, number in session.execute(query):
        found.setdefault(Subject(kind, key), []).append(number)
    return found


def _of(kind: AlertSubject) -> Any:
    return literal(kind.value)


def _of_statements(ids: Sequence[int]) -> list[Select[Any]]:
    return [
        select(StatementCountry.statement_id, _of(AlertSubject.COUNTRY), StatementCountry.country_code).where(
            StatementCountry.statement_id.in_(ids)
        ),
        select(Statement.id, _of(AlertSubject.OFFICIAL), Official.slug)
        .join(Official, Official.id == Statement.official_id)
        .where(Statement.id.in_(ids)),
        select(StatementBase.statement_id, _of(AlertSubject.BASE), Base.slug)
        .join(Base, Base.id == StatementBase.base_id)
        .where(StatementBase.statement_id.in_(ids)),
    ]


def _of_claims(ids: Sequence[int]) -> list[Select[Any]]:
    claims = select(Claim.id).join(Base, Base.id == Claim.base_id).where(Claim.id.in_(ids))
    return _of_sites(claims)


def _of_bases(ids: Sequence[int]) -> list[Select[Any]]:
    return _of_sites(select(Base.id).where(Base.id.in_(ids)))


def _of_sites(query: Select[Any]) -> list[Select[Any]]:
    country = _of(AlertSubject.COUNTRY)
    return [
        query.add_columns(_of(AlertSubject.BASE), Base.slug),
        query.add_columns(country, Base.host_code),
        query.add_columns(country, Base.territory_code).where(Base.territory_code.is_not(None)),
    ]


def _of_agreements(ids: Sequence[int]) -> list[Select[Any]]:
    return [
        select(Agreement.id, _of(AlertSubject.AGREEMENT), Agreement.slug).where(Agreement.id.in_(ids)),
        select(AgreementParty.agreement_id, _of(AlertSubject.COUNTRY), AgreementParty.country_code).where(
            AgreementParty.agreement_id.in_(ids)
        ),
        select(AgreementBase.agreement_id, _of(AlertSubject.BASE), Base.slug)
        .join(Base, Base.id == AgreementBase.base_id)
        .where(AgreementBase.agreement_id.in_(ids)),
    ]


_SUBJECTS: dict[str, Callable[[Sequence[int]], list[Select[Any]]]] = {
    "statement": _of_statements,
    "claim": _of_claims,
    "base": _of_bases,
    "agreement": _of_agreements,
}


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some
