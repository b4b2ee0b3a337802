"""What yields no statement: voices of no side, other bases, other subjects, a publisher's own words."""

import pytest

from app.extract.engine import extract_findings
from tests.extract.reading import INDEX, article, statements


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "“Russia needs that naval base,” said Ellen Brook, who teaches history in Leeds.", id="a scholar"
        ),
        pytest.param(
            "An army officer, who asked not to be named, said Russian troops had left the base.", id="anonymous"
        ),
        pytest.param(
            "Reuters reported that Russian soldiers were seen near the airfield.", id="an agency by itself"
        ),
        pytest.param("Analysts told our paper that Moscow will close the base.", id="analysts"),
        pytest.param(
            "A spokesman for Harbourline, the largest user of the port, said Russian warships pay on time.",
            id="a company's spokesman",
        ),
        pytest.param("The so-called “base” stands on a hill above Russian troops.", id="scare quotes"),
        pytest.param("His book “Soldiers and Bases of Russia” is out in May.", id="title of a book"),
        pytest.param("Sign up: “The Russian base, every morning in your mail.”", id="a publisher's appeal"),
        pytest.param("Lavrov said nothing about the Russian base.", id="said nothing"),
        pytest.param("Lavrov said the football club keeps its training base in Sochi.", id="sport"),
        pytest.param(
            "Lavrov was silent when reporters asked whether Russia would close the base.", id="a question alone"
        ),
        pytest.param(
            "“We record at the base of the tower,” said Ivan Petrenko, a singer from Moscow.", id="music"
        ),
        pytest.param("Residents say the Russian base is noisy at night.", id="residents"),
        pytest.param("Two sources in the ministry told us that Russian troops would leave.", id="sources of a body"),
    ],
)  # fmt: skip
def test_no_statement(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "“Our military bases in Japan stay,” Defence Secretary Ann Porter said, and denied that troops leave.",
            id="American bases",
        ),
        pytest.param(
            "French Defence Minister Paul Renard said the French base in Djibouti would be handed over.",
            id="French bases",
        ),
        pytest.param(
            "“We closed our naval base in Ream to foreign warships,” the Cambodian defence ministry said.",
            id="a Chinese base",
        ),
        pytest.param(
            "Sport Minister Omar Keita denied that the training base would close. “We have no such plans,” he said.",
            id="a sport base",
        ),
        pytest.param(
            "“The base image has been withdrawn,” the ministry of digital affairs said of its software.",
            id="software",
        ),
    ],
)
def test_an_article_on_other_bases_yields_nothing(text: str) -> None:
    assert extract_findings(article(text), INDEX).statements == ()


def test_the_questions_of_an_interview_state_nothing() -> None:
    text = (
        "An interview with the Russian foreign minister Sergey Lavrov.\n\n"
        "Q: Lukashenko said that Russian troops would stay for ever. Is it true?\n\nA: Ask him.\n\n"
        "Q: Your deputy denied that a military base is planned, didn’t he?\n\nA: He knows best."
    )
    assert "Alexander Lukashenko" not in [
        one.speaker for one in extract_findings(article(text), INDEX).statements
    ]


def test_an_answer_on_another_matter_is_no_statement() -> None:
    text = (
        "An interview with the Russian foreign minister Sergey Lavrov.\n\n"
        "Q: Will the Russian base close?\n\nA: The base stays, that is settled.\n\n"
        "Q: And how is your knee?\n\nA: It hurts, but there are people who have it worse."
    )
    found = extract_findings(article(text), INDEX).statements
    assert [one.span.of(text) for one in found] == ["The base stays, that is settled."]


def test_one_mention_of_russia_away_from_the_subject_is_not_enough() -> None:
    text = (
        "“Our troops and our military base on the island stay,” Defence Secretary Ann Porter said.\n\n"
        "The forum was also attended by a choir from Moscow."
    )
    assert extract_findings(article(text), INDEX).statements == ()
    beside = text.replace("a choir from Moscow", "officers of a Russian military base")
    assert len(extract_findings(article(beside), INDEX).statements) == 1
