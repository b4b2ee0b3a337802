"""What speaks against accepting each of many findings unseen. Pure."""

from collections.abc import Iterable

from app.present.review import doubts_of
from app.query.bulk_findings import OpenFinding


def doubts_about(findings: Iterable[OpenFinding]) -> list[tuple[OpenFinding, str]]:
    """Each finding that there is a doubt about, with the first."""
    found = []
    for one in findings:
        doubts = doubts_of(one.record.kind, one.values, one.confidence, one.published, is_true=one.is_true)
        if (first := next(doubts, None)) is not None:
            found.append((one, f"flagged: {first}"))
    return found
