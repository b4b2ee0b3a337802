"""Attributions of one sentence: who, by which verb, says which part of it."""

import re
from bisect import bisect_left
from typing import NamedTuple

from app.domain.spans import Span
from app.extract.cue import Cue
from app.extract.cues import CueFinder
from app.extract.lexicon import Lexicon, Verb
from app.extract.quotations import Quotation, outer_start
from app.extract.sentences import Sentence
from app.extract.sources import NounPhrase, phrase_after, phrase_before
from app.extract.tokens import GLUE, QUOTE, Token, tokens_of

MIN_WORDS = 2  # of reported content
MAX_OPENING = 80  # code points of a quotation in which its verb may stand
MAX_BEFORE_VERB = 2  # words before that verb: "has categorically denied"
_WORD = re.compile(r"[\w’'-]+")
_HAVE = frozenset({"has", "have", "had"})
MIN_BESIDE = 5  # words beside a whole quotation that are reported in their own right
_MARKS = (",", ":", "–", "—", ";", GLUE)
_FIRST_PERSON = frozenset({"we", "our", "i", "we're", "we've", "we'll", "i'm", "i've", "i'll"})


class Attribution(NamedTuple):
    """One act of saying. `source` is null for a sentence that is nothing but a quotation."""

    sentence: int
    source: NounPhrase | None
    verb: Verb | None
    cue: Span | None
    content: Span  # empty where the sentence only introduces what follows: "The ministry said:"
    quotations: tuple[Quotation, ...]
    direct: bool
    negated: bool = False
    first_person: bool = False  # direct words whose marks were lost


