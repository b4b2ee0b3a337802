"""Statements: attributions of those who speak for a side, on our subject, with kind, topic, countries and date."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from app.clean.article import CleanArticle
from app.domain.kinds import StatementKind, StatementMode, StatementTopic
from app.domain.spans import Span
from app.extract.cast import Cast
from app.extract.dates import SaidOn, said_on
from app.extract.findings import FoundBase, FoundStatement
from app.extract.interviews import find_turns
from app.extract.lexicon import Lexicon, lexicon
from app.extract.name_index import NameIndex
from app.extract.quotations import find_quotations
from app.extract.said import Said, find_said
from app.extract.sentences import Sentence, find_paragraphs, find_sentences
from app.extract.speakers import SpeakerResolver
from app.extract.stance import kind_of, topic_of
from app.extract.statement_countries import CountryFinder
from app.extract.subject import Subject

MAX_CHAIN = 3  # statements in a row that may lean on one that names the subject
NEAR = 2  # sentences


@dataclass(frozen=True, slots=True)
class _Candidate:
    said: Said
    span: Span
    leans: bool
    frame: str
    on: SaidOn


def find_statements(
    article: CleanArticle, index: NameIndex, bases: tuple[FoundBase, ...]
) -> tuple[tuple[FoundStatement, ...], tuple[FoundStatement, ...]]:
    """(statements, attributions) of an article in text order; both empty in a language without a lexicon.

    Attributions are all that is said by anyone on anything; their span is what was said. A statement's span is
    the quoted words, or the whole sentence that reports them.
    """
    words = lexicon(article.language)
    if words is None:
        return (), ()
    text = article.text
    paragraphs = find_paragraphs(text)
    sentences = find_sentences(text, paragraphs, find_quotations(text, paragraphs))
    cast = Cast(text, article.title, article.published, index, words)
    resolver = SpeakerResolver(text, cast, index, words, article.published)
    turns = find_turns(text, article.title, sentences, cast, words)
    said = find_said(text, sentences, turns, cast, resolver, words)
    finder = _StatementFinder(article, sentences, cast, index, words, bases)
    return tuple(finder.statements(said)), tuple(_attribution(text, one, words) for one in said)


def _attribution(text: str, said: Said, words: Lexicon) -> FoundStatement:
    return FoundStatement(
        speaker=said.speaker.name, speaker_mention=said.speaker.mention, official=said.speaker.official,
        span=said.content, mode=_mode(said), kind=kind_of(said.content.of(text), said.verb, negated=said.negated, words=words),
        topic=StatementTopic.OTHER, countries=(), bases=(), said_on=None, confidence=round(said.certainty * said.speaker.sure, 2),
    )  # fmt: skip


def _mode(said: Said) -> StatementMode:
    if said.direct:
        return StatementMode.DIRECT
    return StatementMode.MIXED if said.mixed else StatementMode.INDIRECT


class _StatementFinder:
    def __init__(
        self, article: CleanArticle, sentences: list[Sentence], cast: Cast, index: NameIndex, words: Lexicon,
        bases: tuple[FoundBase, ...],
    ) -> None:  # fmt: skip
        self._article, self._text, self._sentences, self._words, self._bases = (
            article,
            article.text,
            sentences,
            words,
            bases,
        )
        self._subject = Subject(article.text, article.title, words)
        self._countries = CountryFinder(article, cast, index, sentences)

    def statements(self, said: list[Said]) -> list[FoundStatement]:
        found: list[FoundStatement] = []
        chosen: list[_Candidate] = []
        for candidate in self._candidates(said):
            before = chosen[-1] if chosen else None
            near = before is not None and candidate.said.sentence - before.said.last_sentence <= NEAR
            statement = self._statement(
                candidate, before if near else None, found[-1] if near and found else None
            )
            chosen.append(candidate)
            found.append(statement)
        return self._dated(found, chosen)

    # Which of them are statements -----------------------------------------------------------------------------

    def _candidates(self, said: list[Said]) -> list[_Candidate]:
        found: list[_Candidate] = []
        chain = 0
        for one in self._joined([s for s in said if self._may_be_statement(s)]):
            content = one.content.of(self._text)
            frame = self._frame(one)
            before = found[-1] if found else None
            leans = False
            if not self._subject.says(content):
                leans = chain < MAX_CHAIN and self._leans(one, content, frame, before)
                if not leans:
                    continue
            chain = chain + 1 if leans else 0
            found.append(
                _Candidate(
                    one,
                    self._span(one, said),
                    leans,
                    frame,
                    said_on(frame, self._article.published, self._words),
                )
            )
        return self._turns_joined(found)

    def _may_be_statement(self, said: Said) -> bool:
        if not said.speaker.side or said.content.start >= said.content.end:
            return False
        return said.direct or said.verb is None or "thought" not in said.verb.traits

    def _leans(self, said: Said, content: str, frame: str, before: _Candidate | None) -> bool:
        """True for words without a word of the subject that follow, in the same breath, some that have one."""
        if not self._subject.leans(content, len(content.split())):
            return False
        if said.direct and self._subject.strongly(frame):
            return True
        if before is not None and said.sentence - before.said.last_sentence <= NEAR:
            return said.speaker.same_as(before.said.speaker) and said.direct
        previous = self._sentences[said.sentence - 1] if said.sentence else None
        return said.direct and previous is not None and self._subject.strongly(previous.span.of(self._text))

    def _joined(self, said: list[Said]) -> list[Said]:
        """Indirect words of one speaker in one sentence are one statement; the first decides, a denial goes first."""
        joined: list[Said] = []
        for one in said:
            before = joined[-1] if joined else None
            if (
                before is not None
                and not one.direct
                and not before.direct
                and one.verb is not None
                and before.sentence == one.sentence
                and one.speaker.same_as(before.speaker)
            ):
                verb = one.verb if one.verb.stance == "denial" and not one.negated else before.verb
                joined[-1] = replace(
                    before,
                    content=Span(before.content.start, one.content.end),
                    verb=verb,
                    quotations=(*before.quotations, *one.quotations),
                )
            else:
                joined.append(one)
        return joined

    def _turns_joined(self, found: list[_Candidate]) -> list[_Candidate]:
        """Neighbouring sentences of one answer are one statement."""
        joined: list[_Candidate] = []
        for one in found:
            before = joined[-1] if joined else None
            if (
                before is not None
                and self._is_turn(one)
                and self._is_turn(before)
                and one.said.sentence == before.said.last_sentence + 1
                and self._sentences[one.said.sentence].paragraph
                == self._sentences[before.said.sentence].paragraph
            ):
                span = Span(before.span.start, one.span.end)
                joined[-1] = replace(
                    before,
                    span=span,
                    said=replace(before.said, content=span, last_sentence=one.said.sentence),
                )
            else:
                joined.append(one)
        return joined

    def _is_turn(self, candidate: _Candidate) -> bool:
        return candidate.said.verb is None and candidate.said.direct and not candidate.said.quotations

    def _span(self, said: Said, every: list[Said]) -> Span:
        """The quoted words; else the sentence, without a quotation that is a statement of its own."""
        if said.direct or said.verb is None:
            return said.content
        sentence = self._sentences[said.sentence].span
        others = [
            o
            for o in every
            if o is not said
            and o.sentence <= said.sentence <= o.last_sentence
            and o.content.start < o.content.end
        ]
        if not any(o.direct or not o.speaker.same_as(said.speaker) for o in others):
            return sentence
        start = min(
            said.content.start,
            said.source.start if said.source and said.source.start >= sentence.start else said.content.start,
        )
        start = max([start, *(o.content.end for o in others if o.content.end <= said.content.start)])
        while start < said.content.end and not self._text[start].isalnum():
            start += 1
        if not any(o.content.end <= said.content.start for o in others):
            start = sentence.start
        end = said.content.end
        return Span(start, sentence.end if not any(o.content.start >= end for o in others) else end)

    def _frame(self, said: Said) -> str:
        """The words of the sentence that are not what was said: when, where, in answer to what."""
        sentence = self._sentences[said.sentence].span
        if said.verb is None and not said.quotations:
            return ""
        after = self._text[said.content.end : sentence.end] if said.content.end < sentence.end else ""
        return f"{self._text[sentence.start : max(sentence.start, said.content.start)]} {after}"

    # What they are --------------------------------------------------------------------------------------------

    def _statement(
        self, candidate: _Candidate, before: _Candidate | None, previous: FoundStatement | None
    ) -> FoundStatement:
        said = candidate.said
        content = said.content.of(self._text)
        kind = kind_of(content, said.verb, negated=said.negated, words=self._words)
        topic = topic_of(content, kind, self._words)
        if topic is None and previous is not None and said.direct:
            topic = previous.topic
        if topic is None:
            topic = topic_of(candidate.frame, StatementKind.COMMENT, self._words)
        carried = (
            previous.countries
            if previous is not None
            and (candidate.leans or said.speaker.same_as(before.said.speaker if before else None))
            else ()
        )
        confidence = said.certainty * said.speaker.sure * (0.88 if candidate.leans else 1.0)
        return FoundStatement(
            speaker=said.speaker.name,
            speaker_mention=said.speaker.mention,
            official=said.speaker.official,
            span=candidate.span,
            mode=_mode(said),
            kind=kind,
            topic=topic or StatementTopic.OTHER,
            countries=self._countries.of(said, candidate.frame, carried),
            bases=self._bases_of(candidate.span, said),
            said_on=None,
            confidence=round(confidence, 2),
        )

    def _bases_of(self, span: Span, said: Said) -> tuple[str, ...]:
        whole = Span(
            min(span.start, self._sentences[said.sentence].span.start),
            max(span.end, self._sentences[said.last_sentence].span.end),
        )
        inside = [b for b in self._bases if b.base is not None and whole.overlaps(b.span)]
        return tuple(dict.fromkeys(base.base for base in inside if base.base is not None))

    # When -----------------------------------------------------------------------------------------------------

    def _dated(self, found: list[FoundStatement], chosen: list[_Candidate]) -> list[FoundStatement]:
        dates: list[SaidOn] = []
        for number, candidate in enumerate(chosen):
            dates.append(
                self._date(candidate, chosen[number - 1] if number else None, dates[-1] if dates else None)
            )
        for number in range(len(chosen) - 1):
            # "Last week X said …" and then "…, he was cited as saying Friday".
            following = chosen[number + 1]
            if (
                dates[number].vague
                and following.on.edtf
                and following.said.speaker.same_as(chosen[number].said.speaker)
                and following.said.sentence - chosen[number].said.last_sentence <= 1
            ):
                dates[number] = following.on
        return [replace(statement, said_on=on.edtf) for statement, on in zip(found, dates, strict=True)]

    def _date(self, candidate: _Candidate, before: _Candidate | None, previous: SaidOn | None) -> SaidOn:
        if candidate.on.edtf or candidate.on.vague:
            return candidate.on
        published = SaidOn(self._article.published)
        if before is None or previous is None:
            return published
        gap = candidate.said.sentence - before.said.last_sentence
        same = candidate.said.speaker.same_as(before.said.speaker)
        if (same and gap <= 3) or (gap <= 1 and previous.edtf is not None):
            return previous
        return published


def sentence_at(sentences: list[Sentence], offset: int) -> int:
    """Number of the sentence that holds a text offset."""
    return max(0, bisect_right([s.span.start for s in sentences], offset) - 1)
