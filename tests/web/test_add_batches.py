"""Many articles given at once: the list of the batch, its previews, the save, and what is left out."""

import gzip
import json
from email.message import EmailMessage

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.errors import FetchError
from app.intake.raw import MediaType, RawArticle
from app.store import batches
from app.store.models import Article, PendingBatch, PendingItem
from tests.factories import make_country, make_official
from tests.web.accounts import csrf_token, make_user, sign_in

TEXT = "Russia has no plans to open a military base in Tajikistan, Foreign Minister Sergey Lavrov said on Tuesday. "
MORE = (
    "The two ministers spoke for an hour in the capital and will meet again in the autumn, officials said. "
)
WORDS = ("harbour", "airfield", "railway", "border", "radar", "garrison", "island", "valley")


def article(number: int) -> dict[str, str]:
    words = " ".join(f"The {word} was shown on day {number} to guests of town {number}." for word in WORDS)
    return {
        "text": f"{TEXT}\n\n{MORE}\n\n{words}",
        "url": f"https://news.example/{number}",
        "published": "2023-06-06",
        "title": f"No base is planned, part {number}",
    }


@pytest.fixture
def analyst(client: TestClient, session: Session) -> TestClient:
    """Signed in; batches are worked at on the spot."""
    make_country(session, "RU")
    make_country(session, "TJ")
    make_official(session)
    make_user(session)
    sign_in(client)
    client.app.state.batches.spawn = lambda run: run()  # type: ignore[attr-defined]
    return client


def give(client: TestClient, name: str, data: bytes, **fields: str) -> httpx.Response:
    page = client.get("/add")
    sent = {"csrf_token": csrf_token(page.text), "how": "preview"} | fields
    return client.post("/add", data=sent, files={"file": (name, data)}, follow_redirects=False)


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def settled(client: TestClient, where: str) -> str:
    client.get(where)  # the look that does the work
    return client.get(where).text


def stored(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(Article)) or 0
    session.rollback()
    return found


def test_many_are_listed_then_the_new_ones_saved(analyst: TestClient, session: Session) -> None:
    data = lines(article(1), {"text": "", "title": "x"}, article(2), "no object")
    where = give(analyst, "list.jsonl", data).headers["location"]
    page = settled(analyst, where)
    assert "No base is planned, part 1" in page
    assert page.count(">New</span>") == 2
    assert page.count(">Failed</span>") == 2
    assert "Text is empty: give the article" in page
    assert "1 statement" in page
    assert "Save all 2 that are new" in page
    assert stored(session) == 0
    analyst.post(f"{where}/save", data={"csrf_token": csrf_token(page)})
    assert stored(session) == 2
    after = analyst.get(where).text
    assert after.count(">Saved</span>") == 2
    assert "that are new" not in after


def test_known_and_near_copies_are_said(analyst: TestClient, session: Session) -> None:
    first = give(analyst, "a.jsonl", lines(article(1))).headers["location"]
    page = analyst.get(first).text
    analyst.post(f"{first}/save", data={"csrf_token": csrf_token(page)})
    number = session.scalars(select(Article.id)).one()
    session.rollback()
    copy = article(1) | {"url": "https://other.example/copy"}
    where = give(analyst, "b.jsonl", lines(article(1), copy)).headers["location"]
    page = settled(analyst, where)
    assert f'Stored as <a href="/articles/{number}">' in page
    assert f'It repeats <a href="/articles/{number}">' in page
    assert "One of these is a near-copy" in page
    preview = analyst.get(f"/add/{where.rsplit('/', 1)[1]}.2").text
    assert "The same words are stored already, from another address." in preview
    assert f'href="/articles/{number}">Open the stored one' in preview
    token = where.rsplit("/", 1)[1]
    analyst.post(f"/add/{token}.2/save", data={"csrf_token": csrf_token(preview)})
    origins = session.scalars(select(Article.origin_id).order_by(Article.id)).all()
    assert origins == [number, number]
    assert ">Saved</span>" in analyst.get(where).text


def test_an_item_is_corrected_and_saved_from_its_own_preview(analyst: TestClient, session: Session) -> None:
    where = give(analyst, "a.jsonl", lines(article(1), article(2))).headers["location"]
    token = where.rsplit("/", 1)[1]
    settled(analyst, where)
    page = analyst.get(f"/add/{token}.1").text
    data = {
        "csrf_token": csrf_token(page),
        "title": "Mine",
        "url": "https://news.example/1",
        "published": "2023-06-07",
    }
    assert "Mine" in analyst.post(f"/add/{token}.1/details", data=data).text
    assert "Mine" in settled(analyst, where)
    saved = analyst.post(
        f"/add/{token}.1/save", data={"csrf_token": csrf_token(page)}, follow_redirects=False
    )
    assert saved.headers["location"] == where
    assert session.scalars(select(Article.title)).all() == ["Mine"]


