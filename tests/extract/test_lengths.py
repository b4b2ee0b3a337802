"""An extractor takes no longer than a text is long: what once took the square of it."""

import time

import pytest

from app.clean.article import CleanArticle
from app.extract.agreements import find_agreements
from app.extract.engine import extract_findings
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference
from tests.bench.lengths import SHAPES

LENGTH = 20_000  # code points
SECONDS = (
    1.5  # of processor time; the slowest takes a tenth of it, the square of a length several times as much
)


@pytest.fixture(scope="module")
def names() -> NameIndex:
    return NameIndex(load_reference())


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("shape", SHAPES)
def test_reads_a_text_without_end_in_time(shape: str, language: str, names: NameIndex) -> None:
    unit = SHAPES[shape]
    text = (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    start = time.process_time()
    extract_findings(
        CleanArticle(None, None, None, "2020-01-01", language, text, ""), names, attributions=True
    )
    assert time.process_time() - start < SECONDS


def test_thousands_of_agreements_in_one_sentence_are_not_all_read(names: NameIndex) -> None:
    """Each takes a millisecond: real sentences tell of a few."""
    text = SHAPES["agreements on bases"] * 2_500
    names.country_mentions(text)  # kept for the readers of the same text
    start = time.process_time()
    found = find_agreements(text, names, "2020-01-01")
    assert time.process_time() - start < SECONDS / 2
    assert [(one.parties, one.signed) for one in found] == [(("RU", "SY"), "2017")]
