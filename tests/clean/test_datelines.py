"""An agency's dateline comes off, and nothing that only looks like one does."""

import pytest

from app.clean.datelines import find_closing, find_dateline

REST = "Russia keeps its garrison"


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW, June 6. /TASS/. ", "МОСКВА, 6 июня. /ТАСС/. ", "МОСКВА, 6 июн — РИА Новости. ", "(AFP) – ",
        "DUSHANBE -- ",
        "Москва. 6 июня. INTERFAX.RU - ", "MOSCOW. June 6 (Interfax) - ", "YEREVAN, JUNE 6, ARMENPRESS. ",
        "Havana.- ",
        "MOSCOW (Reuters) - ", "WASHINGTON (AP) — ", "BEDFORD, N.H. (AP) — ", "BEIJING, June 6 (Xinhua) -- ",
        "Moscú, 6 jun (EFE).- ", "La Habana, 20 abr (Prensa Latina) ",
        "MOSCOW (UrduPoint News / Sputnik - 12th July, 2021) ", "Moscow, June 6 — ", "Moscow, SANA- ",
        "КИЇВ. 6 червня. УНІАН. ", "ВАШИНГТОН, 10 сентября. /Корр.ТАСС Анна Ли/. ", "LONDON—",
    ],
)  # fmt: skip
def test_comes_off(dateline: str) -> None:
    found = find_dateline(dateline + REST)
    assert found is not None
    assert (dateline + REST)[found.length :] == REST


@pytest.mark.parametrize(
    "paragraph",
    [
        "On June 6 (Tuesday), the minister said so.", "On June 6 TASS reported the talks.",
        "TASS reports that it is so.",
        "U.S. – Russia talks went on.", "NATO — The alliance keeps out.", "Lavrov (right) - the minister - spoke.",
        "In May 2023 (after the talks) the base stayed.", "The minister — a general — spoke.",
        "В июне 2023 года — ничего.",
        "May 5, 2023. The minister spoke.",
        "KADYROV (who leads Chechnya) spoke.", "Sergei Shoigu - the minister - denied it.",
    ],
)  # fmt: skip
def test_stays(paragraph: str) -> None:
    assert find_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("paragraph", "published"),
    [
        ("Baku/28.12.23/Turan: " + REST, "2023-12-28"),
        ("17.01.22 - " + REST, "2022-01-17"),
        ("Ереван, 29 декабря, 2020, 19:52 — ИА Регнум. " + REST, "2020-12-29"),
        ("MOSCOW, June 6, 2023 (Reuters) - " + REST, "2023-06-06"),
        ("MOSCOW, June 6 (Reuters) - " + REST, None),
    ],
)
def test_the_date_of_one_that_has_the_year(paragraph: str, published: str | None) -> None:
    found = find_dateline(paragraph)
    assert found is not None
    assert found.published == published


def test_the_signature_of_a_standfirst() -> None:
    paragraph = "Базу на севере не расширят, заявил министр. РИА Новости, 23.10.2021"
    assert find_closing(paragraph) == (paragraph.index(" РИА"), "2021-10-23")
    assert find_closing("Об этом сообщили РИА Новости, 23.10.2021") is None


@pytest.mark.parametrize("line", ["Question (Interfax): Are those ours?", "Вопрос (ТАСС): Это наши?"])
def test_who_asks_in_a_transcript_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None
