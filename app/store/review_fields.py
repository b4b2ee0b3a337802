"""What a person may edit of each record, field by field: how a given value is checked, and how it is kept and shown.

A field's plain value is what forms, the API and revisions carry: words of a vocabulary, EDTF dates, slugs and codes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.dates import first_day, is_edtf, last_day
from app.domain.errors import InputError
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    BaseStatus,
    Branch,
    ClaimProperty,
    DenialOutcome,
    Precision,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    Base,
    Country,
    Model,
    Official,
    OfficialRole,
    OfficialSpelling,
    Publisher,
    StatementBase,
    StatementCountry,
)
from app.store.plain_values import plain
from app.store.visible import is_held

MOST_TEXT = 4_000  # characters
MOST_LINKS = 60
Check = Callable[[Session, str, Any], Any]  # (session, field, given value) -> column value; raises InputError


def _same(session: Session, value: Any) -> Any:
    return plain(value)


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `check` turns a given value into the column's, `show` the column's into the plain one."""

    column: str
    check: Check
    show: Callable[[Session, Any], Any] = _same


@dataclass(frozen=True, slots=True)
class Links:
    """A list of other records: rows of `model` with `owner` and `column`. Plain: their slugs or codes, sorted."""

    model: type[Model]
    owner: str
    column: str
    key: InstrumentedAttribute[Any]  # what a plain value is: Base.slug, Country.code
    check: Check  # of one value

    def read(self, session: Session, record_id: int) -> list[str]:
        """What is linked now."""
        links: Any = self.model
        target = self.key.class_
        number = target.code if target is Country else target.id
        query = (
            select(self.key)
            .join(self.model, getattr(links, self.column) == number)
            .where(getattr(links, self.owner) == record_id)
        )
        return sorted(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a record's own, each a line of text. Plain: the lines, in the order in which they came.

    parse: a line -> the row's columns, raising InputError; write: a row -> its line.
    """

    model: type[Model]
    owner: str
    parse: Callable[[str, str], dict[str, Any]]
    write: Callable[[Any], str]

    def read(self, session: Session, record_id: int) -> list[str]:
        """The lines now."""
        rows: Any = self.model
        query = select(self.model).where(getattr(rows, self.owner) == record_id).order_by(rows.id)
        found = session.scalars(query, execution_options={"populate_existing": True})
        return [self.write(row) for row in found]


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _required(check: Check) -> Check:
    def required(session: Session, name: str, value: Any) -> Any:
        if _blank(value):
            raise InputError(f"{name} is empty: it must be given")
        return check(session, name, value)

    return required


def _optional(check: Check) -> Check:
    def optional(session: Session, name: str, value: Any) -> Any:
        return None if _blank(value) else check(session, name, value)

    return optional


def _refuse(name: str, value: Any, what: str) -> InputError:
    return InputError(f"{name}={str(value)[:60]!r} {what}")


def _text(session: Session, name: str, value: Any) -> str:
    text = str(value).strip().replace("\0", "")
    if len(text) > MOST_TEXT:
        raise InputError(f"{name} has {len(text):,} characters: at most {MOST_TEXT:,}")
    return text


def _word(kind: type[StrEnum]) -> Check:
    def word(session: Session, name: str, value: Any) -> StrEnum:
        try:
            return kind(str(value).strip())
        except ValueError:
            allowed = ", ".join(member.value for member in kind)
            raise _refuse(name, value, f"is not known: choose one of {allowed}") from None

    return word


def _edtf(session: Session, name: str, value: Any) -> str:
    text = str(value).strip()
    if not is_edtf(text):
        raise _refuse(name, value, "is no date: write 2023-06-06, 2023-06 or 2023 (1900 to 2150)")
    return text


def _number(low: float, high: float, whole: bool = False) -> Check:
    def number(session: Session, name: str, value: Any) -> float:
        try:
            given = float(value)
        except (TypeError, ValueError):
            given = float("nan")
        if not low <= given <= high or (whole and not given.is_integer()):
            raise _refuse(name, value, f"is no {'whole ' if whole else ''}number from {low:g} to {high:g}")
        return int(given) if whole else given

    return number


def _flag(session: Session, name: str, value: Any) -> bool:
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    text = str(value).strip().casefold()
    if text not in known:
        raise _refuse(name, value, "is neither yes nor no")
    return known[text]


def _country(session: Session, name: str, value: Any) -> str:
    code = str(value).strip()
    if session.scalar(select(Country.code).where(Country.code == code)) is None:
        raise _refuse(name, value, "is no country on record: give its code, such as TJ or GE-AB")
    return code


def _slug(model: type[Official] | type[Base] | type[Agreement]) -> Check:
    noun = model.__tablename__

    def slug(session: Session, name: str, value: Any) -> int:
        given = str(value).strip()
        number = session.scalar(select(model.id).where(model.slug == given, is_held(model)))
        if number is None:
            raise _refuse(name, value, f"is no {noun} on record, or a rejected or merged one: give its slug")
        return number

    return slug


def _domain(session: Session, name: str, value: Any) -> int:
    number = session.scalar(select(Publisher.id).where(Publisher.domain == str(value).strip().lower()))
    if number is None:
        raise _refuse(name, value, "is no publisher on record: give its domain")
    return number


def _shown_by(key: InstrumentedAttribute[Any]) -> Callable[[Session, Any], Any]:
    def show(session: Session, number: int | None) -> Any:
        return None if number is None else session.scalar(select(key).where(key.class_.id == number))

    return show


def _plain_field(column: str, check: Check, *, required: bool = False) -> Field:
    return Field(column, _required(check) if required else _optional(check))


def _dates(*columns: str) -> dict[str, Field | Links | Lines]:
    return {column: _plain_field(column, _edtf) for column in columns}


def _texts(*columns: str) -> dict[str, Field | Links | Lines]:
    return {column: _plain_field(column, _text) for column in columns}


def _spelling(name: str, line: str) -> dict[str, Any]:
    return {"spelling": line}


def _role(name: str, line: str) -> dict[str, Any]:
    """`title; body; held from; held to; source`: all but the title may be empty."""
    parts = [part.strip() for part in line.split(";")]
    if len(parts) > len(ROLE) or not parts[0]:
        raise _refuse(name, line, f"is no post: write {'; '.join(ROLE)}")
    title, body, start, end, source = parts + [""] * (len(ROLE) - len(parts))
    for day in filter(None, (start, end)):
        if not is_edtf(day):
            raise _refuse(name, day, "is no date: write 2023-06-06, 2023-06 or 2023 (1900 to 2150)")
    from_day, to_day = first_day(start) if start else None, last_day(end) if end else None
    if from_day and to_day and from_day > to_day:
        raise _refuse(name, line, "ends before it starts: look at its dates")
    return {
        "title": title,
        "body": body,
        "held_from": start or None,
        "held_to": end or None,
        "from_day": from_day,
        "to_day": to_day,
        "source": source or "general knowledge",
    }


def _role_line(row: Any) -> str:
    parts = (row.title, row.body, row.held_from, row.held_to, row.source)
    return "; ".join((one or "").replace(";", ",") for one in parts)


ROLE = ("title", "body", "held from", "held to", "source")
_TITLE = _plain_field("title", _text, required=True)
_NAME = _plain_field("name", _text, required=True)

FIELDS: dict[str, dict[str, Field | Links | Lines]] = {
    "statement": {
        "official": Field("official_id", _optional(_slug(Official)), _shown_by(Official.slug)),
        "speaker": _plain_field("speaker", _text, required=True),
        "mode": _plain_field("mode", _word(StatementMode), required=True),
        "kind": _plain_field("kind", _word(StatementKind), required=True),
        "topic": _plain_field("topic", _word(StatementTopic), required=True),
        "outcome": _plain_field("outcome", _word(DenialOutcome)),
        "countries": Links(StatementCountry, "statement_id", "country_code", Country.code, _country),
        "bases": Links(StatementBase, "statement_id", "base_id", Base.slug, _slug(Base)),
        **_dates("said_on"),
        **_texts("finding", "note"),
    },
    "claim": {
        "base": Field("base_id", _required(_slug(Base)), _shown_by(Base.slug)),
        "property": _plain_field("property", _word(ClaimProperty), required=True),
        "value": _plain_field("value", _text, required=True),
        "credibility": _plain_field("credibility", _number(1, 6, whole=True)),
        **_dates("as_of"),
        **_texts("note"),
    },
    "base": {
        "name": _NAME,
        "host_country": _plain_field("host_code", _country, required=True),
        "territory": _plain_field("territory_code", _country),
        "latitude": _plain_field("latitude", _number(-90, 90)),
        "longitude": _plain_field("longitude", _number(-180, 180)),
        "precision": _plain_field("precision", _word(Precision)),
        "kind": _plain_field("kind", _word(BaseKind), required=True),
        "branch": _plain_field("branch", _word(Branch)),
        "status": _plain_field("status", _word(BaseStatus), required=True),
        **_dates("status_as_of", "opened", "closed"),
        **_texts("name_ru", "locality", "coordinates_source", "summary", "note"),
    },
    "agreement": {
        "title": _TITLE,
        "kind": _plain_field("kind", _word(AgreementKind), required=True),
        "status": _plain_field("status", _word(AgreementStatus), required=True),
        "term_years": _plain_field("term_years", _number(1, 999, whole=True)),
        "parties": Links(AgreementParty, "agreement_id", "country_code", Country.code, _country),
        "bases": Links(AgreementBase, "agreement_id", "base_id", Base.slug, _slug(Base)),
        **_dates("status_as_of", "signed", "ratified", "in_force", "expires"),
        **_texts("summary", "note"),
    },
    "official": {
        "name": _NAME,
        "country": _plain_field("country_code", _country),
        "is_body": _plain_field("is_body", _flag, required=True),
        "spellings": Lines(OfficialSpelling, "official_id", _spelling, lambda row: str(row.spelling)),
        "roles": Lines(OfficialRole, "official_id", _role, _role_line),
        **_texts("name_ru", "note"),
    },
    "base_report": {"base": Field("base_id", _required(_slug(Base)), _shown_by(Base.slug))},
    "agreement_report": {
        "agreement": Field("agreement_id", _required(_slug(Agreement)), _shown_by(Agreement.slug)),
        "status": _plain_field("status", _word(AgreementStatus)),
        "term_years": _plain_field("term_years", _number(1, 999, whole=True)),
        **_dates("signed", "expires"),
    },
    "proposal": {},  # it is made a record, or rejected: see `app.store.proposals`
    "article": {
        "title": _TITLE,
        "publisher": Field("publisher_id", _optional(_domain), _shown_by(Publisher.domain)),
        "language": _plain_field("language", _text, required=True),
        **_dates("published"),
    },
}
