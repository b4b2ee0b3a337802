"""Statements in Ukrainian: who says what, of which kind, about which state, on which day; in sentences of our own."""

import pytest

from app.clean import clean
from app.extract.engine import extract_findings
from app.intake.raw import MediaType, RawArticle
from tests.extract.languages import PUBLISHED, read_one, statements_in
from tests.extract.reading import INDEX

SUBJECT = "Росія тримає війська за кордоном і військову базу в Сирії."
LAVROV, PESKOV, ZAKHAROVA, LUKASHENKO = (
    "Sergey Lavrov",
    "Dmitry Peskov",
    "Maria Zakharova",
    "Alexander Lukashenko",
)


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "topic"),
    [
        ("Речник Кремля Дмитро Пєсков заявив, що Росія не планує бази в Судані.", PESKOV, "denial", "base"),
        ("«Жодних баз у Судані немає», — сказав Пєсков.", PESKOV, "denial", "base"),
        ("Лавров спростував повідомлення про виведення військ із Сирії.", LAVROV, "denial", "withdrawal"),
        ("Повідомлення про нову базу в Судані заперечив Лавров.", LAVROV, "denial", "base"),
        ("Речниця МЗС Марія Захарова назвала чутки про базу «фейком».", ZAKHAROVA, "denial", "base"),
        ("У МЗС Росії відкинули звинувачення щодо найманців у Малі.", "МЗС Росії", "denial", "deployment"),
        ("Лавров не виключив, що військова база в Судані з'явиться.", LAVROV, "comment", "base"),
        ("За словами Лаврова, війська залишаться на базі в Сирії.", LAVROV, "announcement", "base"),
        ("Лавров підтвердив, що російська база в Сирії діє.", LAVROV, "confirmation", "base"),
        ("Лавров засудив розміщення американських ракет у Польщі.", LAVROV, "criticism", "deployment"),
        ("Росія готова створити базу в Судані, повідомив Лавров.", LAVROV, "proposal", "base"),
    ],
)
def test_reading(text: str, speaker: str, kind: str, topic: str) -> None:
    found = read_one("uk", SUBJECT, text)
    assert found is not None
    assert (found.speaker, found.kind, found.topic) == (speaker, kind, topic)


def test_he_is_the_one_who_spoke() -> None:
    text = (
        "«Бази в Білорусі не буде», — сказав президент Олександр Лукашенко. Він додав, що військ теж немає."
    )
    assert [one.speaker for one in statements_in("uk", SUBJECT, text)] == [LUKASHENKO, LUKASHENKO]


def test_the_state_and_the_day() -> None:
    [one] = statements_in("uk", SUBJECT, "У вівторок Лавров заявив, що військової бази в Білорусі не буде.")
    assert (one.countries, one.said_on) == (("BY",), "2024-11-12")


@pytest.mark.parametrize(
    "text",
    [
        "Експерти кажуть, що військова база в Сирії залишиться.",
        "Пєсков розповів, що зерна цього року більше.",
        "На базі університету відкрили нову лабораторію, повідомив ректор.",
    ],
)
def test_no_statement(text: str) -> None:
    assert statements_in("uk", SUBJECT, text) == []


def test_russian_and_ukrainian_paragraphs_are_each_read_as_their_own() -> None:
    ukrainian = "Лавров заявив, що Росія не планує створювати військову базу в Судані, і що військ там немає."
    russian = (
        "Песков сообщил, что Россия не собирается размещать военную базу в Чаде и что войск там тоже нет."
    )
    opening = (
        "Росія тримає війська за кордоном, а також має військову базу в Сирії, яка діє вже багато років."
    )
    raw = RawArticle(
        body=f"{opening}\n\n{ukrainian}\n\n{russian}", name="two", media=MediaType.TEXT, published=PUBLISHED
    )
    article = clean(raw)
    assert {part.language for part in article.parts} == {"uk", "ru"}
    found = extract_findings(article, INDEX).statements
    assert [(one.speaker, one.kind.value) for one in found] == [(LAVROV, "denial"), (PESKOV, "denial")]
