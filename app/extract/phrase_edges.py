"""The edges of a noun phrase: what leads into it, what is put beside it, and where circumstances begin."""

from app.extract.lexicon import Lexicon
from app.extract.tokens import Token

MAX_APPOSITION = 26  # tokens


def without_lead(tokens: list[Token], first: int, end: int, words: Lexicon) -> int:
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


def opens_circumstance(tokens: list[Token], at: int, words: Lexicon) -> bool:
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


def may_be_apposed(inner: list[Token], words: Lexicon) -> bool:
    """A title, a description or a short aside such as "in turn", "however"; never a clause with its own subject."""
    if not inner or len(inner) > MAX_APPOSITION - 2:
        return False
    low = inner[0].low
    if low in ("he", "she", "they", "it", "we", "i", "and", "but", "that", "said", "says"):
        return False
    if low in ("who", "which", "whose", "whom"):
        return True
    if len(inner) > 2 and low.endswith(("ed", "en")) and not inner[0].capital:
        after = inner[1].low  # "led by X", "published on Telegram"
        if after in words.grammar["prepositions"] or after in words.grammar["temporal"]:
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


def may_follow(inner: list[Token], words: Lexicon) -> bool:
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
    return may_be_apposed(inner, words)
