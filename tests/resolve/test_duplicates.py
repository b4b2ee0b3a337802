from dataclasses import replace

import pytest

from app.domain.kinds import StatementKind, StatementMode, StatementTopic
from app.resolve.duplicates import Said, same_on_one_page, same_quotation, same_statement, words_key

LONG = "We have no plans to build a base there"
LONGER = LONG + ", and we never had any, as I have said before"

DENIAL = Said(
    LONG,
    StatementMode.DIRECT,
    StatementKind.DENIAL,
    StatementTopic.BASE,
    "2023-06-06",
    "en",
    frozenset({"VE"}),
    origin=1,
)
TOLD = replace(
    DENIAL, words="Petrov said there were no plans to build a base there", mode=StatementMode.INDIRECT
)
RUSSIAN = replace(TOLD, words="Петров сказал, что строить базу не собираются", language="ru", origin=2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(LONG, LONG.upper() + ".", True, id="case and marks do not count"),
        pytest.param(
            "Мы не планируем строить там военную базу",
            "мы не планируем строить там военную базу!",
            True,
            id="ru",
        ),
        pytest.param(LONG, LONG.replace("no ", ""), False, id="a denial is not its opposite"),
        pytest.param("No, never", "No, never", False, id="too short to join two articles by"),
    ],
)
def test_same_quotation(one: str, other: str, *, same: bool) -> None:
    assert same_quotation(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(DENIAL, replace(DENIAL, origin=2), True, id="the same words in another text"),
        pytest.param(DENIAL, replace(DENIAL, said_on="2023-06-08", origin=2), True, id="printed later"),
        pytest.param(
            DENIAL, replace(DENIAL, said_on="2023-06-12", origin=2), False, id="said again a week later"
        ),
        pytest.param(DENIAL, replace(DENIAL, said_on=None, origin=2), True, id="of no known day"),
        pytest.param(DENIAL, replace(DENIAL, said_on="2023", origin=2), True, id="some day of the year"),
        pytest.param(
            DENIAL, replace(DENIAL, said_on="2024-06-06", origin=2), False, id="said again a year later"
        ),
        pytest.param(
            replace(DENIAL, words=LONGER),
            replace(DENIAL, words=LONGER, said_on="2024-06-06", origin=2),
            True,
            id="many words: quoted again a year later",
        ),
        pytest.param(
            DENIAL,
            replace(DENIAL, words="Nobody has asked us for a port, and nobody will", origin=2),
            False,
            id="two quotations of one day",
        ),
        pytest.param(
            DENIAL, replace(DENIAL, words="Nobody asked us for a port"), False, id="and of one text"
        ),
        pytest.param(
            TOLD,
            replace(TOLD, words="Petrov has said there were no plans to build a base there"),
            True,
            id="an edited reprint",
        ),
        pytest.param(TOLD, replace(TOLD, origin=2), False, id="reported alike in texts that are no copies"),
        pytest.param(replace(TOLD, origin=None), replace(TOLD, origin=None), False, id="of no origin"),
        pytest.param(
            TOLD,
            replace(
                TOLD,
                words=TOLD.words.replace("were no plans", "were plans"),
                kind=StatementKind.CONFIRMATION,
            ),
            False,
            id="a denial and a confirmation",
        ),
        pytest.param(TOLD, RUSSIAN, True, id="in another language"),
        pytest.param(TOLD, replace(RUSSIAN, language="en"), False, id="other words of one language"),
        pytest.param(TOLD, replace(RUSSIAN, said_on="2023-06-07"), False, id="another day"),
        pytest.param(
            replace(TOLD, said_on="2023-06"), replace(RUSSIAN, said_on="2023-06"), False, id="only a month"
        ),
        pytest.param(
            TOLD, replace(RUSSIAN, topic=StatementTopic.EXERCISE), False, id="the same day, another topic"
        ),
        pytest.param(TOLD, replace(RUSSIAN, about=frozenset({"CU"})), False, id="another country"),
        pytest.param(
            TOLD, replace(RUSSIAN, kind=StatementKind.CONFIRMATION), False, id="denied and confirmed"
        ),
        pytest.param(
            replace(TOLD, kind=StatementKind.COMMENT),
            replace(RUSSIAN, kind=StatementKind.COMMENT),
            False,
            id="two comments",
        ),
    ],
)
def test_same_statement(one: Said, other: Said, *, same: bool) -> None:
    assert same_statement(one, other) is same
    assert same_statement(other, one) is same


def test_a_key_holds_for_the_words_alone() -> None:
    assert words_key(LONG) == words_key(LONG.upper() + "!")
    assert words_key(LONG) != words_key(LONG.replace("no ", ""))
    assert -(2**63) <= words_key(LONG) < 2**63


def test_a_brief_and_its_page_say_the_same() -> None:
    page = "Petrov said on Tuesday that no base would be built on the coast"
    assert same_on_one_page(page, "On Tuesday Petrov said no base would be built on the coast")
    assert not same_on_one_page(page, "Petrov praised the talks on grain")