class SentenceReader:
    """Finds attributions in the sentences of one article in one language. Holds no state between sentences."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words
        self._cues = CueFinder(words)

    def source_at(self, sentence: Sentence, start: int) -> NounPhrase | None:
        """The phrase of a speaker that begins at the text offset `start`."""
        heads = self._words.heads
        tokens = tokens_of(self._text, sentence, self._words.verbs.keys(), heads["official"], heads["named"])
        at = next((k for k, token in enumerate(tokens) if token.start >= start), len(tokens))
        return phrase_after(tokens, at, self._words, long=True)

    @property
    def saying(self) -> Verb:
        """Plain saying, for words whose verb stands in another sentence."""
        return self._words.verbs["said"][0][1]

    def read(self, sentence: Sentence, number: int) -> list[Attribution]:
        """The attributions of a sentence in text order."""
        heads = self._words.heads
        tokens = tokens_of(self._text, sentence, self._words.verbs.keys(), heads["official"], heads["named"])
        if not tokens:
            return []
        cues = self._cues.find(tokens)
        if not cues:
            return self._bare(tokens, sentence, number)
        found: list[Attribution] = []
        for at, cue in enumerate(cues):
            found.extend(self._said(tokens, cue, self._sides(tokens, cues, at), sentence, number))
        return found

    def _sides(self, tokens: list[Token], cues: list[Cue], at: int) -> list[tuple[int, int]]:
        """The token ranges in which the words of cues[at] stand."""
        cue = cues[at]
        begin = cues[at - 1].right if at else 0
        end = next((c.left for c in cues[at + 1 :] if not c.before or c.left > cue.right), len(tokens))
        following = cues[at + 1] if at + 1 < len(cues) else None
        if following is not None and following.before:
            # "He said: “A,” Le said.": the quotation belongs to the verb right after it.
            for k in range(following.left - 1, max(following.left - 3, cue.right), -1):
                if tokens[k].text == QUOTE:
                    end = min(end, k)
        if cue.around:
            return [(begin, end)]
        sides = []
        if cue.before:
            sides.append((begin, cue.left))
        # The second part of the same quotation: "A," he said. "B".
        goes_on = at + 1 == len(cues) and any(t.text == QUOTE for t in tokens[cue.right : end])
        if cue.after or (cue.before and goes_on):
            sides.append((cue.right, end))
        return sides

    def _said(
        self, tokens: list[Token], cue: Cue, sides: list[tuple[int, int]], sentence: Sentence, number: int
    ) -> list[Attribution]:
        cue_span = Span(tokens[cue.index].start, tokens[cue.index + cue.size - 1].end)
        if not sides:
            empty = Span(sentence.span.end, sentence.span.end)
            return [Attribution(number, cue.source, cue.verb, cue_span, empty, (), False, cue.negated)]
        found: list[Attribution] = []
        whole: list[Quotation] = []
        for side in sides:
            start, stop = self._trimmed(tokens, *side, cue)
            if start >= stop:
                continue
            if self._only_introduces(tokens, start, stop, cue):
                empty = Span(sentence.span.end, sentence.span.end)
                return [Attribution(number, cue.source, cue.verb, cue_span, empty, (), False, cue.negated)]
            inside = _within(sentence, tokens, start, stop)
            beside_them = [k for k in range(start, stop) if tokens[k].word][:2] if inside else []
            full = [q for q in inside if self._is_whole(tokens, q, start, beside_them)]
            whole.extend(full)
            if full:
                beside = sum(token.word for token in tokens[start:stop])
                cut = next(k for k in range(start, stop) if tokens[k].start == full[0].outer.start)
                if cue.before or beside < MIN_BESIDE or sum(t.word for t in tokens[start:cut]) < MIN_BESIDE:
                    continue
                if tokens[start].low in self._words.grammar["prepositions"]:
                    continue  # "commented on the criticism: “…”"
                start, stop = self._trimmed(tokens, start, cut, cue)
                inside = _within(sentence, tokens, start, stop)
            if sum(t.word for t in tokens[start:stop]) + sum(q.words for q in inside) < MIN_WORDS:
                continue
            lost = (
                cue.before and not inside and any(t.low in _FIRST_PERSON for t in tokens[start : start + 6])
            )
            content = Span(tokens[start].start, tokens[stop - 1].end)
            found.append(
                Attribution(
                    number, cue.source, cue.verb, cue_span, content, tuple(inside), lost, cue.negated, lost
                )
            )
        if whole:
            content = Span(whole[0].span.start, whole[-1].span.end)
            found.append(
                Attribution(number, cue.source, cue.verb, cue_span, content, tuple(whole), True, cue.negated)
            )
        return sorted(found, key=lambda a: a.content.start)

    def _only_introduces(self, tokens: list[Token], start: int, stop: int, cue: Cue) -> bool:
        """True for "tweeted on his account:" at a sentence's end: the words are in the next sentence."""
        if not cue.after or tokens[-1].text != ":" or stop < len(tokens) - 1:
            return False
        circumstance = tokens[start].low in self._words.grammar["adjuncts"] or tokens[start].low == "the"
        return circumstance and not any(
            token.text == QUOTE or token.low in self._words.grammar["auxiliaries"]
            for token in tokens[start:stop]
        )

    def _trimmed(self, tokens: list[Token], start: int, stop: int, cue: Cue) -> tuple[int, int]:
        """The range without joints at its ends; after the cue also without hearer and circumstances."""
        clause = False  # "that" stands before the words already
        while start < stop and (
            tokens[start].text in (*_MARKS, ".") or tokens[start].low in ("that", "and", "but")
        ):
            clause = clause or tokens[start].low == "that"
            start += 1
        while stop > start and (
            tokens[stop - 1].text in (*_MARKS, "-") or tokens[stop - 1].low in ("and", "but", "while")
        ):
            stop -= 1
        if not cue.after or start < cue.right or clause:
            return start, stop
        for at in range(start, min(start + 24, stop)):
            if tokens[at].text in (".", ";"):
                break
            if (
                tokens[at].low == "that"
                and at > start
                and tokens[at - 1].low not in self._words.grammar["determiners"]
            ):
                return (at + 1, stop) if self._is_circumstance(tokens, start, cue) else (start, stop)
        return self._past_hearer(tokens, start, stop, cue), stop

    def _past_hearer(self, tokens: list[Token], start: int, stop: int, cue: Cue) -> int:
        """Without "that": "told reporters he had", "said Tuesday the base"."""
        grammar = self._words.grammar
        at = start
        if "hearer" in cue.verb.traits and at + 1 < stop and tokens[at].low in grammar["articles"]:
            at += tokens[at + 1].low in grammar["hearers"]  # "told the press"
        if "hearer" in cue.verb.traits and at < stop and tokens[at].low in grammar["hearers"]:
            at += 1
            while at < stop and tokens[at].capital and tokens[at].low in self._words.heads["media"]:
                at += 1  # "BBC News"
        named = at
        while "hearer" in cue.verb.traits and named < min(stop, at + 4) and tokens[named].capital:
            named += 1
        if at < named < stop and tokens[named].low in grammar["temporal"]:
            at = named  # "told Kommersant earlier"
        time = at
        while time < stop and (
            tokens[time].low in grammar["temporal"]
            or tokens[time].low in grammar["temporal_lead"]
            or tokens[time].low.isdigit()
        ):
            time += 1
            last = tokens[time - 1].low
            if last not in grammar["temporal_lead"] or last in ("earlier", "later"):
                at = time
        return at if stop - at >= MIN_WORDS else start

    def _is_circumstance(self, tokens: list[Token], at: int, cue: Cue) -> bool:
        low = tokens[at].low
        grammar = self._words.grammar
        return (
            tokens[at + 1].low in grammar["temporal"]  # "a week ago"
            or low in grammar["adjuncts"]
            or low in grammar["temporal"]
            or low.endswith("ly")
            or "hearer" in cue.verb.traits
        )

    def _is_whole(self, tokens: list[Token], quotation: Quotation, start: int, inside: list[int]) -> bool:
        """True for a quotation that is a sentence by itself, or all that the clause reports.

        `inside` are the first two words of the clause that are not quoted.
        """
        at = bisect_left(tokens, quotation.outer.start, lo=start, key=lambda token: token.start)
        if at and at < len(tokens) and tokens[at - 1].low == "that" and tokens[at].text == QUOTE:
            return False  # the clause of "that", in the speaker's words
        if not inside or (len(inside) == 1 and tokens[inside[0]].low in ("the", "it", "a", "is", "was")):
            return True
        if quotation.words < 3:
            return False
        if at == len(tokens) or tokens[at].text != QUOTE:
            return False  # a name in quotation marks
        if at == 0:
            return True
        before = tokens[at - 1]
        if before.text in (":", ".", "!", "?", QUOTE):
            return quotation.words >= 4
        first = self._text[quotation.span.start]
        opens = first.isupper() or first in "[…" or first.isdigit()
        spoken = before.low in self._words.verbs or (
            before.text in (",", "–", "—") and at > 1 and tokens[at - 2].low in self._words.verbs
        )
        leads = before.text in (",", "–", "—") or before.low == "as" or spoken
        return quotation.words >= 4 and ((opens and leads) or (spoken and quotation.words >= 8))

    def _bare(self, tokens: list[Token], sentence: Sentence, number: int) -> list[Attribution]:
        """A sentence that is a quotation and little else, or that ends in a dash and the speaker."""
        if tokens[0].text != QUOTE:
            return self._quoted_denial(tokens, sentence, number)
        quotations = [q for q in sentence.quotations if q.words >= 2]
        if not quotations:
            return []
        source: NounPhrase | None = None
        beside = sum(token.word for token in tokens)
        last = max(k for k, token in enumerate(tokens) if token.text == QUOTE)
        dashed = last + 2 < len(tokens) and tokens[last + 1].text in ("–", "—", "-", "―")
        if beside > 1 and not dashed:
            return []
        if beside and dashed:
            source = phrase_after(tokens, last + 2, self._words, long=True)
            if source is None or sum(t.word for t in tokens[source.stop :]) or not tokens[last + 2].capital:
                return []
        span = Span(quotations[0].span.start, quotations[-1].span.end)
        return [Attribution(number, source, None, None, span, tuple(quotations), True)]

    def _quoted_denial(self, tokens: list[Token], sentence: Sentence, number: int) -> list[Attribution]:
        """`The ministry “categorically denies these reports”.`: the verb stands in the marks."""
        at = next((k for k, token in enumerate(tokens) if token.text == QUOTE), 0)
        found = denying_quotation(self._text, sentence, self._words) if at else None
        source = phrase_before(tokens, at - 1, self._words) if found else None
        if found is None or source is None or source.first or tokens[at - 1].possessive:
            return []
        return [found.by(source, number, tokens[-1].end)]


