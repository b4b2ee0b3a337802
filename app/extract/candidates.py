"""Which attributions are statements, and which words of the article show them."""

import re
from functools import cache
from typing import NamedTuple

from app.domain.spans import Span
from app.extract.dates import SaidOn, is_near, said_on
from app.extract.findings import FoundBase
from app.extract.lexicon import Lexicon, lexicon
from app.extract.live_entries import EntryDays
from app.extract.said import Said
from app.extract.sentences import Sentence
from app.extract.subject import Subject

MAX_CHAIN = 3  # statements in a row that may lean on one that names the subject
MAX_NEWS_DAYS = 45  # between a deed and the article that has it as news
MAX_SHORT = 12  # words of a reported answer that leans on the question by a pronoun
MAX_ASIDE = 70  # code points after a speaker in which he may be called a source
MAX_OPENING = 2  # sentences whose "this" may point to the title
MAX_ASKED = 6  # sentences of a question
MAX_ANSWER = 25  # words of a reported answer that has its subject from the question
NEAR = 2  # sentences between two statements of one breath


def _one_side(said: Said, before: Said) -> bool:
    """True for one speaker, and for a body and the person who speaks for its state: the Kremlin and its spokesman."""
    if said.speaker.same_as(before.speaker):
        return True
    state = said.speaker.country
    return (
        state is not None and state == before.speaker.country and before.speaker.kind in ("body", "country")
    )


class Candidate(NamedTuple):
    """A statement in the making. `leans`: it has the subject from what stands before it."""

    said: Said
    span: Span
    leans: bool
    frame: str  # the words of its sentences that are not what was said
    on: SaidOn


