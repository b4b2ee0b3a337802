"""Pictures drawn from rows: where marks stand, that none covers another, and that a file needs nothing else."""

import itertools
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from app.domain.kinds import AgreementKind, AgreementStatus, DenialOutcome, ReviewState, StatementKind
from app.present.charts import ClaimDot, DenialMark, dot_range
from app.present.lifeline import term_span
from app.present.monthly import lanes_by_month
from app.present.outcome_strips import Strip, outcome_strips
from app.present.picture_file import DARK_TONES, SURFACES, picture_svg
from app.present.pictures import by_month, ledger, outcome_words
from app.query.agreement_rows import AgreementRow
from tests.databases import ROOT

RECT = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')
USE = re.compile(r'<use href="#i-\w+" x="([\d.]+)" y="([\d.]+)"')
SPRITE = (ROOT / "templates/macros/icons.html").read_text()
DAYS = [
    (StatementKind.DENIAL, "2014-03", 4),
    (StatementKind.DENIAL, "2014-04", 1),
    (StatementKind.DENIAL, "2015~", 2),
    (StatementKind.WARNING, "2024-12", 1),
    (StatementKind.WARNING, None, 3),
]


def href(kind: StatementKind, month: str) -> str:
    return f"/statements?kind={kind}&since={month}&until={month}"


def test_a_bar_is_as_high_as_its_month_and_stands_clear_of_the_next_and_of_the_edge() -> None:
    every = {f"{year}-{month:02d}": 1 + month % 3 for year in range(1991, 2027) for month in range(1, 13)}
    for width in (1180, 372):
        drawn = str(lanes_by_month({StatementKind.DENIAL: every}, 1991, 2026, href, width))
        bars = [tuple(map(float, found)) for found in RECT.findall(drawn)]
        assert len(bars) == len(every)
        assert all(a[0] + a[2] <= b[0] + 0.02 for a, b in itertools.pairwise(bars))
        assert bars[0][0] >= 0
        assert bars[-1][0] + bars[-1][2] <= width
        assert bars[1][3] == 3 * bars[2][3]  # February has three, March one


def test_by_month_counts_what_it_draws_and_says_what_it_does_not() -> None:
    picture = by_month(DAYS)
    assert picture is not None
    assert "6 statements on record" in picture.caption
    assert "2 known to the year only, 3 without a date" in picture.caption
    assert [[cell.text for cell in row] for row in picture.rows] == [
        ["Dec 2024", "–", "1"],
        ["Apr 2014", "1", "–"],
        ["Mar 2014", "4", "–"],
    ]
    assert len(RECT.findall(str(picture.wide))) == 3
    assert len(RECT.findall(str(picture.narrow))) == 1  # its last ten years
    denied = by_month(DAYS, kinds=[StatementKind.DENIAL], since="2014-04", until="2014-12")
    assert denied is not None
    assert len(denied.rows) == 1
    assert "Not drawn" not in by_month(DAYS[:2]).caption  # type: ignore[union-attr]
    none = by_month(DAYS, kinds=[StatementKind.DENIAL], since="1999-01", until="2000-12")
    assert none is not None
    assert "Denial, 0" in none.wide
    assert not RECT.findall(str(none.wide))
    assert by_month(DAYS[2:3]) is None


def test_strips_wrap_inside_the_picture_and_no_mark_covers_another() -> None:
    marks = [DenialMark(f"20{n % 90 + 10}-01", "t", "/statements/1") for n in range(150)]
    for width in (1180, 372):
        drawn = str(outcome_strips([Strip("A", "/a", marks), Strip("B", "/b", marks[:2])], width))
        places = [(float(x), float(y)) for x, y in USE.findall(drawn)]
        assert len(set(places)) == 152
        assert all(0 <= x <= width - 14 for x, _y in places)
        height = float(re.search(r'viewBox="0 0 \d+ ([\d.]+)"', drawn)[1])  # type: ignore[index]
        assert all(0 <= y <= height - 14 for _x, y in places)


