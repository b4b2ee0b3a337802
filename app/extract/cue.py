"""A cue: one reporting verb of a sentence, with its subject and the sides on which its words stand."""

from dataclasses import dataclass

from app.extract.lexicon import Lexicon, Verb
from app.extract.sources import NounPhrase, head_of
from app.extract.tokens import QUOTE, Token


@dataclass(frozen=True, slots=True)
class Cue:
    """`left` and `right` bound the cue with its subject, in tokens; `after`/`before` say where its words are."""

    index: int  # of the verb's first token
    size: int  # of the verb, in tokens
    verb: Verb
    negated: bool
    source: NounPhrase | None
    left: int
    right: int
    after: bool
    before: bool
    accords: bool = False
    around: bool = False  # its words stand on both sides: "The base, he said, would stay"


def quoted_between(tokens: list[Token], start: int, stop: int) -> bool:
    return any(token.text == QUOTE or token.text == ":" for token in tokens[start:stop])


def is_plural(tokens: list[Token], at: int, source: NounPhrase | None, words: Lexicon) -> bool:
    """True where a verb's base form agrees: "officials say", "police in Gyumri say"."""
    if at < 0:
        return False
    head = [token for token in head_of(source.tokens, words) if token.word] if source else []
    for token in (tokens[at], *head):
        if token.low in words.grammar["plurals"]:
            return True
    last = head[-1] if head else tokens[at]
    return any(
        token.low.endswith("s") and not token.low.endswith("ss") and not token.possessive
        for token in (tokens[at], last)
    )