class CandidateFinder:
    """Chooses among the attributions of one article."""

    def __init__(
        self,
        text: str,
        published: str | None,
        sentences: list[Sentence],
        subject: Subject,
        bases: tuple[FoundBase, ...],
        words: Lexicon,
        days: EntryDays,
    ) -> None:
        self._days = days
        self._text, self._published, self._sentences, self._words = text, published, sentences, words
        self._subject = subject
        self._cues = _cues(words.language)
        self._known_bases = [base.span for base in bases if base.base is not None]

    def find(self, said: list[Said]) -> list[Candidate]:
        """The statements among `said`, in text order."""
        chosen: list[Candidate] = []
        spoken: dict[int, list[Said]] = {}  # by sentence
        for one in said:
            spoken.setdefault(one.sentence, []).append(one)
        chain = 0
        for one in self._joined([s for s in said if self._may_be_statement(s)]):
            frame = self._frame(one)
            leans = False
            if not self._is_on_subject(one):
                leans = chain < MAX_CHAIN and self._leans(one, frame, chosen[-1] if chosen else None)
                if not leans:
                    continue
            chain = chain + 1 if leans else 0
            when = self._when(one, spoken[one.sentence]) if frame else ""
            if leans and one.unmarked:
                frame = self._question(one) or frame  # "Will the base stay?"
            on = said_on(when, self._days.of(one.content.start), self._words.language)
            if self._is_history(one, on):
                continue
            chosen.append(Candidate(one, one.content, leans, frame, on))
        beside: dict[int, list[Said]] = {}  # by sentence
        for candidate in chosen:
            for number in range(candidate.said.sentence, candidate.said.last_sentence + 1):
                beside.setdefault(number, []).append(candidate.said)
        return self._answers_joined(
            [c._replace(span=self._span(c.said, beside[c.said.sentence])) for c in chosen]
        )

    def _may_be_statement(self, said: Said) -> bool:
        """True for a side's words; "believes that" counts when it is about the subject by itself."""
        if not said.speaker.side or said.content.start >= said.content.end:
            return False
        if not said.direct and self._cues.nothing.match(self._text, said.content.start, said.content.end):
            return False  # "said nothing about the base"
        if said.speaker.person is None and said.source is not None:
            last = min(said.source.end + MAX_ASIDE, self._sentences[said.last_sentence].span.end)
            if self._cues.anonymous.search(self._text, said.source.start, last):
                return False  # "an officer, who asked not to be named": a source
        thought = not said.direct and said.verb is not None and "thought" in said.verb.traits
        return not thought or self._subject.says(said.content)

    def _is_history(self, said: Said, on: SaidOn) -> bool:
        """True for a deed that the article only looks back at: "In late 2012, X agreed to lease the base"."""
        deed = not said.direct and said.verb is not None and "deed" in said.verb.traits
        return deed and on.edtf is not None and self._published is not None and not is_near(
            on.edtf, self._published, MAX_NEWS_DAYS
        )  # fmt: skip

    def _is_on_subject(self, said: Said) -> bool:
        if self._subject.says(said.content):
            return True
        if not any(said.content.overlaps(span) for span in self._known_bases):
            return False
        return not self._subject.is_elsewhere(said.content)

    def _leans(self, said: Said, frame: str, before: Candidate | None) -> bool:
        """True for words without one of the subject that follow, in the same breath, some that have one."""
        content = said.content.of(self._text)
        judged = said.verb is not None and "judgement" in said.verb.traits
        if judged and self._subject.says(frame):
            return True  # "called the reports on the base “nonsense”"
        if self._answers(said, frame, content):
            return True
        if said.unmarked and (question := self._question(said)) is not None:
            same = before is not None and self._paragraph(before) == self._sentences[said.sentence].paragraph
            asked = self._subject.strongly(question) or (
                self._subject.says(question) and self._subject.points_back(said.content)
            )
            leans = asked and self._subject.leans(said.content, len(content.split()))
            return leans or (same and self._subject.points_back(said.content))
        if not self._subject.leans(said.content, len(content.split())):
            return False
        near = before is not None and said.sentence - before.said.last_sentence <= NEAR
        after_subject = self._is_strong(said.sentence - 1)
        if not said.direct:
            same = near and before is not None and said.speaker.same_as(before.said.speaker)
            if self._subject.points_back(said.content):
                if self._subject.strongly(frame):
                    return True  # "While there are reports of troops, Mali has denied this information"
                titled = self._subject.in_title and said.sentence < MAX_OPENING
                return titled or near or after_subject or self._is_strong(said.sentence - 2)
            # "X said this was mere speculation"
            opens = content.split(maxsplit=1)[0].lower() in self._words.raw["topics"]["anaphora"]["opens"]
            return (same or (near and opens)) and self._subject.points_to_all(said.content)
        if self._subject.strongly(frame):
            return True
        if near and before is not None and _one_side(said, before.said):
            return True
        if after_subject or (near and self._subject.points_back(said.content)):
            return True
        return self._subject.in_title and self._subject.points_back(said.content)

    def _is_strong(self, number: int) -> bool:
        return number >= 0 and self._subject.strongly(self._sentences[number].span)

    def _question(self, said: Said) -> str | None:
        """The paragraph before an answer of an interview, when it asks."""
        paragraph = self._sentences[said.sentence].paragraph
        first = said.sentence
        while first and self._sentences[first - 1].paragraph == paragraph:
            first -= 1
        if not first:
            return None
        asked = [
            s.span for s in self._sentences[max(0, first - MAX_ASKED) : first] if s.paragraph == paragraph - 1
        ]
        words = self._text[asked[0].start : asked[-1].end] if asked else ""
        return words if "?" in words or self._cues.second_person.search(words) else None

    def _answers(self, said: Said, frame: str, content: str) -> bool:
        """True for an answer, whatever its words, to a question on the subject: "…, X said when asked about it"."""
        if (
            said.verb is None
            or self._cues.questioned.search(frame) is None
            or not self._subject.strongly(frame)
        ):
            return False
        if said.direct:
            return True
        number = len(content.split())
        if number <= MAX_SHORT and self._subject.leans(said.content, number):
            return True  # "…, X said it was too early"
        return number <= MAX_ANSWER and self._subject.points_back(said.content)

    def _joined(self, said: list[Said]) -> list[Said]:
        """Indirect words of one speaker in one sentence are one statement; a denial among them decides."""
        joined: list[Said] = []
        for one in said:
            before = joined[-1] if joined else None
            if (
                before is None
                or one.direct
                or before.direct
                or one.verb is None
                or before.sentence != one.sentence
                or not one.speaker.same_as(before.speaker)
            ):
                joined.append(one)
                continue
            verb = one.verb if one.verb.stance == "denial" and not one.negated else before.verb
            denied = verb.stance == "denial" and not before.negated if verb is not None else False
            if not denied and self._is_on_subject(one) and not self._is_on_subject(before):
                verb = one.verb
            joined[-1] = before._replace(
                content=Span(before.content.start, one.content.end),
                verb=verb,
                quotations=(*before.quotations, *one.quotations),
            )
        return joined

    def _answers_joined(self, chosen: list[Candidate]) -> list[Candidate]:
        """Neighbouring sentences of one answer are one statement."""
        joined: list[Candidate] = []
        for one in chosen:
            before = joined[-1] if joined else None
            if (
                before is None
                or not one.said.unmarked
                or not before.said.unmarked
                or one.said.sentence != before.said.last_sentence + 1
                or not self._is_one_answer(before, one)
            ):
                joined.append(one)
                continue
            span = Span(before.span.start, one.span.end)
            said = before.said._replace(content=span, last_sentence=one.said.sentence)
            joined[-1] = before._replace(span=span, said=said)
        return joined

    def _is_one_answer(self, before: Candidate, one: Candidate) -> bool:
        """True within a paragraph, and for the next one of an answer to one question."""
        if self._paragraph(one) == self._paragraph(before):
            return True
        labelled = one.said.content.start > self._sentences[one.said.sentence].span.start
        return not labelled and one.said.speaker.same_as(before.said.speaker)

    def _paragraph(self, candidate: Candidate) -> int:
        return self._sentences[candidate.said.sentence].paragraph

    def _span(self, said: Said, beside: list[Said]) -> Span:
        """The quoted words; else the sentence, without what another statement of it covers."""
        if said.direct or said.verb is None:
            return said.content
        sentence = self._sentences[said.sentence].span
        if said.content.end > sentence.end:  # a run of sentences
            return Span(sentence.start, self._sentences[said.last_sentence].span.end)
        others = [other for other in beside if other is not said]
        if not others:
            return sentence
        earlier = [o.content.end for o in others if o.content.end <= said.content.start]
        later = [o for o in others if o.content.start >= said.content.end]
        start, end = sentence.start, said.content.end if later else sentence.end
        if earlier:
            own = said.source.start if said.source is not None else said.content.start
            if self._text[max(0, own - 1) : own] == "-":  # "a-t-il dit, ajoutant que": past the other's verb
                own = self._text.find(",", own, said.content.start)
            start = max(own, *earlier) if own < said.content.start else max(earlier)
            while start < said.content.end and not self._text[start].isalnum():
                start += 1
        return Span(start, end)

    def _when(self, said: Said, beside: list[Said]) -> str:
        """The frame without what else is said there: words of time in it are of other things."""
        start, end = self._sentences[said.sentence].span.start, self._sentences[said.last_sentence].span.end
        own = said.content.start if said.source is None else said.source.start
        start = self._days.past(start)
        taken = [said.content, *(q.outer for q in said.quotations)]
        for number in range(said.sentence, said.last_sentence + 1):
            taken.extend(quotation.outer for quotation in self._sentences[number].quotations)
        taken.extend(one.content for one in beside if not one.content.start <= own < one.content.end)
        parts: list[str] = []
        for span in sorted(taken, key=lambda span: span.start):
            parts.append(self._text[start : span.start])
            start = max(start, span.end)
        return self._cues.aside.sub(" ", " ".join((*parts, self._text[start:end])))

    def _frame(self, said: Said) -> str:
        """The words of the sentences that are not what was said: when, where, in answer to what."""
        if said.verb is None and not said.quotations:
            return ""
        start, end = self._sentences[said.sentence].span.start, self._sentences[said.last_sentence].span.end
        if not said.direct or not said.quotations:
            return self._cues.aside.sub(
                " ", f"{self._text[start : said.content.start]} {self._text[said.content.end : end]}"
            )
        parts = []
        for quotation in said.quotations:
            parts.append(self._text[start : quotation.outer.start])
            start = quotation.outer.end
        return self._cues.aside.sub(" ", " ".join((*parts, self._text[start:end])))


class _Cues(NamedTuple):
    questioned: re.Pattern[str]  # beside an answer
    second_person: re.Pattern[str]
    aside: re.Pattern[str]  # beside the words said, about another time
    nothing: re.Pattern[str]  # said without saying anything
    anonymous: re.Pattern[str]  # makes a source of an official


@cache
def _cues(language: str) -> _Cues:
    words = lexicon(language)
    assert words is not None
    grammar = words.grammar

    def any_word(name: str) -> str:
        return "|".join(grammar.get(name, ())) or "(?!)"

    return _Cues(
        questioned=re.compile(rf"\b(?:{any_word('questioned')})\b", re.IGNORECASE),
        second_person=re.compile(
            words.raw["speakers"]["interviews"].get("second_person", "(?!)"), re.IGNORECASE
        ),
        aside=re.compile(
            rf"\b(?:{any_word('asides')})\b[^.;]*|, (?:{any_word('relatives')})\b[^,.;]{{0,160}}(?=[,.;])"
        ),
        nothing=re.compile(rf"(?:{any_word('says_nothing')})\b", re.IGNORECASE),
        anonymous=re.compile(rf"\b(?:{any_word('anonymous')})\b", re.IGNORECASE),
    )
