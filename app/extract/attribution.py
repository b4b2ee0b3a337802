"""Attributions of one sentence: who, by which verb, says which part of it. English word order."""

from dataclasses import dataclass

from app.domain.spans import Span
from app.extract.lexicon import Lexicon, Verb
from app.extract.quotations import Quotation
from app.extract.sentences import Sentence
from app.extract.sources import NounPhrase, phrase_after, phrase_before
from app.extract.tokens import GLUE, QUOTE, Token, tokens_of

MIN_WORDS = 2  # of reported content


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of saying. `source` is null where the words carry on another's: a gerund, "and added", a bare quote."""

    sentence: int
    source: NounPhrase | None
    verb: Verb | None
    cue: Span | None
    content: Span
    quotations: tuple[Quotation, ...]
    direct: bool
    negated: bool = False
    first_person: bool = False  # direct words whose marks were lost
    accords: bool = False  # "according to"


@dataclass(slots=True)
class _Cue:
    index: int  # of its first token
    size: int  # in tokens
    verb: Verb
    negated: bool
    source: NounPhrase | None
    left: int  # first token of all that belongs to the cue on its left: source, auxiliaries
    right: int  # first token after the cue and, when inverted, its source
    after: bool  # its words are to its right
    before: bool  # its words are to its left
    inverted: bool = False
    accords: bool = False


