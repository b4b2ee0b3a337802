"""What is kept of a language model's answer: only what the article's own words bear out."""

import json
from typing import Any

import pytest

from app.clean.article import CleanArticle
from app.domain.kinds import BaseKind, StatementMode
from app.extract.engine import extract_findings
from app.extract.model_answer import AGREED, ALONE, AnswerError, Reading, read_answer
from app.extract.model_question import schema_of_answer
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference

TEXT = """\
Russian Foreign Minister Sergey Lavrov met his Tajik colleague in Dushanbe on Tuesday.

“We have no plans to build a new base in Tajikistan,” Lavrov said after the talks. He added that the \
agreement on the 201st Military Base, signed in 2012, would stay in force until 2042.

Some 7,000 servicemen serve at the 201st Military Base. Analysts say the number has fallen.
"""
INDEX = NameIndex(load_reference())
ARTICLE = CleanArticle(None, None, None, "2024-05-14", "en", TEXT, "")
RULES = extract_findings(ARTICLE, INDEX)
DENIAL = {
    "quote": "We have no plans to build a new base in Tajikistan,",
    "speaker": "Sergey Lavrov",
    "speaker_mention": "Lavrov",
    "mode": "direct",
    "kind": "denial",
    "topic": "base",
    "countries": ["TJ"],
    "said_on": "2024-05-14",
}
BASE = {
    "name": "the 201st Military Base",
    "country": "TJ",
    "kind": "garrison",
    "claims": [
        {
            "property": "personnel",
            "value": "7000",
            "quote": "Some 7,000 servicemen serve at the 201st Military Base",
        }
    ],
}
AGREEMENT = {
    "title": "the agreement on the 201st Military Base",
    "parties": ["RU", "TJ"],
    "kind": "basing",
    "status": "in_force",
    "signed": "2012",
    "expires": "2042",
    "term_years": None,
}


def read(**records: list[Any]) -> Reading:
    answer = {"statements": [], "bases": [], "agreements": []} | records
    return read_answer(json.dumps(answer), "reader-1", ARTICLE, INDEX, RULES)


def test_a_true_answer_is_kept_with_the_models_name_and_its_place() -> None:
    reading = read(statements=[DENIAL], bases=[BASE], agreements=[AGREEMENT])
    assert reading.dropped.total() == 0
    assert reading.findings.extractor == "reader-1"
    [said] = reading.findings.statements
    assert said.span.of(TEXT) == "We have no plans to build a new base in Tajikistan,"
    assert said.official == "sergey-lavrov"
    assert said.mode is StatementMode.DIRECT
    [base] = reading.findings.bases
    assert base.base == "tajikistan-201st-military-base"
    assert base.kind is BaseKind.GARRISON
    [claim] = base.claims
    assert claim.value == "7000"
    assert "7,000" in claim.span.of(TEXT)
    [agreement] = reading.findings.agreements
    assert (agreement.signed, agreement.expires) == ("2012", "2042")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "We will build a new base in Tajikistan"}, "words that are not in the article"),
        ({"quote": "have no plans to build a new base in Tajik"}, "words that are not in the article"),
        ({"quote": "base"}, "words too few or too many for a statement"),
        ({"quote": "   "}, "words that are not in the article"),
        ({"speaker_mention": "Maria Zakharova"}, "a speaker whom the article does not name"),
        ({"kind": "lie"}, "out of form"),
        ({"mode": None}, "out of form"),
        ({"certain": True}, "out of form"),
    ],
)
def test_a_statement_that_the_article_does_not_bear_out_is_dropped_and_counted(
    change: dict[str, Any], reason: str
) -> None:
    reading = read(statements=[DENIAL | change])
    assert reading.findings.statements == ()
    assert reading.dropped == {reason: 1}


def test_a_person_whom_the_article_does_not_name_is_no_official() -> None:
    """The model knows who was the spokesman; the article does not say it."""
    [said] = read(statements=[DENIAL | {"speaker": "Dmitry Peskov"}]).findings.statements
    assert said.official is None
    assert said.speaker == "Lavrov"


def test_the_marks_decide_the_mode_whatever_the_model_says() -> None:
    words = "He added that the agreement on the 201st Military Base, signed in 2012, would stay in force until 2042."
    [said] = read(statements=[DENIAL | {"quote": words, "speaker_mention": "He"}]).findings.statements
    assert said.mode is StatementMode.INDIRECT


def test_words_are_found_whatever_marks_and_blanks_they_were_copied_with() -> None:
    words = '"We have no plans\n to build a new base in Tajikistan,"'
    [said] = read(statements=[DENIAL | {"quote": words}]).findings.statements
    assert said.span.of(TEXT).startswith("We have no plans")


def test_a_country_of_which_the_article_says_nothing_is_left_out() -> None:
    [said] = read(statements=[DENIAL | {"countries": ["TJ", "VE", "XX"]}]).findings.statements
    assert said.countries == ("TJ",)


@pytest.mark.parametrize("day", ["2031-01-01", "soon", "2024-13-01"])
def test_a_day_that_cannot_be_is_left_out(day: str) -> None:
    [said] = read(statements=[DENIAL | {"said_on": day}]).findings.statements
    assert said.said_on is None


def test_what_the_rules_found_too_is_surer() -> None:
    [both] = read(statements=[DENIAL]).findings.statements
    [alone] = read(statements=[DENIAL | {"kind": "warning"}]).findings.statements
    assert both.confidence >= AGREED
    assert alone.confidence == ALONE


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "the naval base in Tartus"}, "words that are not in the article"),
        ({"country": "SY"}, "a country that the article does not name"),
        ({"country": "RU"}, "a country that the article does not name"),
    ],
)
def test_a_base_that_the_article_does_not_name_is_dropped(change: dict[str, Any], reason: str) -> None:
    reading = read(bases=[BASE | change])
    assert reading.findings.bases == ()
    assert reading.dropped == {reason: 1}


def test_a_number_that_the_words_do_not_have_is_dropped() -> None:
    reading = read(bases=[BASE | {"claims": [BASE["claims"][0] | {"value": "70000"}]}])  # type: ignore[index, operator]
    assert reading.findings.bases[0].claims == ()
    assert reading.dropped == {"a number that its words do not have": 1}


def test_terms_of_which_the_article_says_nothing_are_left_out() -> None:
    [agreement] = read(
        agreements=[AGREEMENT | {"signed": "1999", "expires": "2049-01-01", "term_years": 49}]
    ).findings.agreements
    assert (agreement.signed, agreement.expires, agreement.term_years) == (None, None, None)


def test_the_same_words_twice_are_one_record() -> None:
    reading = read(statements=[DENIAL, DENIAL])
    assert len(reading.findings.statements) == 1
    assert reading.dropped == {"words that are not in the article": 1}


@pytest.mark.parametrize(
    "content",
    ["", "no", "[]", "{}", '{"statements": []}', '{"statements": 1, "bases": [], "agreements": []}'],
)
def test_an_answer_of_another_form_is_an_error(content: str) -> None:
    with pytest.raises(AnswerError):
        read_answer(content, "reader-1", ARTICLE, INDEX, RULES)


def test_more_records_than_are_read_are_counted() -> None:
    reading = read(statements=[1] * 250)
    assert reading.dropped == {"more records than are read": 50, "out of form": 200}


def test_the_schema_leaves_nothing_open() -> None:
    """Strict endpoints want every field required and no other allowed."""
    schema = schema_of_answer()
    for part in (schema, *(one for one in schema["$defs"].values() if one["type"] == "object")):
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
