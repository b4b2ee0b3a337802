"""The denials of several officials, a row each: one diamond is one denial, oldest first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.present.charts import DenialMark, drawing, drawn_link, drawn_text
from app.present.format import shorten
from app.present.language import gettext as _

SIZE, STEP, LINE = 14, 17, 19


@dataclass(frozen=True, slots=True)
class Strip:
    """One official's row."""

    name: str
    href: str
    marks: Sequence[DenialMark]


def outcome_strips(rows: Sequence[Strip], width: int = 1180) -> Markup:
    """Rows in the order given; a row that is too long for the width goes on below. Narrow: names above the marks."""
    is_narrow = width < 500
    left = 0 if is_narrow else 250
    per_line = int((width - left - 44) // STEP)
    out, top = [], 4.0
    for row in rows:
        name = drawn_text(0, top + 14, shorten(row.name, 34), "start", "em")
        out.append(drawn_link(row.href, row.name, name, "plain"))
        first = top + (LINE if is_narrow else 0)
        lines = max(-(-len(row.marks) // per_line), 1)
        for n, mark in enumerate(sorted(row.marks, key=lambda mark: mark.day)):
            x, y = left + 2 + n % per_line * STEP, first + 3 + n // per_line * LINE
            use = f'<use href="#i-{mark.icon}" x="{x}" y="{y:.1f}" width="{SIZE}" height="{SIZE}"/>'
            out.append(drawn_link(mark.href, mark.title, use, f"{mark.css} ico"))
        end = first + lines * LINE
        out.append(drawn_text(width, end - 5, str(len(row.marks)), "end"))
        top = end + 9
        out.append(f'<path class="ax" d="M0 {top - 5:.1f}H{width}"/>')
    return drawing(width, top, _("Outcomes of denials by official"), out)
