"""`/api/v1`: the lists and records as JSON, with their sources, for programs."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_claim,
    make_official,
    make_publisher,
    make_statement,
)

DENIED = "There will be no base there, the minister said."
HIDDEN = "A sentence far from any evidence stays with its publisher."
TEXT = " ".join([HIDDEN, "One more.", "And one more.", DENIED, "The end."])


@pytest.fixture
def records(session: Session) -> dict[str, int]:
    """A base with a claim, an agreement, and three statements of one official; the ids."""
    official = make_official(session)
    base = make_base(session)
    article = make_article(session, TEXT)
    make_claim(session, base, article=make_article(session, "About 7500 serve there."), quote="7500")
    make_agreement(session, bases=[base])
    denial = make_statement(
        session,
        DENIED,
        official=official,
        kind=StatementKind.DENIAL,
        article=article,
        countries=["TJ"],
        bases=[base],
    )
    for month in (4, 5):
        make_statement(session, f"Words of month {month}.", said_on=f"2023-0{month}-01", countries=["TJ"])
    session.commit()
    return {"denial": denial.id, "article": article.id}


def get(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_statement_has_its_sources_to_the_character(client: TestClient, records: dict[str, int]) -> None:
    found = get(client, f"/statements/{records['denial']}")
    (source,) = found["sources"]
    assert TEXT[source["start"] : source["end"]] == source["quote"] == DENIED
    assert source["url"].startswith("https://news.example/")
    assert (source["publisher"], source["published"]) == ("news.example", "2023-06-06")
    assert (found["official"], found["kind"]) == ("sergey-lavrov", "denial")
    assert found["countries"] == [{"code": "TJ", "name": "Tajikistan"}]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        pytest.param("", ["2023-06-06", "2023-05-01", "2023-04-01"], id="newest first"),
        pytest.param("?kind=denial", ["2023-06-06"], id="kind"),
        pytest.param("?official=sergey-lavrov", ["2023-06-06"], id="official"),
        pytest.param("?base=201st-military-base", ["2023-06-06"], id="base"),
        pytest.param("?country=TJ&until=2023-05", ["2023-05-01", "2023-04-01"], id="country and period"),
        pytest.param("?since=2023-05-02", ["2023-06-06"], id="since"),
        pytest.param("?country=BY", [], id="none"),
    ],
)
def test_statements_are_filtered_as_on_the_page(
    client: TestClient, records: dict[str, int], query: str, days: list[str]
) -> None:
    assert [item["said_on"] for item in get(client, f"/statements{query}")["items"]] == days


def test_next_leads_through_every_row_once(client: TestClient, records: dict[str, int]) -> None:
    seen: list[int] = []
    url: str | None = "/api/v1/statements?limit=1&country=TJ"
    while url:
        answer = client.get(url)
        seen += [item["id"] for item in answer.json()["items"]]
        url = answer.json()["next"]
        assert answer.headers.get("link") == (f'<{url}>; rel="next"' if url else None)
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/statements",
        "/bases",
        "/agreements",
        "/officials",
        "/bases/201st-military-base",
        "/agreements/agreement-on-the-base",
    ],
)
def test_every_record_names_its_source(client: TestClient, records: dict[str, int], path: str) -> None:
    found = get(client, path)
    for record in found.get("items", [found]):
        assert record["sources"], f"{path} lost its sources"
        assert all(source["url"] and source["publisher"] for source in record["sources"])


def test_base_gives_its_claims_side_by_side(client: TestClient, records: dict[str, int]) -> None:
    (claim,) = get(client, "/bases/201st-military-base")["claims"]
    assert (claim["property"], claim["value"], claim["low"], claim["as_of"]) == (
        "personnel",
        "7500",
        7500.0,
        "2023-06",
    )
    assert claim["sources"][0]["quote"] == "7500"


def test_country_and_official_count_what_is_on_record(client: TestClient, records: dict[str, int]) -> None:
    country = get(client, "/countries/TJ")
    assert (country["bases"], country["statements"], country["denials"]) == (1, 3, 1)
    assert get(client, "/countries")["next"] is None
    assert get(client, "/officials/sergey-lavrov")["statements"] == 1


@pytest.mark.parametrize("allowed", [False, True])
def test_whole_text_only_where_the_public_may_read_it(
    client: TestClient, session: Session, allowed: bool
) -> None:
    publisher = make_publisher(session, "paper.example", full_text_allowed=allowed)
    article = make_article(session, TEXT, publisher=publisher)
    make_statement(session, DENIED, article=article)
    session.commit()
    found = get(client, f"/articles/{article.id}")
    shown = " ".join(passage["text"] for passage in found["passages"])
    assert DENIED in shown
    assert (HIDDEN in shown) is found["is_whole"] is allowed
    assert all(TEXT[one["start"] :].startswith(one["text"]) for one in found["passages"])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/statements/999", 404, "There is no statement '999'"),
        ("/statements/99999999999999999999", 404, "There is no statement"),
        ("/bases/nowhere", 404, "There is no base 'nowhere'"),
        ("/countries/XX", 404, "There is no country 'XX'"),
        ("/nothing", 404, "Not Found"),
        ("/statements?kind=lie", 400, "kind: Input should be 'denial'"),
        ("/statements?since=12017", 400, "since=“12017” is no date"),
        ("/statements?after=here", 400, "take it from `next` of the page before"),
        ("/statements?limit=201", 400, "limit: Input should be less than or equal to 200"),
    ],
)
def test_error_is_a_problem_that_says_what_to_do(
    client: TestClient, path: str, status: int, said: str
) -> None:
    answer = client.get(f"/api/v1{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_any_site_may_read_and_none_may_write(client: TestClient) -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    preflight = client.options("/api/v1/statements", headers=asked)
    assert (preflight.status_code, preflight.headers["access-control-allow-methods"]) == (204, "GET, HEAD")
    answer = client.get("/api/v1/statements", headers={"Origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert client.post("/api/v1/statements", headers=asked).status_code == 403
    assert "access-control-allow-origin" not in client.get("/healthz").headers


def test_answer_is_checked_by_its_etag(client: TestClient, records: dict[str, int]) -> None:
    etag = client.get("/api/v1/statements").headers["etag"]
    again = client.get("/api/v1/statements", headers={"If-None-Match": etag, "Cookie": "basewatch_session=x"})
    assert again.status_code == 304


def test_description_names_every_route_and_its_page_shows_them(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    nouns = ("bases", "statements", "agreements", "officials", "countries", "articles")
    assert {f"/api/v1/{noun}" for noun in nouns} <= set(described["paths"])
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    page = client.get("/api/v1").text
    assert all(path in page for path in described["paths"])
    assert "denial, confirmation, announcement" in page
