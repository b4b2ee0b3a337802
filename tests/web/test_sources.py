"""What readers, analysts and editors see of the life of a page: edits, versions, bytes, archived copies, states."""

import re
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from app.domain.kinds import ClaimProperty, StatementKind, UserRole
from app.store.engine import session_factory, transaction
from app.store.models import Statement
from tests.factories import make_agreement, make_base, make_claim, make_statement
from tests.pages_again import PARAGRAPHS, URL, Pages, add_article, answer, edited, page, stored_text
from tests.web.accounts import csrf_token, make_user, sign_in

SAID = "We have no plans for a base in that country"
COPY = "https://web.archive.org/web/2023/https://news.example/base"
NOW = page(
    *(one.replace("500 men", "900 men").replace("2042", "2049") for one in PARAGRAPHS if SAID not in one)
)


@dataclass(frozen=True, slots=True)
class Stored:
    """An article, with a statement, a claim and an agreement that rest on it."""

    article: int
    statement: int
    sessions: sessionmaker[Session]
    site: Pages

    def look(self, given: object) -> None:
        self.site.look(self.sessions, given)  # type: ignore[arg-type]


@pytest.fixture
def stored(engine: Engine) -> Stored:
    sessions = session_factory(engine)
    number = add_article(sessions)
    with transaction(sessions) as session:
        article = stored_text(session)
        statement = make_statement(session, SAID, article=article, kind=StatementKind.COMMENT)
        base = make_base(session, "Kant", slug="kant")
        make_claim(session, base, ClaimProperty.PERSONNEL, "500", article=article, quote="About 500 men")
        make_agreement(session, "Lease", slug="lease", article=article, quote="it ends in 2042")
        said = statement.id
    with sessions() as session:
        make_user(session, "edda", UserRole.EDITOR)
        make_user(session, "anna")
        make_user(session, "vera", UserRole.VIEWER)
    return Stored(number, said, sessions, Pages())


def main_of(client: TestClient, path: str) -> str:
    answered = client.get(path)
    assert answered.status_code == 200, answered.text[:300]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answered.text.partition("<main")[2]))


def test_readers_are_told_with_both_wordings(client: TestClient, stored: Stored) -> None:
    records = {
        f"/statements/{stored.statement}": "The sentence is not there any more.",
        "/bases/kant": "About 900 men serve in the north",
        "/agreements/lease": "it ends in 2049",
    }
    for path in records:
        assert "ited after publication" not in main_of(client, path)
    stored.look(answer(NOW))
    for path, now in records.items():
        shown = main_of(client, path)
        assert "Edited after publication." in shown
        assert now in shown
        assert f'href="/articles/{stored.article}/versions#e' in client.get(path).text
    versions = main_of(client, f"/articles/{stored.article}/versions")
    assert "3 sentences that records rest on" in versions
    assert all(now in versions for now in records.values())
    assert "The minister came to the capital" not in versions, "the whole text is the publisher's"
    assert "Download" not in versions.partition("Each time it came in")[2].partition("Basewatch")[0]
    assert "Both wordings" in main_of(client, f"/articles/{stored.article}")
    told = client.get(f"/api/v1/articles/{stored.article}").json()
    assert told["page"] == "changed"
    assert {one["kind"] for one in told["edits"]} == {"altered", "vanished"}
    assert (
        told["edits"][1]["after"]
        == "About 900 men serve in the north of the country today, and no more are to come this year."
    )
    source = client.get(f"/api/v1/statements/{stored.statement}").json()["sources"][0]
    assert (source["page"], source["edited_since"]) == ("changed", True)


def test_an_analyst_compares_and_downloads(client: TestClient, stored: Stored) -> None:
    stored.look(answer(NOW))
    address = f"/articles/{stored.article}/versions"
    (raw,) = re.findall(
        rf'href="(/articles/{stored.article}/fetches/\d+)"', _signed_in(client, address, "anna")
    )[:1]
    shown = client.get(address).text
    assert "The minister came to the capital" in shown
    assert "<del>500</del>" in shown
    assert "<ins>900</ins>" in shown
    assert "/dismiss" not in shown
    given = client.get(raw)
    assert given.content.decode() == NOW
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].startswith('attachment; filename="basewatch-article-')
    assert given.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in given.headers["content-security-policy"]
    assert client.get(f"/articles/{stored.article}/fetches/999").status_code == 404
    assert client.get(f"{address}?version=999").status_code == 404
    _signed_in(client, address, "vera")
    assert client.get(raw).status_code == 403
    client.cookies.clear()
    assert client.get(raw, follow_redirects=False).status_code == 303


def _signed_in(client: TestClient, address: str, name: str) -> str:
    client.cookies.clear()
    sign_in(client, name)
    return client.get(address).text


