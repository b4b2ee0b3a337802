"""What speaks against accepting each of many findings unseen. Pure."""

from collections.abc import Iterable

from app.present.review import doubts_of
from app.query.bulk_findings import OpenFinding
from app.store.records import Record


def doubts_about(findings: Iterable[OpenFinding]) -> dict[Record, str]:
    """The first doubt about each finding that has one."""
    found = {}
    for one in findings:
        doubts = doubts_of(one.record.kind, one.values, one.confidence, one.published, is_true=one.is_true)
        if (first := next(doubts, None)) is not None:
            found[one.record] = f"flagged: {first}"
    return found
