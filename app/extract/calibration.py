"""From a rule's score to a confidence: the share of findings with that score that a person found right.

The curves are fitted on annotated articles by `basewatch evaluate --fit` and kept in data/calibration.toml.
"""

import tomllib
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from app.extract.findings import Findings, FoundAgreement, FoundBase, FoundClaim, FoundStatement

_Found = TypeVar("_Found", FoundStatement, FoundBase, FoundClaim, FoundAgreement)
_CURVES = Path(__file__).parent / "data" / "calibration.toml"


def with_confidence(findings: Findings) -> Findings:
    """The same findings with calibrated confidences; attributions, which nobody reviews, keep their scores."""
    return replace(
        findings,
        statements=tuple(_rated("statement", one) for one in findings.statements),
        bases=tuple(
            _rated("base", replace(base, claims=tuple(_rated("claim", claim) for claim in base.claims)))
            for base in findings.bases
        ),
        agreements=tuple(_rated("agreement", one) for one in findings.agreements),
    )


def _rated(record: str, found: _Found) -> _Found:
    confidence = _of(record, found.confidence)
    return found if confidence == found.confidence else replace(found, confidence=confidence)


def _of(record: str, score: float) -> float:
    """Between two points of the curve along a straight line, beyond the ends as at the ends."""
    points = _curves().get(record, ())
    if not points:
        return score
    at = bisect_right(points, (score, 2.0))
    if at == 0 or at == len(points):
        return points[min(at, len(points) - 1)][1]
    (low, share), (high, larger) = points[at - 1], points[at]
    return round(share + (larger - share) * (score - low) / (high - low), 3) if high > low else larger


@cache
def _curves() -> dict[str, tuple[tuple[float, float], ...]]:
    read = tomllib.loads(_CURVES.read_text("utf-8"))
    return {
        record: tuple((float(score), float(share)) for score, share in points)
        for record, points in read.items()
    }