def test_an_editor_dismisses_an_edit_and_takes_that_back(client: TestClient, stored: Stored) -> None:
    stored.look(answer(edited()))
    counted = 'Edited after publication <span class="num">1</span>'
    assert counted in _signed_in(client, "/review", "edda")
    shown = _signed_in(client, "/admin/sources?state=edited", "edda")
    waiting = main_of(client, "/review")
    assert "As stored," in waiting, "both wordings wait beside the findings"
    assert 'action="/edits/' in client.get("/review").text
    assert "As stored," not in main_of(client, "/review?kind=denial"), (
        "under a filter only articles are listed"
    )
    edit = re.search(r'action="(/edits/\d+/dismiss)"', shown)
    assert edit
    data = {"csrf_token": csrf_token(shown), "reason": ""}
    assert client.post(edit[1], data=data).status_code == 422
    data["reason"] = "A misprint, mended."
    assert client.post(edit[1], data=data, follow_redirects=False).status_code == 303
    assert client.post(edit[1], data=data).status_code == 422, "twice"
    assert "No page is known to have edited" in main_of(client, "/admin/sources?state=edited")
    assert "As stored," not in main_of(client, "/review")
    assert counted not in client.get("/review").text
    history = client.get(f"/articles/{stored.article}/history").text
    assert "A misprint, mended." in history
    undo = re.search(r'action="(/revisions/\d+/undo)"', history)
    client_reader = main_of(client, "/bases/kant")
    assert "Edited after publication" not in client_reader
    assert undo
    assert (
        client.post(undo[1], data={"csrf_token": csrf_token(history)}, follow_redirects=False).status_code
        == 303
    )
    assert "Edited after publication" in main_of(client, "/bases/kant")
    sign_in(client, "anna")
    data["csrf_token"] = csrf_token(client.get("/account").text)
    assert client.post(edit[1], data=data).status_code == 403


def test_the_archived_copy_stands_in_for_a_page_that_is_gone(client: TestClient, stored: Stored) -> None:
    address = f"/articles/{stored.article}"
    data = {
        "csrf_token": csrf_token(_signed_in(client, address, "anna")),
        "archived_url": "http://10.1.2.3/copy",
    }
    refused = client.post(f"{address}/archive", data=data)
    assert refused.status_code == 422
    assert "no public address" in refused.text
    data["archived_url"] = COPY
    assert client.post(f"{address}/archive", data=data, follow_redirects=False).status_code == 303
    client.cookies.clear()
    record = f"/statements/{stored.statement}"
    assert f'href="{COPY}"' in client.get(record).text
    assert f'href="{URL}"' in client.get(record).text
    assert "Internet Archive" in client.get(address).text
    stored.look(answer(status=404))
    assert f'<a href="{COPY}" rel="external noopener nofollow">news.example</a>' in client.get(record).text
    assert "page gone" in client.get(record).text
    assert "The page is gone." in main_of(client, address)
    assert client.get(f"/api/v1{record}").json()["sources"][0]["archived_url"] == COPY
    assert client.get(f"/api/v1{address}").json()["page"] == "gone"


def test_the_state_of_sources_is_for_analysts(client: TestClient, stored: Stored) -> None:
    assert client.get("/admin/sources", follow_redirects=False).status_code == 303
    shown = _signed_in(client, "/admin/sources", "anna")
    assert "Not looked at yet" in shown
    assert "Talks in the capital" in shown
    stored.look(answer(page(), url="https://news.example/archive/1", moved=True))
    shown = client.get("/admin/sources?state=moved").text
    assert 'href="https://news.example/archive/1"' in shown
    assert "Talks in the capital" not in client.get("/admin/sources?state=gone").text
    assert client.get("/admin/sources?state=lost").status_code == 422
    assert "Talks in the capital" in client.get("/admin/sources?after=99999").text


def test_an_archived_copy_is_recorded_when_an_article_is_added(client: TestClient, stored: Stored) -> None:
    token = csrf_token(_signed_in(client, "/add", "anna"))
    form = {
        "csrf_token": token,
        "text": "\n\n".join(one.replace("minister", "envoy") for one in PARAGRAPHS),
        "url": "https://news.example/other",
        "archived_url": "http://localhost/copy",
        "how": "preview",
    }
    refused = client.post("/add", data=form)
    assert refused.status_code == 422
    assert 'id="archived_url-error"' in refused.text
    preview = client.post("/add", data=form | {"archived_url": COPY})
    assert COPY in preview.text
    saved = client.post(f"{preview.url.path}/save", data={"csrf_token": csrf_token(preview.text)})
    assert COPY in saved.text
    assert saved.url.path != f"/articles/{stored.article}"


def test_a_rejected_record_is_not_before_an_editor(client: TestClient, stored: Stored) -> None:
    stored.look(answer(page(*(one for one in PARAGRAPHS if SAID not in one))))
    assert SAID in _signed_in(client, "/admin/sources?state=edited", "edda")
    with transaction(stored.sessions) as session:
        session.scalars(select(Statement)).one().review = "rejected"  # type: ignore[assignment]
    assert SAID not in client.get("/admin/sources?state=edited").text
