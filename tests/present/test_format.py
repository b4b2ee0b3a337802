"""Values as readers see them."""

import pytest
from sqlalchemy.orm import Session

from app.present import format as fmt
from app.present.language import speaking
from app.query.statements import StatementFilter, list_statements
from tests.factories import TEXT, make_article, make_statement

QUOTE = "We have no plans for a base there."


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-03-04", "4 Mar 2014"),
        ("2012-07", "Jul 2012"),
        ("2015~", "c. 2015"),
        (None, "undated"),
        ("2012", "2012"),
    ],
)
def test_day_words(edtf: str | None, words: str) -> None:
    assert fmt.day_words(edtf) == words


@pytest.mark.parametrize(
    ("said_on", "published", "words"),
    [
        pytest.param("2013", "2013-06-25", "2013", id="no more exact than it is known"),
        pytest.param(None, "2024-05", "published May 2024", id="the day of its article says so"),
        pytest.param(None, None, "undated", id="never the day on which it was added"),
    ],
)
def test_said_words(session: Session, said_on: str | None, published: str | None, words: str) -> None:
    make_statement(
        session, said_on=said_on, article=make_article(session, f"{TEXT} {QUOTE}", published=published)
    )
    (row,) = list_statements(session, StatementFilter()).rows
    assert fmt.said_words(row) == words
    assert row.dated == (said_on or published)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bases"), (1, "1 base"), (2, "2 bases"), (1234, "1,234 bases")]
)
def test_counted(count: int, words: str) -> None:
    assert fmt.counted(count, "base", "bases") == words


def test_counted_in_the_forms_of_the_readers_language() -> None:
    with speaking("ru"):
        told = [fmt.counted(count, "base", "bases") for count in (1, 2, 5, 21)]
    assert told == ["1 база", "2 базы", "5 баз", "21 база"]


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(items: list[str], words: str) -> None:
    assert fmt.listed(items) == words


def test_small_words() -> None:
    assert fmt.label("air_base") == "Air base"
    assert fmt.span_words([3083, 5000]) == "3,083 to 5,000"
    assert fmt.span_words([200.0]) == "200"
    assert fmt.host("https://www.example.org/a?b") == "example.org"
    assert fmt.relative("http://127.0.0.1:8000/bases?a=1") == "/bases?a=1"
    assert fmt.lead_in("Denied that") == "denied that"
    assert fmt.lead_in("NATO said") == "NATO said"
    assert fmt.shorten("one two three", 9) == "one two…"
    assert fmt.tight("a  <b>x</b>\n , b") == "a <b>x</b>, b"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Agreement on the expansion of the port", "Expansion of the port"),
        ("Treaty on alliance", "Alliance"),
        ("Protocol No. 1 on extra land", "Protocol No. 1 on extra land"),
        ("Agreement on the ", "Agreement on the "),
    ],
)
def test_a_short_label_leaves_out_what_every_title_begins_with(title: str, short: str) -> None:
    assert fmt.subject(title) == short
