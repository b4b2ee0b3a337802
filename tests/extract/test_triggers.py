"""An expression that is tried only where its literals stand finds what it finds by itself."""

import random
import re

import pytest

from app.extract.openings import needed_by
from app.extract.triggers import Triggers

PATTERNS = [
    r"\b(?:air|naval)?\s?bases?\b",
    r"(?<!\w)(?:not|n't|[a-z]+n't|never|without)(?!\w)",
    r"(?:more than )?\d{1,3},\d{3} (?:Russian )?(?:troops|soldiers)",
    r"(?<![\w-])(?:in|on|by) (?:(?:late|early) )?20\d\d",
    r"(?:\w+ ){1,3}?agreed\s+to\s+(?:close|leave)",
    r"[Bb]аз[аы]|аэродром\w*",
    r"den(?:y|ies|ied)(?=.{0,20}base)",
    r"(?<=Russian )bases?$",
    r"(?:close|leave|base)? ?denied",
]
WORDS = (
    "base bases airbase air naval Base Bases not didn't never without a in on by late early 2013 2014 12,000 troops "
    "Russian soldiers more than 1,500 it agreed to close leave База базы аэродромы denies denied deny İ . , \n said"
).split(" ")


def texts(seed: int, number: int = 60) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.choice((0, 3, 30)))) for _ in range(number)]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE], ids=["case", "any case"])
@pytest.mark.parametrize("shortest", [0, 40], ids=["every text", "long texts"])
@pytest.mark.parametrize("trials", [0, 500], ids=["read at once", "read on the way"])
def test_finds_what_the_expression_finds(flags: int, shortest: int, trials: int) -> None:
    triggers = Triggers(shortest, trials)
    read = [triggers.compile(pattern, flags) for pattern in PATTERNS]
    plain = [re.compile(pattern, flags) for pattern in PATTERNS]
    for text in texts(1):
        for fast, slow in zip(read, plain, strict=True):
            for start, end in ((0, len(text)), (7, len(text)), (11, len(text) - 5), (0, 10)):
                found = [match.span() for match in fast.finditer(text, start, end)]
                assert found == [match.span() for match in slow.finditer(text, start, end)]
                first = fast.search(text, start, end)
                assert ([first.span()] if first else []) == found[:1]
            assert fast.sub("·", text) == slow.sub("·", text)


def test_an_expression_added_late_is_found_in_a_text_read_before() -> None:
    triggers = Triggers(shortest=0, trials=0)
    text = "the base is closed"
    assert triggers.compile("base").search(text)
    late = triggers.compile("closed")
    assert all(late.search(text) for _ in range(3))
    assert triggers.compile("nowhere").search(text) is None


@pytest.mark.parametrize(
    ("pattern", "literals", "opening"),
    [
        (r"(?<!\w)bases?(?!\w)", {"base"}, True),
        (r"(?:naval )?port|harbou?r", {"naval port", "port", "harbor", "harbour"}, True),
        (r"\w+ ships a day", {" ships a day"}, False),
        (r"(?i:Ab)cd*", {"abc"}, True),
        (r"said\s+to", {"said "}, True),
    ],
)
def test_tells_the_literals_of_an_expression(pattern: str, literals: set[str], opening: bool) -> None:
    needed = needed_by(pattern)
    assert needed is not None
    assert set(needed.literals) == literals
    assert needed.opening is opening


@pytest.mark.parametrize("pattern", [r"\w+", r"(?:base)?", r"of|to", r"base|\w+ing"])
def test_an_expression_that_needs_nothing_telling_is_always_tried(pattern: str) -> None:
    assert needed_by(pattern) is None
