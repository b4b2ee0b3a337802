"""Noun phrases that may speak: the words next to a reporting verb, cut out without a parser."""

from dataclasses import dataclass, replace

from app.domain.spans import Span
from app.extract.lexicon import Lexicon
from app.extract.tokens import GLUE, QUOTE, Token

MAX_TOKENS = 22  # of one phrase; a longer one is a clause
MAX_APPOSITION = 26


@dataclass(frozen=True, slots=True)
class NounPhrase:
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


def phrase_before(tokens: list[Token], at: int, words: Lexicon) -> NounPhrase | None:
    """The phrase that ends with tokens[at], appositions between commas passed over; null when it cannot speak."""
    apposed: tuple[Token, ...] = ()
    end = at
    if at >= 0 and tokens[at].text in (",", ")", "—", "–"):
        opening = {",": ",", ")": "(", "—": "—", "–": "–"}[tokens[at].text]
        cut = at
        for back in range(at - 1, max(-1, at - MAX_APPOSITION), -1):
            if tokens[back].text in (QUOTE, ":", ";", GLUE):
                return None
            if tokens[back].text == opening:
                inner = _phrase_ending(tokens, back - 1, words)
                if inner is not None and _may_be_apposed(tokens[back + 1 : at], words):
                    cut = back
                    break
        if cut == at:
            return None
        apposed = tuple(tokens[cut + 1 : at])
        end = cut - 1
    first = _phrase_ending(tokens, end, words)
    if first is None:
        return None
    phrase = tuple(tokens[first : end + 1])
    if phrase[-1].low == "it" and first and tokens[first - 1].text not in (",", QUOTE):
        return None  # "what it considers"
    if phrase[-1].low == "who":
        # "Rodríguez, who assured": the phrase before the comma.
        comma = first > 0 and tokens[first - 1].text == ","
        antecedent = phrase_before(tokens, first - 2 if comma else first - 1, words)
        return replace(antecedent, relative=True) if antecedent else None
    if not may_speak(phrase, words) and not (apposed and may_speak(apposed, words)):
        return None
    return NounPhrase(phrase, apposed, first, at + 1)


def phrase_after(tokens: list[Token], at: int, words: Lexicon, *, long: bool = False) -> NounPhrase | None:
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
        if low in grammar["prepositions"] and stop > at and _circumstance(tokens, stop, words):
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
        if inner and _may_follow(inner, words):
            apposed = tuple(inner)
            stop = close
    if not may_speak(phrase, words) and not (apposed and may_speak(apposed, words)):
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


def may_speak(phrase: tuple[Token, ...], words: Lexicon) -> bool:
    """True for a pronoun, a name, or a head noun of people or bodies."""
    head = head_of(phrase, words)
    if not head:
        return False
    if len(phrase) <= 2 and phrase[-1].low in words.pronouns:
        return phrase[-1].low != "it" or len(phrase) == 1
    heads = words.heads
    if any(t.low in heads[kind] for t in head for kind in ("official", "body", "other", "document")):
        return True
    names = [
        t
        for t in head
        if t.capital and t.low not in words.grammar["no_names"] and t.low not in words.grammar["temporal"]
    ]
    # "Chastened by …", "Bemoaning …": a participle that only opens the sentence.
    return len(names) > 1 or (len(names) == 1 and not names[0].low.endswith(("ed", "ing")))


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
        if at < end and low in grammar["finite"]:
            break
        at -= 1
    first = at + 1
    first = _without_lead(tokens, first, end, words)
    return first if first <= end else None


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
    return (
        before.word
        and (before.capital == after.capital or after.low == "the")
        and not (before.low.endswith("ed"))
    )


