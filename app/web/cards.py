"""The pictures that stand beside links to our pages elsewhere: `/cards/bases/gyumri-102nd-military-base.png`."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Response
from sqlalchemy.orm import Session

from app.present.cards import Card, card_svg
from app.present.format import counted, day_words, label, said_words
from app.present.language import gettext as _
from app.present.to_png import png_of
from app.query.agreements import get_agreement
from app.query.base_details import get_base
from app.query.countries import list_countries
from app.query.officials import get_official
from app.query.statement_page import get_statement
from app.query.statements import StatementFilter, count_statements
from app.web.pages import RequestSession

router = APIRouter(include_in_schema=False)
SITE = Card(
    "active",
    "An open record",
    "Russia’s military presence abroad, and what officials say about it",
    "Every fact stands on its source. Sources that disagree stay side by side.",
    "bases, statements, denials, agreements",
)


def _statement(session: Session, key: str) -> Card | None:
    number = int(key[:9]) if key.isascii() and key.isdigit() else 0
    page = get_statement(session, number) if number else None
    if page is None:
        return None
    row = page.row
    who = f"{row.speaker}, {row.role}" if row.role else row.speaker
    sources = (
        counted(page.articles, "article", "articles") + ", " + counted(len(page.origins), "origin", "origins")
    )
    above = f"{label(row.kind)}, {label(row.topic).lower()}"
    return Card(row.kind, above, row.quote, f"{who} · {said_words(row)}", sources, is_quote=not row.is_ours)


def _base(session: Session, key: str) -> Card | None:
    record = get_base(session, key)
    if record is None:
        return None
    facts = record.facts
    place = ", ".join(part for part in (facts.locality, facts.territory_name, facts.host_name) if part)
    since = f" · as of {day_words(facts.status_as_of)}" if facts.status_as_of else ""
    above = f"{label(facts.status)}, {label(facts.kind).lower()}"
    return Card(
        facts.status, above, facts.name, place + since, counted(len(record.sources), "source", "sources")
    )


def _agreement(session: Session, key: str) -> Card | None:
    page = get_agreement(session, key)
    if page is None:
        return None
    row = page.row
    ends = f" · ends {day_words(row.expires)}" if row.expires else ""
    parties = ", ".join(name for _, name in row.parties)
    above = f"{label(row.status)}, {label(row.kind).lower()}"
    return Card(row.status, above, row.title, parties + ends, counted(len(row.sources), "source", "sources"))


def _official(session: Session, key: str) -> Card | None:
    page = get_official(session, key)
    if page is None:
        return None
    said = count_statements(session, StatementFilter(official=key))
    post = page.roles[0].title if page.roles else "No post on record"
    return Card(
        "comment",
        "On record",
        page.name,
        post,
        counted(said, "statement", "statements") + ", " + counted(len(page.denials), "denial", "denials"),
    )


def _country(session: Session, key: str) -> Card | None:
    found = next((row for row in list_countries(session) if row.facts.code == key), None)
    if found is None:
        return None
    state = "active" if found.active else "closed"
    statements = counted(found.statements, "statement", "statements")
    agreements = counted(found.agreements, "agreement", "agreements")
    bases = counted(found.bases, "base", "bases")
    denials = counted(found.denials, "denial", "denials")
    return Card(
        state,
        counted(found.active, "active Russian base", "active Russian bases"),
        found.facts.name,
        _("%(bases)s on record, %(denials)s about it") % {"bases": bases, "denials": denials},
        f"{statements}, {agreements}",
    )


_CARDS: dict[str, Callable[[Session, str], Card | None]] = {
    "statements": _statement,
    "bases": _base,
    "agreements": _agreement,
    "officials": _official,
    "countries": _country,
}


@router.get("/cards/site.png")
def site_card() -> Response:
    """That of every page without one of its own."""
    return _drawn(SITE)


@router.get("/cards/{noun}/{key}.png")
def card(session: RequestSession, noun: str, key: str) -> Response:
    """That of one record, of what is public about it."""
    made = _CARDS[noun](session, key) if noun in _CARDS else None
    if made is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no picture of this record: it may have moved.")
    return _drawn(made)


def _drawn(made: Card) -> Response:
    return Response(png_of(card_svg(made)), media_type="image/png")
