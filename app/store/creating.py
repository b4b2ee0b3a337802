"""What a person finds in an article that the program did not: a statement, a claim, an agreement. One revision each.

Who may is who may decide on the article. All within the caller's transaction. Each counts as accepted from the start.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import first_day, last_day
from app.domain.errors import InputError
from app.domain.kinds import DenialOutcome, Origin, ReviewState, StatementKind
from app.domain.quantities import number_range
from app.resolve.duplicates import words_key
from app.store.changes import Changes, revise
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    AgreementReport,
    Article,
    BaseReport,
    Claim,
    Evidence,
    Official,
    Statement,
    StatementBase,
    StatementCountry,
    StatementReport,
)
from app.store.passages import Passage
from app.store.records import Record
from app.store.review_fields import FIELDS, MOST_LINKS, Field, Links
from app.store.reviewer import Reviewer, open_record
from app.store.slugs import free_slug

BY_A_PERSON = {"origin": Origin.ANALYST, "review": ReviewState.ACCEPTED}
Made = tuple[Record, int]  # the record and the revision that made it


def create_statement(session: Session, passage: Passage, values: Mapping[str, Any], *, by: Reviewer) -> Made:
    """What one official said in these words; `values` as `app.store.review_fields` has them.

    The speaker may be left out where the official is given, and the mode where the words are quoted.
    Raises: InputError naming the field, or when a statement by the speaker rests on these words; NotAllowed.
    """
    article = _open_article(session, passage, by)
    given = dict(values)
    if not str(given.get("speaker") or "").strip() and given.get("official"):
        slug = str(given["official"]).strip()
        given["speaker"] = session.scalar(select(Official.name).where(Official.slug == slug))
    columns, links = checked(session, "statement", given)
    columns = {name: value for name, value in columns.items() if name not in ("outcome", "finding")}
    _refuse_known(session, passage, columns["official_id"], columns["speaker"])
    changes = Changes(session)
    evidence_id = passage.evidence_id(changes)
    day = first_day(columns["said_on"]) if columns["said_on"] else article.sort_day
    is_denial = columns["kind"] is StatementKind.DENIAL
    made = changes.add(
        Statement,
        **columns,
        **BY_A_PERSON,
        sort_day=day,
        article_id=article.id,
        evidence_id=evidence_id,
        quote=passage.words,
        outcome=DenialOutcome.OPEN if is_denial else None,
    )
    changes.add(
        StatementReport,
        statement_id=made["id"],
        evidence_id=evidence_id,
        words_key=words_key(passage.words),
    )
    for code in links["countries"]:
        changes.add(StatementCountry, statement_id=made["id"], country_code=code, sort_day=day)
    for base_id in links["bases"]:
        changes.add(StatementBase, statement_id=made["id"], base_id=base_id, sort_day=day)
    return _made(changes, Record("statement", made["id"]), passage, given, by)


def create_claim(session: Session, passage: Passage, values: Mapping[str, Any], *, by: Reviewer) -> Made:
    """A fact about a base; the place counts as one where the base is named. As `create_statement`."""
    _open_article(session, passage, by)
    columns, _ = checked(session, "claim", values)
    changes = Changes(session)
    number = add_claim(changes, columns, passage.evidence_id(changes))
    return _made(changes, Record("claim", number), passage, values, by)


def create_agreement(session: Session, passage: Passage, values: Mapping[str, Any], *, by: Reviewer) -> Made:
    """A report of an agreement on record (`agreement`: its slug), else a new agreement with its report."""
    _open_article(session, passage, by)
    changes = Changes(session)
    evidence_id = passage.evidence_id(changes)
    if values.get("agreement"):
        columns, _ = checked(session, "agreement_report", values)
        number = add_agreement_report(changes, columns, evidence_id)
        return _made(changes, Record("agreement_report", number), passage, values, by)
    number = add_agreement(changes, values, evidence_id)
    return _made(changes, Record("agreement", number), passage, values, by)


def checked(
    session: Session, kind: str, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """(columns, links) of a new record; a field that is left out is empty. Raises InputError naming the field."""
    if unknown := sorted(set(values) - set(FIELDS[kind])):
        raise InputError(f"{kind} has no field {unknown[0][:40]!r}: its fields are {', '.join(FIELDS[kind])}")
    columns: dict[str, Any] = {}
    links: dict[str, list[Any]] = {}
    for name, field in FIELDS[kind].items():
        given = values.get(name)
        if isinstance(field, Field):
            columns[field.column] = field.check(session, name, given)
        elif isinstance(field, Links):
            links[name] = _checked_links(session, name, field, given)
    return columns, links


def _checked_links(session: Session, name: str, field: Links, given: Any) -> list[Any]:
    items = given.replace(",", " ").split() if isinstance(given, str) else (given or ())
    wanted = sorted({str(one) for one in items})
    if len(wanted) > MOST_LINKS:
        raise InputError(f"{name} names {len(wanted)} records: at most {MOST_LINKS}")
    return [field.check(session, name, one) for one in wanted]


def add_claim(changes: Changes, columns: Mapping[str, Any], evidence_id: int) -> int:
    """A checked claim, and the place as a report of its base; its number."""
    low, high = number_range(columns["value"])
    made = changes.add(
        Claim,
        **columns,
        **BY_A_PERSON,
        low=low,
        high=high,
        as_of_day=first_day(columns["as_of"]) if columns["as_of"] else None,
        evidence_id=evidence_id,
    )
    add_base_report(changes, columns["base_id"], evidence_id)
    number: int = made["id"]
    return number


def add_base_report(changes: Changes, base_id: int, evidence_id: int) -> None:
    """The base is named at this place; nothing where that is on record."""
    held = select(BaseReport.id).where(BaseReport.base_id == base_id, BaseReport.evidence_id == evidence_id)
    if changes.session.scalar(held) is None:
        changes.add(BaseReport, base_id=base_id, evidence_id=evidence_id, review=ReviewState.ACCEPTED)


def add_agreement(changes: Changes, values: Mapping[str, Any], evidence_id: int) -> int:
    """A new agreement with the report of it; its number. Raises InputError naming the field."""
    session = changes.session
    columns, links = checked(session, "agreement", values)
    dates = [columns[name] for name in ("signed", "ratified", "in_force", "expires", "status_as_of")]
    known = [first_day(one) for one in dates if one]
    if not known:
        article = select(Article.sort_day).join(Evidence, Evidence.article_id == Article.id)
        known = [session.scalars(article.where(Evidence.id == evidence_id)).one()]
    made = changes.add(
        Agreement,
        **columns,
        **BY_A_PERSON,
        slug=free_slug(session, Agreement, columns["title"]),
        sort_day=known[0],
        expires_day=last_day(columns["expires"]) if columns["expires"] else None,
    )
    for code in links["parties"]:
        changes.add(AgreementParty, agreement_id=made["id"], country_code=code)
    for base_id in links["bases"]:
        changes.add(AgreementBase, agreement_id=made["id"], base_id=base_id)
    told = {name: columns[name] for name in ("status", "signed", "expires", "term_years")}
    add_agreement_report(changes, {"agreement_id": made["id"], **told}, evidence_id)
    number: int = made["id"]
    return number


def add_agreement_report(changes: Changes, columns: Mapping[str, Any], evidence_id: int) -> int:
    """A place where an agreement is told of; its number. Raises InputError where it is on record for it."""
    held = select(AgreementReport.id).where(
        AgreementReport.agreement_id == columns["agreement_id"], AgreementReport.evidence_id == evidence_id
    )
    if changes.session.scalar(held) is not None:
        raise InputError("this agreement is on record for these words already: edit that finding instead")
    made = changes.add(AgreementReport, **columns, evidence_id=evidence_id, review=ReviewState.ACCEPTED)
    number: int = made["id"]
    return number


def _open_article(session: Session, passage: Passage, by: Reviewer) -> Article:
    article: Article = open_record(session, Record("article", passage.article_id), by, None)
    if article.review is ReviewState.REJECTED:
        raise InputError(f"article {article.id} is rejected: accept it first, then add to it")
    return article


def _refuse_known(session: Session, passage: Passage, official_id: int | None, speaker: str) -> None:
    """The same words of the same speaker are one statement."""
    held = session.scalar(
        select(Statement.id)
        .join(StatementReport, StatementReport.statement_id == Statement.id)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .where(
            Evidence.article_id == passage.article_id,
            Evidence.start_at == passage.span.start,
            Evidence.end_at == passage.span.end,
            Statement.official_id == official_id if official_id else Statement.speaker == speaker,
        )
        .limit(1)
    )
    if held is not None:
        raise InputError(
            f"these words are statement {held} already: edit that one, or accept it where it was rejected"
        )


def _made(
    changes: Changes, record: Record, passage: Passage, values: Mapping[str, Any], by: Reviewer
) -> Made:
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    revision = revise(
        changes.session,
        changes,
        record,
        actor=by.name,
        reason=f"added from article {passage.article_id}",
        before=None,
        after={**told, "words": passage.words},
    )
    return record, revision
