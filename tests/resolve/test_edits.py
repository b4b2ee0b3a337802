"""What a page did to a stored text: which evidence it edited, and that no text takes long."""

import time

import pytest

from app.domain.kinds import EditKind
from app.domain.spans import Span
from app.resolve.edits import Comparison, LineState

STORED = (
    "The minister came to the capital on Monday.\n\n"
    "“We have no plans for a base there,” he said. About 500 men serve in the north.\n\n"
    "The lease ends in 2042. Nobody asked for more."
)


def edit_in(now: str, words: str, aside: str = "") -> tuple[EditKind, str | None] | None:
    start = STORED.index(words)
    found = Comparison(STORED, now, aside).edit_of(Span(start, start + len(words)))
    return (found.kind, found.after) if found else None


@pytest.mark.parametrize(
    ("now", "words", "edit"),
    [
        pytest.param(STORED, "500 men", None, id="the same text"),
        pytest.param(
            STORED.replace("“", '"').replace("”", '"').replace("\n\n", " ").upper(),
            "We have no plans for a base there",
            None,
            id="marks, case and lines are no words",
        ),
        pytest.param(
            "Sign up for our letter.\n\n" + STORED + "\n\nRead also: The weather turns.",
            "500 men",
            None,
            id="new furniture around it",
        ),
        pytest.param(STORED.replace("came to", "left"), "500 men", None, id="an edit elsewhere"),
        pytest.param(
            STORED.replace("500 men", "900 men"),
            "500 men",
            (EditKind.ALTERED, "About 900 men serve in the north."),
            id="another figure",
        ),
        pytest.param(
            STORED.replace("he said", "the envoy said"),
            "We have no plans for a base there",
            (EditKind.ALTERED, "“We have no plans for a base there,” the envoy said."),
            id="another speaker beside the same quotation",
        ),
        pytest.param(
            STORED.replace(" About 500 men serve in the north.", ""),
            "500 men",
            (EditKind.VANISHED, None),
            id="a sentence taken out",
        ),
        pytest.param(
            STORED.replace("The lease ends in 2042. Nobody asked for more.", ""),
            "The lease ends in 2042. Nobody asked for more.",
            (EditKind.VANISHED, None),
            id="two sentences taken out",
        ),
        pytest.param(
            STORED.replace(" Nobody asked for more.", ""),
            "The lease ends in 2042. Nobody asked for more.",
            (EditKind.ALTERED, "The lease ends in 2042."),
            id="one of two taken out",
        ),
        pytest.param(
            "The lease ends in 2042. Nobody asked for more.\n\n" + STORED.partition("\n\nThe lease")[0],
            "ends in 2042",
            None,
            id="moved to the top",
        ),
        pytest.param("", "500 men", (EditKind.VANISHED, None), id="an empty page"),
    ],
)
def test_edit_of_evidence(now: str, words: str, edit: tuple[EditKind, str | None] | None) -> None:
    assert edit_in(now, words) == edit


def test_what_stands_beside_the_article_is_on_the_page() -> None:
    without = STORED.replace(" About 500 men serve in the north.", "")
    assert edit_in(without, "500 men") is not None
    assert edit_in(without, "500 men", aside="Photo. About 500 men serve in the north.") is None


def test_lines_stand_side_by_side() -> None:
    now = STORED.replace("500 men", "900 men").replace(" Nobody asked for more.", "") + " It rained."
    lines = list(Comparison(STORED, now).lines())
    assert [line.state for line in lines] == [
        LineState.SAME,
        LineState.SAME,
        LineState.ALTERED,
        LineState.SAME,
        LineState.REMOVED,
        LineState.ADDED,
    ]
    assert (lines[2].before, lines[2].after) == (
        "About 500 men serve in the north.",
        "About 900 men serve in the north.",
    )
    assert " ".join(line.after for line in lines if line.after) == " ".join(now.split())


def test_the_share_that_is_kept() -> None:
    assert Comparison(STORED, STORED).kept == 1.0
    assert Comparison(STORED, "Another text stands here now.").kept == 0.0
    assert 0.6 < Comparison(STORED, STORED.replace("500 men", "900 men")).kept < 0.9


def _text(seed: int, sentences: int, every: int = 1) -> str:
    """Some 50 characters a sentence; with `every`, only each such sentence differs from those of another seed."""
    return " ".join(
        f"Word{number if number % every else number * 7 + seed} stands beside a town of {number} people."
        for number in range(sentences)
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(_text(1, 40_000), _text(3, 40_000), id="2 MB changed wholly"),
        pytest.param(_text(1, 8_000, every=2), _text(3, 8_000, every=2), id="every other sentence"),
        pytest.param("The same words again. " * 18_000, "The same words again. " * 17_000, id="one sentence"),
        pytest.param("word " * 400_000, "word " * 400_001, id="no sentence at all"),
        pytest.param(
            " ".join(f"Line {n} is here." for n in range(20_000)),
            " ".join(f"Line {n} is here." for n in reversed(range(20_000))),
            id="backwards",
        ),
    ],
)
def test_the_work_is_linear(old: str, new: str) -> None:
    began = time.process_time()
    compared = Comparison(old, new)
    assert 0 <= compared.kept <= 1
    sum(1 for _ in compared.lines())
    assert time.process_time() - began < 8