def test_addresses_are_fetched_and_a_failure_is_named(
    analyst: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(url: str, **_: float) -> RawArticle:
        if url.endswith("gone"):
            raise FetchError(f"{url}: no such page (status 404): check the address")
        return RawArticle(url, article(1)["text"], MediaType.TEXT, url=url)

    monkeypatch.setattr("app.web.batch_work.fetch", page)
    data = b"url\nhttps://one.example/1\nnowhere\nhttps://two.example/gone\n"
    listed = settled(analyst, give(analyst, "list.csv", data).headers["location"])
    assert ">New</span>" in listed
    assert "list.csv:3</span>" in listed
    assert "“nowhere” is no address of a web page" in listed
    assert "No such page (status 404)" in listed


def test_one_fetched_page_shows_its_progress_then_its_preview(
    analyst: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "app.web.batch_work.fetch",
        lambda url, **_: RawArticle(url, article(1)["text"], MediaType.TEXT, url=url),
    )
    sent = {"csrf_token": csrf_token(analyst.get("/add").text), "url": "https://news.example/1", "how": "fetch",
            "published": "2020-02-02"}  # fmt: skip
    answer = analyst.post("/add", data=sent, headers={"HX-Request": "true"})
    where = answer.headers["hx-redirect"]
    waiting = analyst.get(where).text
    assert "Fetching the page" in waiting
    assert f'hx-get="{where}"' in waiting
    done = analyst.get(where, headers={"HX-Request": "true"}, follow_redirects=False)
    preview = analyst.get(done.headers["hx-redirect"]).text
    assert "spoke for an hour" in preview
    assert "Published 2 Feb 2020" in preview


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_page_that_cannot_be_fetched_leads_back_with_its_address(analyst: TestClient) -> None:
    sent = {"csrf_token": csrf_token(analyst.get("/add").text), "url": "http://10.0.0.8/news", "how": "fetch"}
    where = analyst.post("/add", data=sent, headers={"HX-Request": "true"}).headers["hx-redirect"]
    page = settled(analyst, where)
    assert "no public address" in page
    assert 'href="/add?url=http%3A//10.0.0.8/news"' in page


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_archive_cut_short_and_mail_with_attachments(analyst: TestClient) -> None:
    body = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{TEXT}</p><p>{MORE}</p>".encode()
    )
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/w\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(body)
    ) + body + b"\r\n\r\n"  # fmt: skip
    data = gzip.compress(record) + gzip.compress(record)[:-40]
    page = settled(analyst, give(analyst, "a.warc.gz", data).headers["location"])
    assert page.count(">New</span>") == 1
    assert "Cut short inside a record; the 1 page before it came in" in page
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "desk@news.example",
        "No base",
        "Tue, 06 Jun 2023 12:00:00 +0000",
    )
    mail.set_content(TEXT + MORE)
    single = analyst.get(give(analyst, "a.eml", mail.as_bytes()).headers["location"]).text
    assert '<h1 class="h-small">No base</h1>' in single
    assert "Published 6 Jun 2023" in single
    mail.add_attachment((TEXT + MORE).encode(), maintype="text", subtype="plain", filename="second.txt")
    assert "attached second.txt" in settled(
        analyst, give(analyst, "a.eml", mail.as_bytes()).headers["location"]
    )


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "data", "fields", "field", "said"),
    [
        ("a.jsonl", b"\n\n", {}, "file", "Holds no article"),
        ("a.opml", b"<opml/>", {}, "file", "An administrator adds feeds"),
        ("a.jsonl", lines(article(1), article(2)), {"title": "One"}, "form", "belong to one article"),
    ],
)
def test_what_is_no_batch_is_said_beside_its_field(
    analyst: TestClient,
    session: Session,
    name: str,
    data: bytes,
    fields: dict[str, str],
    field: str,
    said: str,
) -> None:
    answer = give(analyst, name, data, **fields)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert said in answer.text
    assert session.scalar(select(func.count()).select_from(PendingBatch)) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_batch_is_bounded_in_number_and_size(
    analyst: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_ITEMS", 2)
    where = give(analyst, "a.jsonl", lines(*map(article, range(4)))).headers["location"]
    assert "Only the first 2 are here" in analyst.get(where).text
    monkeypatch.setattr(batches, "MOST_CHARACTERS", 1500)
    where = give(analyst, "a.jsonl", lines(*map(article, range(2)))).headers["location"]
    assert "Only the first 1 are here" in analyst.get(where).text
    for _ in range(batches.MOST_PER_USER):
        give(analyst, "a.jsonl", lines(article(1), article(2)))
    assert session.scalar(select(func.count()).select_from(PendingBatch)) == batches.MOST_PER_USER


def test_a_batch_is_for_its_owner_alone_and_expires(analyst: TestClient, session: Session) -> None:
    where = give(analyst, "a.jsonl", lines(article(1), article(2))).headers["location"]
    token = where.rsplit("/", 1)[1]
    settled(analyst, where)
    make_user(session, "boris")
    sign_in(analyst, "boris")
    assert analyst.get(where).status_code == 404
    assert analyst.get(f"/add/{token}.1").status_code == 404
    data = {"csrf_token": csrf_token(analyst.get("/add").text)}
    assert analyst.post(f"{where}/save", data=data).status_code == 404
    sign_in(analyst)
    old = session.scalars(select(PendingBatch.created_at)).one() - batches.LIFETIME
    session.execute(update(PendingBatch).values(created_at=old))
    session.commit()
    assert analyst.get(where).status_code == 404
    give(analyst, "a.jsonl", lines(article(1), article(2)))
    assert session.scalar(select(func.count()).select_from(PendingItem)) == 2


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_that_died_is_followed_by_another(analyst: TestClient, session: Session) -> None:
    where = give(analyst, "a.jsonl", lines(article(1), article(2))).headers["location"]
    token = where.rsplit("/", 1)[1]
    with_lock = session.scalars(select(PendingBatch)).one()
    assert batches.take_up(session, token)
    session.commit()
    assert ">New</span>" not in settled(analyst, where)  # another process is at it
    session.execute(update(PendingBatch).values(worked_at=with_lock.created_at - batches.DESERTED))
    session.commit()
    assert ">New</span>" in settled(analyst, where)
