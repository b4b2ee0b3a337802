"""A rule's score becomes the share of findings with that score that were right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.kinds import StatementKind, StatementMode, StatementTopic
from app.domain.spans import Span
from app.extract import calibration
from app.extract.findings import Findings, FoundStatement


@pytest.fixture(autouse=True)
def curve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    fitted = tmp_path / "calibration.toml"
    fitted.write_text("statement = [[0.5, 0.2], [0.7, 0.6], [0.9, 0.8]]\n", "utf-8")
    monkeypatch.setattr(calibration, "_CURVES", fitted)
    calibration._curves.cache_clear()
    yield
    calibration._curves.cache_clear()


@pytest.mark.parametrize(
    ("score", "confidence"),
    [(0.1, 0.2), (0.5, 0.2), (0.6, 0.4), (0.7, 0.6), (0.8, 0.7), (0.9, 0.8), (1.0, 0.8)],
)
def test_between_two_points_a_straight_line_beyond_the_ends_the_end(score: float, confidence: float) -> None:
    said = FoundStatement(
        speaker="Ivan Petrov", speaker_mention="he", official=None, span=Span(0, 5), mode=StatementMode.DIRECT,
        kind=StatementKind.DENIAL, topic=StatementTopic.BASE, countries=(), bases=(), said_on=None, confidence=score,
    )  # fmt: skip
    [rated] = calibration.with_confidence(Findings(statements=(said,))).statements
    assert rated.confidence == pytest.approx(confidence)
