"""Revisions in words: which field, from what to what, as a reader knows the values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.dates import is_edtf
from app.present.format import counted, day_words, label, number, shorten
from app.present.language import gettext as _
from app.present.names import name as name_of
from app.query.history import FieldChange, RevisionRow

MOST_WORDS = 400  # characters of one value
HIDDEN = frozenset(  # follow from others, or say nothing to a reader
    (
        "id", "text", "text_length", "content_hash", "minhash", "origin_id", "sort_day", "as_of_day",
        "expires_day", "low", "high", "article_id", "evidence_id", "is_summary", "added_by", "added_at", "slug",
    )
)  # fmt: skip
NAMES = {
    "host_code": "Host country",
    "host_country": "Host country",
    "territory_code": "Territory",
    "country_code": "Country",
    "official_id": "Official",
    "base_id": "Base",
    "publisher_id": "Publisher",
    "joined_into_id": "Merged into",
    "joined_into": "Joined into",
    "merged": "Merged with it",
    "split": "Split off",
    "name_ru": "Name in Russian",
    "is_body": "Is an office",
    "as_of": "As of",
    "status_as_of": "Status as of",
    "said_on": "Said on",
    "pin_reason": "Pinned, because",
    "archived_url": "Archived copy",
    "edited_sentence": "Told as edited",
}
COUNTRIES = frozenset(
    ("country", "countries", "parties", "host_code", "host_country", "territory", "territory_code", "country_code")
)  # fmt: skip
WORDS = frozenset(
    ("mode", "kind", "topic", "outcome", "review", "status", "branch", "precision", "property", "origin")
)
DATES = frozenset(
    ("said_on", "as_of", "status_as_of", "opened", "closed", "signed", "ratified", "in_force", "expires", "published")
)  # fmt: skip
RECORDS = {
    "official": "official",
    "official_id": "official",
    "base": "base",
    "bases": "base",
    "base_id": "base",
    "joined_into_id": "",
}
Known = Mapping[tuple[str, str], str]  # (record type, slug, code or number) -> its name


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One line of a diff. `before` and `after` are words; null: there was or is nothing."""

    name: str
    before: str | None
    after: str | None


def field_lines(row: RevisionRow, known: Known) -> list[FieldLine]:
    """The changed fields that a reader knows; a value that says nothing in words is counted."""
    return [
        FieldLine(
            _name(one.name),
            _words(row.record_type, one, one.before, known),
            _words(row.record_type, one, one.after, known),
        )
        for one in row.fields
        if one.name not in HIDDEN
    ]


def _name(field: str) -> str:
    if field.startswith("moved_"):
        return _("%(records)s moved") % {"records": label(field.removeprefix("moved_"))}
    return _(NAMES[field]) if field in NAMES else label(field)


def _words(record_type: str, field: FieldChange, value: Any, known: Known) -> str | None:
    if value is None or value == "":
        return None
    if field.name in ("reports", "statements") and isinstance(value, list | int):
        count = len(value) if isinstance(value, list) else value
        if field.name == "reports":
            return counted(count, "report", "reports")
        return counted(count, "statement", "statements")
    if isinstance(value, list):
        apart = " · " if field.name == "roles" else ", "
        return apart.join(_word(record_type, field.name, one, known) for one in value) or None
    return _word(record_type, field.name, value, known)


def _word(record_type: str, name: str, value: Any, known: Known) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in COUNTRIES:
        return name_of(known.get(("country", str(value)), str(value)))
    if name in RECORDS:
        return name_of(known.get((RECORDS[name] or record_type, str(value)), str(value)))
    if name in WORDS:
        return _("As extracted") if value == "unreviewed" else label(str(value))
    if name in DATES and is_edtf(str(value)):
        return day_words(str(value))
    if isinstance(value, int | float):
        return number(value) if name.startswith("moved") else f"{value:g}"
    return shorten(str(value), MOST_WORDS)


def references(rows: Sequence[RevisionRow]) -> dict[str, set[str]]:
    """What must be known by name to tell of these revisions: by record type, slugs, codes or numbers."""
    found: dict[str, set[str]] = {"country": set(), "official": set(), "base": set(), "agreement": set()}
    for row in rows:
        for field in row.fields:
            kind = "country" if field.name in COUNTRIES else RECORDS.get(field.name)
            if kind is None:
                continue
            for side in (field.before, field.after):
                values = side if isinstance(side, list) else [side]
                found.setdefault(kind or row.record_type, set()).update(
                    str(one) for one in values if one not in (None, "")
                )
    return found
