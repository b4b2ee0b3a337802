"""Noun phrases that may speak: the words next to a reporting verb, cut out without a parser."""

from typing import NamedTuple

from app.domain.spans import Span
from app.extract.lexicon import Lexicon
from app.extract.phrase_edges import (
    MAX_APPOSITION,
    may_be_apposed,
    may_follow,
    opens_circumstance,
    without_lead,
)
from app.extract.tokens import GLUE, QUOTE, Token

MAX_TOKENS = 22  # of one phrase; a longer one is a clause
MAX_NAME = 40  # code points of a name in quotation marks
MAX_APPOSITIONS = 3  # "X (party), 63, a teacher, said"
MAX_BRACKETS = 12  # tokens in brackets after a name
MAX_RELATIVE = 16  # tokens of a relative clause between its noun and the verb
_OPENINGS = {
    ",": ",",
    ")": "(",
    "—": "—",
    "–": "–",
}  # the mark that closes an apposition -> the one that opens it


class NounPhrase(NamedTuple):
    """`tokens` are the phrase, `apposed` what commas add to it ("…, spokesman for the president,").

    `first` and `stop` are indices into the sentence's tokens of all that belongs to it. `shared`: the phrase stands
    with an earlier verb ("he denied it and added …").
    """

    tokens: tuple[Token, ...]
    apposed: tuple[Token, ...]
    first: int
    stop: int
    shared: bool = False
    relative: bool = False  # the phrase before "who"

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)


def phrase_before(tokens: list[Token], at: int, words: Lexicon, *, anyone: bool = False) -> NounPhrase | None:
    """The phrase that ends with tokens[at], appositions between commas passed over; null when it cannot speak.

    `anyone` takes a phrase of any head noun: before "said" whatever it is speaks.
    """
    apposed: tuple[Token, ...] = ()
    end = at
    for _ in range(MAX_APPOSITIONS):
        if end < 0 or tokens[end].text not in _OPENINGS:
            break
        cut = _apposition(tokens, end, words)
        if isinstance(cut, NounPhrase):
            return cut._replace(stop=at + 1) if may_speak(cut.tokens, words, anyone=anyone) else None
        if cut is None:
            if tokens[end].text != "," or apposed or not _is_stray(tokens, end):
                return None
            end -= 1
            break
        inner = tuple(tokens[cut + 1 : end])
        if not apposed or not may_speak(apposed, words):
            apposed = inner
        end = cut - 1
        if end > 1 and tokens[end].text.isdigit() and tokens[end - 1].text == ",":
            end -= 2  # "X, 63, a teacher, said"
    first = _phrase_ending(tokens, end, words)
    if first is None:
        return None
    if (
        not apposed
        and first > 2
        and tokens[first - 1].text == ","
        and tokens[first].low in words.grammar["articles"]
    ):
        # "Ivan Petrov, the mayor of Kant told": the comma after the apposition was lost.
        name = _phrase_ending(tokens, first - 2, words)
        if name == 0 and all(token.capital for token in tokens[: first - 1]):
            phrase = tuple(tokens[: first - 1])
            if may_speak(phrase, words):
                return NounPhrase(phrase, tuple(tokens[first : end + 1]), 0, at + 1)
    phrase = tuple(tokens[first : end + 1])
    if phrase[-1].low == "it" and first and tokens[first - 1].text not in (",", QUOTE):
        return None  # "what it considers"
    if phrase[-1].low == "who":
        # "Rodríguez, who assured": the phrase before the comma.
        comma = first > 0 and tokens[first - 1].text == ","
        named = first - 2 if comma else first - 1
        antecedent = phrase_before(tokens, named, words, anyone=anyone) or _name_ending(tokens, named, words)
        return antecedent._replace(relative=True) if antecedent else None
    if not may_speak(phrase, words, anyone=anyone, opens=first == 0) and not (
        apposed and may_speak(apposed, words)
    ):
        return None
    return NounPhrase(phrase, apposed, first, at + 1)


def phrase_before_clause(
    tokens: list[Token], at: int, words: Lexicon, *, anyone: bool = False
) -> NounPhrase | None:
    """The phrase whose relative clause ends with tokens[at]: "people who live near the base" (said)."""
    for who in range(at - 1, max(0, at - MAX_RELATIVE), -1):
        if not tokens[who].word:
            return None
        if tokens[who].low == "who":
            found = phrase_before(tokens, who - 1, words, anyone=anyone)
            return found._replace(stop=at + 1) if found else None
    return None


