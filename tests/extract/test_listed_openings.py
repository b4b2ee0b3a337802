"""What the expressions need is listed beforehand, rightly, and for nearly all of them."""

from app.extract.compile_openings import expressions
from app.extract.listed_openings import is_listed, listed
from app.extract.triggers import Triggers

REFRESH = "run: python -m app.extract.compile_openings"


def test_nearly_all_expressions_are_listed() -> None:
    found = expressions()
    missing = [expression.pattern[:60] for expression in found if not is_listed(expression.key)]
    assert len(missing) < len(found) / 8, REFRESH


def test_what_is_listed_is_what_the_expression_needs() -> None:
    for expression in expressions()[::9]:
        if not is_listed(expression.key):
            continue
        needed, known = expression.needed, listed(expression.key)
        if needed is None or known is None:
            assert needed is known, f"{REFRESH}: {expression.pattern}"
        else:
            assert (set(known.literals), known.opening, known.edge) == (
                set(needed.literals),
                needed.opening,
                needed.edge,
            ), f"{REFRESH}: {expression.pattern}"


def test_a_listed_expression_is_looked_for_from_the_first_text_on() -> None:
    triggers = Triggers(shortest=20, trials=1_000)
    known = next(e for e in expressions() if is_listed(e.key) and listed(e.key) is not None)
    unlisted = triggers.compile("base in question")
    fast = triggers.compile(known.pattern, known.flags, known.least)
    assert fast.search("Words that hold nothing of it.") is None
    assert fast.number == 0 < unlisted.number
    assert fast.search("short") is None
    assert unlisted.search("This is the base in question.") is not None