def test_an_open_ended_figure_has_an_arrow_and_an_unreviewed_one_is_hollow() -> None:
    dots = [
        ClaimDot("2015", 100, 100, "exactly", "/a"),
        ClaimDot("2016", 100, 300, "a range", "/b"),
        ClaimDot("2017", 200, 200, "more than", "/c", bound="up"),
        ClaimDot(None, 200, 200, "undated", "/d", css="s-reported"),
    ]
    drawn = str(dot_range(dots))
    assert drawn.count("v-24m-5 6 5-6 5 6") == 1
    assert drawn.count('<circle class="ln"') == 1
    at = [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn)]
    assert at[3] < at[0] < at[1] < at[2] < 760  # the undated lane is on the left


def test_dots_of_one_figure_and_date_stand_side_by_side() -> None:
    for width in (760, 380):
        same = [ClaimDot("2015-06", 500, 500, str(n), f"/{n}") for n in range(4)]
        drawn = str(dot_range([*same, ClaimDot("2010", 400, 400, "other", "/o")], width=width))
        at = sorted(float(x) for x in re.findall(r'cx="([\d.]+)"', drawn))
        assert all(b - a >= 13 for a, b in itertools.pairwise(at))
        assert at[-1] <= width - 8


def test_a_file_is_whole_in_both_themes() -> None:
    marks = [DenialMark("2014-03-04", "a & <b>", "/statements/1", DenialOutcome.HELD)]
    picture = ledger([Strip("O’Neill & <sons>", "/officials/x", marks)], "all", outcome_words())
    assert picture is not None
    for theme in ("light", "dark"):
        svg = picture_svg(picture, SPRITE, "https://b.example", theme=theme)
        root = ElementTree.fromstring(svg)
        assert root[0].text == picture.title
        assert root[1].text == picture.caption
        links = set(re.findall(r'href="([^"#][^"]*)"', svg))
        assert links == {"https://b.example/officials/x", "https://b.example/statements/1"}
        used = set(re.findall(r'href="#([^"]+)"', svg))
        assert used == set(re.findall(r'<symbol id="([^"]+)"', svg)) == {"i-held"}
        assert "var(" not in svg
        assert SURFACES[theme][0] in svg
        assert min(int(size) for size in re.findall(r"font-size:(\d+)px", svg)) >= 11


def test_the_colours_of_files_are_those_of_the_pages() -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text()
    for name, dark in DARK_TONES.items():
        assert re.search(rf"--{name}:light-dark\(#[0-9a-f]+,{dark}\)", tokens)
    for light, dark in zip(SURFACES["light"], SURFACES["dark"], strict=True):
        assert f"light-dark({light},{dark})" in tokens


def test_a_terminated_agreement_ends_when_it_was_terminated() -> None:
    lease = AgreementRow(
        1, "lease", "Lease", AgreementKind.LEASE, AgreementStatus.IN_FORCE, "2020", "2010-04-21", None, None, "2042",
        date(2042, 12, 31), date(2010, 4, 21), None, None, None, ReviewState.ACCEPTED, (), (),
    )  # fmt: skip
    term = term_span(lease, 2026.5)
    assert (round(term.start, 1), term.end, term.dashed) == (2010.3, 2042.5, False)
    denounced = term_span(replace(lease, status=AgreementStatus.TERMINATED, status_as_of="2014"), 2026.5)
    assert (denounced.end, denounced.dashed) == (2014.5, False)
    assert denounced.title.endswith("to 2042. Terminated, 2014")
    open_ended = term_span(replace(lease, expires=None), 2026.5)
    assert (open_ended.end, open_ended.dashed) == (2026.5, True)
    unknown = term_span(
        replace(lease, status=AgreementStatus.TERMINATED, status_as_of=None, expires=None), 2026.5
    )
    assert unknown.dashed
    assert unknown.end < 2012
