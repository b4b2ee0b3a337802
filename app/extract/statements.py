"""Statements: attributions of those who speak for a side, on our subject, with kind, topic, countries and date."""

import re
from itertools import pairwise

from app.clean.article import CleanArticle
from app.domain.kinds import StatementKind, StatementMode, StatementTopic
from app.domain.spans import Span
from app.extract.attitudes import find_attitudes
from app.extract.candidates import NEAR, Candidate, CandidateFinder
from app.extract.cast import Cast
from app.extract.dates import SaidOn, is_near, said_on
from app.extract.findings import FoundBase, FoundStatement
from app.extract.interviews import find_turns
from app.extract.languages import LanguageText, language_texts
from app.extract.lexicon import Lexicon, Verb
from app.extract.live_entries import EntryDays
from app.extract.name_index import NameIndex
from app.extract.quotations import find_quotations
from app.extract.said import Said, find_said
from app.extract.sentences import Sentence, find_paragraphs, find_sentences
from app.extract.speakers import Speaker
from app.extract.stance import kind_of, topic_of
from app.extract.statement_countries import CountryFinder
from app.extract.subject import Subject
from app.extract.syntax import speaker_resolver

LEANING = 0.88  # what is left of the confidence when the subject comes from the context
MAX_TOLD = 6  # sentences of a paragraph that set its time
MAX_LEAD = 4  # sentences that tell the news itself
FRESH_DAYS = 4  # between what the news tells and its article
NEWS_DAYS = 14  # between what is news and its article
SAME_BREATH = 3  # sentences of one speaker over which a date holds


def find_statements(
    article: CleanArticle, index: NameIndex, bases: tuple[FoundBase, ...], *, attributions: bool = False
) -> tuple[tuple[FoundStatement, ...], tuple[FoundStatement, ...]]:
    """(statements, attributions) of an article in text order; both empty in a language without a lexicon.

    Attributions, empty unless asked for, are all that is said by anyone on anything; their span is what was said.
    A statement's span is the quoted words, or the whole sentence that reports them.
    """
    texts = language_texts(article)
    named = [base.name for base in bases if base.base is not None]
    subjects = [Subject(article.text, article.title, part.spans, part.words, named) for part in texts]
    if len(subjects) > 1:
        for subject in subjects:
            subject.shared_with(subjects)
    if not texts or not (attributions or any(subject.may_be_met for subject in subjects)):
        return (), ()  # most articles of a feed: who says what in them is not worth the time
    text = article.text
    paragraphs = find_paragraphs(text)
    sentences = find_sentences(text, paragraphs, find_quotations(text, paragraphs))
    cast = Cast(text, article.title, article.published, index, texts)
    statements: list[FoundStatement] = []
    said: list[FoundStatement] = []
    for part, subject in zip(texts, subjects, strict=True):
        own = sentences
        if article.parts:
            own = [sentence for sentence in sentences if part.holds(sentence.span.start)]
        found, every = _in_language(
            article, part, subject, own, cast, index, bases, attributions=attributions
        )
        statements.extend(found)
        said.extend(every)
    return tuple(sorted(statements, key=_place)), tuple(sorted(said, key=_place))


def _place(statement: FoundStatement) -> int:
    return statement.span.start


def _in_language(
    article: CleanArticle,
    part: LanguageText,
    subject: Subject,
    sentences: list[Sentence],
    cast: Cast,
    index: NameIndex,
    bases: tuple[FoundBase, ...],
    *,
    attributions: bool,
) -> tuple[list[FoundStatement], list[FoundStatement]]:
    """(statements, attributions) of the sentences in one language; who is who, they share with the others."""
    text, words = article.text, part.words
    resolver = speaker_resolver(text, cast, index, words, article.published)
    turns = find_turns(text, sentences, cast, words)
    said = find_said(text, sentences, turns, cast, resolver, words)
    kinds = _Kinds(text, words)
    statements: list[FoundStatement] = []
    if subject.may_be_met:
        days = EntryDays(text, article.published, words.language)
        finder = CandidateFinder(text, article.published, sentences, subject, bases, words, days)
        chosen = finder.find(said)
        countries = CountryFinder(article, cast, index, sentences, words, bases)
        statements = _Builder(article, sentences, countries, kinds, words, bases, days).build(chosen)
    if not attributions:
        return statements, []
    every = [*said, *find_attitudes(text, sentences, said, resolver, words)]
    every.sort(key=lambda one: (one.content.start, one.content.end))
    return statements, [_attribution(one, kinds) for one in every]


