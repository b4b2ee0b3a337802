"""The key of a new record in addresses, made of its name: `Сергей Лавров` -> `sergey-lavrov`."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.extract.folding import fold
from app.store.models import Agreement, Base, Official

MOST = 80  # characters of the name's part
MOST_TRIES = 200
_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya i yi ye g u".split(),
        strict=True,
    )
)
_TABLE = str.maketrans({letter: latin.replace(".", "") for letter, latin in _LATIN.items()})


def slug_words(name: str) -> str:
    """Small Latin letters and digits, parted by hyphens; empty where the name holds none that we can write."""
    plain = fold(name).casefold().replace("'", "").translate(_TABLE)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST].rstrip("-")


def free_slug(session: Session, model: type[Official] | type[Base] | type[Agreement], name: str) -> str:
    """A slug that no record of the model has: of the name, with a number behind it where that is taken."""
    stem = slug_words(name) or model.__tablename__
    taken = set(session.scalars(select(model.slug).where(model.slug.startswith(stem, autoescape=True))))
    for number in range(1, MOST_TRIES):
        slug = stem if number == 1 else f"{stem}-{number}"
        if slug not in taken:
            return slug
    raise InputError(f"{MOST_TRIES} records are called {name[:60]!r}: give this one another name")
