"""A live blog tells the day of each entry, by its date or by how the hours run."""

import pytest

from tests.extract.languages import statements_in

SUBJECT = "Russia keeps troops abroad, and a military base in Mali."
DOWN = """10:05 Lavrov denied that Russia has a base in Mali.

08:30 Doors open in Bamako.

00:15 Peskov said Russia has no troops in Mali.

23:40 Putin denied yesterday that Russia has a base in Chad.

19:20 Zakharova said there are no Russian troops in Chad."""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param(DOWN, ["2024-11-14", "2024-11-14", "2024-11-12", "2024-11-13"], id="newest first"),
        pytest.param(
            DOWN.replace("23:40", "12 Nov, 23:40"),
            ["2024-11-14", "2024-11-14", "2024-11-11", "2024-11-12"],
            id="from its date on",
        ),
        pytest.param(
            "\n\n".join(f"14 Nov 2024, {line}" for line in DOWN.split("\n\n")[:3]) + "\n\n13 Nov 2024, 23:40 "
            "Putin denied that Russia has a base in Chad.",
            ["2024-11-14", "2024-11-14", "2024-11-13"],
            id="each dated",
        ),
        pytest.param(
            "\n\n".join(DOWN.split("\n\n")[:3]), ["2024-11-14", "2024-11-14"], id="too few to be a blog"
        ),
    ],
)
def test_said_on_the_day_of_its_entry(text: str, days: list[str]) -> None:
    assert [one.said_on for one in statements_in("en", SUBJECT, text)] == days


def test_hours_that_run_on_past_midnight_are_of_the_next_day() -> None:
    text = "\n\n".join(reversed(DOWN.split("\n\n")))
    assert [one.said_on for one in statements_in("en", SUBJECT, text)][-1] == "2024-11-15"
