"""Pages of pictures, their files, and the one page that other sites may frame."""

import re

import pytest
from fastapi.testclient import TestClient

KINDS = (
    "by-month/all",
    "by-month/TJ",
    "country/TJ",
    "agreement/armenia-2010-base-protocol",
    "personnel/tajikistan-201st-military-base",
    "ledger/all",
    "ledger/sergey-lavrov",
    "ending/all",
)


@pytest.mark.parametrize("path", KINDS)
def test_a_picture_has_a_page_with_table_files_and_a_frame(filled_client: TestClient, path: str) -> None:
    page = filled_client.get(f"/pictures/{path}")
    assert page.status_code == 200
    assert page.text.count('<svg class="chart"') == 2  # for a screen and for a phone
    assert "<figcaption>" in page.text
    assert "<tbody>" in page.text
    assert f'src="http://testserver/embed/pictures/{path}"' in page.text.replace("&#34;", '"')
    frame = filled_client.get(f"/embed/pictures/{path}")
    policy = frame.headers["content-security-policy"]
    assert frame.status_code == 200
    assert "frame-ancestors *" in policy
    assert "script-src 'self'" in policy
    assert "<form" not in frame.text
    assert "<script" not in frame.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    svg = filled_client.get(f"/pictures/{path}.svg")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.text.startswith("<svg xmlns=")
    assert svg.headers["etag"]


def test_a_png_is_a_png(filled_client: TestClient) -> None:
    answer = filled_client.get("/pictures/ending/all.png")
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"


def test_the_filter_of_months_is_in_the_address(filled_client: TestClient) -> None:
    page = filled_client.get("/pictures/by-month/all?kind=denial&since=2014&until=2014").text
    months = re.findall(r'<th scope="row">(\w+ \d{4})</th>', page)
    assert months
    assert all(month.endswith("2014") for month in months)
    assert re.search(r'value="denial" checked', page)
    assert "/pictures/by-month/all.svg?kind=denial&amp;since=2014&amp;until=2014" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=banana", "“banana” is no date"),
        ("since=2014-13", "“2014-13” is no date"),
        ("kind=rumour", "no kind of statement “rumour”"),
        ("since=2020&until=2010", "ends before it begins"),
    ],
)
def test_nonsense_is_said_beside_the_filter_and_left_out(
    filled_client: TestClient, query: str, said: str
) -> None:
    page = filled_client.get(f"/pictures/by-month/all?{query}")
    assert page.status_code == 200
    assert said in page.text
    whole = filled_client.get("/pictures/by-month/all").text
    assert re.findall("<tr>.*", page.text) == re.findall("<tr>.*", whole)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("nothing/all", 404, "All pictures: /pictures"),
        ("country/QQ", 404, "no country"),
        ("ledger/sergei-lavrov", 404, "Did you mean /officials/sergey-lavrov"),
        ("personnel/no-such-base", 404, "Search for its name"),
        ("ending/all.gif", 406, "/pictures/ending/all.png"),
    ],
)
def test_what_is_not_there_says_what_is(filled_client: TestClient, path: str, status: int, said: str) -> None:
    answer = filled_client.get(f"/pictures/{path}")
    assert answer.status_code == status
    assert said in answer.text


def test_an_empty_site_has_no_pictures_and_says_so(client: TestClient) -> None:
    assert "Nothing is on record yet" in client.get("/pictures").text
    assert client.get("/pictures/by-month/all").status_code == 404


def test_what_was_terminated_is_not_said_to_end_next(filled_client: TestClient) -> None:
    page = filled_client.get("/pictures/ending/all").text
    assert "Stay of the Black Sea Fleet" not in page


def test_the_map_of_a_day_may_be_framed_and_nothing_else_of_it(filled_client: TestClient) -> None:
    page = filled_client.get("/map?on=2015&country=AM")
    assert 'src="http://testserver/embed/map?on=2015&amp;country=AM"' in page.text.replace("&#34;", '"')
    frame = filled_client.get("/embed/map?on=2015&country=AM")
    assert "frame-ancestors *" in frame.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert 'href="/map?on=2015&amp;country=AM"' in frame.text
    assert "<form" not in frame.text


def test_the_code_to_embed_has_the_height_of_its_picture(filled_client: TestClient) -> None:
    heights = {
        re.search(r'height="(\d+)"', filled_client.get(f"/pictures/{path}").text.partition("embed-code")[2])[
            1
        ]  # type: ignore[index]
        for path in ("by-month/all", "ledger/all", "ending/all")
    }
    assert len(heights) == 3
