"""The figures of many judged articles: precision, recall and F1 by kind, language and mode, fields, confusions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.domain.kinds import StatementKind, StatementMode
from app.evaluate.calibration import Reliability, reliability
from app.evaluate.gold import GoldStatement
from app.evaluate.judgement import JudgedFacts, JudgedStatement, Judgement


@dataclass(frozen=True, slots=True)
class Measure:
    """`right` of `found` are right (an optional one is); `hit` of the `wanted` (never an optional one) were found."""

    right: int = 0
    found: int = 0
    hit: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.hit / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return 0.0 if precision == 0 or recall == 0 else None
        if not precision or not recall:
            return 0.0
        return 2 * precision * recall / (precision + recall)


@dataclass(frozen=True, slots=True)
class Quality:
    """`groups` are statements, as "kind denial", "language ru", "mode direct"; `facts` bases, claims, agreements."""

    articles: int
    statements: Measure
    groups: dict[str, Measure]
    facts: dict[str, Measure]
    fields: dict[str, tuple[int, int]]  # (right, of)
    confusions: list[tuple[str, str, int]]  # kind annotated, kind found, how often; most frequent first
    calibration: dict[str, Reliability]  # "statement", "base", "claim", "agreement"
    details: list[str] = field(default_factory=list)  # each miss, each finding that is wrong

    def figure(self, name: str) -> float | None:
        """`statement.f1`, `denial.recall`, `ru.f1`, `base.precision`, `trap.avoided`, `calibration.error`.

        Raises: KeyError for a name that no figure has.
        """
        return self.figures()[name]

    def figures(self) -> dict[str, float | None]:
        """Every figure by its name, 0..1; null where nothing was there to measure."""
        measures = {"statement": self.statements, **self.facts}
        measures.update({group.split(" ")[1]: measure for group, measure in self.groups.items()})
        found: dict[str, float | None] = {}
        for name, measure in measures.items():
            found[f"{name}.precision"] = measure.precision
            found[f"{name}.recall"] = measure.recall
            found[f"{name}.f1"] = measure.f1
        for name, (right, of) in self.fields.items():
            found[name] = right / of if of else None
        found["calibration.error"] = self.calibration["statement"].error
        return found


def quality_of(judgements: Iterable[Judgement]) -> Quality:
    """All articles together."""
    every = list(judgements)
    found = [one for judgement in every for one in judgement.statements]
    missed = [(one.gold, one.language) for judgement in every for one in judgement.missed]
    wanted = [
        (one.gold, one.language, one) for one in found if one.real and one.gold and not one.gold.optional
    ]
    groups: dict[str, Measure] = {}
    for kind in StatementKind:
        groups[f"kind {kind}"] = _of_kind(kind, found, missed)
    for language in sorted({judgement.language for judgement in every}):
        groups[f"language {language}"] = Measure(
            sum(one.real for one in found if one.language == language),
            sum(one.language == language for one in found),
            sum(its == language for _, its, _ in wanted),
            sum(its == language for _, its, _ in wanted) + sum(its == language for _, its in missed),
        )
    for mode in StatementMode:
        groups[f"mode {mode}"] = Measure(
            sum(one.real for one in found if one.found.mode is mode),
            sum(one.found.mode is mode for one in found),
            sum(gold.mode is mode for gold, _, _ in wanted),
            sum(gold.mode is mode for gold, _, _ in wanted) + sum(gold.mode is mode for gold, _ in missed),
        )
    return Quality(
        articles=len(every),
        statements=Measure(
            sum(one.real for one in found), len(found), len(wanted), len(wanted) + len(missed)
        ),
        groups=groups,
        facts={
            "base": _facts(judgement.bases for judgement in every),
            "claim": _facts(judgement.claims for judgement in every),
            "agreement": _facts(judgement.agreements for judgement in every),
        },
        fields=_fields(every, found),
        confusions=_confusions(found),
        calibration=_calibration(every, found),
        details=[line for judgement in every for line in _details(judgement)],
    )


def _of_kind(
    kind: StatementKind, found: list[JudgedStatement], missed: list[tuple[GoldStatement, str]]
) -> Measure:
    """Wanted are those that can be of this kind alone."""
    only = [
        one for one in found if one.real and one.gold and one.gold.kinds == (kind,) and not one.gold.optional
    ]
    return Measure(
        sum(one.right for one in found if one.found.kind is kind),
        sum(one.found.kind is kind for one in found),
        sum(one.found.kind is kind for one in only),
        len(only) + sum(gold.kinds == (kind,) for gold, _ in missed),
    )


def _facts(judged: Iterable[JudgedFacts]) -> Measure:
    every = list(judged)
    return Measure(
        sum(fact.right for one in every for fact in one.found),
        sum(len(one.found) for one in every),
        sum(one.hit for one in every),
        sum(one.hit + len(one.missed) for one in every),
    )


def _fields(judgements: list[Judgement], found: list[JudgedStatement]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in found:
        for name, right in one.fields().items():
            was = counts[f"statement.{name}"]
            counts[f"statement.{name}"] = was[0] + right, was[1] + 1
    traps = [avoided for judgement in judgements for _, avoided in judgement.traps]
    counts["trap.avoided"] = sum(traps), len(traps)
    counts["country.recall"] = (
        sum(judgement.countries[0] for judgement in judgements),
        sum(judgement.countries[1] for judgement in judgements),
    )
    spans = sum(len(j.statements) + len(j.bases.found) + len(j.agreements.found) for j in judgements)
    counts["evidence.exact"] = spans - sum(judgement.inexact for judgement in judgements), spans
    return dict(counts)


def _confusions(found: list[JudgedStatement]) -> list[tuple[str, str, int]]:
    wrong = Counter(
        (str(one.gold.kinds[0]), str(one.found.kind))
        for one in found
        if one.real and not one.right and one.gold
    )
    return [(wanted, got, count) for (wanted, got), count in wrong.most_common()]


def _calibration(judgements: list[Judgement], found: list[JudgedStatement]) -> dict[str, Reliability]:
    def of(facts: Callable[[Judgement], JudgedFacts]) -> Reliability:
        return reliability((fact.confidence, fact.right) for one in judgements for fact in facts(one).found)

    return {
        "statement": reliability((one.found.confidence, one.right) for one in found),
        "base": of(lambda judgement: judgement.bases),
        "claim": of(lambda judgement: judgement.claims),
        "agreement": of(lambda judgement: judgement.agreements),
    }


def _details(judgement: Judgement) -> Iterable[str]:
    for missed in judgement.missed:
        yield f"{judgement.name}: MISSED {missed.gold.speaker}: {missed.gold.text[:100]!r}"
    for one in judgement.statements:
        if one.gold is None:
            yield f"{judgement.name}: SPURIOUS {one.found.speaker}: {one.words[:100]!r}"
            continue
        for name, right in one.fields().items():
            if not right:
                wanted = getattr(one.gold, name, None) or getattr(one.gold, f"{name}s", None)
                shown = ", ".join(map(str, wanted)) if isinstance(wanted, tuple) else wanted
                got = getattr(one.found, name)
                got = ", ".join(map(str, got)) if isinstance(got, tuple) else got
                yield f"{judgement.name}: {name.upper()} wanted {shown}, found {got}: {one.words[:80]!r}"
    for words, avoided in judgement.traps:
        if not avoided:
            yield f"{judgement.name}: TRAP {words[:100]!r}"
    for name, facts in (
        ("BASE", judgement.bases),
        ("CLAIM", judgement.claims),
        ("AGREEMENT", judgement.agreements),
    ):
        yield from (f"{judgement.name}: {name} missed {what}" for what in facts.missed)
        yield from (f"{judgement.name}: {name} wrong {fact.what}" for fact in facts.found if not fact.right)
