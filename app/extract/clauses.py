"""Who says what in one sentence, in languages whose speaker stands on either side of a listed verb form.

"Песков заявил, что …", "…, заявил Песков", "«…», — сказал он", "По словам министра, …", "В МИД опровергли …".
"""

import re
from bisect import bisect_left
from functools import cache

from app.domain.spans import Span
from app.extract.attribution import MIN_WORDS, Attribution, denying_quotation
from app.extract.clause_cue import ENDS, LEADS, ClauseCue
from app.extract.clause_cues import ClauseCueFinder
from app.extract.lexicon import Lexicon, Verb, lexicon
from app.extract.noun_phrases import PhraseFinder
from app.extract.quotations import Quotation
from app.extract.sentences import Sentence
from app.extract.sources import NounPhrase
from app.extract.spoken import with_insertions
from app.extract.tokens import QUOTE, Token, part_of, tokens_of

_DASHES = ("–", "—", "-")
MIN_BEFORE = 4  # words before "по словам X" that may be what was said
MIN_ON_ITS_OWN = 4  # words of a quotation after a colon that is an act of saying by itself
MAX_BEFORE_COLON = 8  # tokens that name the speaker of a quotation without a verb
MAX_HEADING = 4  # words of a quotation that is the heading of a part
MAX_BEFORE_OBJECT = 3  # tokens up to the noun of an object: "все эти слухи о базе"
MAX_TO_COLON = 6  # tokens from a verb to the colon that ends its sentence: "a déclaré, à ce sujet :"
MAX_BETWEEN = 8  # tokens of an aside between a verb and its clause


@cache
def _lemmas(language: str) -> frozenset[str]:
    """The infinitives of one word."""
    words = lexicon(language)
    assert words is not None
    return frozenset(verb.lemma for forms in words.verbs.values() for _, verb in forms)


