"""One article judged: every finding right or wrong, every annotation found or missed."""

import re
from dataclasses import dataclass, field

from app.clean.article import CleanArticle
from app.domain.kinds import ClaimProperty, StatementMode
from app.domain.quantities import number_range
from app.evaluate.gold import GoldArticle, GoldBase, GoldStatement
from app.evaluate.matching import (
    SAME_TEXT,
    agreement_likeness,
    base_likeness,
    is_inside,
    likeness,
    pairs,
    same_speaker,
    words_of,
)
from app.extract.findings import Findings, FoundBase, FoundStatement


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """A statement that was found. `gold` null: no such statement is annotated."""

    found: FoundStatement
    gold: GoldStatement | None
    speaker: bool
    language: str
    words: str

    @property
    def real(self) -> bool:
        """Somebody said it, and the right one is named."""
        return self.gold is not None and self.speaker

    @property
    def right(self) -> bool:
        """Real, and of an acceptable kind: what its confidence is the probability of."""
        return self.real and self.gold is not None and self.found.kind in self.gold.kinds

    def fields(self) -> dict[str, bool]:
        """Each field that the annotation tells, right or not; empty where nothing is annotated."""
        if self.gold is None:
            return {}
        mixed = {StatementMode.INDIRECT, StatementMode.MIXED}  # one quoted word makes the difference
        right = {
            "speaker": self.speaker,
            "kind": self.found.kind in self.gold.kinds,
            "topic": self.found.topic in self.gold.topics,
            "mode": self.found.mode is self.gold.mode or {self.found.mode, self.gold.mode} == mixed,
        }
        if self.gold.countries:
            right["countries"] = bool(set(self.gold.countries) & set(self.found.countries))
        if self.gold.said_on:
            right["said_on"] = self.found.said_on == self.gold.said_on
        return right


@dataclass(frozen=True, slots=True)
class Missed:
    """A required statement that was not found with its speaker."""

    gold: GoldStatement
    language: str


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """A base, claim or agreement that was found."""

    right: bool
    confidence: float
    what: str


@dataclass(slots=True)
class JudgedFacts:
    """All of one type: what was found, what was missed of the required, and how many of these were found."""

    found: list[JudgedFact] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    hit: int = 0


@dataclass(slots=True)
class Judgement:
    """Of one article."""

    name: str
    language: str
    statements: list[JudgedStatement] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    traps: list[tuple[str, bool]] = field(default_factory=list)  # (words, avoided)
    bases: JudgedFacts = field(default_factory=JudgedFacts)
    claims: JudgedFacts = field(default_factory=JudgedFacts)
    agreements: JudgedFacts = field(default_factory=JudgedFacts)
    countries: tuple[int, int] = (0, 0)  # found, wanted
    inexact: int = 0  # spans that are empty or outside the text


def judge(name: str, gold: GoldArticle, article: CleanArticle, findings: Findings) -> Judgement:
    """Compare the findings of one article with its annotation. An optional annotation is never missed."""
    judged = Judgement(name, gold.language)
    _judge_statements(judged, gold, article, findings)
    _judge_bases(judged, gold, findings)
    _judge_agreements(judged, gold, findings)
    judged.countries = len(set(gold.countries) & set(findings.countries)), len(set(gold.countries))
    spans = [one.span for one in findings.statements]
    spans += [one.span for one in findings.bases] + [one.span for one in findings.agreements]
    judged.inexact = sum(not 0 <= span.start < span.end <= len(article.text) for span in spans)
    return judged


