"""The pictures that have a page of their own: drawing, words, and the same rows as a table. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.kinds import ClaimProperty, DenialOutcome, StatementKind
from app.present.base_figures import claim_text, personnel_chart, source_href
from app.present.charts import year_of
from app.present.country_figures import agreements_and_words, status_points
from app.present.format import day_words, label
from app.present.language import gettext as _
from app.present.language import ngettext
from app.present.lifeline import ENDED, ending_lines, life_lines
from app.present.monthly import lanes_by_month, years_of
from app.present.outcome_strips import Strip, outcome_strips
from app.present.picture import Cell, Picture
from app.query.agreement_rows import AgreementRow
from app.query.agreements import AgreementPage
from app.query.base_details import BaseRecord
from app.query.claims import figures
from app.query.countries import CountryRecord

PHONE = 372  # units of width
PHONE_YEARS = 10  # that its months fit in
MOST_YEARS = 60  # of months on a screen


def by_month(
    days: Sequence[tuple[StatementKind, str | None, int]],
    *,
    kinds: Sequence[StatementKind] = (),
    since: str = "",
    until: str = "",
    place: tuple[str, str] | None = None,
) -> Picture | None:
    """Statements by month and kind; null where none on record has a month. A period of none is drawn empty.

    Args: kinds: those shown, none for all; since, until: months (`2014-03`) between which is counted; place: the
    (code, name) of the country that the statements are about.
    """
    counts: dict[StatementKind, dict[str, int]] = {kind: {} for kind in kinds or StatementKind}
    coarse = undated = 0
    for kind, day, count in days:
        if kind not in counts:
            continue
        if day is None:
            undated += count
        elif len(day) < 7 or not day[5:7].isdigit():
            coarse += (
                count if not (since or until) or (since[:4] or "0") <= day[:4] <= (until[:4] or "9") else 0
            )
        elif (since or "0") <= day <= (until or "9"):
            counts[kind][day] = counts[kind].get(day, 0) + count
    years = years_of(counts) or sorted({int(day[:4]) for _kind, day, _n in days if day and len(day) == 7})
    if not years:
        return None
    first, last = int(since[:4] or years[0]), int(until[:4] or years[-1])
    if last < first or last - first >= MOST_YEARS:
        first, last = years[0], years[-1]
    counts = {kind: of for kind, of in counts.items() if of or kind in kinds}
    about = f"&country={place[0]}" if place else ""

    def href(kind: StatementKind, month: str) -> str:
        return f"/statements?kind={kind}&since={month}&until={month}{about}"

    total = sum(n for of in counts.values() for n in of.values())
    caption = [
        ngettext(
            "%(n)s statement on record, by the month in which it was said; where that is not known, in which its "
            "article was published.",
            "%(n)s statements on record, by the month in which they were said; where that is not known, in which their "
            "article was published.",
            total,
        )
        % {"n": f"{total:,}"},
        _("A month without a bar has none on record: that is no proof that nothing was said."),
    ]
    if coarse or undated:
        caption.append(
            _("Not drawn: %(coarse)s known to the year only, %(undated)s without a date.")
            % {"coarse": coarse, "undated": undated}
        )
    phone_first = max(first, last - PHONE_YEARS + 1)
    title = (
        _("What officials said about %(place)s, by month and kind") % {"place": place[1]}
        if place
        else _("What officials said, by month and kind")
    )
    rows = [
        (
            Cell(day_words(month)),
            *(
                Cell(str(of[month]), href(kind, month)) if month in of else Cell("–")
                for kind, of in counts.items()
            ),
        )
        for month in sorted({month for of in counts.values() for month in of}, reverse=True)
    ]
    return Picture(
        "by-month",
        place[0] if place else "all",
        title,
        " ".join(caption),
        lanes_by_month(counts, first, last, href),
        lanes_by_month(counts, phone_first, last, href, PHONE),
        (_("Month"), *(_(label(kind)) for kind in counts)),
        tuple(rows),
        about=Cell(place[1], f"/countries/{place[0]}") if place else Cell(_("Statements"), "/statements"),
    )


def country_life(record: CountryRecord, today: date) -> Picture | None:
    """What was agreed and said about a country, and how its bases stood; null for fewer than three dates."""
    now = year_of(today.isoformat())
    shown = {"bases": record.bases, "claims": record.claims}
    wide = agreements_and_words(record.agreements, record.said, now, **shown)  # type: ignore[arg-type]
    narrow = agreements_and_words(record.agreements, record.said, now, narrow=True, **shown)  # type: ignore[arg-type]
    if wide is None or narrow is None:
        return None
    stood = status_points(record.bases, record.claims)
    events = [(row.start, _("Agreement"), row.title, f"/agreements/{row.slug}") for row in record.agreements]
    events += [
        (row.dated, _(label(row.kind)), f"{row.speaker}: {row.quote[:120]}", f"/statements/{row.id}")
        for row in record.said
    ]
    events += [(point.day, _("Base status"), point.title, point.href) for point in stood]
    kinds = [kind for kind in StatementKind if any(row.kind == kind for row in record.said)]
    statuses = sorted({point.css for point in stood})
    return Picture(
        "country",
        record.facts.code,
        _("%(place)s: what was agreed, what was said, how its bases stood") % {"place": record.facts.name},
        _(
            "Each line is an agreement’s term, dashed where an end is not sourced; each mark is one dated statement or "
            "one sourced status of a base. The dotted line is today. Undated records are left out."
        ),
        wide,
        narrow,
        (_("Date"), _("What"), _("Record")),
        tuple(
            (Cell(day_words(day)), Cell(what), Cell(text, href))
            for day, what, text, href in sorted(
                (event for event in events if event[0]), key=lambda event: event[0] or "", reverse=True
            )
        ),
        (
            *((css, css[2:], _(label(css[2:]))) for css in statuses),
            *((f"k-{kind}", kind.value, _(label(kind))) for kind in kinds),
        ),
        Cell(record.facts.name, f"/countries/{record.facts.code}"),
    )


def agreement_life(page: AgreementPage, today: date) -> Picture | None:
    """The term of an agreement, and what was said meanwhile; null where none of its dates is known."""
    row = page.row
    lines = life_lines(row, page.statements, page.related, today)
    if lines is None:
        return None
    dates = [
        (row.signed, _("Signed")),
        (row.ratified, _("Ratified")),
        (row.in_force, _("In force")),
        (row.expires, _("Expires")),
    ]
    events = [(day, what, row.title, f"/agreements/{row.slug}") for day, what in dates if day]
    events += [
        (one.dated, _(label(one.kind)), f"{one.speaker}: {one.quote[:120]}", f"/statements/{one.id}")
        for one in page.statements
        if one.dated
    ]
    end = (
        _("Its end as its sources give it: %(day)s.") % {"day": day_words(row.expires)}
        if row.expires
        else _("No source gives its end: its line is dashed.")
    )
    over = (
        _("It is over: %(status)s, %(day)s.")
        % {"status": _(label(row.status)), "day": day_words(row.status_as_of)}
        if row.status in ENDED
        else ""
    )
    note = _("A note on record: %(note)s.") % {"note": row.note.rstrip(".")} if row.note else ""
    kinds = [kind for kind in StatementKind if any(one.kind == kind for one in page.statements)]
    return Picture(
        "agreement",
        row.slug,
        row.title,
        " ".join(
            part
            for part in (
                end,
                over,
                note,
                _(
                    "Beside it are agreements of the same matter and what officials said of it. The dotted line is "
                    "today."
                ),
            )
            if part
        ),
        *lines,
        (_("Date"), _("What"), _("Record")),
        tuple(
            (Cell(day_words(day)), Cell(what), Cell(text, href))
            for day, what, text, href in sorted(events, key=lambda event: event[0] or "")
        ),
        tuple((f"k-{kind}", kind.value, _(label(kind))) for kind in kinds),
        Cell(row.title, f"/agreements/{row.slug}"),
    )


def personnel(record: BaseRecord) -> Picture | None:
    """How many people a base was said to have, by date; null for fewer than two figures."""
    wide = personnel_chart(record.claims, None, to_source=True)
    narrow = personnel_chart(record.claims, None, narrow=True, to_source=True)
    if wide is None or narrow is None:
        return None
    claims = figures(record.claims, ClaimProperty.PERSONNEL)
    return Picture(
        "personnel",
        record.facts.slug,
        _("%(base)s: how many people, as sources say") % {"base": record.facts.name},
        _(
            "Each dot is one claim and opens its source; a bar is a range, an arrow up means “more than”, an arrow "
            "down “up to”. Nothing is averaged. A hollow dot is as extracted: no person has "
            "reviewed it."
        ),
        wide,
        narrow,
        (_("As of"), _("People"), _("Source"), _("Note")),
        tuple(
            (
                Cell(day_words(claim.as_of)),
                Cell(claim_text(claim), f"/bases/{record.facts.slug}#claim-{claim.id}"),
                Cell(claim.source.publisher, source_href(claim)),
                Cell(
                    "; ".join(
                        part for part in (claim.note, "" if claim.reviewed else _("not reviewed")) if part
                    )
                ),
            )
            for claim in claims
        ),
        about=Cell(record.facts.name, f"/bases/{record.facts.slug}"),
    )


def ledger(strips: Sequence[Strip], slug: str, outcomes: Mapping[str, str]) -> Picture | None:
    """The denials of officials, a row each; null where none has a place in time. `outcomes`: icon -> words."""
    rows = [strip for strip in strips if strip.marks]
    if not rows:
        return None
    total = sum(len(strip.marks) for strip in rows)
    title = (
        _("What became of what %(name)s denied") % {"name": rows[0].name}
        if slug != "all"
        else _("What became of the denials, by official")
    )
    used = [icon for icon in outcomes if any(mark.icon == icon for strip in rows for mark in strip.marks)]
    classes = {mark.icon: mark.css for strip in rows for mark in strip.marks}
    return Picture(
        "ledger",
        slug,
        title,
        ngettext(
            "%(n)s denial; a diamond is one denial and opens it, the oldest first.",
            "%(n)s denials; a diamond is one denial and opens it, the oldest first.",
            total,
        )
        % {"n": total}
        + (" " + _("Drawn are the officials who denied most often, at most twenty.") if slug == "all" else "")
        + " "
        + _(
            "What goes against a denial is no verdict: an editor decides whether it held. Undated denials are left out."
        ),
        outcome_strips(rows),
        outcome_strips(rows, PHONE),
        (_("Official"), _("Denials"), *(outcomes[icon] for icon in used)),
        tuple(
            (
                Cell(strip.name, strip.href),
                Cell(str(len(strip.marks))),
                *(Cell(str(sum(mark.icon == icon for mark in strip.marks) or "–")) for icon in used),
            )
            for strip in rows
        ),
        tuple((classes[icon], icon, outcomes[icon]) for icon in used),
        Cell(rows[0].name, rows[0].href) if slug != "all" else Cell(_("Denials"), "/denials"),
    )


def outcome_words() -> dict[str, str]:
    """What each mark of a denial says, the decided first."""
    decided = {
        str(one): _(label(one))
        for one in (DenialOutcome.CONTRADICTED, DenialOutcome.SUPERSEDED, DenialOutcome.HELD)
    }
    return decided | {
        "answered": _("Open, something goes against it"),
        "open": _("Open, nothing goes against it"),
    }


def ending(rows: Sequence[AgreementRow], today: date) -> Picture | None:
    """The agreements that end next; null for none."""
    lines = ending_lines(rows, today)
    if lines is None:
        return None
    return Picture(
        "ending",
        "all",
        _("Agreements that end next"),
        ngettext(
            "The %(n)s agreement whose end is sourced and lies ahead.",
            "The %(n)s agreements whose end is sourced and lies ahead, the soonest first.",
            len(rows),
        )
        % {"n": len(rows)}
        + " "
        + _("A line is dashed where the start is not sourced; the dotted line is today."),
        *lines,
        (_("Ends"), _("Agreement"), _("Begun"), _("Parties")),
        tuple(
            (
                Cell(day_words(row.expires)),
                Cell(row.title, f"/agreements/{row.slug}"),
                Cell(day_words(row.start)),
                Cell(", ".join(name for _code, name in row.parties)),
            )
            for row in rows
        ),
        about=Cell(_("Agreements"), "/agreements"),
    )