def _without_lead(tokens: list[Token], first: int, end: int, words: Lexicon) -> int:
    """Drop what comes before the phrase proper: "In December 2021 the Kremlin", "Earlier Lavrov"."""
    grammar = words.grammar
    while first < end:
        low = tokens[first].low
        if low in ("and", "but", "or", "both", "also", "then", "now", "here", "there"):
            first += 1
            continue
        if (
            low in grammar["prepositions"]
            or low in grammar["temporal"]
            or (
                low in ("last", "earlier", "later", "early", "late", "meanwhile", "however", "this", "next")
                and first + 1 <= end
                and (
                    tokens[first + 1].low in grammar["temporal"]
                    or low in ("earlier", "later", "meanwhile", "however")
                )
            )
        ):
            after = first + 1
            timed = low in grammar["temporal"]
            while after <= end and (
                tokens[after].low in grammar["temporal"]
                or tokens[after].low.isdigit()
                or (
                    tokens[after].low in ("last", "this", "the", "same", "early", "late", "next", "of")
                    and after + 1 <= end
                    and (
                        tokens[after + 1].low in grammar["temporal"]
                        or tokens[after + 1].low in ("same", "last")
                    )
                )
            ):
                timed = True
                after += 1
            if timed and after <= end:
                first = after
                continue
            if low in grammar["prepositions"]:
                return _last_name(tokens, first, end, words)
            first += 1
            continue
        break
    return first


def _last_name(tokens: list[Token], first: int, end: int, words: Lexicon) -> int:
    """After an opening preposition only the trailing name can be the subject: "During a visit to Cuba Lavrov"."""
    at = end
    while at > first and tokens[at].capital:
        at -= 1
    if at == end:
        determiners = [k for k in range(first + 1, end + 1) if tokens[k].low in words.grammar["determiners"]]
        return (
            determiners[-1]
            if len(determiners) > 1 or (determiners and determiners[-1] > first + 1)
            else end + 1
        )
    if tokens[at].low in ("the", "a"):
        return at
    return at + 1 if at > first or not tokens[first].capital else first + 1


def _circumstance(tokens: list[Token], at: int, words: Lexicon) -> bool:
    """True when the preposition opens where or when it was said, not whose spokesman it was."""
    low = tokens[at].low
    if low in ("of", "for"):
        return False
    if low == "by" and tokens[at - 1].low in (
        "signed",
        "issued",
        "released",
        "published",
        "statement",
        "made",
    ):
        return False
    if at + 1 < len(tokens) and (
        tokens[at + 1].low in words.grammar["temporal"] or tokens[at + 1].text[0].isdigit()
    ):
        return True
    if low == "to":
        return tokens[at + 1].low in words.grammar["hearers"] if at + 1 < len(tokens) else True
    return low in (
        "in",
        "on",
        "at",
        "during",
        "with",
        "by",
        "via",
        "from",
        "through",
        "over",
        "about",
    ) and tokens[at - 1].low not in (
        "ambassador",
        "envoy",
        "representative",
        "official",
        "officials",
        "delegation",
        "commander",
        "head",
        "secretary",
        "expert",
        "professor",
        "adviser",
        "fellow",
        "minister",
    )


def _may_be_apposed(inner: list[Token], words: Lexicon) -> bool:
    """A title, a description or a short aside such as "in turn", "however"; never a clause with its own subject."""
    if not inner or len(inner) > MAX_APPOSITION - 2:
        return False
    low = inner[0].low
    if low in ("he", "she", "they", "it", "we", "i", "and", "but", "that", "said", "says"):
        return False
    if low in ("who", "which", "whose", "whom"):
        return True
    lows = {token.low for token in inner}
    if lows & {"said", "says", "told"} or ("that" in lows and low not in ("the", "a", "an")):
        return False
    if (
        low in words.grammar["prepositions"]
        or low in words.grammar["adverbs"]
        or low
        in (
            "speaking",
            "answering",
            "commenting",
            "asked",
            "responding",
            "referring",
            "citing",
            "addressing",
            "when",
            "while",
            "according",
            "meanwhile",
            "too",
        )
    ):
        return True
    if low in ("the", "a", "an", "his", "her", "its", "one"):
        return True
    if any(t.low in words.heads[kind] for t in inner for kind in ("official", "body", "other")):
        return True
    return (all(t.capital or t.text.isdigit() for t in inner) and len(inner) <= 6) or (
        len(inner) == 1 and inner[0].text.isdigit()
    )


def _may_follow(inner: list[Token], words: Lexicon) -> bool:
    """As `_may_be_apposed`, after the phrase: a name or a title, nothing with a verb of its own."""
    grammar = words.grammar
    low = inner[0].low
    if low in grammar["prepositions"] or low in grammar["adverbs"] or low in ("speaking", "adding", "citing"):
        return False
    if (
        any(t.low in grammar["auxiliaries"] or (t.low in grammar["modals"] and t.low != "to") for t in inner)
        and low != "who"
    ):
        return False
    return _may_be_apposed(inner, words)
