"""Statements and denials: the lists with their filters, and one statement."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.dates import first_day
from app.domain.kinds import (
    BearingRelation,
    DenialOutcome,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
    UserRole,
)
from app.present import json_ld
from app.present.charts import DenialMark, units_by_year
from app.present.citation import cite_statement
from app.present.format import day_words, label, words
from app.present.language import gettext as _
from app.present.names import name
from app.query import statements
from app.query.denials import DenialUnit, denial_units, list_denials, median_days
from app.query.history import changes_of
from app.query.page import DayKey, day_key
from app.query.statement_page import get_statement, joined_into
from app.query.statement_rows import StatementRow
from app.query.statements import StatementFilter
from app.store.records import Record
from app.store.reviewer import latest_revision
from app.web import csrf
from app.web.addresses import site_of
from app.web.auth import CurrentUser
from app.web.edit_pairs import edit_pairs
from app.web.filters import Removal, linker, removals
from app.web.forgiving import forgiven
from app.web.pages import RequestSession, render
from app.web.params import choice, day, words_of

router = APIRouter()
NARROW_YEARS = 12  # that fit a phone
MOST_RELATED = 4


def statement_filter(
    official: str | None = None,
    country: str | None = None,
    base: str | None = None,
    by: str | None = None,
    kind: str | None = None,
    topic: str | None = None,
    mode: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    outcome: str | None = None,
    review: str | None = None,
    answered: str | None = None,
    publisher: str | None = None,
) -> StatementFilter:
    """The filter of an address; an empty parameter filters nothing. Raises InputError naming the parameter."""
    return StatementFilter(
        official=official or None,
        country=country or None,
        base=base or None,
        by=by or None,
        kind=choice(StatementKind, kind, "kind"),
        topic=choice(StatementTopic, topic, "topic"),
        mode=choice(StatementMode, mode, "mode"),
        since=_first_day(since),
        until=day(until, "until"),
        words=words_of(words, "words"),
        outcome=choice(DenialOutcome, outcome, "outcome"),
        review=choice(ReviewState, review, "review"),
        publisher=publisher or None,
        answered=answered not in (None, "", "0"),
        answered_later=answered == "later",
    )


def after_day(after: str | None = None) -> DayKey | None:
    """Where the list goes on. Raises InputError when it is no key."""
    return day_key(after)


Where = Annotated[StatementFilter, forgiven(statement_filter)]
After = Annotated[DayKey | None, forgiven(after_day)]


@router.get("/statements", name="statements", include_in_schema=False)
def index(request: Request, session: RequestSession, where: Where, after: After) -> HTMLResponse:
    """The list, newest first. At most 14 queries."""
    names = statements.names_of(session, where)
    fields = ("kind", "topic", "mode", "review", "official", "country")
    return render(
        request,
        "statements/index.html",
        "statements/_results.html",
        page=statements.list_statements(session, where, after=after),
        where=where,
        names=names,
        total=statements.count_statements(session, where),
        choices=statements.choices(session),
        facets={field: statements.facet(session, where, field) for field in fields},
        removals=_removals(request, where, names),
        link=linker(request),
    )


@router.get("/denials", name="denials", include_in_schema=False)
def denials(request: Request, session: RequestSession, where: Where, after: After) -> HTMLResponse:
    """The ledger: each denial and what bears on it. At most 19 queries."""
    where = replace(where, kind=StatementKind.DENIAL)
    names = statements.names_of(session, where)
    units = denial_units(session, where)
    return render(
        request,
        "statements/denials.html",
        "statements/_ledger.html",
        page=list_denials(session, where, after=after),
        where=where,
        names=names,
        total=statements.count_statements(session, where),
        answered=sum(unit.is_answered for unit in units),
        open_counts=_open_counts(units),
        median=median_days(units),
        charts=_charts(units),
        by_year=_by_year(units),
        choices=statements.choices(session),
        facets={
            field: statements.facet(session, where, field)
            for field in ("outcome", "topic", "review", "official", "country")
        },
        removals=_removals(request, replace(where, kind=None), names),
        link=linker(request),
    )


@router.get("/statements/{number}", name="statement", include_in_schema=False)
def show(request: Request, session: RequestSession, user: CurrentUser, number: int) -> Response:
    """One statement; the address of one that was joined to another leads there. At most 29 queries, 54 signed in."""
    known = 0 < number < 2**31
    signed_in = user is not None
    may_settle = user is not None and user.is_at_least(UserRole.EDITOR)
    page = get_statement(session, number, suggestions=signed_in, proposals=signed_in) if known else None
    if page is None and known and (into := joined_into(session, number)) is not None:
        return RedirectResponse(f"/statements/{into}", HTTPStatus.FOUND)
    if page is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            _("There is no statement %(number)s, or an editor has rejected it. All statements: %(list)s")
            % {"number": number, "list": "/statements"},
        )
    site = site_of(request)
    address = f"{site}/statements/{number}"
    return render(
        request,
        "statements/show.html",
        page=page,
        row=page.row,
        related=_related(session, page.row),
        address=address,
        linked=json_ld.statement(page.row, [one.source for one in page.reports], address, site),
        citation=cite_statement(page.row, address),
        changes=changes_of(session, "statement", number, everything=user is not None),
        edits=edit_pairs(session, [one.source for one in page.reports]),
        csrf_token=csrf.token_of(request) if user is not None and user.can_add else "",
        may_settle=may_settle,
        seen=latest_revision(session, Record("statement", number)) if may_settle else 0,
        outcomes=DenialOutcome,
        relations=BearingRelation,
    )


def _related(session: RequestSession, row: StatementRow) -> list[StatementRow]:
    """What the same official said on the same topic, the newest; without an official what was said of the country."""
    where = StatementFilter(topic=row.topic, official=row.official_slug)
    if row.official_slug is None:
        if not row.countries:
            return []
        where = StatementFilter(topic=row.topic, country=row.countries[0][0])
    rows = statements.list_statements(session, where, limit=MOST_RELATED + 1).rows
    return [one for one in rows if one.id != row.id][:MOST_RELATED]


def denial_marks(units: Iterable[DenialUnit]) -> list[DenialMark]:
    """The denials that have a place in time as marks of a picture; the title is what a mark says in words."""
    return [_denial_mark(unit, unit.day) for unit in units if unit.day]


def _denial_mark(unit: DenialUnit, day: str) -> DenialMark:
    told = {
        "day": day_words(day),
        "speaker": name(unit.speaker),
        "topic": words(unit.topic),
        "outcome": words(unit.outcome or "open"),
    }
    title = _("%(day)s, %(speaker)s, %(topic)s: %(outcome)s") % told
    if unit.is_answered:
        title = _("%(denial)s, something on record goes against it") % {"denial": title}
    return DenialMark(day, title, f"/statements/{unit.id}", unit.outcome, unit.is_answered)


def _first_day(value: str | None) -> date | None:
    return first_day(value) if value and day(value, "since") else None


def _charts(units: list[DenialUnit]) -> tuple[str, str] | None:
    """The picture for a screen and for a phone."""
    marks = denial_marks(units)
    if not marks:
        return None
    years = [int(mark.day[:4]) for mark in marks]
    first, last = min(years), max(years)
    wide = units_by_year(marks, first, last)
    return wide, units_by_year(marks, max(first, last - NARROW_YEARS), last, 372)


def _open_counts(units: list[DenialUnit]) -> tuple[int, int]:
    """The open denials: (with something that goes against them, with nothing)."""
    still_open = [unit for unit in units if unit.outcome in (None, DenialOutcome.OPEN)]
    answered = sum(unit.is_answered for unit in still_open)
    return answered, len(still_open) - answered


def _by_year(units: list[DenialUnit]) -> list[tuple[str, int, int]]:
    """(year, denials, of them with something that goes against them), the newest first."""
    found: dict[str, tuple[int, int]] = {}
    for unit in units:
        if unit.day:
            made, answered = found.get(unit.day[:4], (0, 0))
            found[unit.day[:4]] = made + 1, answered + unit.is_answered
    return [(year, *counts) for year, counts in sorted(found.items(), reverse=True)]


def _removals(request: Request, where: StatementFilter, names: dict[str, str]) -> list[Removal]:
    asked = request.query_params
    return removals(
        request,
        {
            "words": where.words and f"“{where.words}”",
            "official": where.official and names.get("official", where.official),
            "country": where.country
            and _("about %(country)s") % {"country": name(names.get("country", where.country))},
            "by": where.by and _("said for %(country)s") % {"country": name(names.get("by", where.by))},
            "base": where.base and names.get("base", where.base),
            "publisher": where.publisher and _("reported by %(name)s") % {"name": where.publisher},
            "kind": where.kind and label(where.kind),
            "topic": where.topic and label(where.topic),
            "mode": where.mode and _("%(mode)s words") % {"mode": label(where.mode)},
            "since": _("since %(day)s") % {"day": day_words(asked.get("since"))} if where.since else None,
            "until": _("until %(day)s") % {"day": day_words(asked.get("until"))} if where.until else None,
            "outcome": where.outcome and label(where.outcome),
            "review": where.review
            and (_("As extracted") if where.review == "unreviewed" else label(where.review)),
            "answered": _answered_words(where),
        },
    )


def _answered_words(where: StatementFilter) -> str | None:
    if where.answered_later:
        return _("something later goes against it")
    return _("something goes against it") if where.answered else None
