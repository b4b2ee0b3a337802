"""The life line of one agreement: its term, the agreements of the same matter, and what was said. Pure."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from app.domain.kinds import AgreementStatus
from app.present.charts import Lane, LanePoint, Span, life_line, year_of
from app.present.format import day_words, label, said_words, subject
from app.present.language import gettext as _
from app.query.agreement_rows import AgreementRow
from app.query.statement_rows import StatementRow

MOST_LANES = 5
WIDTHS = (1180, 372)  # a screen, a phone
SHORT = 30  # characters of a lane's name
ENDED = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)


def life_lines(
    row: AgreementRow, statements: Sequence[StatementRow], related: Sequence[AgreementRow], today: date
) -> tuple[Markup, Markup] | None:
    """For a screen and for a phone; null where no date of the agreement is known."""
    if row.start is None and row.expires is None:
        return None
    now = year_of(today.isoformat())
    lanes = [Lane(_("This agreement"), [term_span(row, now)], notes=_notes(row), height=52)]
    for other in [one for one in related if one.start or one.expires][: MOST_LANES - 1]:
        lanes.append(Lane(_short(subject(other.title)), [term_span(other, now)], height=34))
    points = [
        LanePoint(
            one.dated,
            f"k-{one.kind}",
            f"{said_words(one)}, {one.speaker}: {one.quote[:120]}",
            f"/statements/{one.id}",
        )
        for one in statements
        if one.dated
    ]
    if points:
        lanes.append(Lane(_("Statements"), points=points, height=90))
    years = [year for lane in lanes for span in lane.spans for year in (span.start, span.end)]
    years += [year_of(point.day) for point in points] + [now]
    first, last = int(min(years)) - 1, int(max(years)) + 2
    narrow = [Lane(_short(lane.name, 13), lane.spans, lane.points, lane.height) for lane in lanes]
    return (
        life_line(lanes, first, last, now, WIDTHS[0], 230),
        life_line(narrow, first, last, now, WIDTHS[1], 106),
    )


def ending_lines(rows: Sequence[AgreementRow], today: date) -> tuple[Markup, Markup] | None:
    """The terms of agreements on one axis, in the order given, for a screen and for a phone; null for none."""
    if not rows:
        return None
    now = year_of(today.isoformat())
    terms = [(row, term_span(row, now)) for row in rows]
    first = int(min(span.start for _row, span in terms)) - 1
    last = int(max(now, *(span.end for _row, span in terms))) + 2
    lanes = [
        Lane(_short(subject(row.title), 40), [span], height=40, notes=_notes(row)[-1:]) for row, span in terms
    ]
    narrow = [Lane(_short(lane.name, 15), lane.spans, height=36) for lane in lanes]
    return life_line(lanes, first, last, now, WIDTHS[0], 300), life_line(
        narrow, first, last, now, WIDTHS[1], 120
    )


def term_span(row: AgreementRow, now: float) -> Span:
    """From the start to the end that is sourced; an unknown start or end is dashed and reaches to today at most.

    What was terminated ends when it was, whatever term had been agreed.
    """
    over = _over(row)
    start = year_of(row.start) if row.start else None
    ends = [year_of(day) for day in (row.expires, over) if day]
    unknown = now if row.status not in ENDED else (start or now) + 1
    end = min(ends, default=unknown)
    begin = start if start is not None else end - 3
    values = {
        "title": row.title,
        "start": day_words(row.start) if row.start else _("start not sourced"),
        "end": day_words(row.expires) if row.expires else _("an end that is not sourced"),
        "status": _(label(row.status)),
        "day": day_words(over) if over else "",
    }
    text = _("%(title)s: %(start)s to %(end)s") + (". %(status)s, %(day)s" if over else ". %(status)s")
    return Span(
        begin, max(end, begin + 0.3), f"a-{row.status}", text % values, dashed=start is None or not ends
    )


def _over(row: AgreementRow) -> str | None:
    """When it ended, of what has ended (EDTF); null where no source says."""
    return row.status_as_of if row.status in ENDED else None


def _notes(row: AgreementRow) -> list[tuple[str, str, str, float]]:
    notes = []
    if row.start:
        told = _("signed %(day)s")
        if row.in_force or row.ratified:
            told = _("in force %(day)s") if row.in_force else _("ratified %(day)s")
        notes.append((row.start, told % {"day": day_words(row.start)}, "start", -9.0))
    over = _over(row)
    if over and (not row.expires or year_of(over) < year_of(row.expires)):
        notes.append((over, f"{label(row.status)}, {day_words(over)}", "start", 20.0))
    elif row.expires and (not row.start or year_of(row.expires) - year_of(row.start) > 12):
        notes.append((row.expires, _("to %(day)s") % {"day": day_words(row.expires)}, "end", -9.0))
    return notes


def _short(text: str, most: int = SHORT) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
