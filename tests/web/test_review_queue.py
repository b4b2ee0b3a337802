"""The review queue: what waits, in which order, what comes next, and decisions on many at once."""

import html
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, StatementKind, UserRole
from app.store.models import Article, QueuedArticle, Statement
from app.store.records import Record
from app.store.review_queue import refresh_queue
from app.store.reviewer import Reviewer
from app.store.reviews import accept, edit
from app.store.undo import undo
from tests.factories import make_article, make_official, make_publisher, make_statement
from tests.web.accounts import csrf_token, make_user, sign_in

BORIS = Reviewer("boris", UserRole.EDITOR)
Ids = dict[str, int]


@pytest.fixture
def articles(session: Session) -> Ids:
    """Three articles in the queue: of Syria, of Venezuela with a suggestion, and one whose statement is sure."""
    speaker = make_official(session)
    found = {}
    for name, code, kind, confidence in (
        ("first", "SY", StatementKind.COMMENT, 0.9),
        ("second", "VE", StatementKind.DENIAL, 0.6),
        ("third", "SY", StatementKind.WARNING, 0.8),
    ):
        quote = f"The {name} of what was said about it."
        article = make_article(
            session,
            f"It began. {quote}",
            title=f"News {name}",
            publisher=make_publisher(session, f"{name}.example"),
        )
        make_statement(
            session,
            quote,
            official=speaker,
            kind=kind,
            countries=[code],
            article=article,
            confidence=confidence,
        )
        found[name] = article.id
    refresh_queue(session, found.values())
    make_user(session, "edith", UserRole.EDITOR)
    return found


def titles(page: str) -> list[str]:
    return re.findall(r"News \w+(?=</a>)", page)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "first second third"),
        ("?order=newest", "third second first"),
        ("?order=confidence", "second third first"),
        ("?order=kind", "second third first"),
        ("?order=country", "first third second"),
        ("?order=source", "first second third"),
        ("?country=SY", "first third"),
        ("?country=SY&kind=warning", "third"),
        ("?source=second.example", "second"),
        ("?unsure=1", "second"),
        ("?kind=claim", ""),
    ],
)
def test_the_queue_shows(client: TestClient, articles: Ids, query: str, shown: str) -> None:
    sign_in(client, "edith")
    assert titles(client.get(f"/review{query}").text) == [f"News {one}" for one in shown.split()]


def test_readers_are_led_to_sign_in_and_analysts_see_how_many_wait(client: TestClient, articles: Ids) -> None:
    assert client.get("/review", follow_redirects=False).status_code == 303
    sign_in(client, "edith")
    assert 'Review <span class="num">(3)</span>' in client.get("/bases").text


def test_the_next_article_keeps_the_filters(client: TestClient, articles: Ids) -> None:
    sign_in(client, "edith")

    def after(name: str, query: str = "") -> str:
        path = f"/review/next?after={articles[name]}{query}"
        return client.get(path, follow_redirects=False).headers["location"]

    assert after("first") == f"/review/articles/{articles['second']}"
    assert after("first", "&country=SY") == f"/review/articles/{articles['third']}?country=SY"
    third = after("second", "&order=confidence")
    assert third.startswith(f"/review/articles/{articles['third']}?order=confidence&key=")
    assert after("third", "&country=SY") == "/review?country=SY&done=1"
    assert "That was the last article" in client.get(after("third")).text
    refused = client.get("/review?order=colour")
    assert refused.status_code == 422
    assert "choose one of age, newest" in refused.text


def test_an_order_goes_on_where_an_article_stood_that_has_left_the_queue(
    client: TestClient, session: Session, articles: Ids
) -> None:
    sign_in(client, "edith")
    listed = html.unescape(client.get("/review?order=confidence").text)
    opened = re.findall(rf'/review/articles/{articles["third"]}(\?order=confidence&key=[^"]+)"', listed)
    page = client.get(f"/review/articles/{articles['third']}{opened[0]}").text
    session.execute(delete(QueuedArticle).where(QueuedArticle.article_id == articles["third"]))
    session.commit()
    send = html.unescape(re.findall(r'action="(/review/articles/\d+/next[^"]*)"', page)[0])
    answer = client.post(send, data={"csrf_token": csrf_token(page)})
    assert answer.url.path == f"/review/articles/{articles['first']}", "not the second, which was passed over"


