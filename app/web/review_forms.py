"""What the forms of a review send: checked against the vocabulary by the store, resolved to records here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.spans import Span, places_of
from app.query.picking import Choice, named, pick
from app.query.review import Review
from app.store.models import Country
from app.store.new_names import create_base, create_official
from app.store.passages import Passage, passage_of
from app.store.records import SLUGGED, Record, find_record, name_of
from app.store.reviewer import Reviewer

MOST_FIELDS = 2_000  # of one form: a box for each country and base, a line for each finding
PICKS = {  # field -> what is picked; the field holds the slug, `field_q` the words typed
    "statement": {"official": "official"},
    "claim": {"base": "base"},
    "base_report": {"base": "base"},
    "agreement_report": {"agreement": "agreement"},
}
PLAIN = {
    "statement": ("speaker", "mode", "kind", "topic", "said_on"),
    "claim": ("property", "value", "as_of"),
    "base_report": (),
    "agreement_report": ("status", "signed", "expires", "term_years"),
    "official": ("name", "name_ru", "is_body"),
    "base": ("name", "name_ru", "kind", "status", "locality"),
    "agreement": ("title", "kind", "status", "signed", "in_force", "expires", "term_years"),
}
REASONS = {  # what a reviewer says most, by the key that says it; the words go on record
    "speaker": "wrong speaker, base or agreement",
    "subject": "not about military presence, arms or defence",
    "nobody": "nobody's words: the writer's own, a headline, a caption",
    "twice": "found twice",
    "unsaid": "the text does not say so",
}
CODES = {"official": ("country",), "base": ("host_country", "territory"), "agreement": ()}


class Refused(InputError):
    """A field of the form cannot be used; `choices` are the records that it may mean, `places` those of the words."""

    def __init__(
        self,
        name: str,
        message: str,
        choices: Sequence[Choice] = (),
        places: Sequence[tuple[int, str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.field = name
        self.choices = tuple(choices)
        self.places = tuple(places)  # (start, the words before, the words after)


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form as they were sent, in order; a name may come several times."""

    pairs: tuple[tuple[str, str], ...] = ()

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)

    def get(self, name: str, default: str = "") -> str:
        """The last value of a field."""
        return next((value for key, value in reversed(self.pairs) if key == name), default)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    @property
    def seen(self) -> int | None:
        """The revision that the form was made from."""
        given = self.get("seen")
        return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else None

    def without(self, *names: str) -> "Sent":
        return Sent(tuple(pair for pair in self.pairs if pair[0] not in names))


async def _read(request: Request) -> Sent:
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
        return Sent(
            tuple(
                (name, value.replace("\r\n", "\n").replace("\0", ""))
                for name, value in sent.multi_items()
                if isinstance(value, str)
            )
        )


ReadForm = Annotated[Sent, Depends(_read)]


def record_of(session: Session, text: str) -> Record:
    """`statement:12`, for any kind of finding. Raises InputError."""
    kind, _, key = text.partition(":")
    return find_record(session, kind, key)


def values_of_form(
    session: Session, kind: str, sent: Sent, passage: Passage | None, by: Reviewer
) -> dict[str, Any]:
    """The fields of a finding; a new official or base that the form asks for is made first, in the same transaction.

    Raises: Refused at the field that names no record, or several.
    """
    values: dict[str, Any] = {name: sent.get(name) for name in PLAIN[kind] if name in sent}
    for name, what in PICKS[kind].items():
        new = sent.get(f"new_{what}_name").strip()
        if new and passage is not None:
            values[name] = _make(session, what, sent, passage, by)
        elif f"{name}_q" in sent or name in sent:
            values[name] = picked(session, what, name, sent)
    if kind == "statement":
        if "countries_shown" in sent:
            values["countries"] = [*sent.all("countries"), *codes_of(session, "more_countries", sent)]
        if "bases_shown" in sent:
            values["bases"] = [*sent.all("bases"), *_several(session, "base", "more_bases", sent)]
    return values


def new_values(session: Session, kind: str, sent: Sent, prefix: str = "") -> dict[str, Any]:
    """The fields of a new official, base or agreement. Raises Refused at a country that we do not know."""
    values: dict[str, Any] = {name: sent.get(prefix + name) for name in PLAIN[kind]}
    for name in CODES[kind]:
        found = codes_of(session, prefix + name, sent)
        if len(found) > 1:
            raise Refused(prefix + name, "Give one country.")
        values[name] = found[0] if found else None
    if kind == "official":
        values["is_body"] = bool(sent.get(prefix + "is_body"))
    if kind == "agreement":
        values["parties"] = codes_of(session, prefix + "parties", sent)
    return values


