"""What records are called in another language, for pages in it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.models import Base, Country, Official
from app.store.visible import is_public

NAMED_IN = ("ru",)  # the languages that records have a name in, beside their own
MOST_NAMES = 20_000


def names_in(session: Session, code: str) -> dict[str, str]:
    """Name on record -> name in the language, where there is one: countries before officials before bases.

    Three queries; none for a language that records have no names in.
    """
    if code not in NAMED_IN:
        return {}
    found: dict[str, str] = {}
    queries = (
        select(Base.name, Base.name_ru).where(is_public(Base)),
        select(Official.name, Official.name_ru).where(is_public(Official)),
        select(Country.name, Country.name_ru),
    )
    for query in queries:
        found |= {own: other for own, other in session.execute(query.limit(MOST_NAMES)) if other}
    return found
