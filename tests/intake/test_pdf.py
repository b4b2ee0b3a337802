"""A statement that comes as a PDF."""

from pathlib import Path

import pytest

from app.clean import clean
from app.domain.errors import InputError, InputTooLarge, NotText
from app.intake.article_bytes import article_from_bytes
from app.intake.files import read_articles
from app.intake.pdf import MAX_PAGES, text_of_pdf
from app.intake.raw import RawArticle
from tests.intake.pdf_writer import lines_down, make_pdf

FIRST = ["The deputy minister said on Monday that the garrison in the north",
         "would not be enlarged this year, and that the vice-minister knew the sit-",
         "uation well."]  # fmt: skip
SECOND = ["He added that the accord of 2012 runs for thirty years and that no one",
          "has asked for another one."]  # fmt: skip
WHOLE = [
    "The deputy minister said on Monday that the garrison in the north would not be enlarged this year, "
    "and that the vice-minister knew the situation well.",
    "He added that the accord of 2012 runs for thirty years and that no one has asked for another one.",
]


def paragraphs(data: bytes) -> list[str]:
    return text_of_pdf(data, "a.pdf").split("\n\n")


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    assert paragraphs(make_pdf([lines_down([*FIRST, "", *SECOND])])) == WHOLE


def test_paragraphs_told_by_their_indent() -> None:
    lines = lines_down([*FIRST, *SECOND])
    lines[0] = (lines[0][0] + 24, *lines[0][1:])
    lines[3] = (lines[3][0] + 24, *lines[3][1:])
    assert paragraphs(make_pdf([lines])) == WHOLE


def test_a_heading_and_a_date_stand_apart() -> None:
    head = ["Statement on the garrison in the north", "6 June 2023"]
    assert paragraphs(make_pdf([lines_down([*head, *FIRST])])) == [*head, WHOLE[0]]


def test_a_hyphen_that_the_word_has_itself_stays() -> None:
    lines = [
        "The vice-minister spoke to the press on the garrison, and it was the vice-",
        "minister who left first.",
    ]
    assert "the vice-minister who left" in paragraphs(make_pdf([lines_down(lines)]))[0]


def test_russian() -> None:
    lines = ["Заместитель министра заявил в понедельник, что гарнизон на севере не бу-", "дет увеличен."]
    whole = "Заместитель министра заявил в понедельник, что гарнизон на севере не будет увеличен."
    assert paragraphs(make_pdf([lines_down(lines)])) == [whole]


def test_what_every_page_repeats_goes() -> None:
    header, days = "Ministry of the North - Press release", ["Monday", "Tuesday", "Wednesday", "Thursday"]
    pages = [
        [
            (72, 810, header),
            *lines_down(
                ["", *(line.replace("Monday", day) for line in FIRST), "", *SECOND, "", f"So on {day}."]
            ),
            (290, 30, f"{number} of 4"),
        ]
        for number, day in enumerate(days, 1)
    ]
    text = paragraphs(make_pdf(pages))
    assert len(text) == 12
    assert not any(header in line or "of 4" in line for line in text)


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [[*lines_down(FIRST[:1]), (290, 30, "1")], [*lines_down(FIRST[1:]), (290, 30, "2")]]
    assert paragraphs(make_pdf(pages)) == WHOLE[:1]


@pytest.mark.parametrize("by_rows", [True, False], ids=["written by rows", "written by columns"])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left = [f"left column line {n} of it" for n in range(12)]
    right = [f"right column line {n} of it" for n in range(12)]
    lines = [*lines_down(left), *lines_down(right, left=320)]
    text = " ".join(paragraphs(make_pdf([sorted(lines, key=lambda line: -line[1]) if by_rows else lines])))
    assert text.index("left column line 11") < text.index("right column line 0")
    assert "line 3 of it left column line 4" in text


def test_an_article_of_a_pdf_is_cleaned_as_any(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(
        make_pdf([lines_down(["Statement on the garrison in the north", "", *FIRST, "", *SECOND])])
    )
    (raw,) = read_articles(path)
    assert isinstance(raw, RawArticle)
    article = clean(raw)
    assert article.text.split("\n\n") == WHOLE
    assert article.title == "Statement on the garrison in the north"
    assert article_from_bytes(path.read_bytes(), "upload.pdf").body == raw.body


PAGE = make_pdf([lines_down(FIRST)])


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(b"%PDF-1.7 and nothing more", NotText, "damaged", id="damaged"),
        pytest.param(PAGE[: len(PAGE) // 2], NotText, "damaged", id="cut"),
        pytest.param(make_pdf([[]]), NotText, "a scan", id="no text layer"),
        pytest.param(make_pdf([[]] * (MAX_PAGES + 1)), InputTooLarge, f"at most {MAX_PAGES}", id="pages"),
        pytest.param(
            PAGE.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
                         + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00> <00>]"),
            NotText, "password", id="locked"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=rf"a\.pdf: .*{says}"):
        text_of_pdf(data, "a.pdf")


def test_a_slow_file_is_given_up() -> None:
    with pytest.raises(InputTooLarge, match="0 of 3 pages read in 0 seconds"):
        text_of_pdf(make_pdf([lines_down(FIRST)] * 3), "a.pdf", deadline_seconds=0)
