"""Which finding is which annotation: one to one, by the words of statements and by what facts are about."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.evaluate.gold import GoldAgreement, GoldBase, GoldStatement
from app.extract.findings import FoundAgreement, FoundBase

_WORD = re.compile(r"\w+")
SAME_TEXT = 0.5  # token F1 from which two spans are one statement
INSIDE = 0.6  # share of a finding's words within a trap from which the trap has caught it

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


def words_of(text: str) -> Counter[str]:
    """Words without case and accents, counted."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return Counter(_WORD.findall("".join(c for c in folded if not unicodedata.combining(c))))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Token F1, 0..1."""
    shared = sum((one & other).values())
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def is_inside(words: Counter[str], trap: Counter[str]) -> bool:
    return bool(words) and (words & trap).total() >= INSIDE * words.total()


def same_speaker(gold: GoldStatement, speaker: str) -> bool:
    """The surname decides, or any two words of a body's name; in English or as the article writes it."""
    return any(_same_name(name, speaker) for name in (gold.speaker, gold.native) if name)


def _same_name(gold: str, found: str) -> bool:
    wanted, given = [word for word in words_of(gold) if word != "the"], set(words_of(found))
    return bool(wanted) and (wanted[-1] in given or len(given & set(wanted)) >= min(2, len(wanted)))


def pairs(
    wanted: Sequence[Wanted], found: Sequence[Found], alike: Callable[[Wanted, Found], float]
) -> list[tuple[int, int]]:
    """Indices of what belongs together, the most alike first, each once; `alike` 0 is no pair."""
    scored = sorted(
        (
            (score, i, j)
            for i, one in enumerate(wanted)
            for j, other in enumerate(found)
            if (score := alike(one, other))
        ),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    taken: list[tuple[int, int]] = []
    left, right = set(range(len(wanted))), set(range(len(found)))
    for _, i, j in scored:
        if i in left and j in right:
            taken.append((i, j))
            left.discard(i)
            right.discard(j)
    return taken


def base_likeness(gold: GoldBase, found: FoundBase) -> float:
    """The same country, and the same record where both name one."""
    if found.country != gold.country or (gold.base and found.base and gold.base != found.base):
        return 0.0
    same_record = gold.base is not None and gold.base == found.base
    return 1.0 + same_record + 0.5 * likeness(words_of(gold.name), words_of(found.name))


def agreement_likeness(gold: GoldAgreement, found: FoundAgreement) -> float:
    """The same parties and an acceptable kind."""
    if set(gold.parties) != set(found.parties) or found.kind not in gold.kinds:
        return 0.0
    terms = ((gold.signed, found.signed), (gold.expires, found.expires), (gold.term_years, found.term_years))
    return 1.0 + len([wanted for wanted, got in terms if wanted is not None and wanted == got])
