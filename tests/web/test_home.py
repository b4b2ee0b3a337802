"""The first page, and the theme."""

import re

import pytest
from fastapi.testclient import TestClient


def test_the_answer_counts_what_its_links_list(seeded_client: TestClient) -> None:
    page = seeded_client.get("/").text
    shown = re.search(r'href="(/bases\?status=disputed)">(\d+) are disputed', page)
    assert shown
    assert f"<b>{shown[2]} base" in seeded_client.get(shown[1]).text


def test_an_open_denial_is_never_called_contradicted(seeded_client: TestClient) -> None:
    page = seeded_client.get("/").text
    main = page.split("<main", 1)[1]
    assert "Contradicted" not in main
    assert "o-contradicted" not in main
    assert "an editor decides" in main


def test_every_ledger_row_has_both_sources(seeded_client: TestClient) -> None:
    rows = re.findall(r'<li class="o-open" id="denial-\d+">.*?</li>', seeded_client.get("/").text, re.S)
    assert len(rows) == 3
    assert all(row.count('class="src"') == 2 for row in rows)


def test_what_was_read_lately_is_named_and_briefs_are_marked(filled_client: TestClient) -> None:
    page = filled_client.get("/").text.split("Read lately")[1]
    assert page.count('<span class="tag">brief</span>') == 5


def test_an_empty_database_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "basewatch seed" in answer.text
    assert '<svg class="map' not in answer.text


@pytest.mark.parametrize("address", ["/bases", "/countries"])
def test_empty_lists_are_pages_too(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_the_theme_is_kept_without_a_script(seeded_client: TestClient) -> None:
    answer = seeded_client.get("/theme?to=dark&next=/bases?country=TJ", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/bases?country=TJ")
    assert 'data-theme="dark"' in seeded_client.get("/bases").text
    seeded_client.get("/theme?to=device")
    assert "data-theme" not in seeded_client.get("/bases").text


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/a\\b", "evil", "/\t/evil.example"],
)
def test_the_theme_leads_to_this_site_only(seeded_client: TestClient, target: str) -> None:
    answer = seeded_client.get("/theme", params={"to": "device", "next": target}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_theme_that_is_none_is_refused(seeded_client: TestClient) -> None:
    assert seeded_client.get("/theme?to=pink").status_code == 422
