"""Marked text: nothing is lost, overlaps nest, and words that moved are never marked."""

import pytest

from app.present.gaps import gap_words
from app.present.highlight import EvidenceMismatch, Mark, highlight

TEXT = "Он сказал: «Базы нет». She agreed — “no bases”."


def mark(quote: str, css: str = "k", anchor: str | None = None) -> Mark:
    start = TEXT.index(quote)
    return Mark(start, start + len(quote), quote, css, anchor=anchor)


def test_segments_joined_are_the_text() -> None:
    marks = [mark("Базы нет"), mark("сказал: «Базы"), mark("no bases")]
    assert "".join(one.text for one in highlight(TEXT, marks)) == TEXT


def test_overlapping_marks_are_split() -> None:
    segments = highlight(TEXT, [mark("сказал: «Базы", "a"), mark("Базы нет", "b")])
    marked = [(one.text, {m.css for m in one.marks}) for one in segments if one.marks]
    assert marked == [("сказал: «", {"a"}), ("Базы", {"a", "b"}), (" нет", {"b"})]


def test_the_shortest_mark_is_on_top() -> None:
    segments = highlight(TEXT, [mark("«Базы нет»", "long"), mark("Базы", "short")])
    assert [one.top.css for one in segments if one.text == "Базы" and one.top] == ["short"]


def test_an_id_is_given_once_and_where_its_mark_begins() -> None:
    segments = highlight(
        TEXT, [mark("Базы нет", anchor="e7"), mark("Базы", anchor="e8"), mark("нет", anchor="e7")]
    )
    assert [(one.text, one.anchors) for one in segments if one.anchors] == [("Базы", ("e7", "e8"))]


def test_a_part_of_the_article_keeps_the_offsets_of_the_whole() -> None:
    part = TEXT[5:25]
    segments = highlight(part, [mark("Базы нет"), mark("no bases"), mark("Он сказал")], offset=5)
    assert "".join(one.text for one in segments) == part
    assert [one.text for one in segments if one.marks] == [TEXT[5:9], "Базы нет"]


def test_words_that_moved_are_refused() -> None:
    with pytest.raises(EvidenceMismatch, match="not 'Базы есть'"):
        highlight(TEXT, [Mark(12, 20, "Базы есть")])


def test_no_marks_is_one_segment() -> None:
    assert [one.text for one in highlight(TEXT, [])] == [TEXT]
    assert highlight("", []) == []


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ((198, 198), "198 days later"),
        ((1, 1), "1 day later"),
        ((-3, -3), "3 days earlier"),
        ((5, 35), "5 to 35 days later"),
        ((-40, -10), "10 to 40 days earlier"),
        ((0, 0), "the same day"),
        ((0, 29), "about the same time"),
        ((-365, 20), "about the same time"),
        (None, "date not sourced"),
        ((1200, 1200), "1,200 days later"),
    ],
)
def test_gap_words(gap: tuple[int, int] | None, words: str) -> None:
    assert gap_words(gap) == words
