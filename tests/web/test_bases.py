"""The pages of bases, as a reader meets them."""

import re

import pytest
from fastapi.testclient import TestClient

SLUG = "tajikistan-201st-military-base"


def bases_of(html: str) -> list[str]:
    return re.findall(r'<tr id="base-([\w-]+)"', html)


def marks_of(html: str) -> set[str]:
    maps = "".join(re.findall(r'<svg class="map.*?</svg>', html, re.S))
    return set(re.findall(r'href="/bases/([\w-]+)"', maps))


def test_a_filter_lists_and_maps_exactly_the_same_bases(seeded_client: TestClient) -> None:
    page = seeded_client.get("/bases?country=TJ").text
    assert len(bases_of(page)) == 9
    assert set(bases_of(page)) == marks_of(page)
    assert "Bases in Tajikistan" in page
    assert '<a href="/bases" title="Remove this filter">Tajikistan' in page


def test_following_more_shows_every_base_once(seeded_client: TestClient) -> None:
    address, seen = "/bases", []
    while address:
        page = seeded_client.get(address).text
        seen += bases_of(page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 169


def test_htmx_gets_the_part_and_a_history_restore_the_page(seeded_client: TestClient) -> None:
    part = seeded_client.get("/bases?status=active", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="results">')
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<!doctype html>" in seeded_client.get("/bases?status=active", headers=restored).text


def test_a_list_of_none_says_what_to_drop(seeded_client: TestClient) -> None:
    page = seeded_client.get("/bases?country=BR&kind=naval_base").text
    assert "No base matches" in page
    assert "Show all 169 bases" in page


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/bases?kind=castle", "“castle” is not known here"),
        ("/bases?status=gone", "“gone” is not known here"),
        ("/bases?after=x", "no place in this list"),
        (f"/bases/{SLUG}?on=12017-01-01", "no date: write 2015-09-30"),
    ],
)
def test_bad_parameters_are_left_out_and_told_of(seeded_client: TestClient, address: str, says: str) -> None:
    answer = seeded_client.get(address)
    assert answer.status_code == 200
    assert says in answer.text


def test_an_unknown_base_is_not_found(seeded_client: TestClient) -> None:
    answer = seeded_client.get("/bases/atlantis")
    assert answer.status_code == 404
    assert "Search for its name" in answer.text


def test_every_claim_of_a_base_stands_on_its_source(seeded_client: TestClient) -> None:
    page = seeded_client.get(f"/bases/{SLUG}").text
    claims = re.findall(r'<tr id="claim-\d+">.*?</tr>', page, re.S)
    assert len(claims) > 8
    for claim in claims:
        assert 'class="src"' in claim
        assert re.search(r'href="https?://', claim), "the publisher's page"
        assert re.search(r'href="/articles/\d+#e\d+"', claim), "the place in our own page"


def test_as_known_on_a_day_says_what_was_known_then(seeded_client: TestClient) -> None:
    now = seeded_client.get(f"/bases/{SLUG}").text
    then = seeded_client.get(f"/bases/{SLUG}?on=2015-09-30").text

    def figure(page: str) -> str:
        found = re.search(r"Personnel, latest figure.*?<div class=\"fig[^\"]*\">([^<]+)", page, re.S)
        assert found
        return found[1].strip()

    assert (figure(now), figure(then)) == ("7,000", "6,000")
    assert "As known on 30 Sep 2015" in then
    assert "Agreements in force that day" in then


def test_sources_that_disagree_stand_side_by_side(seeded_client: TestClient) -> None:
    page = seeded_client.get("/bases/gyumri-102nd-military-base").text
    for figure in ("<b>4,245</b>", "<b>5,000</b>", "<b>3,214 to 5,000</b>"):
        assert figure in page


def test_pages_need_no_inline_script_or_style(seeded_client: TestClient) -> None:
    for address in ("/", "/bases", f"/bases/{SLUG}", "/countries", "/countries/AM"):
        page = seeded_client.get(address).text
        assert not re.search(r"\sstyle=|<style|<script>|\son\w+=", page), address