class _Kinds:
    """Kinds by what was said, each found once: a statement is an attribution too."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text, self._words = text, words
        self._known: dict[tuple[Span, Verb | None, bool], StatementKind] = {}

    def of(self, said: Said) -> StatementKind:
        key = said.content, said.verb, said.negated
        if key not in self._known:
            content = said.content.of(self._text)
            self._known[key] = kind_of(content, said.verb, negated=said.negated, words=self._words)
        return self._known[key]


def _attribution(said: Said, kinds: _Kinds) -> FoundStatement:
    return FoundStatement(
        speaker=said.speaker.name,
        speaker_mention=said.speaker.mention,
        official=said.speaker.official,
        span=said.content,
        mode=_mode(said),
        kind=kinds.of(said),
        topic=StatementTopic.OTHER,
        countries=(),
        bases=(),
        said_on=None,
        confidence=round(said.certainty * said.speaker.sure, 2),
    )


def _mode(said: Said) -> StatementMode:
    if said.direct:
        return StatementMode.DIRECT
    return StatementMode.MIXED if said.quotations else StatementMode.INDIRECT


class _Builder:
    """Makes statements of candidates; some fields come from the candidate before."""

    def __init__(
        self,
        article: CleanArticle,
        sentences: list[Sentence],
        countries: CountryFinder,
        kinds: _Kinds,
        words: Lexicon,
        bases: tuple[FoundBase, ...],
        days: EntryDays,
    ) -> None:
        self._days = days
        self._text, self._published, self._title = article.text, article.published, article.title
        self._kinds = kinds
        self._sentences, self._countries, self._words, self._bases = sentences, countries, words, bases
        self._interview = re.compile(words.raw["speakers"]["interviews"]["mention"])

    def build(self, chosen: list[Candidate]) -> list[FoundStatement]:
        found: list[FoundStatement] = []
        for number, (candidate, on) in enumerate(zip(chosen, self._dates(chosen), strict=True)):
            before = chosen[number - 1] if number else None
            if before is not None and candidate.said.sentence - before.said.last_sentence > NEAR:
                before = None
            found.append(self._statement(candidate, on, before, found[-1] if before else None))
        return found

    def _statement(
        self, candidate: Candidate, on: str | None, before: Candidate | None, previous: FoundStatement | None
    ) -> FoundStatement:
        said = candidate.said
        content = said.content.of(self._text)
        kind = self._kinds.of(said)
        topic = topic_of(content, kind, self._words)
        if topic is None and said.unmarked:
            topic = topic_of(candidate.frame, StatementKind.COMMENT, self._words)  # of the question
        judged = said.verb is not None and "judgement" in said.verb.traits
        if topic is None and previous is not None and (said.direct or candidate.leans or judged):
            topic = previous.topic
        if topic is None:
            topic = topic_of(candidate.frame, StatementKind.COMMENT, self._words)
        if topic is None and self._title is not None and kind is StatementKind.DENIAL:
            topic = topic_of(
                self._title, StatementKind.COMMENT, self._words
            )  # "no such request" is on the news
        carried: tuple[str, ...] = ()
        if (
            previous is not None
            and before is not None
            and (candidate.leans or said.direct or said.speaker.same_as(before.said.speaker))
        ):
            carried = previous.countries
        return FoundStatement(
            speaker=said.speaker.name,
            speaker_mention=said.speaker.mention,
            official=said.speaker.official,
            span=candidate.span,
            mode=_mode(said),
            kind=kind,
            topic=topic or StatementTopic.OTHER,
            countries=self._countries.of(said, carried, leans=candidate.leans),
            bases=self._bases_of(candidate),
            said_on=on,
            confidence=round(said.certainty * said.speaker.sure * (LEANING if candidate.leans else 1.0), 2),
        )

    def _bases_of(self, candidate: Candidate) -> tuple[str, ...]:
        """The known bases that the statement or the words around it in its sentences name."""
        said = candidate.said
        first, last = self._sentences[said.sentence].span, self._sentences[said.last_sentence].span
        whole = Span(min(candidate.span.start, first.start), max(candidate.span.end, last.end))
        inside = (base.base for base in self._bases if whole.overlaps(base.span))
        return tuple(dict.fromkeys(slug for slug in inside if slug is not None))

    # When -----------------------------------------------------------------------------------------------------

    def _dates(self, chosen: list[Candidate]) -> list[str | None]:
        dates: list[SaidOn] = []
        news = self._days_of_news(chosen)
        for number, candidate in enumerate(chosen):
            own = self._same_breath(chosen, number)
            if own is not None and candidate.on.edtf is None and not candidate.on.vague:
                dates.append(dates[own])
                continue
            before = chosen[number - 1] if number else None
            of_news = next((on for speaker, on in news if speaker.same_as(candidate.said.speaker)), None)
            dates.append(self._date(candidate, before, dates[-1] if dates else None, of_news))
        for number, (one, following) in enumerate(pairwise(chosen)):
            # "Last week X said …" and then "…, he was cited as saying Friday".
            near = following.said.sentence - one.said.last_sentence <= 1
            same = following.said.speaker.same_as(one.said.speaker)
            if dates[number].vague and following.on.edtf and near and same:
                dates[number] = following.on
        return [on.edtf for on in dates]

    def _paragraph(self, candidate: Candidate) -> int:
        return self._sentences[candidate.said.sentence].paragraph

    def _day(self, candidate: Candidate) -> str | None:
        """The day on which the words were published."""
        return self._days.of(candidate.said.content.start)

    def _looks_back(self, candidate: Candidate) -> bool:
        """True for undated words in a paragraph that tells of another time: "In late 2004 … The minister said …"."""
        sentence = self._sentences[candidate.said.sentence]
        first = candidate.said.sentence
        while (
            first
            and candidate.said.sentence - first < MAX_TOLD
            and self._sentences[first - 1].paragraph == sentence.paragraph
        ):
            first -= 1
        told = self._text[self._sentences[first].span.start : sentence.span.start]
        on = said_on(told, self._published, self._words.language).edtf if told else None
        return on is not None and self._published is not None and not is_near(on, self._published, NEWS_DAYS)

    def _same_breath(self, chosen: list[Candidate], number: int) -> int | None:
        """The speaker's latest statement, when it is close by."""
        said = chosen[number].said
        for at in range(number - 1, max(-1, number - 4), -1):
            if said.sentence - chosen[at].said.last_sentence > SAME_BREATH:
                return None
            if said.speaker.same_as(chosen[at].said.speaker):
                return at if self._day(chosen[at]) == self._day(chosen[number]) else None
        return None

    def _days_of_news(self, chosen: list[Candidate]) -> list[tuple[Speaker, SaidOn]]:
        """Who spoke on which day, where the sentences that tell the news say so."""
        if self._days.several:
            return []
        return [
            (candidate.said.speaker, candidate.on)
            for candidate in chosen
            if candidate.said.sentence < MAX_LEAD and is_near(candidate.on.edtf, self._published, FRESH_DAYS)
        ]

    def _date(
        self, candidate: Candidate, before: Candidate | None, previous: SaidOn | None, of_news: SaidOn | None
    ) -> SaidOn:
        """Its own date; else that of the same breath; else the day of the news, `of_news` where the news tells it."""
        if candidate.on.edtf or candidate.on.vague:
            return candidate.on
        if self._looks_back(candidate):
            return SaidOn(None, vague=True)
        if candidate.said.sentence >= MAX_LEAD and self._interview.search(candidate.frame):
            return SaidOn(None, vague=True)  # an interview beside the news has a day of its own
        if (
            before is not None
            and previous is not None
            and previous.edtf is not None
            and self._day(before) == self._day(candidate)
            and candidate.said.sentence - before.said.last_sentence <= 1
        ):
            told_together = self._paragraph(candidate) == self._paragraph(before)
            same = candidate.said.speaker.same_as(before.said.speaker)
            if told_together or (candidate.said.direct and (same or of_news is None)):
                return previous  # who speaks in the news speaks of its day again, whatever was told between
            if same and not is_near(previous.edtf, self._published, NEWS_DAYS):
                return SaidOn(None, vague=True)  # after what was said long ago, at a time untold
        return of_news or SaidOn(self._day(candidate))
