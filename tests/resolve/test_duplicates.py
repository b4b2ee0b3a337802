import pytest

from app.resolve.duplicates import same_on_one_page, same_quotation

LONG = "We have no plans to build a base there"


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


def test_a_brief_and_its_page_say_the_same() -> None:
    page = "Petrov said on Tuesday that no base would be built on the coast"
    assert same_on_one_page(page, "On Tuesday Petrov said no base would be built on the coast")
    assert not same_on_one_page(page, "Petrov praised the talks on grain")
