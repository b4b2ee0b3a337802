"""The first page."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.present.base_maps import map_of
from app.present.charts import DenialMark, term_line, units_by_year, year_of
from app.present.format import day_words, words
from app.query.denials import DenialUnit
from app.query.home import get_home
from app.web.pages import RequestSession, render

router = APIRouter()


@router.get("/", name="home", include_in_schema=False)
def index(request: Request, session: RequestSession) -> HTMLResponse:
    """The answer, the map, the denials, what is latest and what ends next."""
    today = datetime.now(UTC).date()
    home = get_home(session, today)
    marks = [_mark(unit, unit.day) for unit in home.units if unit.day]
    years = [int(mark.day[:4]) for mark in marks]
    now = year_of(today.isoformat())
    return render(
        request,
        "home/index.html",
        home=home,
        drawing=map_of(home.places, home.names, everywhere=True),
        unplaced=home.bases - len(home.places),
        chart=units_by_year(marks, min(years), max(years)) if marks else None,
        narrow_chart=units_by_year(marks, max(min(years), max(years) - 12), max(years), 372)
        if marks
        else None,
        years=_years(home.units),
        terms={
            row.id: term_line(
                year_of(row.start) if row.start else None,
                year_of(row.expires or "2070"),
                now,
                f"a-{row.status}",
            )
            for row in home.ending
        },
    )


def _mark(unit: DenialUnit, day: str) -> DenialMark:
    title = f"{day_words(day)}, {unit.speaker}, {words(unit.topic)}"
    if unit.is_answered:
        title += ": something on record goes against it"
    return DenialMark(day, title, f"/statements/{unit.id}", unit.outcome, unit.is_answered)


def _years(units: list[DenialUnit]) -> list[tuple[int, int, int]]:
    """(year, denials, of which something goes against), the newest first."""
    counts: dict[int, tuple[int, int]] = {}
    for unit in units:
        if unit.day:
            made, answered = counts.get(int(unit.day[:4]), (0, 0))
            counts[int(unit.day[:4])] = (made + 1, answered + unit.is_answered)
    return [(year, *counts[year]) for year in sorted(counts, reverse=True)]
