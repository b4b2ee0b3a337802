"""On which side of a reporting verb its words stand."""

from app.extract.lexicon import Lexicon, Verb
from app.extract.tokens import GLUE, QUOTE, Token

DASHES = (",", "–", "—", "-")
_ENDS = (".", "!", "?", ";", "…", ",", ")", "—", "–")
# Words that end in -ly and are no adverbs.
NO_ADVERBS = frozenset({"italy", "family", "ally", "assembly", "july", "daily", "supply"})
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d")
_SUBJECTS = frozenset({"he", "she", "they", "it", "we", "there", "i"})
MAX_TIME = 3  # tokens before the word of time: "early last"
MIN_CLAUSE = 4  # words of a clause at the least
MAX_TO_CLAUSE = 26  # tokens of hearer and circumstances before "that"


class Placement:
    """Looks before and after a verb, without a parser."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._grammar = words.grammar

    def place(
        self, tokens: list[Token], index: int, size: int, verb: Verb, first: int
    ) -> tuple[bool, bool] | None:
        """(after, before): on which sides of the verb at tokens[index] its words are; null when it says nothing.

        `first` is the first token of its subject. Neither side: "The ministry said:", the words are in the next
        sentence.
        """
        stop = index + size
        marked = self.is_marked(tokens, stop)
        previous = tokens[first - 1].text if first > 0 else ""
        quote_before = previous in (QUOTE, GLUE) or (
            first > 1 and previous in DASHES and tokens[first - 2].text == QUOTE
        )
        if first > 2 and previous in DASHES[1:] and tokens[first - 2].text == ",":
            quote_before = tokens[first - 3].text == QUOTE  # "“A”, – he said"
        if quote_before and ("inverting" in verb.traits or self._closes(tokens, stop)):
            return marked, True
        clause_before = previous in DASHES and first >= 4 and self.has_clause(tokens, first - 1)
        if clause_before and not marked and ("hearer" in verb.traits or self._closes(tokens, stop)):
            return False, True
        clause = self.clause_starts(tokens, stop, verb)
        if marked or clause or not self._closes(tokens, stop):
            return None if "clause_only" in verb.traits and not clause else (True, False)
        if "deed" in verb.traits and stop < len(tokens) and tokens[stop].text not in _ENDS:
            return None  # "agreed on a withdrawal"
        return False, False

    def is_marked(self, tokens: list[Token], stop: int) -> bool:
        """True when "that", a colon or a quotation opens the words, a hearer and circumstances apart."""
        for at in range(stop, min(stop + MAX_TO_CLAUSE, len(tokens))):
            token = tokens[at]
            if token.low == "that" or token.text in (":", QUOTE):
                return (
                    token.low != "that"
                    or at == stop
                    or tokens[at - 1].low not in self._grammar["determiners"]
                )
            if token.text in (".", ";", "!", "?") or token.low in ("which", "who", "while", "when", "after"):
                return False
            if token.text == "," and at + 1 < len(tokens) and tokens[at + 1].low in self._words.verbs:
                return False
        return False

    def _closes(self, tokens: list[Token], stop: int) -> bool:
        """True when what follows the cue is the sentence's end, or only when, where and to whom."""
        if stop >= len(tokens) or tokens[stop].text in _ENDS:
            return True
        low = tokens[stop].low
        if low in self._grammar["hearers"]:
            return True
        if low == "this":  # "this week", not "this information"
            return stop + 1 < len(tokens) and tokens[stop + 1].low in self._grammar["temporal"]
        if low in self._grammar["temporal"] or low in self._grammar["adjuncts"]:
            return True
        if tokens[stop].capital and low not in self._grammar["no_names"]:
            return False
        counted = low in ("a", "an", "one", "two", "three", "several", "few") or low.isdigit()
        if counted and stop + 1 < len(tokens) and tokens[stop + 1].low in self._grammar["temporal"]:
            return True
        return low.endswith("ly") and low not in NO_ADVERBS

    def clause_starts(self, tokens: list[Token], stop: int, verb: Verb) -> bool:
        """True when "that", a colon, a quotation or a clause follows, a hearer and circumstances apart."""
        grammar = self._grammar
        if stop < len(tokens) and tokens[stop].low.endswith("ed") and not tokens[stop].capital:
            return self.is_marked(tokens, stop)  # "reported signed a deal": no clause opens with a participle
        if stop + 1 < len(tokens) and tokens[stop].low in _SUBJECTS and tokens[stop + 1].word:
            following = tokens[stop + 1].low
            if following not in grammar["prepositions"] and following not in grammar["temporal"]:
                return True  # "said it knew nothing"
        if self._opens_after_time(tokens, stop):
            return True
        for at in range(stop, min(stop + MAX_TO_CLAUSE, len(tokens))):
            token = tokens[at]
            if token.low in grammar["complementizers"]:
                return at == stop or (token.low == "that" and self._leads_to_clause(tokens, stop, at, verb))
            if token.text in (":", QUOTE):
                return True
            if token.text in (".", ";", "!", "?") or token.low in ("which", "who", "while", "when"):
                return False
            if token.low == "to" and "infinitive" in verb.traits and at - stop < 8:
                if self._is_infinitive(tokens, at):
                    return True
            elif at > stop and at - stop < 18:
                if token.low != "to" and (
                    token.low in grammar["auxiliaries"] or token.low in grammar["modals"]
                ):
                    return True
                if token.low in grammar["finite"] or token.low.endswith(_CONTRACTED):
                    return True
        opening = ("he", "she", "they", "it", "we", "there", "i", "his", "no", "any")
        return stop < len(tokens) and tokens[stop].low in opening

    def _opens_after_time(self, tokens: list[Token], stop: int) -> bool:
        """True for a subject right after the day: "said last Wednesday the law forbids bases"."""
        at = stop
        while at < len(tokens) and at - stop < MAX_TIME and tokens[at].low in self._grammar["temporal_lead"]:
            at += 1
        timed = at
        while at < len(tokens) and tokens[at].low in self._grammar["temporal"]:
            at += 1
        if (
            at == timed
            or at + MIN_CLAUSE > len(tokens)
            or not all(t.word for t in tokens[at : at + MIN_CLAUSE])
        ):
            return False
        return tokens[at].capital or tokens[at].low in self._grammar["articles"]

    def _leads_to_clause(self, tokens: list[Token], stop: int, at: int, verb: Verb) -> bool:
        """False for the "that" at `at` of an object: "declared a zone that", "read the report that"."""
        if "hearer" in verb.traits or tokens[at - 1].low in self._grammar["content_nouns"]:
            return True
        low = tokens[stop].low
        if low in self._grammar["articles"] and tokens[stop + 1].low in self._grammar["temporal"]:
            return True  # "stated a week ago that"
        circumstances = ("temporal", "temporal_lead", "adjuncts", "hearers", "adverbs")
        articles = self._grammar["determiners"]
        return (
            (low not in articles and any(low in self._grammar[name] for name in circumstances))
            or not tokens[stop].word
            or low.endswith("ly")
        )

    def _is_infinitive(self, tokens: list[Token], to: int) -> bool:
        if to + 1 >= len(tokens):
            return False
        word = tokens[to + 1]
        return (
            word.word
            and not word.capital
            and word.low not in self._grammar["determiners"]
            and word.low not in self._grammar["hearers"]
        )

    def has_clause(self, tokens: list[Token], stop: int) -> bool:
        """True when a part of tokens[:stop] between commas is a clause: not "In June 2021, before a meeting"."""
        grammar = self._grammar
        part: list[Token] = []
        for token in (*tokens[:stop], None):
            if token is not None and token.text != ",":
                part.append(token)
                continue
            part = part[next((k for k, t in enumerate(part) if t.word), len(part)) :]
            enough = sum(t.word for t in part) >= 3 and not self._is_circumstance(part[0])
            if enough and any(
                t.low in grammar["auxiliaries"]
                or (t.low in grammar["modals"] and t.low != "to")
                or t.low in grammar["finite"]
                or (t.low.endswith(("ed", "s")) and not t.capital)
                for t in part[1:]
            ):
                return True
            part = []
        return False

    def _is_circumstance(self, token: Token) -> bool:
        low = token.low
        if low in ("the", "a", "an", "this", "that", "there", "here", "but", "and", "for"):
            return False
        return low in self._grammar["adjuncts"] or low in self._grammar["prepositions"] or low.endswith("ing")
