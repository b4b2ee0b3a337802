"""The map of any year: what is asked for, what is wrong with it, and the files."""

import re

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def text_of(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:300]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]))


def test_a_reader_finds_what_was_known_in_tajikistan_in_2015(seeded_client: TestClient) -> None:
    shown = text_of(seeded_client, "/map?on=2015&country=TJ")
    assert "as known on 31 Dec 2015" in shown
    assert re.search(
        r"201st Military Base, Dushanbe .{0,40}Active .{0,20}opened Oct 2004 .{0,20}6,000 +Aug 2014 +TASS",
        shown,
    )
    assert "7,000" not in shown, "a figure of 2022"
    assert re.search(r"What changed in 2015 .*? Kulob garrison of the 201st base .*? Closed", shown)


def test_years_and_filters_are_links_that_keep_each_other(seeded_client: TestClient) -> None:
    page = seeded_client.get("/map?on=2015&country=TJ&kind=garrison").text
    for address in ("on=2014&amp;country=TJ", "on=2016&amp;country=TJ", "/map.svg?on=2015&amp;country=TJ"):
        assert address in page
    assert 'title="Remove this filter">31 Dec 2015' in page
    assert '<option value="garrison" selected>' in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("on=2031-13-45", "is no date"),
        ("on=1850", "is no date"),
        ("on=1950", "The map begins in 1991."),
        ("kind=zoo", "choose one of garrison"),
        ("status=x", "choose one of active"),
        ("country=QQ", "No base on record is in QQ."),
    ],
)
def test_nonsense_is_told_of_beside_its_field_and_left_out(
    seeded_client: TestClient, query: str, message: str
) -> None:
    shown = text_of(seeded_client, f"/map?{query}")
    assert message in shown
    assert "It is left out." in shown
    assert "The same as a list" in shown, "the map without it"


def test_a_day_to_come_is_as_known_today(seeded_client: TestClient) -> None:
    assert "Where the bases are" in text_of(seeded_client, "/map?on=2149")


def test_files_carry_their_day_and_address(seeded_client: TestClient) -> None:
    drawn = seeded_client.get("/map.svg?on=2008&status=active")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "basewatch-map-2008-12-31.svg" in drawn.headers["content-disposition"]
    assert "as known on 31 Dec 2008" in drawn.text
    assert "http://testserver/map?on=2008&amp;status=active" in drawn.text
    assert "var(" not in drawn.text, "a file has no style sheet beside it"
    picture = seeded_client.get("/map.png?on=2008&country=TJ")
    assert picture.content.startswith(b"\x89PNG")