def _judge_statements(
    judged: Judgement, gold: GoldArticle, article: CleanArticle, findings: Findings
) -> None:
    wanted = [words_of(one.text) for one in gold.statements]
    found = [words_of(one.span.of(article.text)) for one in findings.statements]

    def alike(i: int, j: int) -> float:
        right = same_speaker(gold.statements[i], findings.statements[j].speaker)
        score = likeness(wanted[i], found[j]) + 0.01 * right
        return score if score >= SAME_TEXT else 0.0

    gold_of = {j: i for i, j in pairs(range(len(wanted)), range(len(found)), alike)}
    met: set[int] = set()
    for j, one in enumerate(findings.statements):
        match = gold.statements[gold_of[j]] if j in gold_of else None
        speaker = match is not None and same_speaker(match, one.speaker)
        if speaker:
            met.add(gold_of[j])
        judged.statements.append(
            JudgedStatement(one, match, speaker, gold.language, one.span.of(article.text))
        )
    judged.missed = [
        Missed(one, gold.language)
        for i, one in enumerate(gold.statements)
        if i not in met and not one.optional
    ]
    for trap in gold.not_statements:
        inside = words_of(trap)
        judged.traps.append((trap, not any(is_inside(words, inside) for words in found)))


def _judge_bases(judged: Judgement, gold: GoldArticle, findings: Findings) -> None:
    paired = pairs(gold.bases, findings.bases, base_likeness)
    gold_of = {j: i for i, j in paired}
    for j, one in enumerate(findings.bases):
        # Another mention of an annotated base is right too: a text may speak of one in several ways.
        right = j in gold_of or any(base_likeness(base, one) for base in gold.bases)
        judged.bases.found.append(JudgedFact(right, one.confidence, f"{one.name} ({one.country})"))
    met = {i for i, _ in paired}
    for i, base in enumerate(gold.bases):
        if not base.optional:
            judged.bases.hit += i in met
            if i not in met:
                judged.bases.missed.append(f"{base.name} ({base.country})")
        _judge_claims_wanted(judged, base, findings.bases)
    for one in findings.bases:
        near = [base for base in gold.bases if base_likeness(base, one)]
        for claim in one.claims:
            tells = any(known.property is ClaimProperty.STATUS for base in near for known in base.claims)
            if claim.property is ClaimProperty.STATUS and near and not tells:
                continue  # an annotation tells a status only where it is news
            judged.claims.found.append(
                JudgedFact(
                    any(_holds(base, claim.property, claim.value) for base in near),
                    claim.confidence,
                    f"{one.name} ({one.country}) {claim.property} {claim.value}",
                )
            )


def _judge_claims_wanted(judged: Judgement, base: GoldBase, found: tuple[FoundBase, ...]) -> None:
    near = [one for one in found if base_likeness(base, one)]
    for claim in base.claims:
        values = [c.value for one in near for c in one.claims if c.property is claim.property]
        each = claim.property is ClaimProperty.LOCATION
        for wanted in [(value,) for value in claim.values] if each else [claim.values]:
            ok = any(_same_value(one, value) for one in wanted for value in values)
            if claim.optional:
                continue
            judged.claims.hit += ok
            if not ok:
                judged.claims.missed.append(
                    f"{base.name} ({base.country}) {claim.property} {' or '.join(wanted)}"
                )


def _holds(base: GoldBase, prop: ClaimProperty, value: str) -> bool:
    return any(
        claim.property is prop and any(_same_value(wanted, value) for wanted in claim.values)
        for claim in base.claims
    )


def _same_value(wanted: str, value: str) -> bool:
    """The annotated words within the value, or the same number: "more than 3500" is ">3500"."""
    numbers = number_range(wanted)
    if numbers != (None, None) and numbers == number_range(value):
        return True
    return re.search(rf"(?<!\w){re.escape(wanted.casefold())}(?!\w)", value.casefold()) is not None


def _judge_agreements(judged: Judgement, gold: GoldArticle, findings: Findings) -> None:
    paired = pairs(gold.agreements, findings.agreements, agreement_likeness)
    met = {i for i, _ in paired}
    for one in findings.agreements:
        right = any(set(one.parties) == set(agreement.parties) for agreement in gold.agreements)
        judged.agreements.found.append(JudgedFact(right, one.confidence, one.title))
    for i, agreement in enumerate(gold.agreements):
        if agreement.optional:
            continue
        judged.agreements.hit += i in met
        if i not in met:
            judged.agreements.missed.append(f"{'-'.join(agreement.parties)} {agreement.kinds[0]}")