class ClauseReader:
    """Finds attributions in the sentences of one article in one language. Holds no state between sentences."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text, self._words = text, words
        self._phrases = PhraseFinder(words)
        self._cues = ClauseCueFinder(words, self._phrases)
        self._elided = tuple(words.grammar["elided"])
        self._pointing = words.grammar.get("demonstratives", frozenset[str]())
        self._stated = re.compile(words.raw["grammar"]["stated_before"])
        self._undeclined: bool = words.raw["grammar"].get("undeclined", False)
        self._lemmas = _lemmas(words.language)
        self._attached = tuple(sorted(words.grammar["attached"], key=len, reverse=True))

    @property
    def saying(self) -> Verb:
        """Plain saying, for words whose verb stands in another sentence."""
        return next(
            verb for forms in self._words.verbs.values() for _, verb in forms if verb.stance == "neutral"
        )

    def source_at(self, sentence: Sentence, start: int) -> NounPhrase | None:
        """The phrase of a speaker after the text offset `start`, by whose verb that is: "Об этом … заявил X"."""
        tokens = [token for token in self._tokens(sentence) if token.start >= start]
        cues = self._cues.find(tokens)
        sources = [cue.source for cue in cues]
        named = next((source for source in sources if not self._phrases.is_outlet(source)), None)
        return named or next(iter(sources), None)

    def read(self, sentence: Sentence, number: int) -> list[Attribution]:
        """The attributions of a sentence in text order."""
        sentence = with_insertions(self._text, sentence, self._words)
        tokens = self._tokens(sentence)
        cues = self._cues.find(tokens)
        if not cues:
            return self._bare(tokens, sentence, number)
        found: list[Attribution] = []
        for at in range(len(cues)):
            found.extend(self._said(tokens, cues, at, sentence, number, found))
        return found

    def _tokens(self, sentence: Sentence) -> list[Token]:
        heads = self._words.heads
        # Titles, and an outlet's name, are read in quotation marks too: "сообщил «Интерфаксу» представитель".
        bare = heads["official"] if self._undeclined else heads["official"] | heads["agencies"]
        tokens = tokens_of(self._text, sentence, frozenset(), bare, heads["named"])
        if not self._elided:
            return tokens
        return [part for token in tokens for part in self._parted(token)]

    def _parted(self, token: Token) -> list[Token]:
        """ "l'ambassadeur" is "l'" and "ambassadeur", "a-t-il" is "a" and "t-il"."""
        if "'" not in token.low and "-" not in token.low:
            return [token]  # most tokens
        cuts = [(token.start, token.end)]
        lead = next((e for e in self._elided if token.low.startswith(e) and len(token.low) > len(e)), None)
        if lead is not None:
            cut = token.start + len(lead)
            cuts = [(token.start, cut), (cut, token.end)]
        tail = (
            next((t for t in self._attached if token.low.endswith(f"-{t}")), None)
            if "-" in token.low
            else None
        )
        if tail is not None and not token.capital:
            start, end = cuts.pop()
            cuts += [(start, end - len(tail) - 1), (end - len(tail), end)]
        if len(cuts) == 1:
            return [token]
        parts = [(start, end, self._text[start:end]) for start, end in cuts]
        return [part_of(start, end, word, word.lower().replace("’", "'")) for start, end, word in parts]

    # What was said --------------------------------------------------------------------------------------------

    def _said(
        self,
        tokens: list[Token],
        cues: list[ClauseCue],
        at: int,
        sentence: Sentence,
        number: int,
        earlier: list[Attribution],
    ) -> list[Attribution]:
        cue = cues[at]
        low = cues[at - 1].right if at else 0
        high = cues[at + 1].left if at + 1 < len(cues) else len(tokens)
        cue_span = Span(tokens[cue.index].start, tokens[cue.end - 1].end)
        start, stop = self._content(tokens, cue, low, high)
        if start >= stop and tokens[-1].text == ":" and cue.right >= len(tokens) - MAX_TO_COLON:
            empty = Span(sentence.span.end, sentence.span.end)
            return [Attribution(number, cue.source, cue.verb, cue_span, empty, (), False, cue.negated)]
        if start < stop and earlier and tokens[start].start < earlier[-1].content.end:
            return []  # "…, сообщает агентство" after words that have a speaker
        found = []
        for first, last, quotations, direct in self._parts(tokens, start, stop, cue, sentence):
            content = Span(first, last)
            found.append(
                Attribution(number, cue.source, cue.verb, cue_span, content, quotations, direct, cue.negated)
            )
        return found

    def _content(self, tokens: list[Token], cue: ClauseCue, low: int, high: int) -> tuple[int, int]:
        """The token range of what was said; empty when there is none."""
        grammar = self._words.grammar
        if cue.verb.form == "passive":
            return self._trimmed(tokens, low, cue.left)
        if cue.verb.form == "according":
            before = self._size(tokens, low, cue.left)
            after = self._size(tokens, cue.right, high)
            if after >= MIN_WORDS and (before < MIN_BEFORE or tokens[cue.left - 1].text not in LEADS):
                return self._trimmed(tokens, cue.right, high)
            return self._trimmed(tokens, low, high if after >= MIN_WORDS else cue.left)
        at = cue.right
        if "judgement" in cue.verb.traits:
            judged = self._object_before(tokens, cue, low)
            if judged[0] < judged[1]:  # "сообщения о базе назвал ложью"
                return judged[0], max(judged[1], self._trimmed(tokens, at, high)[1])
            said_of = not self._undeclined or self._is_object_alone(tokens, at, high)
            if not cue.led and said_of and self._size(tokens, at, high) >= MIN_ON_ITS_OWN:
                return self._trimmed(
                    tokens, at, high
                )  # "назвал ложью сообщения о том, что …": not what they say
        takes_object = (
            self._undeclined and "object" in cue.verb.traits and self._object_follows(tokens, at, high)
        )
        while at < high:
            token = tokens[at]
            if token.low in grammar["relatives"] or (takes_object and at > cue.right):
                break
            if token.low in grammar["complementizers"] or token.text == ":":
                if self._is_hearsay(tokens, cue, at):
                    break  # "прокомментировал сообщения о том, что": the words of others
                clause = self._trimmed(tokens, at + 1, high)
                if token.text == ":" and self._size(tokens, *clause) < MIN_WORDS:
                    break  # "…, сообщения отверг: базы, сказал он, нет"
                return clause
            if token.text == QUOTE and not cue.led and (at == cue.right or "object" not in cue.verb.traits):
                return self._trimmed(tokens, at, high)
            opens = token.text == "," and not self._that_follows(tokens, at, high)
            if opens and (that := self._past_aside(tokens, at, high)) is not None:
                at = that
                continue
            if token.text == "(" and (close := self._closed(tokens, at, high)) is not None:
                at = close + 1  # "a déclaré à la Douma (chambre basse) que …"
                continue
            if token.text in ENDS and not (token.text == "," and self._that_follows(tokens, at, high)):
                break
            at += 1
        if cue.led and cue.verb.form != "converb" and self._any_word(tokens, low, cue.left):
            return self._around(tokens, cue, low, high)
        if cue.as_said:
            return self._trimmed(tokens, at, high)
        if cue.verb.traits & {"object", "infinitive"}:
            said = self._trimmed(tokens, self._past_time(tokens, cue.right, high), high)
            return said if self._size(tokens, *said) >= MIN_WORDS else self._object_before(tokens, cue, low)
        if "about" in cue.verb.traits:
            if (
                low < cue.left
                and tokens[low].low in grammar["about"]
                and not self._stated.match(self._text, tokens[low].start)
                and self._size(tokens, low, cue.left) >= MIN_BEFORE
            ):
                return self._trimmed(tokens, low, cue.left)  # "О важной роли базы заявил X"
            about = next((k for k in range(cue.right, at) if tokens[k].low in grammar["about"]), None)
            pointing = about is not None and about + 1 < at and tokens[about + 1].low in self._pointing
            if about is not None and not pointing:  # "сообщил об этом" says nothing more
                return self._trimmed(tokens, about, high)
        return cue.right, cue.right

    def _object_before(self, tokens: list[Token], cue: ClauseCue, low: int) -> tuple[int, int]:
        """The object that cases let stand before its verb: "Министр сообщения о базе опроверг"."""
        if self._undeclined or "object" not in cue.verb.traits:
            return cue.right, cue.right
        first, last = low, cue.index
        if cue.source.first < cue.index:
            adverbs = self._words.grammar["adverbs"]
            between = any(token.low not in adverbs for token in tokens[cue.source.stop : cue.index])
            first, last = (cue.source.stop, cue.index) if between else (low, cue.source.first)
        first = next((k + 1 for k in range(last - 1, first - 1, -1) if tokens[k].text in ENDS), first)
        objects = self._words.grammar["objects"]
        if not any(token.low in objects for token in tokens[first : min(last, first + MAX_BEFORE_OBJECT)]):
            return cue.right, cue.right
        return self._trimmed(tokens, first, last)

    def _is_object_alone(self, tokens: list[Token], start: int, stop: int) -> bool:
        """True for "a qualifié ces informations d'inexactes": no quotation, no clause."""
        that = self._words.grammar["complementizers"]
        return not any(token.text in (QUOTE, ":") or token.low in that for token in tokens[start:stop])

    def _is_hearsay(self, tokens: list[Token], cue: ClauseCue, at: int) -> bool:
        """True for the clause of a noun that is what others say, after a verb that only speaks of it."""
        hearsay = self._words.raw["grammar"].get("hearsay")
        if (
            hearsay is None
            or "object" in cue.verb.traits
            or at < 2
            or tokens[at - 2].low not in self._pointing
        ):
            return False
        return any(re.match(hearsay, token.low) for token in tokens[cue.right : at])

    def _past_time(self, tokens: list[Token], at: int, high: int) -> int:
        """Where what was said begins, past "hier,", "en octobre 2001" and the like."""
        grammar = self._words.grammar
        times, leads = grammar["adverbs"] | grammar["temporal"], grammar["prepositions"] | grammar["articles"]
        while at < high:
            token, following = tokens[at], tokens[at + 1] if at + 1 < high else None
            leads_time = following is not None and (
                following.low in grammar["temporal"] or following.text.isdigit()
            )
            if not (
                token.text == ","
                or token.low in times
                or token.text.isdigit()
                or (token.low in leads and leads_time)
            ):
                break
            at += 1
        return at

    def _object_follows(self, tokens: list[Token], at: int, high: int) -> bool:
        """True for a noun right after the verb ("desmintió informes …"), not for its hearer, place or day."""
        grammar = self._words.grammar
        if at >= high or not tokens[at].word:
            return False
        passed = ("complementizers", "prepositions", "adverbs", "temporal")
        if any(tokens[at].low in grammar[kind] for kind in passed):
            return False
        return not (at + 1 < high and tokens[at + 1].low in grammar["temporal"])

    def _past_aside(self, tokens: list[Token], at: int, high: int) -> int | None:
        """The comma that ends an aside between a verb and its clause: "Agregó, sin embargo, que …"."""
        placed = at + 1 < high and tokens[at + 1].low in self._words.grammar["prepositions"]
        for k in range(at + 1, min(high, at + MAX_BETWEEN)):
            if placed and tokens[k].low in self._words.grammar["complementizers"]:
                return k  # "a démenti, dans un texte publié hier que …"
            if tokens[k].text in ENDS:
                closes = tokens[k].text == "," and self._that_follows(tokens, k, high)
                return k if closes else None
        return None

    def _closed(self, tokens: list[Token], at: int, high: int) -> int | None:
        """The bracket that closes the one at `at`."""
        return next((k for k in range(at + 1, min(high, at + MAX_BETWEEN)) if tokens[k].text == ")"), None)

    def _that_follows(self, tokens: list[Token], at: int, high: int) -> bool:
        return at + 1 < high and tokens[at + 1].low in self._words.grammar["complementizers"]

    def _around(self, tokens: list[Token], cue: ClauseCue, low: int, high: int) -> tuple[int, int]:
        """What stands before a cue, and what goes on after it: "«A, — сказал он, — Б»"."""
        if low and cue.left > 1 and tokens[cue.left - 2].text == QUOTE:
            # "« A, promettait X à Paris. B », ajoutait-il": past the end of what the writer puts in
            low = next((k + 1 for k in range(cue.left - 2, low - 1, -1) if tokens[k].text == "."), low)
        start, stop = self._trimmed(tokens, low, cue.left)
        after = next((k for k in range(cue.right, high) if tokens[k].text in _DASHES), None)
        if after is not None and after + 1 < high and any(t.text == QUOTE for t in tokens[after:high]):
            return self._trimmed(tokens, low, high)
        quoted = any(token.text == QUOTE for token in tokens[low : cue.left])
        rest = (
            not quoted
            and high > cue.right
            and tokens[cue.right].text == ","
            and self._size(tokens, cue.right, high)
        )
        if rest and cue.source.first > cue.index and self._size(tokens, low, cue.left) < MIN_BEFORE:
            return self._trimmed(tokens, low, high)  # "Документ, напомнил он, будет ратифицирован"
        return start, stop

    def _size(self, tokens: list[Token], start: int, stop: int) -> int:
        """Words, a quotation as many as are enough."""
        return sum(MIN_BEFORE if token.text == QUOTE else token.word for token in tokens[start:stop])

    def _any_word(self, tokens: list[Token], start: int, stop: int) -> bool:
        return any(token.word or token.text == QUOTE for token in tokens[start:stop])

    def _trimmed(self, tokens: list[Token], start: int, stop: int) -> tuple[int, int]:
        joints = self._words.grammar["and"]
        while start < stop and not (tokens[start].word or tokens[start].text == QUOTE):
            start += 1
        while stop > start and (
            not (tokens[stop - 1].word or tokens[stop - 1].text == QUOTE) or tokens[stop - 1].low in joints
        ):
            stop -= 1
        return start, stop

    def _parts(
        self, tokens: list[Token], start: int, stop: int, cue: ClauseCue, sentence: Sentence
    ) -> list[tuple[int, int, tuple[Quotation, ...], bool]]:
        """(start, end, quotations, direct) in code points: the quotations alone where they are all that was said."""
        if start >= stop:
            return []
        first, last = tokens[start].start, tokens[stop - 1].end
        inside = tuple(q for q in sentence.quotations if first <= q.outer.start and q.outer.end <= last)
        inner = (
            range(cue.left, cue.right) if start < cue.left else range(0)
        )  # the words of the cue that stand inside
        beside = sum(tokens[k].word for k in range(start, stop) if k not in inner)
        named = beside == 1 and "object" in cue.verb.traits  # "выразил обеспокоенность «…»"
        if inside and beside <= 1 and not named and sum(q.words for q in inside) >= MIN_WORDS:
            return [(inside[0].span.start, inside[-1].span.end, inside, True)]
        if beside + sum(q.words for q in inside) < MIN_WORDS:
            return []
        own = next((q for q in inside if q.words >= MIN_ON_ITS_OWN and self._after_colon(tokens, q)), None)
        if own is not None and own is inside[-1]:
            cut = next(k for k in range(start, stop) if tokens[k].start == own.outer.start)
            lead = self._parts(tokens, *self._trimmed(tokens, start, cut), cue, sentence)
            return [*lead, (own.span.start, own.span.end, (own,), True)]
        return [(first, last, inside, False)]

    def _is_heading(self, quotation: Quotation) -> bool:
        """True for a name in marks that no stop ends."""
        return quotation.closed and self._text[quotation.span.end - 1] not in ".!?…,"

    def _after_colon(self, tokens: list[Token], quotation: Quotation) -> bool:
        at = bisect_left(tokens, quotation.outer.start, key=lambda token: token.start)
        return at > 0 and tokens[at - 1].text == ":"

    def _before_colon(self, tokens: list[Token], colon: int) -> NounPhrase | None:
        """Who is named before a colon without a verb; in a longer sentence as its subject, or right before."""
        source = self._phrases.subject(tokens, 0, colon)
        if source is None or not self._undeclined or colon <= MAX_BEFORE_COLON or source.first <= 1:
            return source
        comma = next((k for k in range(colon - 1, -1, -1) if tokens[k].text == ","), colon)
        name = all(token.capital for token in tokens[comma + 1 : colon])
        return self._phrases.subject(tokens, comma + 1, colon) if name else None

    def _bare(self, tokens: list[Token], sentence: Sentence, number: int) -> list[Attribution]:
        """A sentence that is a quotation and little else, or that begins or ends with its speaker."""
        quotations = tuple(q for q in sentence.quotations if q.words >= 2)
        quoted = [k for k, token in enumerate(tokens) if token.text == QUOTE]
        if not quotations or not quoted:  # none, or only a title in quotation marks
            return []
        if len(tokens) == 1 and quotations[0].words <= MAX_HEADING and self._is_heading(quotations[0]):
            return []
        beside = sum(token.word for token in tokens)
        span = Span(quotations[0].span.start, quotations[-1].span.end)
        source: NounPhrase | None = None
        if beside:
            if quoted[0] > 1 and tokens[quoted[0] - 1].text == ":":
                source = self._before_colon(tokens, quoted[0] - 1)
            elif quoted[0] == 0 and len(quoted) == 1 and len(tokens) > 2 and tokens[1].text in _DASHES:
                source = self._phrases.subject(tokens, 2, len(tokens))
            if source is None and not self._goes_on_to_say(tokens, quoted[0] - 1):
                return self._quoted_denial(tokens, quoted[0], sentence, number)
        return [Attribution(number, source, None, None, span, quotations, True)]

    def _quoted_denial(
        self, tokens: list[Token], at: int, sentence: Sentence, number: int
    ) -> list[Attribution]:
        """`Le ministère « dément formellement ces rumeurs ».`: the verb stands in the marks."""
        found = denying_quotation(self._text, sentence, self._words) if at else None
        source = self._phrases.subject(tokens, 0, at) if found else None
        if found is None or source is None or source.stop != at:
            return []
        return [found.by(source, number, tokens[-1].end)]

    def _goes_on_to_say(self, tokens: list[Token], colon: int) -> bool:
        """True for "Et d'ajouter : «…»": words of who spoke before."""
        return (
            colon > 1
            and tokens[colon].text == ":"
            and tokens[0].low in self._words.grammar["and"]
            and tokens[colon - 1].low in self._lemmas
        )
