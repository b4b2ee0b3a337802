"""What was said in each month, a lane for each kind of statement, so that no kind is told by colour alone. Pure."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from app.domain.kinds import StatementKind
from app.present.charts import drawing, drawn_link, drawn_text
from app.present.format import day_words, label, number
from app.present.language import gettext as _

TALLEST = 84  # units of a lane's tallest bar
BAR = 12  # units of one statement, where there is room


def lanes_by_month(
    counts: Mapping[StatementKind, Mapping[str, int]],
    first: int,
    last: int,
    href: Callable[[StatementKind, str], str],
    width: int = 1180,
) -> Markup:
    """A bar for each month that has statements; all lanes have one scale, and a month of none is empty.

    Args: counts: by kind and month (`2014-03`), those outside the years `first` to `last` are left out; href: of
    a kind's month. Narrow drawings have the names above the lanes.
    """
    is_narrow = width < 500
    left, above = (0, 26) if is_narrow else (170, 20)
    months = (last - first + 1) * 12
    step = (width - left - 10) / months
    bar = max(step - 0.5, min(step, 1.0))
    shown = {kind: _within(of, first, last) for kind, of in counts.items()}
    most = max((n for of in shown.values() for n in of.values()), default=1)
    unit = min(BAR, TALLEST / most)
    out, top = [], 0.0
    bodies: list[str] = []
    for kind, of in shown.items():
        base = top + above + unit * max(of.values(), default=0) + 12
        name_y = top + 16 if is_narrow else base - 3
        out.append(drawn_text(0, name_y, f"{label(kind)}, {number(sum(of.values()))}", "start", "em"))
        out.append(f'<path class="base" d="M{left} {base:.1f}H{width}"/>')
        for month, n in of.items():
            x = left + ((int(month[:4]) - first) * 12 + int(month[5:7]) - 1) * step
            high = n * unit
            rect = f'<rect x="{x:.2f}" y="{base - high:.2f}" width="{bar:.2f}" height="{high:.2f}"/>'
            bodies.append(
                drawn_link(href(kind, month), f"{day_words(month)}: {label(kind)}, {n}", rect, f"k-{kind}")
            )
        if of:
            peak = max(of, key=lambda month: of[month])
            x = left + ((int(peak[:4]) - first) * 12 + int(peak[5:7]) - 0.5) * step
            out.append(
                drawn_text(
                    min(max(x, left + 8), width - 8), base - of[peak] * unit - 4, str(of[peak]), "middle"
                )
            )
        top = base
    every = next((n for n in (1, 2, 5, 10, 20, 50) if n * 12 * step >= 44), 100)
    grid = []
    for year in range(-(-first // every) * every, last + 1, every):
        x = left + (year - first) * 12 * step
        grid.append(f'<path class="ax" d="M{x:.1f} 4V{top + 6:.1f}"/>')
        grid.append(drawn_text(min(x + 3, width - 32), top + 20, str(year), "start"))
    return drawing(width, round(top + 28), _("Statements by month and kind"), [*grid, *bodies, *out])


def _within(counts: Mapping[str, int], first: int, last: int) -> dict[str, int]:
    return {month: n for month, n in sorted(counts.items()) if first <= int(month[:4]) <= last}


def years_of(counts: Mapping[StatementKind, Mapping[str, int]]) -> Sequence[int]:
    """The years that have a month with statements, in order."""
    return sorted({int(month[:4]) for of in counts.values() for month in of})
