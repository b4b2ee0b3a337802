"""The picture that stands beside a link to a record elsewhere: 1200 by 630, title, state and sources. Pure."""

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
WIDTH, HEIGHT, LEFT = 1200, 630, 80
INK, DIM, RULE, PAPER = "#17202a", "#4c5761", "#d8d2c4", "#fdfcf9"
TONES = {  # the six meanings of static/css/tokens.css, in their light form
    "is": "#0b5d7a",
    "will": "#3f691f",
    "said": "#875600",
    "not": "#b0261d",
    "split": "#7d2d82",
    "over": "#586470",
}
_TONE_OF = {
    "is": "active confirmation held in_force ratified",
    "will": "planned proposed announcement proposal signed",
    "said": "reported suspended warning open",
    "not": "denied denial contradicted",
    "split": "disputed criticism",
}
TONE_OF = {word: tone for tone, words in _TONE_OF.items() for word in words.split()}  # else "over"
FAMILIES = {
    "franklin-400": "Basewatch Sans",
    "franklin-680": "Basewatch Sans Bold",
    "serif-400": "Basewatch Serif",
}
_UNKNOWN = 600  # thousandths of the letter size: a character of neither font


@dataclass(frozen=True, slots=True)
class Card:
    """What one picture says."""

    state: str  # a word of a vocabulary: chooses the colour of the mark
    above: str  # "Denial, base"
    title: str
    below: str  # who and when, where and how many
    sources: str  # "7 articles, 2 origins"
    is_quote: bool = False  # the title is somebody else's words: in serif


def card_svg(card: Card) -> str:
    """The card as SVG, in fonts that only `app.present.to_png` knows."""
    tone = TONES[TONE_OF.get(card.state, "over")]
    face = "serif-400" if card.is_quote else "franklin-680"
    title = f"“{card.title}”" if card.is_quote else card.title
    size, lines = _fitted(title, face)
    leading = round(size * 1.2)
    top = 190 + round(size * 0.4)
    texts = [
        f'<text x="{LEFT}" y="{top + leading * number}" font-family="{FAMILIES[face]}" '
        f'font-size="{size}" fill="{INK}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    under = top + leading * (len(lines) - 1) + 62
    below = broken(card.below, "franklin-400", 30, WIDTH - 2 * LEFT, 1)[0] if card.below else ""
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/><rect width="{WIDTH}" height="12" fill="{INK}"/>',
            f'<circle cx="{LEFT + 13}" cy="108" r="13" fill="{tone}"/>',
            _text(LEFT + 42, 119, 32, tone, card.above, face="franklin-680"),
            *texts,
            _text(LEFT, under, 30, DIM, below),
            f'<rect x="{LEFT}" y="524" width="{WIDTH - 2 * LEFT}" height="2" fill="{RULE}"/>',
            f'<path transform="translate({LEFT} 549) scale(1.7)" fill="{INK}" d="M6 2h10v10H6zM1 16h20v3H1z"/>',
            _text(LEFT + 52, 580, 32, INK, "Basewatch", face="franklin-680"),
            _text(WIDTH - LEFT, 580, 28, DIM, card.sources, anchor="end"),
            "</svg>",
        )
    )


def _text(
    x: int, y: int, size: int, fill: str, text: str, *, face: str = "franklin-400", anchor: str = "start"
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FAMILIES[face]}" font-size="{size}" '
        f'text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def _fitted(text: str, face: str) -> tuple[int, list[str]]:
    """The largest letters in which the text fits; in the smallest it is cut."""
    for size, most in ((68, 2), (56, 3), (46, 4), (38, 5)):
        lines = broken(text, face, size, WIDTH - 2 * LEFT, most)
        if not lines[-1].endswith("…") or text.endswith("…"):
            break
    return size, lines


def broken(text: str, face: str, size: int, room: int, most: int) -> list[str]:
    """The text in at most `most` lines of `room` pixels; the last ends in … where there was more."""
    words = text.split()
    lines: list[str] = []
    line = ""
    for number, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if width(longer, face, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = _cut(word, face, size, room)
        if len(lines) == most:
            return [*lines[:-1], _cut(f"{lines[-1]} {' '.join(words[number:])}", face, size, room)]
    return [*lines, line]


def _cut(text: str, face: str, size: int, room: int) -> str:
    if width(text, face, size) <= room:
        return text
    text = text[:200]
    while text and width(f"{text}…", face, size) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,;:')}…"


def width(text: str, face: str, size: int) -> float:
    """How wide the text is in pixels, kerning aside."""
    known = _widths()[face]
    return sum(known.get(character, _UNKNOWN) for character in text) * size / 1000


@cache
def _widths() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
    return found
