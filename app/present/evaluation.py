"""A quality report as text for a terminal and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from app.evaluate.quality import Measure, Quality

PUBLISHED = Path(__file__).parent / "data" / "quality.json"  # what the page on certainty shows
WIDEST_BAR = 20  # characters of a bar that stands for 1.0


def to_text(quality: Quality) -> str:
    """Tables of at most 100 characters a line."""
    return "\n".join(_lines(quality))


def to_json(quality: Quality) -> str:
    """The same figures as one object; shares 0..1, null where nothing was there to measure."""
    return orjson.dumps(
        {
            "articles": quality.articles,
            "figures": quality.figures(),
            "counts": {
                name: asdict(measure)
                for name, measure in {
                    "statement": quality.statements,
                    **quality.groups,
                    **quality.facts,
                }.items()
            },
            "confusions": [
                {"annotated": wanted, "found": got, "count": count}
                for wanted, got, count in quality.confusions
            ],
            "calibration": {name: asdict(one) for name, one in quality.calibration.items()},
            "details": quality.details,
        },
        option=orjson.OPT_INDENT_2,
    ).decode()


def to_page(quality: Quality) -> str:
    """The figures that readers are shown, as JSON: counts of findings, and the calibration in bins."""
    measures = {"statement": quality.statements, **quality.facts}
    measures |= {group.split(" ")[1]: measure for group, measure in quality.groups.items()}
    return (
        orjson.dumps(
            {
                "articles": quality.articles,
                "measures": {name: asdict(measure) for name, measure in measures.items()},
                "calibration": {
                    name: [
                        asdict(one) | {"confidence": round(one.confidence, 3), "right": round(one.right, 3)}
                        for one in table.bins
                    ]
                    for name, table in quality.calibration.items()
                },
            },
            option=orjson.OPT_INDENT_2,
        ).decode()
        + "\n"
    )


@cache
def published() -> dict[str, Any]:
    """The figures of the annotated corpus, as `to_page` wrote them."""
    figures: dict[str, Any] = orjson.loads(PUBLISHED.read_bytes())
    return figures


def curves_to_toml(quality: Quality) -> str:
    """The curves of app/extract/calibration.py, a line for each record type."""
    head = "# Points [score of the rules, share that a person found right], written by `basewatch evaluate --fit`.\n"
    return head + "".join(
        f"{record} = [{', '.join(f'[{score}, {share}]' for score, share in one.curve)}]\n"
        for record, one in quality.calibration.items()
    )


def _lines(quality: Quality) -> Iterator[str]:
    yield f"{quality.articles} articles"
    yield ""
    yield f"{'':22}precision  recall      F1    right/found  found/wanted"
    yield _row("statements", quality.statements)
    for name, measure in quality.groups.items():
        if measure.found or measure.wanted:
            yield _row(f"  {name}", measure)
    for name, measure in quality.facts.items():
        yield _row(f"{name}s", measure)
    yield ""
    yield "Share that is right, of the statements that were found"
    for name, (right, of) in quality.fields.items():
        if of:
            yield f"  {name:20}{right / of:9.3f}    {right}/{of}"
    if quality.confusions:
        yield ""
        yield "Kinds taken for another"
        for wanted, got, count in quality.confusions:
            yield f"  {wanted:14} taken for {got:14} {count}"
    for record, one in quality.calibration.items():
        if not one.bins:
            continue
        yield ""
        yield f"Confidence of {record}s: stated against right (error {one.error:.3f}, Brier {one.brier:.3f})"
        for bin_ in one.bins:
            bar = "#" * round(bin_.right * WIDEST_BAR)
            yield (
                f"  {bin_.low:.2f} to {bin_.high:.2f}  stated {bin_.confidence:.2f}  right {bin_.right:.2f} "
                f"{bar:{WIDEST_BAR}} of {bin_.count}"
            )


def _row(name: str, measure: Measure) -> str:
    def share(value: float | None) -> str:
        return f"{'-':>8}" if value is None else f"{value:8.3f}"

    return (
        f"{name:22} {share(measure.precision)}{share(measure.recall)}{share(measure.f1)}"
        f"   {measure.right:>5}/{measure.found:<5}  {measure.hit:>5}/{measure.wanted:<5}".rstrip()
    )
