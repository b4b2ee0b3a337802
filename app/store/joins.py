"""A reviewer's acts on what is one statement: join two, or split a report off. Each undoes the other.

A joined statement stays as a row that leads to the other one, and its reports remember it, so that splitting one of
them brings it back as it was. A split is remembered by its words and their origin: no later copy is joined again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from app.domain.dates import first_day
from app.domain.errors import InputError
from app.domain.kinds import DenialOutcome, Origin, ReviewState, StatementKind
from app.resolve.duplicates import words_key
from app.store.changes import Changes, Rows, revise, rows_of
from app.store.models import (
    Article,
    Base,
    Evidence,
    Statement,
    StatementApart,
    StatementBase,
    StatementBearing,
    StatementCountry,
    StatementReport,
)
from app.store.records import Record, standing_record
from app.store.versions import wait_for_writers

COPIED = (
    "official_id",
    "speaker",
    "speaker_mention",
    "mode",
    "kind",
    "topic",
    "said_on",
    "confidence",
    "extractor",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Which words, in the texts of which origin."""

    origin_id: int
    words_key: int


def join_statements(session: Session, kept_id: int, other_id: int, *, actor: str) -> None:
    """Make two statements one: every report of `other_id` becomes one of `kept_id`, in the caller's transaction.

    Raises: InputError when one does not stand for itself, when two different officials said them, or when something
        bears on `other_id` or it bears on something: that one is the one to keep.
    """
    wait_for_writers(session)  # two reviewers may join the same two, each into the other
    kept, other = _standing_one(session, kept_id), _standing_one(session, other_id)
    if kept.id == other.id:
        raise InputError(f"statement {kept_id} and statement {other_id} are one already")
    if None not in (kept.official_id, other.official_id) and kept.official_id != other.official_id:
        raise InputError(
            f"{kept.speaker} said statement {kept.id} and {other.speaker} statement {other.id}: "
            "what two people said stays two statements"
        )
    bears = select(StatementBearing.id).where(
        (StatementBearing.statement_id == other.id) | (StatementBearing.other_id == other.id),
        StatementBearing.is_dismissed.is_(False),
    )
    if session.scalars(bears.limit(1)).first() is not None:
        raise InputError(
            f"statement {other.id} stands in the ledger of what bears on what, which holds for that record: "
            f"keep it, and join statement {kept.id} to it"
        )
    before = _report_ids(session, kept.id)
    watch = _Watch(session, kept.id, other.id)
    held = set(
        session.scalars(select(StatementReport.evidence_id).where(StatementReport.statement_id == kept.id))
    )
    _forget_apart(session, kept.id, other.id)
    for report in _reports(session, other.id):
        if report.evidence_id not in held:
            report.statement_id = kept.id
            report.joined_from_id = report.joined_from_id or other.id
    other.joined_into_id = kept.id
    session.flush()
    reason = f"joined: statement {other.id} is the same as statement {kept.id}"
    watch.revise(kept.id, actor, reason, before)


def split_report(session: Session, report_id: int, *, actor: str) -> int:
    """Take a report off its statement, in the caller's transaction.

    Returns: the id of the statement that it reports now: the one that was joined with it, as it was, else a new one
        made from what was found at that place.
    Raises: InputError when there is no such report, or it is the first of its statement.
    """
    wait_for_writers(session)
    report = session.get(StatementReport, report_id)
    if report is None:
        raise InputError(f"there is no report {report_id}: each report on a statement's page has its number")
    home = _standing_one(session, report.statement_id)
    if report.evidence_id == home.evidence_id:
        raise InputError(
            f"report {report_id} is the first of statement {home.id}: split the others off instead"
        )
    before = _report_ids(session, home.id)
    family = [] if report.joined_from_id is None else [report.joined_from_id]
    watch = _Watch(session, home.id, *family)
    own = session.scalars(
        select(StatementReport).where(
            StatementReport.statement_id == home.id, StatementReport.evidence_id == home.evidence_id
        )
    ).first()
    if report.joined_from_id is not None:
        new = session.get_one(Statement, report.joined_from_id)
        _bring_back(session, new, home)
    else:
        new = _made_from(session, report, home)
    place, own_place = _place_of(session, report), _place_of(session, own) if own else None
    _remember_apart(session, home.id, place, actor)
    if own_place is not None and own_place != place:
        _remember_apart(session, new.id, own_place, actor)
    session.flush()
    reason = f"split: report {report.id} is not of statement {home.id}, but of statement {new.id}"
    watch.revise(home.id, actor, reason, before, new.id)
    return new.id


def report_in(session: Session, statement_id: int, article_id: int) -> int:
    """The report of a statement in an article. Raises InputError when there is none, or more than one."""
    found = session.scalars(
        select(StatementReport.id)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .where(StatementReport.statement_id == statement_id, Evidence.article_id == article_id)
        .order_by(StatementReport.id)
    ).all()
    if len(found) != 1:
        raise InputError(
            f"statement {statement_id} has {len(found) or 'no'} reports in article {article_id}: "
            "the statement's page lists them"
        )
    return found[0]


