"""A set of expressions, each tried where a literal opens it, finds what the expressions joined by `|` find."""

import random
import re

import pytest

from app.extract.alternatives import Alternatives, AnyOf

SETS = [
    (r"\bno\s+plans?\b", r"\bno\s+(?:base|plans?\s+for)", r"n't\s+\w+", r"(?<!never )\bagreed\b"),
    (r"\b(?:closed|leaves?)\b", r"\bclosed\s+the\s+base\b", r"\bbas(?:e|es)\b", r"\b'll\s+leave"),
    (r"^\W*no\b", r"\bdeni(?:es|ed)\b", r"\w{2,}ly\b"),
    (r"баз[аы]\w*", r"(?<![\w-])не\s+закр\w+(?!\w)"),
]
WORDS = (
    "no plan plans for base bases database didn't never agreed closed the leave leaves they'll They'll 'll denied "
    "denies really İ базы не закрыли закрыт . , - \n"
).split(" ")


def texts(seed: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.choice((0, 3, 30)))) for _ in range(80)]


def found(one: "AnyOf | re.Pattern[str]", text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in one.finditer(text, start, end)]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE], ids=["case", "any case"])
def test_finds_what_the_expressions_find_together(flags: int) -> None:
    sets = Alternatives()
    fast = [sets.any_of(patterns, flags) for patterns in SETS]
    slow = [re.compile("|".join(f"(?:{one})" for one in patterns), flags) for patterns in SETS]
    number = 0
    for text in texts(2):
        for one, joined in zip(fast, slow, strict=True):
            for start, end in ((0, len(text)), (9, len(text)), (12, len(text) - 4), (0, 10)):
                assert found(one, text, start, end) == found(joined, text, start, end)
                number += len(found(one, text, start, end))
            assert one.sub("·", text) == joined.sub("·", text)
            assert (one.match(text) is None) == (joined.match(text) is None)
    assert number > 1_000


def test_a_text_is_read_once_while_others_are_asked_in_turn() -> None:
    sets = Alternatives()
    base, plan = sets.any_of([r"\bbase\b"]), sets.any_of([r"\bplan\b"])
    first, second = "a base and a plan", "no base"
    assert base.search(first)
    reading = sets.latest
    assert base.search(second)
    assert plan.search(first)
    assert sets.latest is reading
