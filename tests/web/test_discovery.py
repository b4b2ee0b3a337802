"""What search engines and link previews get: sitemap, robots, canonical addresses, JSON-LD, cards."""

import json
import re
import struct
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, DenialOutcome, ReviewState, StatementKind
from app.main import create_app
from app.present.cards import Card, broken, card_svg, width
from app.settings import Settings
from tests.factories import make_article, make_official, make_statement

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def linked(page: str) -> list[dict[str, object]]:
    return [json.loads(found) for found in LD.findall(page)]


def locations(client: TestClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return [one.text or "" for one in ElementTree.fromstring(answer.text).iter(f"{NAMESPACE}loc")]


def test_sitemap_leads_to_every_record(filled_client: TestClient) -> None:
    site = "http://testserver"
    assert f"Sitemap: {site}/sitemap.xml" in filled_client.get("/robots.txt").text
    parts = locations(filled_client, "/sitemap.xml")
    pages = [page for part in parts for page in locations(filled_client, part.removeprefix(site))]
    assert len(pages) == len(set(pages))
    for noun in ("bases", "officials", "agreements", "statements", "articles"):
        listed = filled_client.get(f"/{noun}.json").json()["items"]
        assert {item["address"] for item in listed} <= set(pages)
    assert all(page.startswith(f"{site}/") for page in pages)
    for page in pages[:: len(pages) // 12]:
        assert filled_client.get(page.removeprefix(site)).status_code == 200
    assert "<lastmod>20" in filled_client.get("/sitemap-bases-1.xml").text
    for wrong in ("bases-0", "bases-x", "users-1", "bases-99999999999"):
        assert filled_client.get(f"/sitemap-{wrong}.xml").status_code == 404


@pytest.mark.parametrize("rejected", [False, True])
def test_sitemap_has_public_records_alone(client: TestClient, session: Session, rejected: bool) -> None:
    row = make_statement(session)
    row.review = ReviewState.REJECTED if rejected else ReviewState.ACCEPTED
    session.commit()
    parts = client.get("/sitemap.xml").text
    assert ("/sitemap-statements-1.xml" in parts) is not rejected


@pytest.mark.parametrize(
    ("host", "base_url", "address"),
    [
        ("bases.example", None, "http://bases.example/bases?country=TJ"),
        ('x"><script>', None, "http://127.0.0.1:8000/bases?country=TJ"),
        ("evil.example", "https://bases.example.org", "https://bases.example.org/bases?country=TJ"),
    ],
)
def test_canonical_address_is_ours(filled_url: str, host: str, base_url: str | None, address: str) -> None:
    client = TestClient(create_app(Settings(database_url=filled_url, base_url=base_url)))
    page = client.get("/bases?country=TJ&kind=&after=", headers={"Host": host}).text
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'property="og:url" content="{address}"' in page
    assert "evil.example" not in page
    assert 'x"><script>' not in page


def test_missing_page_is_not_to_be_listed(filled_client: TestClient) -> None:
    page = filled_client.get("/bases/nowhere").text
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


@pytest.mark.parametrize(
    ("kind", "outcome", "finding", "types"),
    [
        (StatementKind.COMMENT, None, None, ["Quotation"]),
        (StatementKind.DENIAL, DenialOutcome.OPEN, "Looked at.", ["Quotation"]),
        (StatementKind.DENIAL, DenialOutcome.CONTRADICTED, None, ["Quotation"]),
        (StatementKind.DENIAL, DenialOutcome.CONTRADICTED, "A base was opened in 2019.", ["ClaimReview"]),
    ],
)
def test_claim_is_reviewed_only_where_an_editor_found_something(
    client: TestClient,
    session: Session,
    kind: StatementKind,
    outcome: DenialOutcome | None,
    finding: str | None,
    types: list[str],
) -> None:
    row = make_statement(session, "No base.", official=make_official(session), kind=kind, said_on="2018-05")
    row.outcome, row.finding = outcome, finding
    session.commit()
    (found,) = linked(client.get(f"/statements/{row.id}").text)
    assert [found["@type"]] == types
    said = found["itemReviewed"] if finding and types == ["ClaimReview"] else found
    assert isinstance(said, dict)
    assert said["dateCreated"] == "2018-05"
    speaker = said.get("spokenByCharacter") or said["author"]
    assert speaker == {
        "@type": "Person",
        "name": "Sergey Lavrov",
        "url": "http://testserver/officials/sergey-lavrov",
    }
    if types == ["ClaimReview"]:
        assert (found["claimReviewed"], found["reviewBody"]) == ("No base.", finding)
        assert found["reviewRating"] == {"@type": "Rating", "alternateName": "Contradicted"}


def test_words_of_ours_are_no_quotation_and_no_text_ends_the_element(
    client: TestClient, session: Session
) -> None:
    text = "He said </script><script>alert(1)</script> & “no”."
    article = make_article(session, text, kind=ArticleKind.BRIEF, url="https://news.example/a")
    row = make_statement(session, text, article=article, speaker="<!--<script>")
    row.is_summary = True
    session.commit()
    page = client.get(f"/statements/{row.id}").text
    (found,) = linked(page)
    assert (found["@type"], found["text"]) == ("Claim", text)
    assert found["author"] == {"@type": "Thing", "name": "<!--<script>"}
    assert "<script>alert" not in page
    assert "<!--<script>" not in page


def test_list_is_a_dataset_with_files_that_are_there(filled_client: TestClient) -> None:
    (found,) = linked(filled_client.get("/agreements").text)
    assert found["@type"] == "Dataset"
    files = found["distribution"]
    assert isinstance(files, list)
    for one in files:
        answer = filled_client.get(one["contentUrl"].removeprefix("http://testserver"))
        assert answer.headers["content-type"].partition(";")[0] == one["encodingFormat"]
    assert linked(filled_client.get("/").text)[0]["@type"] == "WebSite"


@pytest.mark.parametrize("noun", ["bases", "statements", "agreements", "officials", "countries"])
def test_record_has_a_card_of_its_own(filled_client: TestClient, noun: str) -> None:
    rows = filled_client.get(f"/{noun}.json").json()["items"]
    page = filled_client.get(rows[0]["address"].removeprefix("http://testserver")).text
    card = re.search(r'property="og:image" content="http://testserver(/cards/[^"]+)"', page)
    assert card
    answer = filled_client.get(card[1])
    assert answer.headers["content-type"] == "image/png"
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    assert len(answer.content) < 120_000
    etag = answer.headers["etag"]
    assert filled_client.get(card[1], headers={"If-None-Match": etag}).status_code == 304


def test_card_of_what_is_not_public_is_not_there(client: TestClient, session: Session) -> None:
    row = make_statement(session)
    row.review = ReviewState.REJECTED
    session.commit()
    for path in (f"statements/{row.id}", "statements/x", "bases/nowhere", "users/anna", "countries/XX"):
        assert client.get(f"/cards/{path}.png").status_code == 404


@pytest.mark.parametrize("title", ["Short", "word " * 80, "x" * 400, "Россия " * 60, "<&>\"'", ""])
def test_card_holds_any_title(title: str) -> None:
    svg = card_svg(Card("denial", "Denial", title, title, "1 article", is_quote=True))
    ElementTree.fromstring(svg)
    for line in broken(title or "x", "serif-400", 38, 1040, 5):
        assert width(line, "serif-400", 38) <= 1040
    assert svg.count("<text") <= 9