def _standing_one(session: Session, statement_id: int) -> Statement:
    row = session.get(Statement, statement_id)
    if row is None or row.review is ReviewState.REJECTED:
        raise InputError(f"there is no statement {statement_id}, or an editor has rejected it")
    if row.joined_into_id is not None:
        into = standing_record(session, Record("statement", row.id))
        raise InputError(f"statement {statement_id} was joined to statement {into.id} before: use that one")
    return row


def _reports(session: Session, statement_id: int) -> list[StatementReport]:
    query = select(StatementReport).where(StatementReport.statement_id == statement_id)
    return list(session.scalars(query.order_by(StatementReport.id)))


def _report_ids(session: Session, statement_id: int) -> list[int]:
    return [report.id for report in _reports(session, statement_id)]


def _bring_back(session: Session, joined: Statement, home: Statement) -> None:
    """`joined` and what had been joined to it before leave `home` with all their reports."""
    family = {joined.id}
    while (
        more := set(session.scalars(select(Statement.id).where(Statement.joined_into_id.in_(family))))
        - family
    ):
        family |= more
    for report in _reports(session, home.id):
        if report.joined_from_id in family:
            report.statement_id = joined.id
            if report.joined_from_id == joined.id:
                report.joined_from_id = None
    joined.joined_into_id = None


def _made_from(session: Session, report: StatementReport, home: Statement) -> Statement:
    """A statement of its own, as it was found at its place; what was not kept of that is as in `home`."""
    evidence = session.get_one(Evidence, report.evidence_id)
    article = session.get_one(Article, evidence.article_id)
    values = {name: getattr(home, name) for name in COPIED}
    found = report.found or {}
    values |= {name: found[name] for name in COPIED if name in found}
    values["kind"] = StatementKind(values["kind"])
    said_on = values["said_on"]
    row = Statement(
        **values,
        slug=None,
        sort_day=first_day(said_on) if said_on else article.sort_day,
        article_id=article.id,
        evidence_id=evidence.id,
        quote=evidence.quote,
        outcome=DenialOutcome.OPEN if values["kind"] is StatementKind.DENIAL else None,
        note=None,
        origin=Origin.EXTRACTED,
    )
    session.add(row)
    session.flush()
    report.statement_id = row.id
    of_home = select(StatementCountry.country_code).where(StatementCountry.statement_id == home.id)
    codes: Iterable[str] = found["countries"] if "countries" in found else session.scalars(of_home).all()
    bases = (
        select(Base.id).where(Base.slug.in_(found["bases"]))
        if "bases" in found
        else (select(StatementBase.base_id).where(StatementBase.statement_id == home.id))
    )
    about = {standing_record(session, Record("base", number)).id for number in session.scalars(bases)}
    for code in codes:
        session.add(StatementCountry(statement_id=row.id, country_code=code, sort_day=row.sort_day))
    for base_id in sorted(about):
        session.add(StatementBase(statement_id=row.id, base_id=base_id, sort_day=row.sort_day))
    return row


def _place_of(session: Session, report: StatementReport) -> Place:
    article_id, origin_id, quote = session.execute(
        select(Article.id, Article.origin_id, Evidence.quote)
        .join(Evidence, Evidence.article_id == Article.id)
        .where(Evidence.id == report.evidence_id)
    ).one()
    return Place(origin_id or article_id, words_key(quote))


def _remember_apart(session: Session, statement_id: int, place: Place, actor: str) -> None:
    session.merge(
        StatementApart(
            statement_id=statement_id,
            origin_id=place.origin_id,
            words_key=place.words_key,
            decided_by=actor,
            decided_at=datetime.now(UTC),
        )
    )


def _forget_apart(session: Session, one: int, other: int) -> None:
    """Whatever kept the places of the one from the other holds no more."""
    for statement_id, reports in ((one, _reports(session, other)), (other, _reports(session, one))):
        places = [_place_of(session, report) for report in reports]
        pairs = [(place.origin_id, place.words_key) for place in places]
        session.execute(
            delete(StatementApart).where(
                StatementApart.statement_id == statement_id,
                tuple_(StatementApart.origin_id, StatementApart.words_key).in_(pairs),
            )
        )


class _Watch:
    """The rows of some statements before an act on them, so that the revision holds what it changed."""

    def __init__(self, session: Session, *ids: int) -> None:
        self.session = session
        self.changes = Changes(session)
        self.ids = ids
        self.rows = self._rows(ids)

    def revise(self, home_id: int, actor: str, reason: str, reports: list[int], *new: int) -> None:
        """Keep the act as one revision of the statement that goes on; the other one's history shows it, too."""
        self.changes.note(self.rows, self._rows((*self.ids, *new)))
        after = {"reports": _report_ids(self.session, home_id)}
        home = Record("statement", home_id)
        revise(
            self.session,
            self.changes,
            home,
            actor=actor,
            reason=reason,
            before={"reports": reports},
            after=after,
        )

    def _rows(self, ids: Iterable[int]) -> Rows:
        numbers = list(ids)
        return rows_of(
            self.session,
            {
                Statement: Statement.id.in_(numbers),
                StatementReport: StatementReport.statement_id.in_(numbers),
                StatementCountry: StatementCountry.statement_id.in_(numbers),
                StatementBase: StatementBase.statement_id.in_(numbers),
                StatementApart: StatementApart.statement_id.in_(numbers),
            },
        )
