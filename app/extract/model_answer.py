"""A language model's answer to findings: every record must rest on words that the article has.

A model may be wrong, or lie. What it says of the world is not believed: a record stays only when its words stand in
the text; a name, country, date or number only when the text has it. Who is meant by a name is decided by our own index.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from app.clean.article import CleanArticle
from app.domain.dates import first_day, is_edtf, last_day
from app.domain.kinds import StatementMode
from app.domain.spans import Span
from app.extract.anchors import Anchors
from app.extract.findings import Findings, FoundAgreement, FoundBase, FoundClaim, FoundStatement
from app.extract.model_question import Asked, AskedAgreement, AskedBase, AskedClaim, AskedStatement
from app.extract.name_index import NameIndex
from app.extract.quotations import find_quotations
from app.extract.sentences import find_paragraphs

MAX_RECORDS = 200  # of one kind that are read
SHORTEST, LONGEST = 8, 4_000  # code points of a statement's words
ALONE, AGREED = 0.6, 0.9  # confidence of what the model alone found, and of what the rules found too
_NUMBER = re.compile(r"\d+")

Record = TypeVar("Record", bound=Asked)


@dataclass(frozen=True, slots=True)
class Reading:
    """`dropped` counts the records that were not kept, by reason."""

    findings: Findings
    dropped: Counter[str]


class AnswerError(ValueError):
    """The answer is not of the form that was asked for."""


def read_answer(
    content: str, model: str, article: CleanArticle, index: NameIndex, rules: Findings
) -> Reading:
    """The findings of an answer, marked with the model's name; `rules` are what the rules found in the same article.

    Raises: AnswerError when `content` is no JSON object with the three lists.
    """
    try:
        answer = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise AnswerError(f"no JSON: {error}") from None
    if not isinstance(answer, dict) or not all(
        isinstance(answer.get(name), list) for name in ("statements", "bases", "agreements")
    ):
        raise AnswerError("not the three lists of statements, bases and agreements")
    reader = _Reader(article, index, rules)
    findings = Findings(
        countries=rules.countries,
        statements=tuple(sorted(reader.statements(answer["statements"]), key=lambda one: one.span)),
        bases=tuple(sorted(reader.bases(answer["bases"]), key=lambda one: one.span)),
        agreements=tuple(sorted(reader.agreements(answer["agreements"]), key=lambda one: one.span)),
        extractor=model,
    )
    return Reading(findings, reader.dropped)


class _Reader:
    def __init__(self, article: CleanArticle, index: NameIndex, rules: Findings) -> None:
        self._text, self._published = article.text, article.published
        self._index, self._rules = index, rules
        self._anchors = Anchors(article.text)
        self._bases = index.base_mentions(article.text)
        self._quotations = find_quotations(article.text, find_paragraphs(article.text))
        self._named = {slug for one in index.official_mentions(article.text) for slug in one.slugs}
        self._countries = frozenset(rules.countries)
        self.dropped: Counter[str] = Counter()

    # Statements -----------------------------------------------------------------------------------------------

    def statements(self, items: list[Any]) -> Iterator[FoundStatement]:
        taken: list[Span] = []
        for one in self._valid(AskedStatement, items):
            span = self._place(one.quote, taken)
            if span is None:
                self.dropped["words that are not in the article"] += 1
            elif not SHORTEST <= span.end - span.start <= LONGEST:
                self.dropped["words too few or too many for a statement"] += 1
            elif self._anchors.find(one.speaker_mention) is None:
                self.dropped["a speaker whom the article does not name"] += 1
            else:
                taken.append(span)
                yield self._statement(one, span)

    def _statement(self, one: AskedStatement, span: Span) -> FoundStatement:
        official = self._official(one.speaker)
        known = self._index.official(official) if official else None
        inside = self._anchors.find(one.speaker) is not None
        speaker = known.name if known else one.speaker if inside else one.speaker_mention
        same = next(
            (
                rule
                for rule in self._rules.statements
                if rule.span.overlaps(span)
                and rule.kind == one.kind
                and (rule.official, rule.speaker) == (official, speaker)
            ),
            None,
        )
        return FoundStatement(
            speaker=" ".join(speaker.split()),
            speaker_mention=" ".join(one.speaker_mention.split()),
            official=official,
            span=span,
            mode=self._mode(span),
            kind=one.kind,
            topic=one.topic,
            countries=tuple(dict.fromkeys(code for code in one.countries if code in self._countries)),
            bases=tuple(
                dict.fromkeys(
                    base.base
                    for base in self._rules.bases
                    if base.base is not None and base.span.overlaps(span)
                )
            ),
            said_on=self._day(one.said_on),
            confidence=max(same.confidence, AGREED) if same else ALONE,
        )

    def _mode(self, span: Span) -> StatementMode:
        """By the text's own marks, whatever the model says."""
        inside = [one for one in self._quotations if span.overlaps(one.outer)]
        if any(one.outer.start <= span.start and span.end <= one.outer.end for one in inside):
            return StatementMode.DIRECT
        return StatementMode.MIXED if inside else StatementMode.INDIRECT

    def _official(self, name: str) -> str | None:
        """The one official of that name, when the article names them too."""
        slugs = {slug for one in self._index.official_mentions(name) for slug in one.slugs} & self._named
        return next(iter(slugs)) if len(slugs) == 1 else None

    def _day(self, said_on: str | None) -> str | None:
        """A day up to two after publication (a time zone and a slip); else the day of publication."""
        if said_on is None or not is_edtf(said_on):
            return None
        if self._published and (first_day(said_on) - last_day(self._published)).days > 2:
            return None
        return said_on

    # Facts ----------------------------------------------------------------------------------------------------

    def bases(self, items: list[Any]) -> Iterator[FoundBase]:
        taken: list[Span] = []
        for one in self._valid(AskedBase, items):
            span = self._place(one.name, taken)
            if span is None:
                self.dropped["words that are not in the article"] += 1
            elif one.country not in self._countries or one.country == "RU":
                self.dropped["a country that the article does not name"] += 1
            else:
                taken.append(span)
                yield self._base(one, span)

    def _base(self, one: AskedBase, span: Span) -> FoundBase:
        named = [
            base
            for mention in self._bases
            if Span(mention.start, mention.end).overlaps(span)
            and (base := self._index.base(mention.slug)) is not None
            and one.country in (base.country, base.territory)
        ]
        known = named[0] if named else None
        return FoundBase(
            name=span.of(self._text),
            base=known.slug if known else None,
            country=known.country if known else one.country,
            territory=known.territory if known else None,
            kind=one.kind or (known.kind if known else None),
            span=span,
            claims=tuple(self._claims(one.claims)),
            confidence=AGREED if known else ALONE,
        )

    def _claims(self, asked: tuple[AskedClaim, ...]) -> Iterator[FoundClaim]:
        for one in asked:
            span = self._place(one.quote, [])
            if span is None:
                self.dropped["words that are not in the article"] += 1
            elif not set(_NUMBER.findall(_joined(one.value))) <= set(_NUMBER.findall(_joined(one.quote))):
                self.dropped["a number that its words do not have"] += 1
            else:
                yield FoundClaim(one.property, " ".join(one.value.split()), self._published, span, ALONE)

    def agreements(self, items: list[Any]) -> Iterator[FoundAgreement]:
        taken: list[Span] = []
        for one in self._valid(AskedAgreement, items):
            span = self._place(one.title, taken)
            parties = tuple(dict.fromkeys(one.parties))
            if span is None:
                self.dropped["words that are not in the article"] += 1
            elif "RU" not in parties or len(parties) < 2 or not set(parties) <= self._countries:
                self.dropped["a country that the article does not name"] += 1
            else:
                taken.append(span)
                yield FoundAgreement(
                    title=span.of(self._text),
                    agreement=None,
                    parties=parties,
                    kind=one.kind,
                    status=one.status,
                    signed=self._date_in_text(one.signed),
                    expires=self._date_in_text(one.expires),
                    term_years=self._term(one.term_years),
                    span=span,
                    confidence=ALONE,
                )

    def _date_in_text(self, edtf: str | None) -> str | None:
        if edtf is None or not is_edtf(edtf):
            return None
        return edtf if self._anchors.find(edtf[:4]) is not None else None

    def _term(self, years: int | None) -> int | None:
        return (
            years if years is not None and years > 0 and self._anchors.find(str(years)) is not None else None
        )

    # Both -----------------------------------------------------------------------------------------------------

    def _valid(self, form: type[Record], items: list[Any]) -> Iterator[Record]:
        if len(items) > MAX_RECORDS:
            self.dropped["more records than are read"] += len(items) - MAX_RECORDS
        for item in items[:MAX_RECORDS]:
            try:
                yield form.model_validate(item)
            except ValidationError:
                self.dropped["out of form"] += 1

    def _place(self, words: str, taken: list[Span]) -> Span | None:
        """The first place of these words that no record before has."""
        after = 0
        while (found := self._anchors.find(words, after)) is not None:
            span = Span(*found)
            if not any(span.overlaps(other) for other in taken):
                return span
            after = span.start + 1
        return None


def _joined(text: str) -> str:
    """Numbers without the marks between their thousands."""
    return re.sub(r"(?<=\d)[,.\s](?=\d{3}\b)", "", text)
