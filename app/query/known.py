"""Whether a country, an official or a base is on record under what an address calls it, and what is nearly that."""

import difflib

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extract.folding import fold
from app.query.moved import moved_to, near_slugs
from app.store.models import Country
from app.store.records import RECORDS
from app.store.visible import is_public

Near = tuple[str, str]  # code or slug, name


def country_like(session: Session, asked: str) -> tuple[str | None, Near | None]:
    """(its code, null) for a code or a name in any case; else (null, the country nearly called so). One query."""
    wanted = fold(asked).casefold().strip().replace("-", " ")
    names: dict[str, Near] = {}
    for code, name, name_ru in session.execute(select(Country.code, Country.name, Country.name_ru)):
        for one in (code, name, name_ru):
            names[fold(one).casefold().replace("-", " ")] = (code, name)
    if wanted in names:
        return names[wanted][0], None
    near = difflib.get_close_matches(wanted, [one for one in names if len(one) > 3], n=1, cutoff=0.7)
    return None, names[near[0]] if near else None


def slug_like(session: Session, record_type: str, asked: str) -> tuple[str | None, Near | None]:
    """(the slug of the public record at that address, or of the one it was merged into; null), else the nearest one.

    At most three queries.
    """
    model = RECORDS[record_type]
    found = session.scalar(select(model.slug).where(model.slug == asked, is_public(model)))
    if found or (found := moved_to(session, record_type, asked)):
        return found, None
    near = difflib.get_close_matches(asked.lower(), near_slugs(session, record_type, asked), n=1)
    if not near:
        return None, None
    name = session.scalar(select(model.name).where(model.slug == near[0]))
    return None, (near[0], name or near[0])
