"""No page shows a record without the way to its source; a route that nobody has thought about fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, DenialOutcome, StatementKind
from app.main import ROUTERS
from app.store.search_index import RECORD_TYPES, index_records
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_bearing,
    make_claim,
    make_official,
    make_publisher,
    make_role,
    make_statement,
)

HREF = re.compile(r'href="(https?://[^"]+)"')
WITHOUT_RECORDS = {
    "/healthz",
    "/readyz",
    "/theme",
    "/method",
    "/sign-in",
    "/sign-in/oidc",
    "/sign-in/oidc/done",
    "/add",
    "/add/{token}",
}
"""Paths that show no stored record; those that start with /api are tested with the API."""
WITHOUT_RECORDS |= {"/vocabulary", "/certainty", "/licence", "/privacy", "/accessibility"}  # how it works
WITHOUT_RECORDS |= {
    "/alerts",
    "/alerts/{purpose}/{number}/{signature}",
}  # ways to follow what has its own page
WITHOUT_RECORDS |= {"/account/alerts", "/account/alerts/{number}"}
WITHOUT_RECORDS |= {
    "/corrections",  # links to pages of records, which have their sources
    "/corrections/new",
    "/corrections/{ticket}",
    "/review/corrections",
    "/review/corrections/{number}",
}
WITHOUT_RECORDS |= {  # pictures of records whose pages have the sources
    "/pictures",
    "/pictures/{kind}/{slug}",
    "/pictures/{kind}/{slug}.{extension}",
    "/embed/pictures/{kind}/{slug}",
    "/embed/map",
}
WITHOUT_RECORDS |= {"/account", "/admin/users", "/reset/{token}"}
WITHOUT_RECORDS |= {"/statements/{number}/join"}  # for analysts: its rows are those of /statements

WITHOUT_RECORDS |= {"/changes"}  # a log that leads to the pages of records
WITHOUT_RECORDS |= {"/map.svg", "/map.png"}  # pictures, which name the page that has the sources
WITHOUT_RECORDS |= {"/add/batch/{token}"}  # nothing of it is stored yet
WITHOUT_RECORDS |= {
    "/{noun}/{key}/history",
    "/admin/audit.jsonl",
}  # changes of records, which have the sources

WITHOUT_RECORDS |= {
    "/admin/sources",  # for analysts: pages, each with its link, and the edits of tests/web/test_sources.py
    "/articles/{number}/fetches/{fetch}",  # bytes as they came
    "/review/same",  # for analysts: pairs of records, each with its page
    "/officials/{slug}/edit",  # for editors: names and posts, whose sources are fields of the form
    "/review/disagreements",  # for editors: its rows are those of /bases/{slug}/claims/{what}
}

WITHOUT_RECORDS |= {
    "/admin/feeds",
    "/admin/feeds/{feed_id}",
}  # where articles come from, each item with its link
WITHOUT_RECORDS |= {
    "/data",
    "/data/datapackage.json",
    "/data/dump/{name:path}",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-{name}.xml",
}
WITHOUT_RECORDS |= {"/cards/site.png", "/cards/{noun}/{key}.png"}  # pictures of a page that has the links
WITHOUT_RECORDS |= {
    f"/{noun}.{{extension}}"  # files: their columns of sources are those of tests/web/test_downloads.py
    for noun in (
        "agreements",
        "articles",
        "bases",
        "claims",
        "countries",
        "denials",
        "officials",
        "publishers",
        "statements",
    )
}
WITHOUT_RECORDS |= {
    "/review",  # for analysts: articles, each with its link, as tests/web/test_review.py says
    "/review/articles/{article_id}",
    "/review/articles/{article_id}/presence",
    "/review/bulk",
    "/review/next",
    "/review/pick/{kind}",
}

# path -> (address asked for, the sources that it must link to, by the names of `Sources`)
CASES: dict[str, tuple[str, set[str]]] = {
    "/": ("/", {"denial", "bearing"}),
    "/bases": ("/bases", {"claim"}),
    "/bases/{slug}": ("/bases/kant", {"claim", "agreement", "denial"}),
    "/map": ("/map?on=2024", {"claim"}),
    "/{noun}/{key}/cite.{ending}": ("/statements/1/cite.txt", set()),  # a line of text, without links
    "/countries": ("/countries", set()),  # counts, each a link to the list that has the sources
    "/countries/{code}": ("/countries/TJ", {"claim", "agreement", "denial"}),
    "/statements": ("/statements", {"denial", "comment"}),
    "/denials": ("/denials", {"denial", "bearing"}),
    "/statements/{number}": ("/statements/1", {"denial", "copy", "bearing", "role"}),
    "/officials": ("/officials", {"role", "comment"}),
    "/officials/{slug}": ("/officials/sergey-lavrov", {"role", "denial", "comment"}),
    "/agreements": ("/agreements", {"agreement"}),
    "/agreements/{slug}": ("/agreements/lease", {"agreement", "denial"}),
    "/articles": ("/articles", {"claim", "agreement", "denial", "comment", "copy", "brief"}),
    "/bases/{slug}/claims/{what}": ("/bases/kant/claims/personnel", {"claim"}),
    "/articles/{number}/versions": ("/articles/1/versions", {"denial"}),
    "/articles/{number}": ("/articles/1", {"denial"}),
    "/publishers": ("/publishers", set()),  # who they are; what they published has its own page
    "/publishers/{domain}": ("/publishers/claim.example", {"claim"}),
    "/topics": ("/topics", set()),  # counts, each a link to the list that has the sources
    "/topics/{topic}": ("/topics/base", {"denial"}),
    "/search": ("/search?q=kant", {"claim", "agreement", "denial"}),
    "/search/suggest": ("/search/suggest?q=kant", set()),  # names that lead to their pages
    "/search.atom": ("/search.atom?q=kant", {"claim", "agreement", "denial"}),
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The external address of each made record."""

    denial: str
    copy: str
    comment: str
    bearing: str
    role: str
    claim: str
    agreement: str
    brief: str


