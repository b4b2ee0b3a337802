"""The annotated real articles, which the repository does not hold, with the scorer that stands beside them.

They are looked for in ../shared beside the checkout, or where BASEWATCH_TEST_SHARED points; the tests skip without.
"""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.clean.cleaning import clean
from app.extract.engine import extract_findings
from app.extract.findings import FoundStatement
from app.extract.name_index import NameIndex
from app.intake.files import read_articles
from app.intake.raw import RawArticle
from app.resolve.reference import load_reference

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("BASEWATCH_TEST_SHARED", ROOT.parent / "shared"))
GOLD = SHARED / "articles" / "gold.jsonl"
SCORER = SHARED / "eval" / "domain" / "score.py"

pytestmark = pytest.mark.skipif(
    not (GOLD.is_file() and SCORER.is_file()),
    reason=f"no annotated articles in {SHARED}: set BASEWATCH_TEST_SHARED",
)


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("domain_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_printed(text: str, one: FoundStatement) -> dict[str, Any]:
    return {
        "speaker": one.speaker, "text": one.span.of(text), "start": one.span.start, "end": one.span.end,
        "mode": one.mode.value, "kind": one.kind.value, "topic": one.topic.value,
        "countries": list(one.countries), "bases": list(one.bases), "said_on": one.said_on,
    }  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    scorer = load_scorer()
    index = NameIndex(load_reference())
    golds = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line.strip()]
    printed = []
    for raw in read_articles(GOLD.with_name("index.jsonl")):
        assert isinstance(raw, RawArticle), raw
        article = clean(raw)
        found = extract_findings(article, index)
        printed.append(
            {
                "article": {
                    "text": article.text,
                    "published": article.published,
                    "publisher": article.publisher,
                },
                "countries": list(found.countries),
                "statements": [as_printed(article.text, one) for one in found.statements],
            }
        )
    tallies = scorer.score(golds, printed)
    rates = {name: tally.rate for name, tally in tallies.items()}
    for part in ("statement", "denial"):
        rates[f"{part}.f1"] = scorer.f1(rates[f"{part}.precision"], rates[f"{part}.recall"])
    return rates


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("statement.f1", 0.97),
        ("statement.speaker", 1.0),
        ("statement.kind", 0.97),
        ("statement.topic", 0.90),
        ("statement.countries", 0.90),
        ("statement.said_on", 0.90),
        ("statement.mode", 0.90),
        ("denial.f1", 1.0),
        ("trap.avoided", 1.0),
        ("evidence.exact", 1.0),
    ],
)
def test_figure(figures: dict[str, float], name: str, least: float) -> None:
    assert figures[name] >= least
