"""The report: what counts as right, found, missed, confused and calibrated."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.clean.article import CleanArticle
from app.domain.errors import InputError
from app.domain.kinds import (
    BaseKind,
    ClaimProperty,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.domain.spans import Span
from app.evaluate.calibration import reliability
from app.evaluate.gold import GoldArticle, read_gold
from app.evaluate.judgement import Judgement, judge
from app.evaluate.quality import quality_of
from app.extract.findings import Findings, FoundBase, FoundClaim, FoundStatement

TEXT = (
    "Sergey Lavrov said Russia has no plans for a base in Venezuela. "
    "Dmitry Peskov said the talks with Cuba would go on. "
    "Some 3,000 troops serve at the base in Gyumri."
)
GOLD = {
    "language": "en",
    "text": TEXT,
    "countries": ["RU", "VE", "CU", "AM"],
    "statements": [
        {
            "speaker": "Sergey Lavrov",
            "text": "Sergey Lavrov said Russia has no plans for a base in Venezuela.",
            "mode": "indirect",
            "kinds": ["denial"],
            "topics": ["base"],
            "countries": ["VE"],
        },
        {
            "speaker": "Dmitry Peskov",
            "text": "Dmitry Peskov said the talks with Cuba would go on.",
            "mode": "indirect",
            "kinds": ["announcement"],
            "topics": ["other"],
        },
    ],
    "not_statements": ["Some 3,000 troops serve at the base in Gyumri."],
    "bases": [
        {
            "name": "the base in Gyumri",
            "base": "gyumri-102nd-military-base",
            "country": "AM",
            "kinds": ["garrison"],
            "claims": [{"property": "personnel", "values": ["3000"]}],
        }
    ],
}


def statement(words: str, speaker: str, kind: StatementKind, confidence: float = 0.9) -> FoundStatement:
    start = TEXT.index(words)
    return FoundStatement(
        speaker=speaker,
        speaker_mention=speaker,
        official=None,
        span=Span(start, start + len(words)),
        mode=StatementMode.INDIRECT,
        kind=kind,
        topic=StatementTopic.BASE,
        countries=("VE",),
        bases=(),
        said_on=None,
        confidence=confidence,
    )


LAVROV = statement(GOLD["statements"][0]["text"], "Lavrov", StatementKind.DENIAL)  # type: ignore[index]
PESKOV = statement(GOLD["statements"][1]["text"], "Dmitry Peskov", StatementKind.COMMENT)  # type: ignore[index]
GYUMRI = FoundBase(
    "base in Gyumri",
    "gyumri-102nd-military-base",
    "AM",
    None,
    BaseKind.GARRISON,
    Span(140, 150),
    (FoundClaim(ClaimProperty.PERSONNEL, "about 3000", None, Span(120, 130)),),
)


def judged(*statements: FoundStatement, bases: tuple[FoundBase, ...] = ()) -> Judgement:
    article = CleanArticle(None, None, None, None, "en", TEXT, "")
    findings = Findings(countries=("RU", "VE"), statements=statements, bases=bases)
    return judge("one", GoldArticle.model_validate(GOLD), article, findings)


def test_all_found_and_right_is_one() -> None:
    right = replace(PESKOV, kind=StatementKind.ANNOUNCEMENT, topic=StatementTopic.OTHER)
    quality = quality_of([judged(LAVROV, right, bases=(GYUMRI,))])
    figures = quality.figures()
    for name in ("statement.f1", "denial.f1", "base.f1", "claim.f1", "statement.kind", "trap.avoided"):
        assert figures[name] == 1.0, name
    assert figures["country.recall"] == 0.5
    assert quality.details == []


def test_nothing_found_misses_all_and_claims_nothing() -> None:
    quality = quality_of([judged()])
    assert quality.statements.recall == 0.0
    assert quality.statements.precision is None
    assert quality.facts["base"].recall == quality.facts["claim"].recall == 0.0
    assert [line.split()[1] for line in quality.details] == ["MISSED", "MISSED", "BASE", "CLAIM"]


def test_another_speaker_is_neither_right_nor_found() -> None:
    quality = quality_of([judged(replace(LAVROV, speaker="Maria Zakharova"))])
    assert quality.statements.precision == 0.0
    assert quality.statements.hit == 0
    assert quality.fields["statement.speaker"] == (0, 1)


def test_another_kind_is_found_but_not_right_and_is_a_confusion() -> None:
    quality = quality_of([judged(PESKOV)])
    assert quality.statements.precision == 1.0
    assert quality.confusions == [("announcement", "comment", 1)]
    assert quality.groups["kind announcement"].recall == 0.0
    assert quality.groups["kind comment"].precision == 0.0


def test_words_of_a_trap_are_caught() -> None:
    quality = quality_of(
        [judged(statement("Some 3,000 troops serve at the base", "Troops", StatementKind.COMMENT))]
    )
    assert quality.figure("trap.avoided") == 0.0


def test_an_optional_statement_is_never_missed_but_right_when_found() -> None:
    gold = GoldArticle.model_validate(
        GOLD | {"statements": [one | {"optional": True} for one in GOLD["statements"]]}  # type: ignore[attr-defined, operator]
    )
    article = CleanArticle(None, None, None, None, "en", TEXT, "")
    quality = quality_of([judge("one", gold, article, Findings(statements=(LAVROV,)))])
    assert quality.statements.precision == 1.0
    assert quality.statements.wanted == 0


def test_a_base_of_another_record_is_wrong() -> None:
    quality = quality_of([judged(bases=(replace(GYUMRI, base="erebuni-3624th-air-base"),))])
    assert quality.facts["base"].precision == 0.0
    assert quality.facts["claim"].precision == 0.0


def test_a_span_outside_the_text_is_inexact() -> None:
    quality = quality_of([judged(replace(LAVROV, span=Span(0, len(TEXT) + 1)))])
    assert quality.figure("evidence.exact") == 0.0


def test_confidence_is_held_against_what_was_right() -> None:
    table = reliability([(0.91, True)] * 9 + [(0.91, False)] + [(0.55, False)] * 10)
    assert [(one.count, round(one.right, 2)) for one in table.bins] == [(10, 0.0), (10, 0.9)]
    assert table.error == pytest.approx(0.28)


def test_the_fitted_curve_never_falls_and_puts_equal_scores_together() -> None:
    judged = (
        [(0.5, True)] * 8 + [(0.5, False)] * 8 + [(0.7, False)] * 10 + [(0.7, True)] * 10 + [(0.9, True)] * 30
    )
    curve = reliability(judged).curve
    assert [score for score, _ in curve] == sorted(score for score, _ in curve)
    assert [share for _, share in curve] == sorted(share for _, share in curve)
    assert curve[0][1] == pytest.approx(0.5, abs=0.02)
    assert curve[-1] == (0.9, pytest.approx(0.98, abs=0.01))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            "language: en\ntext: x\nstatements: [{speaker: A, text: x, mode: loud, kinds: [denial], topics: [base]}]",
            "mode",
        ),
        ("language: en\ntext: x\nstatement: []", "statement"),
        ("language: en\n", "neither text nor file"),
        ("language: en\nfile: ../secret.txt\n", "not beside"),
        ("language: en\ntext: x\npublished: 2023-06-06\n", "in quotes"),
        ("[", "no YAML"),
    ],
)
def test_a_bad_annotation_is_named(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=says):
        list(read_gold(path))


@pytest.mark.parametrize(
    ("value", "right"),
    [("3000", True), ("about 3,000", True), ("over 3000", True), ("30000", False), ("300", False)],
)
def test_a_number_is_the_same_however_it_is_written(value: str, right: bool) -> None:
    claim = replace(GYUMRI.claims[0], value=value)
    quality = quality_of([judged(bases=(replace(GYUMRI, claims=(claim,)),))])
    assert quality.figure("claim.recall") == float(right)
