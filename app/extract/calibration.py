"""From a rule's score to a confidence: the share of findings with that score that a person found right.

The curves are fitted on annotated articles by `basewatch evaluate --fit` and kept in data/calibration.toml.
"""

import tomllib
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.extract.findings import Findings

_CURVES = Path(__file__).parent / "data" / "calibration.toml"


def with_confidence(findings: Findings) -> Findings:
    """The same findings with calibrated confidences; attributions, which nobody reviews, keep their scores."""
    return replace(
        findings,
        statements=tuple(
            replace(one, confidence=_of("statement", one.confidence)) for one in findings.statements
        ),
        bases=tuple(
            replace(
                base,
                confidence=_of("base", base.confidence),
                claims=tuple(
                    replace(claim, confidence=_of("claim", claim.confidence)) for claim in base.claims
                ),
            )
            for base in findings.bases
        ),
        agreements=tuple(
            replace(one, confidence=_of("agreement", one.confidence)) for one in findings.agreements
        ),
    )


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