def codes_of(session: Session, name: str, sent: Sent) -> list[str]:
    """Countries by name or code, parted by commas. Raises Refused naming the one that we do not know."""
    codes = []
    for given in filter(None, (one.strip() for one in sent.get(name).split(","))):
        code = session.scalar(
            select(Country.code)
            .where((Country.code == given) | (Country.name == given) | (Country.name_ru == given))
            .limit(1)
        )
        if code is None:
            raise Refused(
                name, f"“{given[:60]}” is no country on record: write its name, or a code such as TJ."
            )
        codes.append(code)
    return codes


def passage_of_form(session: Session, review: Review, sent: Sent, held: str | None = None) -> Passage | None:
    """The words that the form gives; null where they are those that are held, or none are asked for.

    Raises: Refused when they stand nowhere in the text, or in several places and none is chosen.
    """
    if "words" not in sent:
        return None
    words = sent.get("words").strip()
    start = sent.get("start")
    chosen = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else None
    if held is not None and words == held.strip() and "place" not in sent:
        return None
    if not words:
        raise Refused("words", "Give the exact words of the article.")
    if "place" in sent and re.fullmatch(r"[0-9]{1,9}", sent.get("place")):
        chosen = int(sent.get("place"))
    text = review.text
    if chosen is not None and text.startswith(words, chosen):
        return passage_of(session, review.id, Span(chosen, chosen + len(words)))
    places = places_of(text, words)
    if not places:
        raise Refused("words", "These words stand nowhere in the text: copy them from it exactly.")
    if len(places) > 1:
        around = [
            (at.start, text[max(0, at.start - 40) : at.start], text[at.end : at.end + 40]) for at in places
        ]
        raise Refused("words", f"These words stand in {len(places)} places: choose which.", places=around)
    return passage_of(session, review.id, places[0])


def picked(session: Session, what: str, name: str, sent: Sent) -> str | None:
    """The slug that was picked, else the one record of that name."""
    slug, typed = sent.get(name).strip(), sent.get(f"{name}_q").strip()
    if f"{name}_q" not in sent:
        return slug or None
    if not typed:
        return None
    if slug and typed == _name(session, what, slug):
        return slug
    return _one(session, what, f"{name}_q", typed)


def _one(session: Session, what: str, name: str, typed: str) -> str:
    found = named(session, what, typed)
    if len(found) == 1:
        return found[0]
    choices = pick(session, what, typed[:120])
    said = "names several: choose one." if found else f"is the name of no {what} on record."
    hint = " Did you mean one of these?" if choices and not found else ""
    raise Refused(name, f"“{typed[:60]}” {said}{hint}", choices)


def _several(session: Session, what: str, name: str, sent: Sent) -> list[str]:
    parts = filter(None, (one.strip() for one in sent.get(name).split(";")))
    return [_one(session, what, name, one) for one in parts]


def _name(session: Session, what: str, slug: str) -> str | None:
    try:
        record = find_record(session, what, slug)
    except InputError:
        return None
    column = record.model.title if what == "agreement" else record.model.name
    name: str | None = session.scalar(select(column).where(record.model.id == record.id))
    return name


def _make(session: Session, what: str, sent: Sent, passage: Passage, by: Reviewer) -> str:
    """A new official or base, made of the fields `new_official_…`, `new_base_…`; its slug."""
    values = new_values(session, what, sent, prefix=f"new_{what}_")
    create = create_official if what == "official" else create_base
    record, _ = create(session, passage, values, by=by)
    assert record.kind in SLUGGED
    return name_of(session, record).partition(" ")[2]


@dataclass(frozen=True, slots=True)
class FormState:
    """A form as it is shown: which finding or what new thing, what was typed, and what is wrong with it."""

    record: str = ""  # the finding that is edited: `statement:12`
    adding: str = ""  # or what is made of chosen words: statement, claim, agreement
    given: Mapping[str, Any] = field(default_factory=dict)
    refused: Refused | None = None

    def value(self, name: str, held: Any = "") -> Any:
        """What was typed, else what is on record."""
        return self.given.get(name, held if held is not None else "")
