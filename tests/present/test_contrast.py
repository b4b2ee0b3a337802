"""Every ink on every surface it is used on, light and dark, against WCAG 2.2."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)", CSS.read_text("utf-8")
    )
}
TEXT, MARK = 4.5, 3.0  # least ratios
MEANINGS = ("is", "will", "said", "not", "split", "over")
LANDS = ("land", "home", "h1", "h2", "h3", "sea")
PAIRS = [
    *((ink, ground, TEXT) for ground in ("paper", "wash", "sunk") for ink in ("ink", "ink2", "link")),
    *((meaning, ground, TEXT) for ground in ("paper", "wash") for meaning in MEANINGS),
    *((ink, ground, TEXT) for ink, ground in (("ink", "mark"), ("ink", "focus-bg"), ("paper", "ink"))),
    *((line, "paper", MARK) for line in ("edge", "focus")),
    *((meaning, land, MARK) for meaning in MEANINGS for land in LANDS),
    *(("ink", land, TEXT) for land in LANDS),
]


def channels(colour: str) -> list[int]:
    value = colour.lstrip("#")
    value = "".join(c * 2 for c in value) if len(value) == 3 else value
    return [int(value[i : i + 2], 16) for i in (0, 2, 4)]


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(a: list[int], b: list[int]) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(a: str, b: str, share: float) -> list[int]:
    """`share` of a over b, in sRGB: the style sheet mixes in oklab, which differs by less than the margin kept."""
    return [round(x * share + y * (1 - share)) for x, y in zip(channels(a), channels(b), strict=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_ink_on_its_surface(front: str, back: str, least: float, theme: str) -> None:
    assert ratio(channels(TOKENS[front][theme]), channels(TOKENS[back][theme])) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("meaning", MEANINGS)
def test_chips_and_highlights(meaning: str, theme: str) -> None:
    colour, paper, wash, ink = (TOKENS[name][theme] for name in (meaning, "paper", "wash", "ink"))
    assert ratio(channels(colour), mixed(colour, paper, 0.10)) >= TEXT
    assert ratio(channels(ink), mixed(colour, wash, 0.26)) >= TEXT