class DenyingQuotation(NamedTuple):
    """A quotation that begins with the verb of its clause, a denial: "X “categorically denies it”"."""

    quotation: Quotation
    verb: Verb

    def by(self, source: NounPhrase, number: int, end: int) -> Attribution:
        """What `source` denies, up to the end of the sentence."""
        start = self.quotation.span.start
        said = Span(start, max(self.quotation.span.end, end))
        return Attribution(number, source, self.verb, Span(start, start), said, (self.quotation,), False)


def denying_quotation(text: str, sentence: Sentence, words: Lexicon) -> DenyingQuotation | None:
    """The first quotation of the sentence, where a denial's verb with at most adverbs before it opens it."""
    if not sentence.quotations:
        return None
    quotation = sentence.quotations[0]
    lows = [word.replace("’", "'") for word in _WORD.findall(quotation.span.of(text)[:MAX_OPENING].lower())]
    grammar = words.grammar
    for at, low in enumerate(lows[: MAX_BEFORE_VERB + 1]):
        entry = words.verb_at(lows, at)
        if entry is not None and entry[1].stance == "denial":
            having = at > 0 and lows[at - 1] in grammar.get("having", _HAVE)
            # No "rejected bid": what ends as a participle does stands alone behind an adverb.
            finite = entry[1].form in ("present", "finite") or (entry[1].form == "past" and at > 0)
            return DenyingQuotation(quotation, entry[1]) if finite or having else None
        if (
            low not in grammar["adverbs"]
            and low not in grammar.get("having", _HAVE)
            and not low.endswith(("ly", "ment", "mente"))
        ):
            return None
    return None


def _within(sentence: Sentence, tokens: list[Token], start: int, stop: int) -> list[Quotation]:
    first, last = tokens[start].start, tokens[stop - 1].end
    quotations = sentence.quotations
    begin = bisect_left(quotations, first, key=outer_start)
    end = bisect_left(quotations, last, lo=begin, key=outer_start)
    return [q for q in quotations[begin:end] if q.outer.end <= last]
