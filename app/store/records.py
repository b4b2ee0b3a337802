"""The records that people review: how each is called in an address or a command, and who stands for it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.store.models import (
    Agreement,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    Claim,
    Official,
    Proposal,
    Statement,
)

RECORDS: dict[str, type[Any]] = {
    "statement": Statement,
    "claim": Claim,
    "base": Base,
    "agreement": Agreement,
    "official": Official,
    "article": Article,
    "base_report": BaseReport,
    "agreement_report": AgreementReport,
    "proposal": Proposal,
}
SLUGGED = ("base", "agreement", "official")  # the others go by their number
MERGED = SLUGGED  # can be merged with another; statements have joins of their own
MOST_JOINS = 20  # of one record into another, and of that one into a third


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `statement` 12."""

    kind: str
    id: int

    @property
    def model(self) -> type[Any]:
        return RECORDS[self.kind]


def find_record(session: Session, record_type: str, key: str | int) -> Record:
    """The record of a slug or a number, also one that is rejected or merged. Raises InputError that says what to do."""
    if record_type not in RECORDS:
        raise InputError(f"{record_type[:40]!r} is no kind of record: choose one of {', '.join(RECORDS)}")
    model = RECORDS[record_type]
    text = str(key)
    number = None
    if record_type in SLUGGED:
        number = session.scalar(select(model.id).where(model.slug == text))
    elif text.isascii() and text.isdigit() and len(text) < 10:
        number = session.scalar(select(model.id).where(model.id == int(text)))
    if number is None:
        called = "slug" if record_type in SLUGGED else "number"
        known = f"a {record_type} goes by its {called}, as the address of its page has it"
        raise InputError(f"there is no {record_type} {text[:120]!r}: {known}")
    return Record(record_type, number)


def parse_record(session: Session, text: str) -> Record:
    """`statement:12`, `base:tartus-naval-facility`. Raises InputError."""
    record_type, colon, key = text.partition(":")
    if not colon:
        raise InputError(
            f"{text[:120]!r} names no record: write TYPE:KEY, such as statement:12 or base:SLUG; "
            f"the types are {', '.join(RECORDS)}"
        )
    return find_record(session, record_type, key)


def name_of(session: Session, record: Record) -> str:
    """What a message calls it: `statement 12`, `base tartus-naval-facility`."""
    if record.kind in SLUGGED:
        slug = session.scalar(select(record.model.slug).where(record.model.id == record.id))
        return f"{record.kind} {slug or record.id}"
    return f"{record.kind} {record.id}"


def title_of(session: Session, record: Record) -> str:
    """What its page is headed with: a name, a title, or who said it."""
    heading = {"statement": "speaker", "claim": "value", "agreement": "title", "article": "title"}
    if record.kind in ("base_report", "agreement_report"):
        return name_of(session, record)
    column = getattr(record.model, heading.get(record.kind, "name"))
    return str(session.scalar(select(column).where(record.model.id == record.id)) or record.id)


def standing_record(session: Session, record: Record) -> Record:
    """The record itself, or the one that it was joined to, and that one to, in the end."""
    if not hasattr(record.model, "joined_into_id"):
        return record
    number = record.id
    for _ in range(MOST_JOINS):
        into = session.scalar(select(record.model.joined_into_id).where(record.model.id == number))
        if into is None:
            break
        number = into
    return Record(record.kind, number)
