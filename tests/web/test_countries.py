"""The pages of countries and territories."""

import json
import re

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("code", ["AM", "GE-AB", "UA", "RU", "EU", "BR"])
def test_each_kind_of_country_has_a_page(seeded_client: TestClient, code: str) -> None:
    answer = seeded_client.get(f"/countries/{code}")
    assert answer.status_code == 200
    assert "None" not in re.sub(r"None of its officials", "", answer.text)
    assert not re.search(r"\b1 (bases|statements|denials|pages|claims)\b", answer.text)


def test_a_country_shows_its_bases_and_their_sources(seeded_client: TestClient) -> None:
    page = seeded_client.get("/countries/AM").text
    bases = page.split('id="bases"')[1].split("</table>")[0]
    assert bases.count("<tr>") - 1 == 9
    assert bases.count('class="src"') == 9
    assert "5 active Russian bases" in page


def test_a_territory_names_the_state_it_is_part_of(seeded_client: TestClient) -> None:
    page = seeded_client.get("/countries/GE-AB").text
    assert "recognised as part of" in page
    assert '<a href="/countries/GE">Georgia</a>' in page


def test_the_list_links_every_number(seeded_client: TestClient) -> None:
    page = seeded_client.get("/countries").text
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.S) if "/countries/TJ" in row)
    shown = re.search(r'href="(/bases\?country=TJ)">(\d+)<', row)
    assert shown
    assert len(re.findall(r'<tr id="base-', seeded_client.get(shown[1]).text)) == int(shown[2])


def test_an_unknown_code_is_not_found(seeded_client: TestClient) -> None:
    answer = seeded_client.get("/countries/QQ")
    assert answer.status_code == 404
    assert "no country or territory" in answer.text


def test_the_answer_on_a_disputed_host_is_a_sentence(seeded_client: TestClient) -> None:
    page = re.sub(r"<[^>]+>", "", seeded_client.get("/countries/UA").text)
    assert re.search(
        r"active without dispute\.\s+20 are disputed, the largest by the figures known being", page
    )


def test_a_country_with_nothing_on_record_says_so_once(seeded_client: TestClient) -> None:
    page = seeded_client.get("/countries/NZ").text
    assert "No Russian base in New Zealand is on record." in page
    assert 'href="/countries">Countries with something on record' in page
    assert 'class="keys"' not in page


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/countries/AM", {"@type": "Country", "name": "Armenia", "alternateName": "Армения"}),
        ("/countries/GE-AB", {"@type": "Place", "name": "Abkhazia"}),
        ("/officials/sergey-lavrov", {"@type": "Person", "name": "Sergey Lavrov"}),
        ("/bases/khmeimim-air-base", {"@type": "Place", "name": "Khmeimim Air Base"}),
    ],
)
def test_places_and_people_are_told_to_machines(
    seeded_client: TestClient, path: str, expected: dict[str, str]
) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', seeded_client.get(path).text)
    assert found
    told = json.loads(found[1])
    assert told | expected == told
    assert told["url"].endswith(path)