class SentenceReader:
    """Finds attributions in the sentences of one article in one language. Holds no state between sentences."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words
        self._grammar = words.grammar

    def read(self, sentence: Sentence, number: int) -> list[Attribution]:
        """The attributions of a sentence in text order; a sentence of nothing but a quotation gives one without source."""
        tokens = tokens_of(self._text, sentence, self._words.verbs)  # type: ignore[arg-type]
        if not tokens:
            return []
        cues = self._cues(tokens)
        return self._attributed(tokens, cues, sentence, number)

    # Cues -----------------------------------------------------------------------------------------------------

    def _cues(self, tokens: list[Token]) -> list[_Cue]:
        lows = [token.low for token in tokens]
        found: list[_Cue] = []
        reported_from: int | None = None  # what follows is another's words
        index = 0
        while index < len(tokens):
            cue = self._cue_at(tokens, lows, index, found)
            if cue is not None and self._stands_alone(tokens, cue, reported_from):
                found.append(cue)
                if cue.after:
                    reported_from = cue.right
                index = max(cue.right, cue.index + cue.size)
            else:
                index += 1
        return found

    def _cue_at(self, tokens: list[Token], lows: list[str], index: int, found: list[_Cue]) -> _Cue | None:
        if lows[index] == "according" and index + 2 < len(lows) and lows[index + 1] == "to":
            return self._according(tokens, index)
        if lows[index] not in self._words.verbs or (tokens[index].capital and index):
            return None
        if lows[index] in self._grammar["said_as"] and index > 1 and lows[index - 1] == "as":
            return self._quoted_as(tokens, lows, index)
        entry = self._words.verb_at(lows, index)
        if entry is None:
            return None
        size, verb = entry
        if verb.lemma == "ask" and index + 1 < len(lows) and lows[index + 1] in self._grammar["questions"]:
            return None
        if tokens[index].text.endswith(("'s", "’s")):
            return None
        if verb.form == "gerund":
            return self._gerund(tokens, lows, index, size, verb, found)
        return self._finite(tokens, lows, index, size, verb, found)

    def _according(self, tokens: list[Token], index: int) -> _Cue | None:
        source = phrase_after(tokens, index + 2, self._words, long=True)
        if source is None:
            return None
        verb = Verb("according to", "neutral", "past", frozenset())
        leads = index == 0 or tokens[index - 1].low in ("but", "and")
        return _Cue(index, 2, verb, False, source, index, source.stop, leads, not leads, accords=True)

    def _quoted_as(self, tokens: list[Token], lows: list[str], index: int) -> _Cue | None:
        """`was quoted as saying`, `TASS quoted X as saying`."""
        for at in range(index - 2, max(-1, index - 16), -1):
            if lows[at] in self._grammar["quoting"]:
                break
        else:
            return None
        verb = Verb("say", "neutral", "past", frozenset())
        passive = any(lows[k] in self._grammar["passive"] for k in range(max(0, at - 3), at))
        if passive:
            left = self._over_auxiliaries(lows, at - 1)[0]
            source = phrase_before(tokens, left, self._words)
        else:
            source = phrase_after(tokens, at + 1, self._words)
        if source is None:
            return None
        begin = min(source.first, at)
        before = (
            begin > 0 and tokens[begin - 1].text in (",", QUOTE, GLUE) and not passive_lead(tokens, begin)
        )
        right = index + 1
        after = not before or (right < len(lows) and lows[right] in ("that", QUOTE))
        return _Cue(index, 1, verb, False, source, begin, right, after, before)

    def _gerund(
        self, tokens: list[Token], lows: list[str], index: int, size: int, verb: Verb, found: list[_Cue]
    ) -> _Cue | None:
        """`…, adding that`: the speaker is the sentence's, or its first noun phrase."""
        before = lows[index - 1] if index else ""
        if (
            before not in (",", QUOTE, "and", "while", "by", "in", "also", "—", "–", "-", ";")
            or ("clause_only" in verb.traits
            and not self._clause_starts(tokens, index + size, verb))
        ):
            return None
        source = found[-1].source if found else None
        if source is None and before not in ("by", "in") and index > 2:
            source = self._subject(tokens, index)
            if source is None:
                return None
        if not self._has_content(tokens, index + size):
            return None
        return _Cue(index, size, verb, False, source, index, index + size, True, False)

    def _subject(self, tokens: list[Token], stop: int) -> NounPhrase | None:
        """The noun phrase that opens the sentence, when it may speak."""
        begin = 0
        if tokens[0].low in self._grammar["prepositions"] or tokens[0].low in (
            "earlier",
            "meanwhile",
            "last",
        ):
            begin = next((k + 1 for k in range(stop) if tokens[k].text == ","), 0)
        return phrase_after(tokens, begin, self._words) if tokens[begin].text != QUOTE else None

    def _finite(
        self, tokens: list[Token], lows: list[str], index: int, size: int, verb: Verb, found: list[_Cue]
    ) -> _Cue | None:
        grammar = self._grammar
        left, seen = self._over_auxiliaries(lows, index - 1)
        negated = bool(seen & grammar["negations"])
        if seen & grammar["modals"] or (negated and verb.stance != "denial"):
            return None
        if seen & grammar["passive"] and verb.form in ("past", "participle"):
            return None
        if verb.form == "base" and not seen & {"did", "does", "do"} and not self._plural_before(tokens, left):
            return None
        stop = index + size
        quote_side = left < 0 or tokens[left].text in (QUOTE, ",", GLUE, "–", "—", "-", ".", "!", "?")
        if (
            "inverting" in verb.traits
            and quote_side
            and left == index - 1
            and verb.form in ("past", "present")
        ):
            source = phrase_after(tokens, stop, self._words, long=True)
            if source is not None and (left >= 0 or self._only_quotes(tokens, source.stop)):
                return _Cue(
                    index, size, verb, negated, source, index, source.stop, False, True, inverted=True
                )
        source = self._left_source(tokens, lows, left, found)
        if source is None:
            return None
        if lows[index] in grammar["noun_like"] and verb.form in ("base", "present"):
            if not (stop < len(lows) and lows[stop] in ("that", ":", ",", QUOTE, ".")):
                return None
        first = min(source.first, index) if not source.shared else index
        return self._placed(tokens, lows, index, size, verb, negated, source, first)

    def _left_source(
        self, tokens: list[Token], lows: list[str], left: int, found: list[_Cue]
    ) -> NounPhrase | None:
        if left < 0:
            return None
        if (
            lows[left] in self._grammar["coordinators"]
            or (tokens[left].text == ","
            and found
            and not self._apposed(tokens, left))
        ):
            previous = found[-1].source if found else self._subject(tokens, left)
            return previous.as_shared() if previous else None
        return phrase_before(tokens, left, self._words)

    def _apposed(self, tokens: list[Token], comma: int) -> bool:
        return phrase_before(tokens, comma, self._words) is not None

    def _placed(
        self, tokens: list[Token], lows: list[str], index: int, size: int, verb: Verb, negated: bool,
        source: NounPhrase, first: int,
    ) -> _Cue | None:  # fmt: skip
        """Decide on which side of the cue its words are."""
        stop = index + size
        quote_before = first > 0 and (
            tokens[first - 1].text in (QUOTE, GLUE)
            or (first > 1
            and tokens[first - 1].text in ",–—-"
            and tokens[first - 2].text == QUOTE)
        )
        comma_before = first > 0 and tokens[first - 1].text in (",", "–", "—", "-") and first >= 4
        after = self._words_after(tokens, lows, stop, verb)
        if quote_before:
            if after and not self._clause_starts(tokens, stop, verb):
                after = self._quote_or_colon(tokens, stop)
            return _Cue(index, size, verb, negated, source, first, stop, after, True)
        if after and (not comma_before or self._clause_starts(tokens, stop, verb)):
            if "clause_only" in verb.traits and not self._clause_starts(tokens, stop, verb):
                return None
            return _Cue(index, size, verb, negated, source, first, stop, True, False)
        if comma_before and self._closes(tokens, lows, stop) and self._has_clause(tokens, 0, first - 1):
            return _Cue(index, size, verb, negated, source, first, stop, False, True)
        if after:
            if "clause_only" in verb.traits and not self._clause_starts(tokens, stop, verb):
                return None
            return _Cue(index, size, verb, negated, source, first, stop, True, False)
        # Nothing on either side: "The ministry said:", with the quotation in the next sentence.
        if stop >= len(tokens) or tokens[-1].text == ":":
            return _Cue(index, size, verb, negated, source, first, stop, False, False)
        return None

    def _over_auxiliaries(self, lows: list[str], at: int) -> tuple[int, set[str]]:
        """Walk left over auxiliaries, adverbs and times: (the place reached, the words passed)."""
        grammar = self._grammar
        seen: set[str] = set()
        while at >= 0:
            low = lows[at]
            if (
                low in grammar["auxiliaries"]
                or low in grammar["modals"]
                or low in grammar["negations"]
                or low in grammar["adverbs"]
            ):
                seen.add(low)
            elif low.endswith("ly") and low not in (
                "italy",
                "family",
                "ally",
                "assembly",
                "july",
                "daily",
                "supply",
            ):
                pass
            elif low in grammar["temporal"] or low.isdigit():
                back = at
                while back >= 0 and (
                    lows[back] in grammar["temporal"]
                    or lows[back] in grammar["temporal_lead"]
                    or lows[back].isdigit()
                ):
                    back -= 1
                if back < 0 or lows[back] == ",":
                    return at, seen
                at = back
                continue
            else:
                break
            at -= 1
        return at, seen

    def _plural_before(self, tokens: list[Token], at: int) -> bool:
        if at < 0:
            return False
        low = tokens[at].low
        return (
            low
            in (
                "they",
                "we",
                "i",
                "who",
                "and",
                "you",
                "authorities",
                "people",
                "many",
                "some",
                "others",
                "forces",
                "media",
            )
            or (low.endswith("s")
            and not low.endswith("ss")
            and not tokens[at].possessive)
        )

    # Content --------------------------------------------------------------------------------------------------

    def _words_after(self, tokens: list[Token], lows: list[str], stop: int, verb: Verb) -> bool:
        return not self._closes(tokens, lows, stop) or self._clause_starts(tokens, stop, verb)

    def _closes(self, tokens: list[Token], lows: list[str], stop: int) -> bool:
        """True when what follows the cue is the sentence's end, or only when, where and to whom."""
        if stop >= len(tokens) or tokens[stop].text in (".", "!", "?", ";", "…", ",", ")", "—", "–"):
            return True
        low = lows[stop]
        if low in self._grammar["hearers"] or (tokens[stop].capital and low not in self._grammar["no_names"]):
            return low in self._grammar["hearers"]
        if low in self._grammar["temporal"] or low in self._grammar["adjuncts"]:
            return True
        counted = low in ("a", "an", "one", "two", "three", "several", "few") or low.isdigit()
        if counted and stop + 1 < len(lows) and lows[stop + 1] in self._grammar["temporal"]:
            return True
        return low.endswith("ly")

    def _clause_starts(self, tokens: list[Token], stop: int, verb: Verb) -> bool:
        """True when "that", a colon, a quotation or a clause follows, a hearer and circumstances apart."""
        grammar = self._grammar
        for at in range(stop, min(stop + 26, len(tokens))):
            token = tokens[at]
            if token.low in grammar["complementizers"]:
                return token.low == "that" or at == stop
            if token.text in (":", QUOTE):
                return True
            if token.text in (".", ";", "!", "?") or token.low in ("which", "who", "while", "when"):
                return False
            if (
                token.low == "to"
                and "infinitive" in verb.traits
                and at - stop < 8
                and self._infinitive(tokens, at)
            ):
                return True
            if (
                at > stop
                and token.low in grammar["auxiliaries"] | grammar["modals"]
                and token.low != "to"
                and at - stop < 18
            ):
                return True
        return stop < len(tokens) and (
            tokens[stop].low in ("he", "she", "they", "it", "we", "there", "i", "his", "no", "any")
        )

    def _infinitive(self, tokens: list[Token], to: int) -> bool:
        if to + 1 >= len(tokens):
            return False
        word = tokens[to + 1]
        return (
            word.word
            and not word.capital
            and word.low not in self._grammar["determiners"] | self._grammar["hearers"]
        )

    def _quote_or_colon(self, tokens: list[Token], stop: int) -> bool:
        return any(token.text in (":", QUOTE) for token in tokens[stop : stop + 14])

    def _has_content(self, tokens: list[Token], start: int) -> bool:
        return (
            any(token.text == QUOTE for token in tokens[start:])
            or sum(token.word for token in tokens[start:]) >= MIN_WORDS
        )

    def _has_clause(self, tokens: list[Token], start: int, stop: int) -> bool:
        """True for a clause, not for "Last week" or "In June 2021, before a meeting with X"."""
        inside = tokens[start:stop]
        if sum(token.word for token in inside) < 4:
            return False
        grammar = self._grammar
        finite = any(
            token.low in grammar["auxiliaries"]
            or (token.low in grammar["modals"]
            and token.low != "to")
            or token.low.endswith("ed")
            for token in inside
        )
        return finite or tokens[start].low not in grammar["adjuncts"]

    def _only_quotes(self, tokens: list[Token], start: int) -> bool:
        return any(token.text in (QUOTE, ":") for token in tokens[start:])

    def _stands_alone(self, tokens: list[Token], cue: _Cue, reported_from: int | None) -> bool:
        """False for a cue inside what another one already reports: "He said that Y had asked …"."""
        if reported_from is None:
            return True
        if cue.verb.form == "gerund":
            return tokens[cue.index - 1].text in (",", QUOTE)
        if cue.source is not None and cue.source.shared:
            return tokens[cue.left - 1].text == "," or cue.verb.lemma in ("add", "say", "note", "stress")
        if cue.left > 0 and tokens[cue.left - 1].text in (QUOTE, ";"):
            return True
        if cue.left > 1 and tokens[cue.left - 1].text == "," and tokens[cue.left - 2].text == QUOTE:
            return True
        return (
            cue.left > 0
            and tokens[cue.left - 1].low in self._grammar["contrast"]
            and tokens[cue.left - 2].text == ","
        )

    def _attributed(
        self, tokens: list[Token], cues: list[_Cue], sentence: Sentence, number: int
    ) -> list[Attribution]:
        found: list[Attribution] = []
        for at, cue in enumerate(cues):
            begin = cues[at - 1].right if at else 0
            end = next((c.left for c in cues[at + 1 :] if not c.before or c.left > cue.right), len(tokens))
            if at + 1 < len(cues) and cues[at + 1].before and not cue.before and cue.after:
                end = min(end, cues[at + 1].left)
            sides = []
            if cue.before:
                sides.append((begin, cue.left))
            if cue.after:
                sides.append((cue.right, end))
            elif cue.before and any(t.text == QUOTE for t in tokens[cue.right : end]) and at + 1 == len(cues):
                sides.append((cue.right, end))  # "A," he said. "B": the second part of the same quotation
            found.extend(self._said(tokens, cue, sides, sentence, number))
        if not cues:
            found.extend(self._bare(tokens, sentence, number))
        return found

    def _said(
        self, tokens: list[Token], cue: _Cue, sides: list[tuple[int, int]], sentence: Sentence, number: int
    ) -> list[Attribution]:
        cue_span = Span(tokens[cue.index].start, tokens[cue.index + cue.size - 1].end)
        found: list[Attribution] = []
        if not sides:
            empty = Span(sentence.span.end, sentence.span.end)
            return [Attribution(number, cue.source, cue.verb, cue_span, empty, (), False, cue.negated)]
        whole: list[Quotation] = []
        for start, stop in sides:
            start, stop = self._trimmed(tokens, start, stop, cue)
            if start >= stop:
                continue
            span = Span(tokens[start].start, tokens[stop - 1].end)
            inside = [
                q for q in sentence.quotations if span.start <= q.outer.start and q.outer.end <= span.end
            ]
            full = [q for q in inside if self._is_whole(tokens, q, start, stop)]
            if full and (cue.before or not self._rest(tokens, start, stop, full)):
                whole.extend(full)
                continue
            if full and self._rest(tokens, start, stop, full):
                whole.extend(full)
                cut = next(k for k in range(start, stop) if tokens[k].start == full[0].outer.start)
                if sum(t.word for t in tokens[start:cut]) < 5:
                    continue
                _, stop = self._trimmed(tokens, start, cut, cue)
                span = Span(span.start, tokens[stop - 1].end)
                inside = [q for q in inside if q.outer.end <= span.end]
            if sum(t.word for t in tokens[start:stop]) + sum(q.words for q in inside) < MIN_WORDS:
                continue
            mine = cue.before and any(
                t.low in ("we", "our", "i", "we're", "we've", "we'll", "i'm")
                for t in tokens[start : start + 6]
            )
            found.append(
                Attribution(
                    number,
                    cue.source,
                    cue.verb,
                    cue_span,
                    span,
                    tuple(inside),
                    mine and not inside,
                    cue.negated,
                    mine,
                    cue.accords,
                )
            )
        if whole:
            span = Span(whole[0].span.start, whole[-1].span.end)
            found.append(
                Attribution(number, cue.source, cue.verb, cue_span, span, tuple(whole), True, cue.negated)
            )
        return sorted(found, key=lambda a: a.content.start)

    def _trimmed(self, tokens: list[Token], start: int, stop: int, cue: _Cue) -> tuple[int, int]:
        clause = False  # "that" stands before the words already
        while start < stop and (
            tokens[start].text in (",", ":", "–", "—", ";", GLUE, ".")
            or tokens[start].low in ("that", "and", "but")
        ):
            clause = clause or tokens[start].low == "that"
            start += 1
        while stop > start and (
            tokens[stop - 1].text in (",", ":", "–", "—", ";", GLUE, "-")
            or tokens[stop - 1].low in ("and", "but", "while")
        ):
            stop -= 1
        if cue.after and start >= cue.right and not clause:
            # The hearer and the circumstances: "told reporters in Moscow that", "said on Monday that".
            for at in range(start, min(start + 24, stop)):
                if tokens[at].low == "that" and at > start:
                    after_noun = tokens[at - 1].low not in self._grammar["temporal"] and at - start > 14
                    if not after_noun and self._opens_circumstance(tokens, start, cue):
                        return at + 1, stop
                    break
                if tokens[at].text in (".", ";"):
                    break
        return start, stop

    def _opens_circumstance(self, tokens: list[Token], start: int, cue: _Cue) -> bool:
        low = tokens[start].low
        return (
            low in self._grammar["adjuncts"]
            or low in self._grammar["temporal"]
            or low.endswith("ly")
            or "hearer" in cue.verb.traits
        )

    def _is_whole(self, tokens: list[Token], quotation: Quotation, start: int, stop: int) -> bool:
        """True for a quotation that is a sentence by itself, or all that the clause reports."""
        inside = [k for k in range(start, stop) if tokens[k].word]
        if len(inside) <= 1 and all(tokens[k].low in ("the", "it", "a", "is", "was", "that") for k in inside):
            return True
        at = next((k for k in range(start, stop) if tokens[k].start == quotation.outer.start), None)
        if at is None or quotation.words < 3:
            return False
        first = self._text[quotation.span.start]
        lead = tokens[at - 1].text if at > start or at > 0 else ""
        if at == 0 or lead in (":", ".", "!", "?") or tokens[at - 1].text == QUOTE:
            return quotation.words >= 4 or at == 0
        return (
            ((first.isupper() or first in "[…")
            and quotation.words >= 4
            and (lead in (",", "–", "—") or tokens[at - 1].low in ("that", "as", "said", "saying")))
            or (lead == ","
            and quotation.words >= 8)
        )

    def _rest(self, tokens: list[Token], start: int, stop: int, full: list[Quotation]) -> bool:
        """True when at least five reported words stand outside the whole quotations."""
        return sum(token.word for token in tokens[start:stop]) >= 5

    def _bare(self, tokens: list[Token], sentence: Sentence, number: int) -> list[Attribution]:
        """A sentence that is a quotation and little else."""
        if tokens[0].text != QUOTE or sum(token.word for token in tokens) > 1:
            return []
        quotations = [q for q in sentence.quotations if q.words >= 2]
        if not quotations:
            return []
        span = Span(quotations[0].span.start, quotations[-1].span.end)
        return [Attribution(number, None, None, None, span, tuple(quotations), True)]


def passive_lead(tokens: list[Token], begin: int) -> bool:
    """True when the sentence up to `begin` is only a lead-in such as "On Monday,"."""
    return begin <= 4 and not any(token.text == QUOTE for token in tokens[:begin])
