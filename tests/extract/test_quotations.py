"""Quotations and sentences: the marks in every style, lost ones, and where a sentence ends."""

import pytest

from app.extract.quotations import find_quotations
from app.extract.sentences import find_paragraphs, find_sentences


def quoted(text: str) -> list[str]:
    return [one.span.of(text) for one in find_quotations(text, find_paragraphs(text))]


def sentences(text: str) -> list[str]:
    paragraphs = find_paragraphs(text)
    return [one.span.of(text) for one in find_sentences(text, paragraphs, find_quotations(text, paragraphs))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("He said “we stay”.", ["we stay"], id="curly"),
        pytest.param('He said "we stay".', ["we stay"], id="straight"),
        pytest.param("He said «we stay».", ["we stay"], id="guillemets"),
        pytest.param("He said „we stay“.", ["we stay"], id="low and high"),
        pytest.param("He said ‘we stay’.", ["we stay"], id="single curly"),
        pytest.param("He said 'we stay'.", ["we stay"], id="single straight"),
        pytest.param("Russia’s base and Putin’s plan.", [], id="apostrophes"),
        pytest.param("Russia's base and the troops' plan.", [], id="straight apostrophes"),
        pytest.param("It doesn't matter, he can't.", [], id="contractions"),
        pytest.param("“We’re here,” he said.", ["We’re here"], id="apostrophe within"),
        pytest.param("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us"], id="one within another"),
        pytest.param(
            "“Our so-called “friends” left,” he said.", ["Our so-called “friends” left"], id="same style"
        ),
        pytest.param("“First part.\n\n“Second part.”", ["First part.", "Second part."], id="goes on"),
        pytest.param("“We stay, he said on Monday.", ["We stay"], id="never closed"),
        pytest.param("We stay,” he said.", ["We stay"], id="never opened"),
        pytest.param('one thing."We stay," he said.', ["We stay"], id="glued to a full stop"),
        pytest.param(
            "“We deny it, whatever the “ sources ”say, ”the message says.",
            ["We deny it, whatever the “ sources ”say"], id="machine-translated marks",
        ),
    ],
)  # fmt: skip
def test_quotations(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("One base. Two bases.", ["One base.", "Two bases."], id="plain"),
        pytest.param("Gen. Ivanov met D. Peskov. He left.", ["Gen. Ivanov met D. Peskov.", "He left."], id="names"),
        pytest.param("U.S. forces left. All.", ["U.S. forces left.", "All."], id="abbreviation"),
        pytest.param("It stays.Moscow agreed.", ["It stays.", "Moscow agreed."], id="lost space"),
        pytest.param("About 7.500 troops left.", ["About 7.500 troops left."], id="number"),
        pytest.param("“One. Two,” he said. Three.", ["“One. Two,” he said.", "Three."], id="within a quotation"),
        pytest.param("“One. Two.” He left.", ["“One. Two.”", "He left."], id="after a quotation"),
        pytest.param('One topic."We left," he said.', ["One topic.", '"We left," he said.'], id="glued quotation"),
        pytest.param("So Site.Com reports. All.", ["So Site.Com reports.", "All."], id="a site's name"),
        pytest.param("Title\n\nText.", ["Title", "Text."], id="paragraphs"),
    ],
)  # fmt: skip
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_line_break_inside_a_quotation_leaves_it_one() -> None:
    text = 'Lavrov said: "We keep the base.\nOur troops guard it." Then he left.'
    paragraphs = find_paragraphs(text)
    assert [q.span.of(text) for q in find_quotations(text, paragraphs)] == [
        "We keep the base.",
        "Our troops guard it.",
    ]


def test_a_single_mark_before_a_double_one_closes_its_own() -> None:
    text = "\"They call it 'a hub,'\" Lavrov said."
    assert [q.span.of(text) for q in find_quotations(text, find_paragraphs(text))] == [
        "They call it 'a hub,'"
    ]