def test_the_queue_says_what_changed_since_it_was_seen(
    client: TestClient, session: Session, articles: Ids
) -> None:
    sign_in(client, "edith")
    assert client.get("/review").text.count("You have not opened it.") == 3
    client.get(f"/review/articles/{articles['first']}")
    statement = session.scalars(select(Statement).where(Statement.article_id == articles["first"])).one()
    assert client.get("/review").text.count("You have not opened it.") == 2
    number = statement.id
    edit(session, Record("statement", number), {"topic": "other"}, by=BORIS)
    revision = edit(session, Record("statement", number), {"note": "Look."}, by=BORIS)
    undo(session, revision, by=BORIS)
    undo(session, revision - 1, by=BORIS)
    session.commit()
    assert "<b>4 changes</b> by others" in client.get("/review").text


def test_the_day_is_counted(client: TestClient, session: Session, articles: Ids) -> None:
    numbers = session.scalars(select(Statement.id).order_by(Statement.id)).all()
    accept(session, Record("statement", numbers[0]), by=BORIS)
    accept(session, Record("statement", numbers[1]), by=Reviewer("edith", UserRole.EDITOR))
    session.commit()
    sign_in(client, "edith")
    page = client.get("/review").text
    assert "2 of 3 today" in page
    assert "1 by you" in page
    assert titles(page) == ["News third"]


def form_of(page: str) -> dict[str, str]:
    form = page.split('action="/review/bulk', 1)[1].split("</form>", maxsplit=1)[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_many_are_rejected_after_a_preview_and_one_undo_takes_it_back(
    client: TestClient, session: Session, articles: Ids
) -> None:
    sign_in(client, "edith")
    form = form_of(client.get("/review?country=SY").text) | {"act": "reject", "scope": "all"}
    page = client.post("/review/bulk/preview", data=form).text
    assert "2 findings will be rejected" in page
    assert "The first of what was said" in page
    assert "The second of what was said" not in page
    send = form_of(page)
    refused = client.post("/review/bulk", data=send)
    assert refused.status_code == 422
    assert "say why they are rejected" in refused.text
    accept(
        session,
        Record("statement", session.scalars(select(Statement.id).order_by(Statement.id)).all()[0]),
        by=BORIS,
    )
    session.commit()
    done = client.post("/review/bulk", data=send | {"reason": "no such talks"}).text
    assert "<b>1 finding</b> of the preview was left out" in done
    assert "rejected in bulk: no such talks" in done
    states = session.scalars(select(Statement.review).order_by(Statement.id)).all()
    assert states == [ReviewState.ACCEPTED, ReviewState.UNREVIEWED, ReviewState.REJECTED]
    again = client.post("/review/bulk", data=send | {"reason": "no such talks"})
    assert again.status_code == 422
    assert "nothing of it is left to decide on" in again.text
    undo_form = done.split('action="/revisions/', 1)[1]
    number = undo_form.split("/", 1)[0]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', undo_form.split("</form>")[0]))
    assert client.post(f"/revisions/{number}/undo", data=fields).status_code == 200
    session.rollback()
    states = session.scalars(select(Statement.review).order_by(Statement.id)).all()
    assert states == [ReviewState.ACCEPTED, ReviewState.UNREVIEWED, ReviewState.UNREVIEWED]
    assert titles(client.get("/review").text) == ["News second", "News third"]


def test_accepting_many_leaves_out_what_is_flagged_changed_or_not_yours(
    client: TestClient, session: Session, articles: Ids
) -> None:
    make_user(session, "alex")
    mine = session.get_one(Article, articles["second"])
    mine.added_by = "alex"
    refresh_queue(session, articles.values())
    session.commit()
    sign_in(client, "alex")
    form = form_of(client.get("/review").text)
    form |= {"act": "accept", "scope": "all"}
    page = client.post("/review/bulk/preview", data=form).text
    assert "Nothing would be accepted" in page
    assert "<b>2</b> it is from another analyst&#39;s article" in page
    assert "Confidence 0.60 is below" in page
    sign_in(client, "edith")
    form = form_of(client.get("/review").text)
    edit(
        session,
        Record("statement", session.scalars(select(Statement.id).order_by(Statement.id)).all()[2]),
        {"topic": "other"},
        by=BORIS,
    )
    session.commit()
    ticked = {"article": [articles["first"], articles["third"]], "act": "accept", "scope": "ticked"}
    page = client.post("/review/bulk/preview", data=form | ticked).text
    assert "1 finding will be accepted" in page
    nothing = client.post("/review/bulk/preview", data=form | {"act": "accept", "scope": "ticked"})
    assert "no article is ticked" in nothing.text
    odd = client.post("/review/bulk/preview", data=form | ticked | {"least": "often"})
    assert "least=&#39;often&#39; is no confidence" in odd.text
