"""Records by the beginnings of their names, while a reader types."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.query.picking import Choice, pick

LEAST_TYPED = 2  # characters
OFFERED = 8
KINDS = ("country", "base", "official", "agreement")
FOLDERS = {"country": "countries", "base": "bases", "official": "officials", "agreement": "agreements"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One record that may be meant."""

    kind: str
    href: str
    name: str
    where: str  # the country, what it is
    spelling: str | None  # that was typed the beginning of, where it is not in the name


def suggest(session: Session, typed: str) -> list[Suggestion]:
    """At most OFFERED, those found by their name before those found by a spelling; none under LEAST_TYPED characters.

    At most fourteen queries.
    """
    if len(typed) < LEAST_TYPED:
        return []
    found = [
        (choice.matched != choice.name, place, _suggestion(kind, choice))
        for kind in KINDS
        for place, choice in enumerate(pick(session, kind, typed))
        if choice.matched
    ]
    found.sort(key=lambda one: one[:2])
    return [one for _, _, one in found[:OFFERED]]


def _suggestion(kind: str, choice: Choice) -> Suggestion:
    spelling = choice.matched if choice.matched != choice.name else None
    return Suggestion(kind, f"/{FOLDERS[kind]}/{choice.slug}", choice.name, choice.where, spelling)
