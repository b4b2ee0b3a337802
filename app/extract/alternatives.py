"""One regular expression of many, in a form that is searched fast."""

from app.extract.openings import LEAST
from app.extract.triggers import Triggered, Triggers

_EDGE = r"\b"


def any_of(patterns: list[str], triggers: Triggers, least: int = LEAST) -> Triggered:
    """A pattern that matches where any of `patterns` does.

    A word's edge that many of them open with is tested once at each place, not once by each of them.
    """
    edged = [pattern[len(_EDGE) :] for pattern in patterns if _opens_with_edge(pattern)]
    others = [f"(?:{pattern})" for pattern in patterns if not _opens_with_edge(pattern)]
    grouped = [f"{_EDGE}(?:{'|'.join(edged)})"] if edged else []
    return triggers.compile("|".join(grouped + others), least=least)


def _opens_with_edge(pattern: str) -> bool:
    """True when the edge at its start holds for all of the pattern: no `|` outside brackets."""
    depth, at = 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 2
            continue
        if sign == "[":
            at = pattern.index("]", at + 2)
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            return False
        at += 1
    return pattern.startswith(_EDGE)
