"""Feeds as an administrator keeps them: added, polled, changed, removed; lists of feeds; who may not."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.kinds import FeedState, UserRole
from app.main import create_app
from app.settings import Settings
from app.store.models import Article, Feed, FeedItem
from tests.conftest import NewDatabase, open_engine
from tests.feed_site import FeedSite, item, serving
from tests.web.accounts import csrf_token, make_user, sign_in

OPML = b"""<opml version="2.0"><body><outline text="News"><outline text="A" xmlUrl="https://a.example.org/rss"/>
<outline text="B" xmlUrl="https://b.example.org/rss"/><outline text="C" xmlUrl="nowhere"/></outline></body></opml>"""
BOMB = b'<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml><body><outline text="&a;"/></body></opml>'


@pytest.fixture(scope="module")
def site() -> Iterator[FeedSite]:
    with serving() as served:
        served.article("/base", "The minister said on Monday that no military base is planned here.")
        served.feed(
            item("/base", "A base is <script>alert(1)</script>planned\u202e")
            + item("/cup", "The cup final")
            + item("/missing", "Where is it")
        )
        yield served


@pytest.fixture(scope="module")
def url(module_database: NewDatabase) -> str:
    return module_database("empty")


@pytest.fixture
def session(url: str) -> Iterator[Session]:
    """One session on the database of the module, which each test leaves without feeds."""
    with open_engine(url) as engine, Session(engine) as session:
        yield session
        session.rollback()
        session.execute(delete(Feed))
        session.commit()


@pytest.fixture(scope="module")
def admin(url: str, site: FeedSite) -> Iterator[TestClient]:
    """Signed in; polls happen on the spot, and without pauses."""
    with open_engine(url) as engine, Session(engine) as session:
        make_user(session, role=UserRole.ADMIN)
        make_user(session, "ed", UserRole.EDITOR)
    settings = Settings(database_url=url, fetch_private=frozenset({site.place}))
    with TestClient(create_app(settings)) as client:
        client.app.state.feeds.spawn = lambda run: run()  # type: ignore[attr-defined]
        client.app.state.feeds.pause_seconds = 0  # type: ignore[attr-defined]
        sign_in(client)
        yield client


def send(client: TestClient, path: str, **fields: object) -> str:
    token = csrf_token(client.get("/admin/feeds").text)
    answer = client.post(path, data={"csrf_token": token, **fields})
    assert answer.status_code in (200, 422), answer.text
    return answer.text


def test_a_feed_is_added_polled_changed_paused_and_removed(
    admin: TestClient, session: Session, site: FeedSite
) -> None:
    shown = send(admin, "/admin/feeds", url=f"{site.url}/rss", exclude="cup final")
    assert "Not polled yet" in shown
    feed = f"/admin/feeds/{session.scalars(select(Feed.id)).one()}"
    session.rollback()

    shown = send(admin, f"{feed}/poll")
    assert "3 items: 1 taken in, 1 skipped, 1 failed." in shown
    assert "A base is planned" in shown
    assert "<script>alert" not in shown
    assert "Left out by the rule “cup final”." in shown
    assert "No such page (status 404)" in shown
    assert "The news of the day" in admin.get("/admin/feeds").text
    skipped = admin.get(f"{feed}?outcome=skipped").text
    assert "The cup final" in skipped
    assert "Where is it" not in skipped
    assert session.scalars(select(Article.review)).one().value == "unreviewed"

    shown = send(admin, feed, url=f"{site.url}/rss", title="Mine", include="country: Atlantis")
    assert "Include rules, line 1: “Atlantis” is no country that we know" in shown
    assert session.scalars(select(Feed.title)).one() == "The news of the day"
    session.rollback()
    assert "Mine" in send(admin, feed, url=f"{site.url}/rss", title="Mine", every_minutes="90")
    send(admin, f"{feed}/state", paused="true")
    session.rollback()
    kept = session.scalars(select(Feed)).one()
    assert (kept.state, kept.every_minutes) == (FeedState.PAUSED, 90)

    session.rollback()
    assert "No feed yet" in send(admin, f"{feed}/remove")
    assert session.scalars(select(FeedItem)).all() == []
    assert len(session.scalars(select(Article)).all()) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"url": "news.example.org"}, "This is no address of a feed"),
        ({"url": "https://me:pw@example.org/"}, "This is no address of a feed"),
        ({"url": "https://example.org/", "every_minutes": "1"}, "Give 5 to 10,080 minutes"),
        ({"url": "https://example.org/", "every_minutes": "often"}, "Give 5 to 10,080 minutes"),
        ({"url": "https://example.org/", "include": "colour: red"}, "is no kind of rule"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    admin: TestClient, session: Session, fields: dict[str, str], says: str
) -> None:
    shown = send(admin, "/admin/feeds", **fields)
    assert says in shown
    assert 'role="alert"' in shown
    assert fields["url"] in shown
    assert session.scalars(select(Feed)).all() == []


def test_a_list_is_looked_over_before_its_feeds_are_added(admin: TestClient, session: Session) -> None:
    token = csrf_token(admin.get("/add").text)
    sent = {"csrf_token": token, "how": "preview"}
    shown = admin.post("/add", data=sent, files={"file": ("list.opml", OPML)}).text
    assert "2 feeds" in shown
    assert "“C”: &#39;nowhere&#39; is no address of a feed" in shown
    assert session.scalars(select(Feed)).all() == []
    session.rollback()

    back = '[["https://a.example.org/rss","A","News"],["https://b.example.org/rss","B","News"]]'
    send(admin, "/admin/feeds/import/save", feeds=back, take=["1"], include="base", every_minutes="30")
    kept = session.scalars(select(Feed)).one()
    assert (kept.url, kept.title, kept.include, kept.every_minutes) == (
        "https://b.example.org/rss",
        "B",
        "base",
        30,
    )
    again = admin.post("/admin/feeds/import", data=sent, files={"file": ("list.opml", OPML)}).text
    assert "here already" in again
    assert "Tick the feeds" in send(admin, "/admin/feeds/import/save", feeds=back)


@pytest.mark.parametrize(
    ("data", "says"), [(BOMB, "declares a document type"), (b"", "No XML"), (b"<html/>", "not &lt;opml&gt;")]
)
def test_a_bad_list_is_refused(admin: TestClient, data: bytes, says: str) -> None:
    sent = {"csrf_token": csrf_token(admin.get("/admin/feeds").text)}
    answer = admin.post("/admin/feeds/import", data=sent, files={"file": ("list.opml", data)})
    assert answer.status_code == 422
    assert says in answer.text


def test_only_administrators_see_and_poll_feeds(admin: TestClient) -> None:
    client = TestClient(admin.app)
    sign_in(client, "ed")
    assert client.get("/admin/feeds").status_code == 403
    assert client.post("/admin/feeds/1/poll").status_code == 403
    assert "/admin/feeds" not in client.get("/add").text
    sent = {"csrf_token": csrf_token(client.get("/add").text), "how": "preview"}
    refused = client.post("/add", data=sent, files={"file": ("list.opml", OPML)})
    assert "An administrator adds feeds" in refused.text


def test_a_form_of_another_session_polls_nothing(admin: TestClient) -> None:
    assert admin.post("/admin/feeds/1/poll", data={"csrf_token": "x"}).status_code == 403
    assert admin.get("/admin/feeds/7").status_code == 404
