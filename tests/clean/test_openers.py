"""Patterns tried by a line's first letter match what they match all together."""

import re

import pytest

from app.clean.lexicon import lexicon
from app.clean.openers import Openers

PATTERNS = [
    r"share|save|(?:print|pin)(?: this)?|\d+ views?",
    r"(?:the )?end",
    r"[cс]omments?\s?[)\]|]?",
    r"(?:a|b)?c|d?e|f*g|hh+|i{2}|[^j]k|(?:l|)m|n\||(?:o\)|p[)]|q)r",
    r"(?:read|see) (?:also|more).{0,10}",
]
LINES = (
    "share|save|print|print this|pin this|pin that|7 views|the end|end|then|comments|сomment ]|comment|ac|bc|c|abc|de|"
    "e|ffg|g|h|hh|hhh|i|ii|xk|jk|lm|m|n|o)r|p)r|qr|or|read also x|see more|see|sees also||paragraph of text|“share”"
).split("|")


@pytest.mark.parametrize("line", [*LINES, "n|"])
def test_matches_what_the_patterns_match_together(line: str) -> None:
    openers = Openers(PATTERNS)
    together = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS))
    assert openers.fullmatch(line) == (together.fullmatch(line) is not None)
    assert openers.match(f"{line} and more") == (together.match(f"{line} and more") is not None)


def test_a_line_has_few_of_the_patterns_compiled() -> None:
    tried = Openers(["share|save|print", "the .{0,80} newsletter"])
    assert tried.fullmatch("the daily newsletter")
    assert not tried.fullmatch("an article")
    assert "share" not in "".join(one.pattern for one in tried.compiled.values())


@pytest.mark.parametrize("line", ["share this article", "реклама", "publicidad", "partager", "18+"])
def test_furniture_of_every_language_is_found(line: str) -> None:
    assert lexicon().line.fullmatch(line)