def _name_ending(tokens: list[Token], end: int, words: Lexicon) -> NounPhrase | None:
    """The name that ends with tokens[end], whatever stands before it: "with help from Ann Lee, who said"."""
    first = end + 1
    while first and end - first < MAX_TOKENS and tokens[first - 1].capital:
        first -= 1
    name = tuple(tokens[first : end + 1])
    return NounPhrase(name, (), first, end + 1) if may_speak(name, words, opens=first == 0) else None


def _is_stray(tokens: list[Token], comma: int) -> bool:
    """True for the only mark before the verb: "The security firm, has said"."""
    return 2 <= comma <= MAX_TOKENS and all(token.word for token in tokens[:comma])


def _apposition(tokens: list[Token], at: int, words: Lexicon) -> int | NounPhrase | None:
    """Index of the mark that opens the apposition which tokens[at] closes; null where there is none.

    The phrase itself where it is what stands between the commas: "In turn, the ministry in May, has denied".
    """
    opening = _OPENINGS[tokens[at].text]
    for back in range(at - 1, max(-1, at - MAX_APPOSITION), -1):
        if tokens[back].text in (":", ";", GLUE) or (
            tokens[back].text == QUOTE and not _is_short(tokens[back])
        ):
            return None
        if tokens[back].text == opening:
            if opening == "(":
                return back if at - back <= MAX_BRACKETS else None
            inner = _phrase_ending(tokens, back - 1, words)
            closed = tokens[back - 1].text in (")", ",") if back else False
            if (inner is not None or closed) and may_be_apposed(tokens[back + 1 : at], words):
                return back
            if inner is None and opening == "," and tokens[0].low in words.grammar["prepositions"]:
                subject = head_of(tuple(tokens[back + 1 : at]), words)
                return NounPhrase(subject, (), back + 1, at + 1) if subject else None
    return None


def phrase_after(
    tokens: list[Token], at: int, words: Lexicon, *, long: bool = False, anyone: bool = False
) -> NounPhrase | None:
    """The phrase that starts with tokens[at]; `long` lets it go on over commas ("said the spokeswoman, Maria X")."""
    grammar = words.grammar
    if at >= len(tokens) or not tokens[at].word:
        return None
    low = tokens[at].low
    if (
        (low in grammar["complementizers"] and low != "that")
        or low in grammar["prepositions"]
        or low == "that"
    ):
        return None
    if low in grammar["temporal"]:
        return None
    stop = at
    while stop < len(tokens) and stop - at < MAX_TOKENS and (tokens[stop].word or tokens[stop].text == "/"):
        low = tokens[stop].low
        if low in grammar["stops"] and not (low == "may" and tokens[stop].capital):
            break
        if stop > at and (
            (low in grammar["temporal"] and low != "may") or (low.endswith("ly") and not tokens[stop].capital)
        ):
            break
        if (
            stop > at
            and low in words.verbs
            and not tokens[stop].capital
            and low not in words.heads["official"]
        ):
            break
        if stop > at and low in grammar["adverbs"] and not tokens[stop].capital and low != "late":
            break
        if low in grammar["prepositions"] and stop > at and opens_circumstance(tokens, stop, words):
            break
        # A verb after a name: "Shamba reacted to", "Lavrov met".
        verbal = low in grammar["finite"] or (low.endswith("ed") and low not in words.verbs)
        noun = stop > at and (
            tokens[stop - 1].capital
            or tokens[stop - 1].low in words.heads["official"]
            or tokens[stop - 1].low in words.heads["body"]
        )
        if verbal and noun and not tokens[stop].capital:
            break
        stop += 1
    while stop > at and tokens[stop - 1].low in grammar["prepositions"] | {"and", "the", "a", "late"}:
        stop -= 1
    if stop == at:
        return None
    if tokens[at].low in words.pronouns:
        stop = at + 1
    phrase = tuple(tokens[at:stop])
    apposed: tuple[Token, ...] = ()
    if long and stop < len(tokens) and tokens[stop].text == ",":
        close = next(
            (k for k in range(stop + 1, min(stop + MAX_APPOSITION, len(tokens))) if not tokens[k].word),
            len(tokens),
        )
        inner = tokens[stop + 1 : close]
        if inner and may_follow(inner, words):
            apposed = tuple(inner)
            stop = close
    if not may_speak(phrase, words, anyone=anyone, opens=at == 0) and not (
        apposed and may_speak(apposed, words)
    ):
        return None
    return NounPhrase(phrase, apposed, at, stop)


def is_media(phrase: NounPhrase, words: Lexicon) -> bool:
    """True for an agency, a newspaper or a broadcaster."""
    head = head_of(phrase.tokens, words)
    if not head:
        return False
    return head[-1].low in words.heads["media"] or any(
        token.low in words.heads["agencies"] or token.text == "/" for token in head
    )


