"""Officials, bases, agreements and countries by the beginnings of their words while they are typed, with the reason."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, column, func, literal_column, select, table, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.errors import InputError
from app.extract.folding import fold
from app.store.models import (
    Agreement,
    AgreementParty,
    Base,
    BaseSpelling,
    Country,
    Official,
    OfficialRole,
    OfficialSpelling,
    SearchDocument,
)
from app.store.stems import STOP_WORDS, stem
from app.store.visible import is_public

MOST_TYPED = 120  # characters
MOST_WORDS = 8
LOOKED_AT = 40  # documents that are ranked
OFFERED = 8
COUNTRY = "country"
_WORD = re.compile(r"[^\W_]+")
PICKED: dict[str, type[Official] | type[Base] | type[Agreement]] = {
    "official": Official,
    "base": Base,
    "agreement": Agreement,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One record that the typed words may mean."""

    slug: str
    name: str
    where: str  # the country, and what it is
    because: str  # "name", "alias «Hmeymim»", "role «Minister of Defence»"
    matched: str  # the text that holds the words; empty where it is none of these


def pick(session: Session, kind: str, typed: str) -> list[Choice]:
    """The records that hold every typed word, the last of them begun: at most OFFERED, the best first. Four queries.

    kind: official, base, agreement or country. Raises: InputError when too much is typed.
    """
    if kind not in (*PICKED, COUNTRY):
        raise InputError(f"{kind[:40]!r} cannot be picked: choose one of {', '.join((*PICKED, COUNTRY))}")
    if len(typed) > MOST_TYPED:
        raise InputError(f"{len(typed)} characters were typed: at most {MOST_TYPED}")
    words = [word.casefold() for word in _WORD.findall(fold(typed)) if word.casefold() not in STOP_WORDS]
    if not words:
        return []
    if kind == COUNTRY:
        return _best(_countries(session, words))
    found = session.scalars(
        select(SearchDocument.record_id)
        .where(SearchDocument.record_type == kind, _begun(session, words[:MOST_WORDS]))
        .order_by(SearchDocument.sort_day.desc(), SearchDocument.record_id)
        .limit(LOOKED_AT)
    ).all()
    load = {"official": _officials, "base": _bases, "agreement": _agreements}[kind]
    return _best(load(session, list(found), words))


def _best(choices: "Ranked") -> list[Choice]:
    return [choice for _, choice in sorted(choices, key=lambda one: one[0])[:OFFERED]]


def named(session: Session, kind: str, typed: str) -> list[str]:
    """The slugs of the records with exactly this slug, name or spelling, whatever the letters' case and accents."""
    wanted = typed.strip()
    model = PICKED[kind]
    by_slug = session.scalar(select(model.slug).where(model.slug == wanted, is_public(model)))
    if by_slug is not None:
        return [by_slug]
    folded = fold(wanted).casefold()
    return [
        one.slug
        for one in pick(session, kind, wanted[:MOST_TYPED])
        if folded in {fold(name).casefold() for name in (one.name, one.matched)}
    ]


def _begun(session: Session, words: list[str]) -> ColumnElement[bool]:
    """Documents that hold a word beginning with each of these. They hold letters and digits only."""
    begins = [sorted({word, stem(word)} if len(word) > 3 else {word}) for word in words]
    if session.get_bind().dialect.name == "postgresql":
        query = " & ".join("(" + " | ".join(f"'{one}':*" for one in any_of) + ")" for any_of in begins)
        simple: ColumnElement[str] = literal_column("'simple'")
        held = func.to_tsvector(simple, SearchDocument.stems)
        return held.bool_op("@@")(func.to_tsquery(simple, query))
    terms = " AND ".join("(" + " OR ".join(f'"{one}"*' for one in any_of) + ")" for any_of in begins)
    index = table("search_text", column("rowid", Integer))
    return SearchDocument.id.in_(
        select(index.c.rowid).where(text("search_text MATCH :picked").bindparams(picked=terms))
    )


