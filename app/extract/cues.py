"""Cues: the reporting verbs of one sentence, each with its subject and the side on which its words stand."""

from app.extract.cue import Cue, is_plural, quoted_between
from app.extract.cue_ranks import CueRanks, follows_aside
from app.extract.lexicon import Lexicon, Verb
from app.extract.placement import DASHES, NO_ADVERBS, Placement
from app.extract.sources import (
    NounPhrase,
    is_media,
    phrase_after,
    phrase_before,
    phrase_before_clause,
)
from app.extract.tokens import GLUE, QUOTE, Token

_ACCORDING = Verb("according to", "neutral", "past", frozenset())
_SAY = Verb("say", "neutral", "past", frozenset())
_TO_WHAT = frozenset({"respond", "reply", "answer", "object"})
_HAVE = frozenset({"have", "has", "had", "having"})
_ON_WHAT = frozenset({"comment", "respond", "reply", "answer", "react"})
_TO_HEAR = frozenset({"tell", "inform"})
MAX_SUBJECT = 6  # tokens between a quotation and "replied to"
MAX_JUDGED = 22  # tokens between "called" and what it was called
MAX_QUOTED_AS = 16  # tokens between "quoted" and "as saying"


class CueFinder:
    """Finds cues by the word order of English."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._grammar = words.grammar
        self._placement = Placement(words)
        self._ranks = CueRanks(words)
        self._leads_to_saying = [lead.split() for lead in words.grammar["leads_to_saying"]]
        self._lead_verbs = {lead[0] for lead in self._leads_to_saying}
        self._passed = frozenset().union(
            *(words.grammar[name] for name in ("auxiliaries", "modals", "negations", "adverbs"))
        )

    def find(self, tokens: list[Token]) -> list[Cue]:
        """The cues in order, without those inside what another one reports."""
        lows = [token.low for token in tokens]
        found: list[Cue] = []
        stop = 0
        verbs = self._words.verbs
        for index in [at for at, low in enumerate(lows) if low in verbs]:
            if index < stop:
                continue
            cue = self._at(tokens, lows, index, found)
            if cue is not None and self._ranks.outranks(tokens, cue, found):
                found = [c for c in found if not c.after or quoted_between(tokens, c.right, cue.left)]
                found.append(cue)
            elif cue is not None and follows_aside(tokens, cue, found):
                found[-1] = cue
            elif cue is not None and self._ranks.stands_alone(tokens, cue, found):
                found.append(cue)
            elif cue is not None and self._ranks.follows_lead(tokens, cue, found):
                found = [cue]
            else:
                continue
            stop = max(cue.right, cue.index + cue.size)
        return found

    # One cue --------------------------------------------------------------------------------------------------

    def _at(self, tokens: list[Token], lows: list[str], index: int, found: list[Cue]) -> Cue | None:
        low = lows[index]
        if low == "according" and index + 2 < len(lows) and lows[index + 1] == "to":
            return self._according(tokens, index)
        if tokens[index].capital and index:
            return None
        if low in self._grammar["said_as"] and index > 1 and lows[index - 1] == "as":
            return self._quoted_as(tokens, lows, index)
        entry = self._words.verb_at(lows, index)
        if entry is None or tokens[index].possessive or self._leads(lows, index):
            return None
        size, verb = entry
        if verb.lemma == "ask" and index + 1 < len(lows) and lows[index + 1] in self._grammar["questions"]:
            return None
        answered = verb.lemma in _TO_WHAT and lows[index + size : index + size + 1] == ["to"]
        if answered and not quoted_between(tokens, max(0, index - MAX_SUBJECT), index):
            return None  # "responded to the statement that"
        if verb.form == "gerund" and not (index and lows[index - 1] in self._grammar["passive"]):
            return self._gerund(tokens, lows, index, size, verb, found)
        return self._finite(tokens, lows, index, size, verb, found)

    def _according(self, tokens: list[Token], index: int) -> Cue | None:
        source = phrase_after(tokens, index + 2, self._words, long=True)
        if source is None:
            return None
        if source.apposed and is_media(source, self._words):
            source = (
                phrase_after(tokens, index + 2, self._words) or source
            )  # "According to TASS, X, the minister, …"
        leads = index == 0 or tokens[index - 1].low in ("but", "and")
        # "Of importance, according to X, for the state is …": what stands before is no clause of its own.
        opens = (
            index > 1 and tokens[index - 1].text == "," and not self._placement.has_clause(tokens, index - 1)
        )
        opens = opens and source.stop < len(tokens) and tokens[source.stop].text == ","
        around = not leads and (opens or self._is_aside(tokens, index, source.stop))
        return Cue(
            index,
            2,
            _ACCORDING,
            False,
            source,
            index,
            source.stop,
            leads,
            not leads,
            accords=True,
            around=around,
        )

    def _quoted_as(self, tokens: list[Token], lows: list[str], index: int) -> Cue | None:
        """`was quoted as saying`, `TASS quoted X as saying`."""
        first = max(-1, index - MAX_QUOTED_AS)
        at = next((k for k in range(index - 2, first, -1) if lows[k] in self._grammar["quoting"]), None)
        if at is None:
            return None
        passive = lows[at] in ("quoted", "cited")
        if passive and any(lows[k] in self._grammar["passive"] for k in range(max(0, at - 3), at)):
            source = phrase_before(tokens, self._over_auxiliaries(lows, at - 1)[0], self._words)
            begin = source.first if source else at
        else:
            source = phrase_after(tokens, at + 1, self._words)
            agency = phrase_before(tokens, at - 1, self._words)
            begin = agency.first if agency else at
        if source is None:
            return None
        while begin > 1 and tokens[begin - 1].text == "-" and tokens[begin - 2].capital:
            begin -= 2  # "Major- General X"
        before = begin > 0 and tokens[begin - 1].text in (",", QUOTE, GLUE) and _follows_words(tokens, begin)
        right = index + 1
        after = not before or (right < len(lows) and lows[right] in ("that", QUOTE))
        return Cue(index, 1, _SAY, False, source, begin, right, after, before)

    def _gerund(
        self, tokens: list[Token], lows: list[str], index: int, size: int, verb: Verb, found: list[Cue]
    ) -> Cue | None:
        """`…, adding that`: the speaker is the sentence's, or its first noun phrase."""
        before = lows[index - 1] if index else ""
        own = phrase_before(tokens, index - 1, self._words) if index else None
        beside_with = own is not None and own.first > 0 and lows[own.first - 1] == "with"
        if own is not None and beside_with and self._placement.clause_starts(tokens, index + size, verb):
            return Cue(
                index, size, verb, False, own, own.first, index + size, True, False
            )  # "…, with X saying that"
        if before not in (",", QUOTE, "and", "while", "also", "—", "–", "-", ";"):
            return None
        right = index + size
        if verb.lemma in _ON_WHAT and right < len(tokens) and lows[right] in self._grammar["prepositions"]:
            return None  # "commenting on reports that"
        clause = "clause_only" not in verb.traits or self._placement.clause_starts(tokens, right, verb)
        if not clause and (verb.lemma != "add" or right >= len(tokens)):
            return None
        source = found[-1].source if found else self._subject(tokens, index)
        if source is None or sum(token.word or token.text == QUOTE for token in tokens[right:]) < 1:
            return None
        return Cue(index, size, verb, False, source, index, right, True, False)

    def _finite(
        self, tokens: list[Token], lows: list[str], index: int, size: int, verb: Verb, found: list[Cue]
    ) -> Cue | None:
        grammar = self._grammar
        left, seen = self._over_auxiliaries(lows, index - 1)
        negated = bool(seen & grammar["negations"])
        lead = self._past_lead(lows, index) if "to" in seen else None
        if lead is not None:
            left, seen = self._over_auxiliaries(lows, lead)
        if seen & grammar["modals"] or (negated and verb.stance != "denial"):
            return None
        if seen & grammar["passive"] and verb.form in ("past", "participle"):
            return self._told_by(tokens, index, size, verb, left) if verb.lemma in _TO_HEAR else None
        if verb.form == "participle" and not seen & _HAVE:
            return None  # "the best known effects of"
        stop = index + size
        beside = left < 0 or tokens[left].text in (QUOTE, GLUE, ".", "!", "?", *DASHES)
        anyone = "plain" in verb.traits
        inverts = "inverting" in verb.traits and "hearer" not in verb.traits
        quoted_before = left >= 0 and (
            tokens[left].text == QUOTE
            or (left > 0 and tokens[left].text == "," and tokens[left - 1].text == QUOTE)
        )
        if inverts and beside and (left == index - 1 or quoted_before) and verb.form in ("past", "present"):
            source = phrase_after(tokens, stop, self._words, long=True, anyone=anyone)
            quoted = left >= 0 or quoted_between(tokens, stop, len(tokens))
            if source is not None and quoted and self._is_inverted(tokens, left, source, anyone):
                around = self._is_aside(tokens, index, source.stop)
                return Cue(index, size, verb, negated, source, index, source.stop, False, True, around=around)
        if "judgement" in verb.traits and not self._is_judgement(tokens, stop):
            return None
        source = self._source(tokens, lows, left, found, anyone)
        if (
            verb.form == "base"
            and lead is None
            and not seen & {"did", "does", "do"}
            and not is_plural(tokens, left, source, self._words)
        ):
            return None
        late = self._subject_at_end(tokens, stop) if inverts else None
        if late is not None:
            return Cue(index, size, verb, negated, late, index, late.stop, False, True)
        if source is None:
            return None
        noun_like = lows[index] in grammar["noun_like"] and verb.form in ("base", "present")
        if noun_like and not (stop < len(lows) and lows[stop] in ("that", ":", ",", QUOTE, ".")):
            return None
        first = index if source.shared else min(source.first, index)
        if first > 0 and lows[first - 1] in grammar["subordinators"] and first > 1:
            return None  # "when asked if Minsk had requested": no act of saying of the sentence's own
        if first > 1 and lows[first - 1] in ("that", "when") and not found:
            return None  # "In answer to the question that X had announced …, Y said"
        if is_media(source, self._words) and stop < len(lows):
            source = self._quoted_by_media(tokens, lows, stop) or source
        if "plain" in verb.traits and not source.shared and self._is_aside(tokens, first, stop):
            return Cue(index, size, verb, negated, source, first, stop, False, True, around=True)
        sides = self._placement.place(tokens, index, size, verb, first)
        if sides is None:
            return None
        after, before = sides
        return Cue(index, size, verb, negated, source, first, stop, after, before)

    def _told_by(self, tokens: list[Token], index: int, size: int, verb: Verb, left: int) -> Cue | None:
        """`…, the agency was told by the minister.`, `Reporters were told by the minister that …`"""
        by = index + size
        if by >= len(tokens) or tokens[by].low != "by":
            return None
        source = phrase_after(tokens, by + 1, self._words, long=True, anyone=True)
        hearer = phrase_before(tokens, left, self._words, anyone=True)
        if source is None or hearer is None:
            return None
        marked = self._placement.is_marked(tokens, source.stop)
        before = hearer.first > 0 and tokens[hearer.first - 1].text in (*DASHES, QUOTE, GLUE)
        if not marked and not (before and _follows_words(tokens, hearer.first)):
            return None
        return Cue(index, size, verb, False, source, hearer.first, source.stop, marked, not marked)

    def _is_aside(self, tokens: list[Token], first: int, stop: int) -> bool:
        """True for a cue between commas in the midst of the words that it reports."""
        if first < 2 or tokens[first - 1].text not in DASHES or tokens[first - 2].text == QUOTE:
            return False
        if stop + 2 >= len(tokens) or tokens[stop].text not in DASHES or tokens[stop + 1].text == QUOTE:
            return False
        after = tokens[stop + 1].low
        if after in self._grammar["temporal"] or after in self._grammar["adjuncts"] - {"of", "and"}:
            return after in ("because", "but", "since", "when", "if", "although", "though")
        return not after.endswith(("ing", "ly")) and after not in ("who", "which")

    def _subject_at_end(self, tokens: list[Token], stop: int) -> NounPhrase | None:
        """`… base, said Friday the adviser to the president.`: the subject that closes the sentence after the day."""
        begin = stop
        while begin < len(tokens) and (
            tokens[begin].low in self._grammar["temporal"]
            or (tokens[begin].low in self._grammar["temporal_lead"] - self._grammar["articles"])
        ):
            begin += 1
        if begin == stop or begin >= len(tokens) or tokens[begin].low not in self._grammar["articles"]:
            return None
        phrase = phrase_after(tokens, begin, self._words, long=True)
        if phrase is None or any(token.word for token in tokens[phrase.stop :]):
            return None
        official = any(token.low in self._words.heads["official"] for token in phrase.tokens)
        return phrase if official else None

    def _is_judgement(self, tokens: list[Token], stop: int) -> bool:
        """True for "called it nonsense" and "called it “a threat”", not for "called a meeting"."""
        near = tokens[stop : stop + MAX_JUDGED]
        return any(token.text == QUOTE or token.low in self._grammar["judgements"] for token in near)

    def _is_inverted(self, tokens: list[Token], left: int, source: NounPhrase, anyone: bool) -> bool:
        """False for "X, who served there, said the base was closed": the subject stands before the commas."""
        if not self._ends_phrase(tokens, source.stop):
            return False
        if left < 1 or tokens[left].text not in DASHES or tokens[left - 1].text == QUOTE:
            return True
        if source.stop >= len(tokens) or tokens[source.stop].text in (".", ",", ";", QUOTE):
            return True
        own = phrase_before(tokens, left, self._words, anyone=anyone)
        return own is None or not own.apposed

    def _ends_phrase(self, tokens: list[Token], at: int) -> bool:
        """False when a verb follows: ", said Clinton reached out" has its subject before the comma."""
        if at >= len(tokens) or not tokens[at].word:
            return True
        low = tokens[at].low
        if (
            low in self._grammar["finite"]
            or low in self._grammar["auxiliaries"]
            or low in self._grammar["modals"]
            or low in self._grammar["negations"]
        ):
            return False
        return not (low.endswith("ed") and not tokens[at].capital)

    def _source(
        self, tokens: list[Token], lows: list[str], left: int, found: list[Cue], anyone: bool
    ) -> NounPhrase | None:
        if left < 0 or (tokens[left].capital and tokens[left + 1].text == "Today"):
            return None  # "Russia Today said": an outlet
        coordinated = lows[left] in self._grammar["coordinators"]
        if not coordinated and not (tokens[left].text == "," and found):
            return phrase_before(tokens, left, self._words, anyone=anyone) or phrase_before_clause(
                tokens, left, self._words, anyone=anyone
            )
        if not coordinated and (own := phrase_before(tokens, left, self._words, anyone=anyone)) is not None:
            return own
        previous = found[-1].source if found else self._subject(tokens, left)
        return previous._replace(shared=True) if previous else None

    def _subject(self, tokens: list[Token], stop: int) -> NounPhrase | None:
        """The noun phrase that opens the sentence, when it may speak."""
        begin = 0
        if len(tokens) > 2 and tokens[1].text in ("—", "–", "-", "("):
            begin = next((k + 1 for k in range(1, stop) if tokens[k].text in ("—", "–", "-")), 0)
        elif (
            tokens[0].low in self._grammar["prepositions"]
            or tokens[0].low in ("earlier", "meanwhile", "last", "like", "unlike")
            or tokens[0].low.endswith("ing")
        ):
            begin = next((k + 1 for k in range(stop) if tokens[k].text == ","), 0)
        return phrase_after(tokens, begin, self._words) if tokens[begin].text != QUOTE else None

    def _quoted_by_media(self, tokens: list[Token], lows: list[str], stop: int) -> NounPhrase | None:
        """`TASS reported, citing the minister`: the minister speaks."""
        for at in range(stop, min(stop + 8, len(tokens) - 1)):
            if lows[at] in ("quoting", "citing"):
                source = phrase_after(tokens, at + 1, self._words)
                return None if source is None or is_media(source, self._words) else source
        return None

    # What stands around it ------------------------------------------------------------------------------------

    def _leads(self, lows: list[str], index: int) -> bool:
        """True for "wishes" in "wishes to state": what follows says it."""
        return lows[index] in self._lead_verbs and any(
            lows[index : index + len(lead)] == lead for lead in self._leads_to_saying
        )

    def _past_lead(self, lows: list[str], index: int) -> int | None:
        """The place before what leads up to a saying: "considers it necessary to" refute; null for another "to"."""
        to = index - 1
        while to >= 0 and lows[to] != "to":
            to -= 1
        for wanted in self._leads_to_saying:
            if lows[max(0, to + 1 - len(wanted)) : to + 1] == wanted:
                return to - len(wanted)
        return None

    def _over_auxiliaries(self, lows: list[str], at: int) -> tuple[int, set[str]]:
        """Walk left over auxiliaries, adverbs and times: (the place reached, the words passed)."""
        grammar = self._grammar
        passed = self._passed
        seen: set[str] = set()
        while at >= 0:
            low = lows[at]
            if low in passed:
                seen.add(low)
            elif low in grammar["temporal"] or low.isdigit():
                back = at
                while back >= 0 and self._is_time(lows[back]):
                    back -= 1
                if back < 0 or (lows[back] == "," and lows[back + 1] not in grammar["prepositions"]):
                    return at, seen
                at = back  # "Lavrov, the minister, on Thursday said"
                continue
            elif not low.endswith("ly") or low in NO_ADVERBS:
                break
            at -= 1
        return at, seen

    def _is_time(self, low: str) -> bool:
        return low in self._grammar["temporal"] or low in self._grammar["temporal_lead"] or low.isdigit()


def _follows_words(tokens: list[Token], begin: int) -> bool:
    """False when the sentence up to `begin` is only a lead-in such as "On Monday,"."""
    return begin > 4 or any(token.text == QUOTE for token in tokens[:begin])