def may_speak(phrase: tuple[Token, ...], words: Lexicon, *, anyone: bool = False, opens: bool = True) -> bool:
    """True for a pronoun, a name, or a head noun of people or bodies; with `anyone` for any noun phrase.

    `opens`: the phrase opens its sentence, where a capital makes no name of "Chastened by …", "Bemoaning …".
    """
    head = head_of(phrase, words)
    if not head:
        return False
    if len(phrase) <= 2 and phrase[-1].low in words.pronouns:
        return phrase[-1].low != "it" or len(phrase) == 1
    heads, grammar = words.heads, words.grammar
    if len(phrase) == 2 and phrase[1].low in grammar["paired"]:
        return True  # "the latter"
    if any(t.low in heads[kind] for t in head for kind in ("official", "body", "other", "document")):
        return True
    names = [
        t for t in head if t.capital and t.low not in grammar["no_names"] and t.low not in grammar["temporal"]
    ]
    if len(names) > 1 or (
        len(names) == 1 and not (opens and names[0] is head[0] and names[0].low.endswith(("ed", "ing")))
    ):
        return True
    if not anyone or not head[-1].text.isalpha() or head[-1].low.endswith("ly"):
        return False
    if any(head[-1].low in grammar[name] for name in ("temporal", "adverbs", "adjuncts", "not_speaking")):
        return False
    counted = head[0].low in grammar["determiners"] or head[0].text[0].isdigit() or phrase[0].possessive
    return counted or (head[-1].low.endswith("s") and not head[-1].low.endswith("ss"))


def head_of(phrase: tuple[Token, ...], words: Lexicon) -> tuple[Token, ...]:
    """The phrase up to its first preposition: "a spokesman" of "a spokesman for the president"."""
    for index, token in enumerate(phrase):
        if index and token.low in words.grammar["prepositions"]:
            return phrase[:index]
    return phrase


def _phrase_ending(tokens: list[Token], end: int, words: Lexicon) -> int | None:
    """Index of the first token of the phrase that ends at `end`."""
    grammar = words.grammar
    if end < 0 or not tokens[end].word:
        return None
    at = end
    while at >= 0 and end - at < MAX_TOKENS:
        token = tokens[at]
        if not token.word:
            if token.text == "." and at and len(tokens[at - 1].text) == 1:
                at -= 1
                continue
            break
        low = token.low
        if low == "who" and at == end:
            return at
        if low in grammar["stops"] and not (token.capital and low in ("may", "will") and at < end):
            break
        if (
            at < end
            and low in words.verbs
            and not token.capital
            and low not in words.heads["official"]
            and _is_finite(tokens, at)
        ):
            break
        if low == "and" and not _joins(tokens, at, words):
            break
        if at < end and (low in grammar["finite"] or (low in grammar["quoting"] and not token.capital)):
            break
        if at < end and low in grammar["articles"] and _ends_other_phrase(tokens, at - 1, words):
            at -= 1
            break
        at -= 1
    first = at + 1
    first = without_lead(tokens, first, end, words)
    return first if first <= end else None


def _is_short(token: Token) -> bool:
    """True for a quotation that can be a name: "the “Civil Contract” party"."""
    return token.end - token.start <= MAX_NAME


def _ends_other_phrase(tokens: list[Token], at: int, words: Lexicon) -> bool:
    """True for a noun before an article: of "an accord the ministry calls" only "the ministry" is the subject."""
    if at < 0 or not tokens[at].text.isalpha() or tokens[at].capital:
        return False
    low, grammar = tokens[at].low, words.grammar
    closed = ("prepositions", "determiners", "adverbs", "temporal_lead", "temporal")
    return (
        not any(low in grammar[name] for name in closed)
        and low != "and"
        and not low.endswith(("ing", "ed", "ly"))
        and len(low) > 3
    )


def _is_finite(tokens: list[Token], at: int) -> bool:
    """A verb form that is no adjective: not right after a determiner, an adjective or a hyphen."""
    return (
        at > 0
        and tokens[at - 1].low not in ("the", "a", "an", "his", "its", "their")
        and not tokens[at].low.endswith("s")
    )


def _joins(tokens: list[Token], at: int, words: Lexicon) -> bool:
    """True for the "and" inside one phrase: "Lavrov and Shoigu", "foreign and defence ministries"."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if after.low in words.pronouns:
        return False
    people = (
        before.low in words.heads["official"] and after.capital and at > 1
    )  # "officials and Russian lawmakers"
    return (
        before.word
        and (before.capital == after.capital or after.low in ("the", "his", "her", "its", "their") or people)
        and not (before.low.endswith("ed"))
    )