Ranked = list[tuple[tuple[int, int, str], Choice]]


def _officials(session: Session, ids: list[int], words: list[str]) -> Ranked:
    rows = session.execute(
        select(Official.id, Official.slug, Official.name, Official.is_body, Country.name.label("country"))
        .outerjoin(Country, Country.code == Official.country_code)
        .where(Official.id.in_(ids), is_public(Official))
    ).all()
    spellings = _texts(session, OfficialSpelling.official_id, OfficialSpelling.spelling, ids)
    roles = _texts(session, OfficialRole.official_id, OfficialRole.title, ids)
    return [
        _ranked(
            row.slug,
            row.name,
            ", ".join(filter(None, (row.country, held[0] if held else ""))),
            words,
            {"alias": spellings.get(row.id, []), "role": held},
        )
        for row in rows
        for held in [roles.get(row.id, [])]
    ]


def _bases(session: Session, ids: list[int], words: list[str]) -> Ranked:
    rows = session.execute(
        select(Base.id, Base.slug, Base.name, Base.locality, Base.kind, Country.name.label("country"))
        .join(Country, Country.code == Base.host_code)
        .where(Base.id.in_(ids), is_public(Base))
    ).all()
    spellings = _texts(session, BaseSpelling.base_id, BaseSpelling.spelling, ids)
    return [
        _ranked(
            row.slug,
            row.name,
            f"{row.country}, {row.kind.replace('_', ' ')}",
            words,
            {
                "alias": spellings.get(row.id, []),
                "place": [one for one in (row.locality, row.country) if one],
            },
        )
        for row in rows
    ]


def _agreements(session: Session, ids: list[int], words: list[str]) -> Ranked:
    rows = session.execute(
        select(Agreement.id, Agreement.slug, Agreement.title, Agreement.signed).where(
            Agreement.id.in_(ids), is_public(Agreement)
        )
    ).all()
    parties: dict[int, list[str]] = {}
    query = (
        select(AgreementParty.agreement_id, Country.name)
        .join(Country, Country.code == AgreementParty.country_code)
        .where(AgreementParty.agreement_id.in_(ids))
    )
    for number, name in session.execute(query):
        parties.setdefault(number, []).append(name)
    return [
        _ranked(
            row.slug,
            row.title,
            ", ".join(filter(None, (*sorted(parties.get(row.id, [])), row.signed))),
            words,
            {"party": parties.get(row.id, [])},
        )
        for row in rows
    ]


def _countries(session: Session, words: list[str]) -> Ranked:
    """Countries and territories, of which there are fewer than 300: all are looked at. A choice's slug is the code."""
    rows = session.execute(select(Country.code, Country.name, Country.name_ru, Country.subregion)).all()
    ranked = [
        _ranked(row.code, row.name, row.subregion or "", words, {"alias": [row.name_ru], "code": [row.code]})
        for row in rows
    ]
    return [(rank, choice) for rank, choice in ranked if choice.matched]


def _texts(
    session: Session, owner: InstrumentedAttribute[int], value: InstrumentedAttribute[str], ids: list[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, told in session.execute(select(owner, value).where(owner.in_(ids))):
        found.setdefault(number, []).append(told)
    return found


def _ranked(
    slug: str, name: str, where: str, words: list[str], told: dict[str, list[str]]
) -> tuple[tuple[int, int, str], Choice]:
    """By the name before an alias, before a role or a place, before other words on its page."""
    if _holds(name, words):
        return (0, len(name), name), Choice(slug, name, where, "name", name)
    for rank, (what, texts) in enumerate(told.items(), 1):
        met = [one for one in texts if _holds(one, words)]
        if met:
            best = min(met, key=len)
            return (rank, len(best), name), Choice(slug, name, where, f"{what} «{best}»", best)
    return (9, 0, name), Choice(slug, name, where, "words on its page", "")


def _holds(told: str, words: list[str]) -> bool:
    own = [word.casefold() for word in _WORD.findall(fold(told))]
    return all(any(one.startswith(word) for one in own) for word in words)