@pytest.fixture
def sources(session: Session) -> Iterator[Sources]:
    def page(name: str, text: str, kind: ArticleKind = ArticleKind.ARTICLE) -> tuple[str, object]:
        publisher = make_publisher(session, f"{name}.example")
        article = make_article(
            session, text, url=f"https://{name}.example/page?a=1&b=2", publisher=publisher, kind=kind
        )
        return f"https://{name}.example/page?a=1&amp;b=2", article

    denial_url, denial_article = page("denial", "It rained. There is no base at Kant. Nobody asked.")
    copy_url, copy_article = page("copy", "A copy: There is no base at Kant.")
    comment_url, comment_article = page("comment", "The treaty is an ordinary one.")
    claim_url, claim_article = page("claim", "About 500 men serve at Kant.")
    agreement_url, agreement_article = page("agreement", "The lease of Kant was signed.")
    brief_url, _ = page("brief", "Our words on a visit.", ArticleKind.BRIEF)
    lavrov = make_official(session, "Sergey Lavrov")
    make_role(session, lavrov, held_from="2004-03-09", source="https://role.example/cv")
    kant = make_base(session, "Kant", slug="kant", country="TJ")
    make_claim(session, kant, value="500", article=claim_article, quote="About 500 men")  # type: ignore[arg-type]
    make_agreement(session, "Lease of Kant", slug="lease", bases=[kant], article=agreement_article)  # type: ignore[arg-type]
    denial = make_statement(
        session,
        "There is no base at Kant.",
        official=lavrov,
        kind=StatementKind.DENIAL,
        outcome=DenialOutcome.OPEN,
        countries=["TJ"],
        bases=[kant],
        article=denial_article,  # type: ignore[arg-type]
        also_in=[copy_article],  # type: ignore[list-item]
    )
    make_statement(session, "The treaty is an ordinary one.", official=lavrov, article=comment_article)  # type: ignore[arg-type]
    make_bearing(
        session,
        denial,
        event="A base was opened.",
        source_url="https://bearing.example/news",
        day="2024-01-01",
    )
    for one in RECORD_TYPES:
        index_records(session, one)
    session.commit()
    return Sources(
        denial=denial_url,
        copy=copy_url,
        comment=comment_url,
        bearing="https://bearing.example/news",
        role="https://role.example/cv",
        claim=claim_url,
        agreement=agreement_url,
        brief=brief_url,
    )


def test_every_route_has_a_case() -> None:
    paths = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if "GET" in (getattr(route, "methods", None) or ())
    }
    unknown = {path for path in paths if not path.startswith("/api/")} - set(CASES) - WITHOUT_RECORDS
    assert set(CASES) <= paths, "a case for a route that is no more"
    assert not unknown, f"add a case, or say that it shows no record: {sorted(unknown)}"


@pytest.mark.parametrize("path", CASES)
def test_page_links_to_its_sources(client: TestClient, sources: Sources, path: str) -> None:
    address, names = CASES[path]
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:500]
    linked = set(HREF.findall(answer.text))
    missing = {name for name in names if getattr(sources, name) not in linked}
    assert not missing, f"{address} shows them without a link to their source"


@pytest.mark.parametrize(
    ("address", "row"),
    [
        pytest.param("/statements", r'<li id="statement-\d+">(.*?)</li>', id="statements"),
        pytest.param("/denials", r'<li class="o-[^>]+id="denial-\d+">(.*?)</li>', id="denials"),
        pytest.param("/officials", r'<tr id="official-[^"]+">(.*?)</tr>', id="officials"),
        pytest.param("/agreements", r"<tr>(<th scope=\"row\".*?)</tr>", id="agreements"),
        pytest.param("/articles", r'<li id="article-\d+">(.*?)</li>', id="articles"),
        pytest.param("/bases", r'<tr id="base-[^"]+">(.*?)</tr>', id="bases"),
        pytest.param("/search?q=kant&type=statement", r"<li><time(.*?)</li>", id="search"),
    ],
)
@pytest.mark.usefixtures("sources")
def test_each_row_links_to_its_source(client: TestClient, address: str, row: str) -> None:
    rows = re.findall(row, client.get(address).text, re.S)
    assert rows
    assert [one[:200] for one in rows if not HREF.search(one)] == []


@pytest.mark.usefixtures("sources")
def test_a_statement_leads_to_its_highlighted_sentence(client: TestClient) -> None:
    page = client.get("/statements/1").text
    place = re.search(r'href="(/articles/\d+)#(e\d+)"', page)
    assert place
    article = client.get(place[1]).text
    assert re.search(
        rf'id="{place[2]}"[^>]*></span><a class="hl k-denial" href="/statements/1"[^>]*>There is no base',
        article,
    )
