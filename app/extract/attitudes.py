"""Attitudes: what a text gives to someone without an act of saying, "wants a base", "a poll showed that".

They are attributions and never statements, so they are looked for only where attributions are asked for.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import chain

from app.domain.spans import Span
from app.extract.cue import Cue, is_plural
from app.extract.cues import CueFinder
from app.extract.lexicon import DATA, Lexicon, Syntax, Verb, verb_forms
from app.extract.placement import NO_ADVERBS, Placement
from app.extract.said import Said
from app.extract.sentences import Sentence
from app.extract.sources import NounPhrase, phrase_before, phrase_before_clause
from app.extract.speakers import SpeakerResolver
from app.extract.tokens import QUOTE, Token, tokens_of

CERTAINTY = 0.55
MAX_SOURCE = 9  # tokens of whose attitude it is; a longer phrase is a clause
MAX_CLAUSE = 12  # tokens from a verb to the past tense of its clause
MIN_WORDS = 1  # of what is wanted or thought
_CLAUSE, _INFINITIVE, _OBJECT = "clause", "infinitive", "object"
_HAVE = frozenset({"have", "has", "had", "having"})
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being"})


@dataclass(frozen=True, slots=True)
class _Attitudes:
    verbs: dict[
        str, tuple[tuple[tuple[str, ...], Verb], ...]
    ]  # first word -> (all words, verb), longest first
    groups: dict[str, frozenset[str]]  # lemma -> what may follow it


def find_attitudes(
    text: str, sentences: list[Sentence], said: list[Said], resolver: SpeakerResolver, words: Lexicon
) -> list[Said]:
    """The attitudes of an article in text order; `said` are its acts of saying, which are not found again."""
    if words.syntax is not Syntax.ENGLISH:
        return []
    finder = _Finder(words)
    if not finder.verbs:
        return []
    found: list[Said] = []
    latest = iter(sorted(said, key=lambda one: one.sentence))
    following = next(latest, None)
    spoken: dict[int, list[Said]] = {}
    for one in said:
        for number in range(one.sentence, one.last_sentence + 1):
            spoken.setdefault(number, []).append(one)
    heads = words.heads
    for number, sentence in enumerate(sentences):
        while following is not None and following.sentence <= number:
            resolver.last = following.speaker
            following = next(latest, None)
        tokens = tokens_of(text, sentence, words.verbs.keys(), heads["official"], heads["named"])
        for cue, start, stop in finder.find(tokens):
            assert cue.source is not None
            content = Span(tokens[start].start, tokens[stop - 1].end)
            at = tokens[cue.index].start
            inside = [one for one in spoken.get(number, ()) if one.content.start <= at < one.content.end]
            if inside and not (finder.is_clause(cue) and _heads(cue, inside[-1])):
                continue  # inside what somebody says, where it is the speaker's view and not the text's
            quoted = tuple(
                q
                for q in sentence.quotations
                if content.start <= q.outer.start and q.outer.end <= content.end
            )
            found.append(
                Said(
                    sentence=number,
                    last_sentence=number,
                    speaker=resolver.resolve(cue.source, cue.verb, None),
                    verb=cue.verb,
                    content=content,
                    quotations=quoted,
                    direct=False,
                    negated=cue.negated,
                    source=cue.source.span,
                    bare=False,
                    certainty=CERTAINTY,
                )
            )
    return found


def _heads(cue: Cue, said: Said) -> bool:
    """True for what somebody is said to think: "said he believed that"."""
    return cue.source is not None and cue.source.span.start == said.content.start and not said.direct


class _Finder:
    """Finds the attitudes of one sentence by the word order of English."""

    def __init__(self, words: Lexicon) -> None:
        self._words, self._grammar = words, words.grammar
        attitudes = _attitudes(words.language)
        self.verbs, self._groups = attitudes.verbs, attitudes.groups
        self._cues = CueFinder(words)
        self._placement = Placement(words)

    def find(self, tokens: list[Token]) -> list[tuple[Cue, int, int]]:
        """(cue, first and last token of the words, half-open) in order, without the cues of saying."""
        lows = [token.low for token in tokens]
        if self.verbs.keys().isdisjoint(lows):
            return []
        sayings = self._cues.find(tokens)
        taken = set(chain.from_iterable(range(cue.index, cue.index + cue.size) for cue in sayings))
        found: list[tuple[Cue, int, int]] = []
        for index in range(len(tokens)):
            if index in taken or lows[index] not in self.verbs or tokens[index].possessive:
                continue
            cue = self._at(tokens, lows, index, found)
            if cue is None:
                continue
            start, stop = self._content(tokens, cue)
            if sum(token.word or token.text == QUOTE for token in tokens[start:stop]) >= MIN_WORDS:
                found.append((cue, start, stop))
        return found

    def is_clause(self, cue: Cue) -> bool:
        """True for a verb of thinking: only a clause can follow it."""
        return self._groups[cue.verb.lemma] == {_CLAUSE}

    def _at(
        self, tokens: list[Token], lows: list[str], index: int, found: list[tuple[Cue, int, int]]
    ) -> Cue | None:
        entry = next(
            (e for e in self.verbs[lows[index]] if tuple(lows[index : index + len(e[0])]) == e[0]), None
        )
        if entry is None or (tokens[index].capital and index):
            return None
        size, verb = len(entry[0]), entry[1]
        if not self._has_complement(tokens, index + size, verb):
            return None
        left, seen = self._over(lows, index - 1)
        negated = bool(seen & self._grammar["negations"])
        if verb.form in ("past", "participle") and seen & _BE:
            return None  # "was criticized"
        if verb.form == "participle" and not seen & _HAVE:
            return None  # "a letter seen by"
        nouns = self._grammar["noun_like"] | self._grammar["attitude_nouns"]
        named = _OBJECT in self._groups[verb.lemma] and lows[index] in nouns
        if named and verb.form in ("base", "present"):
            after = tokens[index + size : index + size + 1]
            if not after or not (after[0].capital or after[0].low in self._grammar["opens_object"]):
                return None  # "asylum claims over", "no current plans exist"
        if "to" in seen or (verb.form == "base" and not seen and left >= 0 and lows[left] == "to"):
            return None
        source = self._source(tokens, lows, index, left, verb, seen, found)
        if source is None:
            return None
        return Cue(index, size, verb, negated, source, source.first, index + size, True, False)

    def _source(
        self,
        tokens: list[Token],
        lows: list[str],
        index: int,
        left: int,
        verb: Verb,
        seen: set[str],
        found: list[tuple[Cue, int, int]],
    ) -> NounPhrase | None:
        if left < 0:
            return None
        if verb.form == "gerund" and not seen & _BE:
            return None
        if lows[left] in self._grammar["coordinators"] or tokens[left].text == ",":
            return found[-1][0].source if found and verb.form in ("past", "present") else None
        if not (tokens[left].word or tokens[left].text in (")", "—", "–")):
            return None
        anyone = _OBJECT not in self._groups[verb.lemma]
        source = phrase_before(tokens, left, self._words, anyone=anyone) or phrase_before_clause(
            tokens, left, self._words, anyone=anyone
        )
        if source is None or self._is_cut_wrongly(source):
            return None
        helped = seen & (self._grammar["modals"] | {"did", "does", "do", "didn't", "doesn't", "don't"})
        if verb.form == "base" and not helped and not is_plural(tokens, left, source, self._words):
            return None
        return source

    def _is_cut_wrongly(self, source: NounPhrase) -> bool:
        """True for a phrase with a verb in it, or one that ends where its noun is still to come."""
        last = source.tokens[-1]
        if len(source.tokens) > MAX_SOURCE or source.tokens[0].low.endswith("ing"):
            return True
        if last.possessive or (last.low in self._grammar["determiners"] and len(source.tokens) > 1):
            return True
        return last.low in ("his", "her", "their", "its", "our", "my", "your") or any(
            token.low in self._words.verbs for token in source.tokens[1:] if not token.capital
        )

    def _has_complement(self, tokens: list[Token], stop: int, verb: Verb) -> bool:
        groups = self._groups[verb.lemma]
        if stop >= len(tokens):
            return False
        if _OBJECT in groups:
            token = tokens[stop]
            return (token.word and token.low not in self._grammar["not_object"]) or token.text == QUOTE
        if _INFINITIVE in groups and tokens[stop].low == "to":
            return True
        if _CLAUSE not in groups:
            return False
        past = verb.lemma in self._grammar["findings"] and any(
            token.low.endswith("ed") and not token.capital for token in tokens[stop + 1 : stop + MAX_CLAUSE]
        )  # "found yields dropped by half"
        return past or self._placement.clause_starts(tokens, stop, verb)

    def _over(self, lows: list[str], at: int) -> tuple[int, set[str]]:
        """Walk left over auxiliaries, modals and adverbs: (the place reached, the words passed)."""
        grammar, seen = self._grammar, set[str]()
        while at >= 0:
            low = lows[at]
            if low == "longer" and at and lows[at - 1] == "no":
                seen.add("not")
                at -= 2
                continue
            closed = any(low in grammar[name] for name in ("auxiliaries", "modals", "negations", "adverbs"))
            if not closed and (not low.endswith("ly") or low in NO_ADVERBS):
                break
            seen.add(low)
            at -= 1
        return at, seen

    def _content(self, tokens: list[Token], cue: Cue) -> tuple[int, int]:
        """The words wanted or thought: up to the end of their clause."""
        start = cue.right
        if tokens[start].low == "that":
            start += 1
        clause = _CLAUSE in self._groups[cue.verb.lemma] and _OBJECT not in self._groups[cue.verb.lemma]
        for at in range(start + 1, len(tokens)):
            token = tokens[at]
            if token.text in (";", ".", "!", "?", "(") or token.text in ("—", "–"):
                return start, at
            following = tokens[at + 1].low if at + 1 < len(tokens) else ""
            if token.text == "," and (
                not clause
                or following in self._grammar["contrast"]
                or following.endswith("ing")
                or following in ("according", "who", "which")
            ):
                return start, at
            if token.low in ("while", "although", "because", "whereas") and not clause:
                return start, at
        return start, len(tokens)


@cache
def _attitudes(language: str) -> _Attitudes:
    path = DATA / language / "attitudes.toml"
    if not path.exists():
        return _Attitudes({}, {})
    data = tomllib.loads(path.read_text("utf-8"))
    groups: dict[str, set[str]] = {}
    for name, group in data.items():
        for entry in group["verbs"]:
            groups.setdefault(entry.partition(": ")[0], set()).add(name)
    forms = {first: entries for first, entries in verb_forms(data).items() if entries}
    return _Attitudes(forms, {lemma: frozenset(names) for lemma, names in groups.items()})
