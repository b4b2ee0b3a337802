"""The status that a sentence gives to one base in it: what is done to the base, or what the base is said to be.

A cue counts only where grammar ties it to the base: as its object ("plans to build a base in X") or its predicate
("the base in X was closed"). A negated or denied cue turns into a denial or into nothing, never into its opposite.
"""

import re

from app.domain.kinds import BaseStatus
from app.domain.spans import Span
from app.extract.status_words import Cues, StatusWords

_HYPOTHETICAL = frozenset({BaseStatus.PROPOSED, BaseStatus.PLANNED})
_DENIABLE = _HYPOTHETICAL | {BaseStatus.ACTIVE, BaseStatus.REPORTED}
_DONE = frozenset({BaseStatus.ACTIVE, BaseStatus.CLOSED, BaseStatus.WITHDRAWN})
_UNDONE = frozenset({BaseStatus.CLOSED, BaseStatus.WITHDRAWN, BaseStatus.SUSPENDED})
_WITH_CLAUSE = frozenset({BaseStatus.DENIED, BaseStatus.REPORTED})
_OBJECT_GAP, _PREDICATE_GAP = 90, 70  # code points between cue and base
_DONE_GAP = 40  # the same for deeds and possession, whose object follows at once: "closed its only base"
_HEAD = 45  # code points before a name that may hold its noun: "the naval base in the port of Tartus"
_FALSE_AFTER = 110
_NEGATED = 60  # code points before a cue that hold its negator
_SCOPE = 400  # code points before a cue in which a word of its clause can deny it

_PUNCTUATION = re.compile(r'[.;:!?()"\n]')


def status_of(
    folded: str, sentence: tuple[int, int], mention: Span, words: StatusWords
) -> tuple[BaseStatus, Span] | None:
    """The status of the base named at `mention`, with the words that say so; null where none is tied to it."""
    for found in (_predicate(folded, sentence, mention, words), _object(folded, sentence, mention, words)):
        if found is None:
            continue
        status, span = found
        scoped = _in_scope(folded, sentence, span, mention, status, words)
        return None if scoped is None else (scoped, span)
    return None


def is_denied(folded: str, start: int, end: int, words: StatusWords) -> bool:
    """True where words before `end` in the same clause deny, negate or condition what follows."""
    start = _clause_start(folded, start, end, words)
    return words.denial.search(folded, start, end) is not None or _is_void(folded, start, end, words)


def is_negated(folded: str, start: int, end: int, words: StatusWords) -> bool:
    """True where a negator just before `end`, or a condition in its clause, holds what follows back."""
    return _is_void(folded, _clause_start(folded, start, end, words), end, words)


def _is_void(folded: str, start: int, end: int, words: StatusWords) -> bool:
    negated = words.negated.search(folded, max(start, end - _NEGATED), end)
    return negated is not None or words.conditional.search(folded, start, end) is not None


def _predicate(
    folded: str, sentence: tuple[int, int], mention: Span, words: StatusWords
) -> tuple[BaseStatus, Span] | None:
    start = _noun_start(folded, sentence[0], mention.start, words)
    limit = min(sentence[1], mention.end + _PREDICATE_GAP + 60)
    cues = _cues(words.of_subject, folded, mention.end, limit)
    if not cues:
        return None
    status, span = min(cues, key=lambda cue: (cue[1].start, cue[1].start - cue[1].end))
    gap = folded[mention.end : span.start]
    if len(gap) > _PREDICATE_GAP or _PUNCTUATION.search(gap) or words.no_subject_gap.search(gap):
        return None
    lead = folded[max(sentence[0], start - 40) : start]
    if words.preposition_before.search(lead) and not (
        status in {BaseStatus.DENIED, *_HYPOTHETICAL} and words.matter_before.search(lead)
    ):
        return None  # "talks on the base were suspended", "soldiers at the base were evacuated"
    return status, span


def _object(
    folded: str, sentence: tuple[int, int], mention: Span, words: StatusWords
) -> tuple[BaseStatus, Span] | None:
    start = _noun_start(folded, sentence[0], mention.start, words)
    cues = _cues(words.of_object, folded, max(sentence[0], start - _OBJECT_GAP - 40), start)
    if not cues and start < mention.start:  # the cue may be among the words before the noun
        head = words.noun_head.search(folded, start, mention.start)
        start = head.start() if head else start
        cues = _cues(words.of_object, folded, max(sentence[0], start - _OBJECT_GAP - 40), start)
    for status, span in sorted(cues, key=lambda cue: (cue[1].end, cue[1].end - cue[1].start), reverse=True):
        if status is BaseStatus.ACTIVE and words.not_active_before.search(folded, sentence[0], span.start):
            continue  # "wants to keep", "could host": what stands before decides
        return (status, span) if _governs(status, folded[span.end : start], words) else None
    return None


def _governs(status: BaseStatus, gap: str, words: StatusWords) -> bool:
    """True when the words between a cue and a base leave the base the object of the cue."""
    if len(gap) > (_DONE_GAP if status in _DONE else _OBJECT_GAP):
        return False
    if _PUNCTUATION.search(gap) or words.no_object_gap.search(gap):
        return False
    if status not in _WITH_CLAUSE and words.that.search(gap):
        return False  # "considers that the base …"
    # "plans to modernise the base" plans no base
    return all(words.founding_verb.fullmatch(m[1] or m[2]) for m in words.verb_in_gap.finditer(gap))


def _in_scope(
    folded: str,
    sentence: tuple[int, int],
    span: Span,
    mention: Span,
    status: BaseStatus,
    words: StatusWords,
) -> BaseStatus | None:
    """The status with what its sentence makes of it: denied, called false, negated or only supposed."""
    before = _clause_start(folded, sentence[0], span.start, words), span.start
    if _is_void(folded, *before, words):
        return None
    if status in _UNDONE and words.hearsay.search(folded, *before):
        return None  # "media reported that the base was closed"
    denial = words.denial.search(folded, *before)
    denied = denial is not None
    if denial is not None and words.reversal.search(folded, denial.end(), span.start):
        return None  # "denied that it had refused to host a base"
    called_false = words.false_after.search(
        folded, max(span.end, mention.end), min(sentence[1], mention.end + _FALSE_AFTER)
    )
    if not denied and called_false is None:
        return _turned(status, folded, before, words) if status in _HYPOTHETICAL else status
    if denied and (words.negator.search(folded, *before) or called_false is not None):
        return None
    return BaseStatus.DENIED if status in _DENIABLE else None


def _turned(
    status: BaseStatus, folded: str, before: tuple[int, int], words: StatusWords
) -> BaseStatus | None:
    """What is left of a plan once it was "suspended" (suspended) or "cancelled" (nothing that can be cited)."""
    if dict(words.of_object)[BaseStatus.SUSPENDED].search(folded, *before):
        return BaseStatus.SUSPENDED
    return None if words.reversal.search(folded, *before) else status


def _clause_start(folded: str, start: int, end: int, words: StatusWords) -> int:
    start = max(start, end - _SCOPE)
    return max((m.end() for m in words.clause_turn.finditer(folded, start, end)), default=start)


def _cues(cues: Cues, folded: str, start: int, end: int) -> list[tuple[BaseStatus, Span]]:
    return [
        (status, Span(match.start(), match.end()))
        for status, pattern in cues
        for match in pattern.finditer(folded, start, end)
    ]


def _noun_start(folded: str, first: int, start: int, words: StatusWords) -> int:
    """Where the noun phrase begins that a bare place name closes: "the naval base at [Tartus]"."""
    head = words.noun_phrase.search(folded, max(first, start - _HEAD), start)
    return head.start() if head else start
