"""Adding an article: what is refused and why, the preview, the save, and that nothing is stored before it."""

import html
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.intake.fetch import fetch
from app.store.models import Article, IngestRun, PendingArticle
from app.store.pending import LIFETIME, MOST_PER_USER
from app.web import csrf, fetch_budget
from app.web.auth import COOKIE
from tests.factories import make_country, make_official
from tests.web.accounts import PASSWORD, csrf_token, make_user, sign_in

TITLE = "No base is planned, says the minister"
TEXT = f"""{TITLE}

Russia has no plans to open a military base in Tajikistan, Foreign Minister Sergey Lavrov said on Tuesday.

The two ministers spoke for an hour in the capital and will meet again in the autumn, officials said.
"""
RUSSIAN = "Министр заявил, что Россия не планирует открывать военную базу в Таджикистане. " * 5
Fields = dict[str, str]


@pytest.fixture
def analyst(client: TestClient, session: Session) -> TestClient:
    make_country(session, "RU")
    make_country(session, "TJ")
    make_official(session)
    make_user(session)
    sign_in(client)
    return client


def send(client: TestClient, *, file: tuple[str, bytes] | None = None, **fields: str) -> httpx.Response:
    """Send the form as a browser does: every field, a file or an empty one."""
    page = client.get("/add")
    data = {"csrf_token": csrf_token(page.text)} | {"url": "", "text": "", "how": "preview"} | fields
    return client.post("/add", data=data, files={"file": file or ("", b"")}, follow_redirects=False)


def preview(client: TestClient, **fields: str) -> tuple[str, str]:
    """The address of the preview and its page."""
    answer = send(client, **({"text": TEXT, "published": "2023-06-06", "publisher": "news.example"} | fields))
    assert answer.status_code == 303, errors(answer.text)
    where = answer.headers["location"]
    return where, client.get(where).text


def errors(page: str) -> dict[str, str]:
    """Field -> what is said beside it."""
    found = re.findall(r'class="err" id="([a-z]+)-error"[^>]*>(.*?)</p>', page, re.S)
    return {name: html.unescape(said) for name, said in found}


def words_of(page: str) -> str:
    """The text of the article in a preview, without marks and numbers."""
    document = page[page.index('<article class="doc"') : page.index("</article>")]
    return html.unescape(re.sub(r"<sup>\d+</sup>|<[^>]+>", "", document))


def count(session: Session, model: type) -> int:
    found = session.scalar(select(func.count()).select_from(model)) or 0
    session.rollback()  # the next look sees what others have committed since
    return found


def test_pasted_text_is_previewed_then_saved(analyst: TestClient, session: Session) -> None:
    where, page = preview(analyst)
    assert f'<h1 class="h-small">{TITLE}</h1>' in page
    denial = re.search(r'<a class="hl k-denial" href="#f(\d+)">', page)
    assert denial, "the denial is not marked in the text"
    assert f'id="t{denial[1]}"' in page
    assert f'id="f{denial[1]}"' in page
    assert "Russia has no plans to open a military base" in words_of(page)
    assert 'href="/officials/sergey-lavrov">Sergey Lavrov</a>' in page
    assert count(session, Article) == 0
    assert count(session, IngestRun) == 0
    saved = analyst.post(f"{where}/save", data={"csrf_token": csrf_token(page)}, follow_redirects=False)
    article = session.scalars(select(Article)).one()
    assert (saved.status_code, saved.headers["location"]) == (303, f"/articles/{article.id}")
    assert (article.title, article.published, article.added_by) == (TITLE, "2023-06-06", "anna")
    assert article.text in re.sub(r"\s*\n\s*", "\n\n", TEXT)
    assert count(session, PendingArticle) == 0


def test_enter_in_a_field_previews_what_was_pasted(analyst: TestClient) -> None:
    answer = send(analyst, text=TEXT, how="fetch")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/add/")


def test_saving_twice_stores_once(analyst: TestClient, session: Session) -> None:
    where, page = preview(analyst)
    for _ in range(2):
        analyst.post(f"{where}/save", data={"csrf_token": csrf_token(page)}, follow_redirects=False)
    assert count(session, Article) == 1


def test_known_article_is_said_before_saving(analyst: TestClient, session: Session) -> None:
    where, page = preview(analyst)
    analyst.post(f"{where}/save", data={"csrf_token": csrf_token(page)}, follow_redirects=False)
    article_id = session.scalars(select(Article.id)).one()
    _, again = preview(analyst)
    assert "This article is stored already." in again
    assert f'href="/articles/{article_id}"' in again
    assert "Save the article" not in again


def test_missing_date_and_publisher_are_asked_for(analyst: TestClient, session: Session) -> None:
    where, page = preview(analyst, published="", publisher="")
    assert "The date and the publisher were not found." in page
    data = {"csrf_token": csrf_token(page), "title": "My title", "url": ""}
    bad = analyst.post(f"{where}/details", data=data | {"published": "12017-06-06", "publisher": "nowhere"})
    assert bad.status_code == 422
    assert set(errors(bad.text)) == {"published", "publisher"}
    assert 'value="12017-06-06"' in bad.text
    good = analyst.post(
        f"{where}/details", data=data | {"published": "2023-06-06", "publisher": "news.example"}
    )
    assert "Published 6 Jun 2023" in good.text
    assert "My title" in good.text
    assert "Said 6 Jun 2023." in good.text  # "on Tuesday" is placed by the date
    assert analyst.get(where).status_code == 404  # the uncorrected preview is over


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "file", "field", "said"),
    [
        pytest.param(
            {}, None, "url", "Give the address of the article, or its text, or a file.", id="nothing"
        ),
        pytest.param({}, ("a.txt", b""), "file", "Empty: give a file", id="empty file"),
        pytest.param({"text": "\n---\n***\n"}, None, "text", "Holds no text", id="text without words"),
        pytest.param({}, ("a.pdf", b"%PDF-1.7\n" + b"x" * 99), "file", "This PDF is damaged", id="PDF"),
        pytest.param({}, ("a.bin", bytes(range(256)) * 40), "file", "Not text in any encoding", id="binary"),
        pytest.param({}, ("a.html", b"<html><body></body></html>"), "file", "no text", id="empty page"),
        pytest.param(
            {"text": TEXT, "published": "12017-06-06"},
            None,
            "published",
            "“12017-06-06” is no date that can be kept: write 2023-06-06, 2023-06 or 2023",
            id="year 12017",
        ),
        pytest.param(
            {"text": TEXT, "published": "2140-01-01"}, None, "published", "has not come yet", id="future"
        ),
        pytest.param(
            {"text": TEXT, "url": "javascript:alert(1)"}, None, "url", "beginning with https://", id="script"
        ),
        pytest.param({"url": "http://10.0.0.8/news/1"}, None, "url", "no public address", id="private"),
        pytest.param({"url": "http://127.0.0.1/"}, None, "url", "no public address", id="loopback"),
        pytest.param({"url": "http://[::1]/"}, None, "url", "no public address", id="IPv6 loopback"),
        pytest.param({"url": "ftp://news.example/1"}, None, "url", "beginning with https://", id="scheme"),
        pytest.param({"text": TEXT, "publisher": "a b"}, None, "publisher", "web address", id="publisher"),
        pytest.param({"text": TEXT, "title": "x" * 301}, None, "title", "at most 300", id="title"),
    ],
)
def test_bad_input_is_answered_beside_its_field(
    analyst: TestClient,
    session: Session,
    fields: Fields,
    file: tuple[str, bytes] | None,
    field: str,
    said: str,
) -> None:
    answer = send(analyst, file=file, **fields)
    assert 400 <= answer.status_code < 500
    assert list(errors(answer.text)) == [field]
    assert said in errors(answer.text)[field]
    assert f'id="{field}" name="{field}"' in answer.text
    for value in fields.values():
        assert html.escape(value.strip()) in answer.text  # what was typed is kept
    assert count(session, PendingArticle) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("size", "does"), [(6, "at most 400,000: split it"), (20, "MB, the most that is taken")]
)
def test_too_much_is_refused_with_the_limit(
    analyst: TestClient, session: Session, size: int, does: str
) -> None:
    """6 MB are taken in, and are too long a text; 20 MB are not taken in at all."""
    answer = send(analyst, text="word " * (size * 200_000))
    assert answer.status_code == 413
    (said,) = errors(answer.text).values()
    assert does in said
    assert count(session, PendingArticle) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(RUSSIAN.encode("cp1251"), id="cp1251"),
        pytest.param(RUSSIAN.encode("utf-16"), id="UTF-16"),
        pytest.param(RUSSIAN.encode("koi8-r"), id="KOI8-R"),
    ],
)
def test_russian_file_is_read_whatever_its_encoding(analyst: TestClient, data: bytes) -> None:
    answer = send(analyst, file=("новость.txt", data))
    assert answer.status_code == 303, errors(answer.text)
    assert "Министр заявил, что Россия не планирует" in analyst.get(answer.headers["location"]).text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_broken_page_is_read_and_never_rendered(analyst: TestClient) -> None:
    page = f"<html><body><div><p>{TEXT}<script>alert(1)</script><p><b>Unclosed <img src=x onerror=alert(2)>"
    answer = send(analyst, file=("a.html", page.encode()))
    shown = analyst.get(answer.headers["location"]).text
    assert "Russia has no plans" in words_of(shown)
    assert "alert(" not in shown


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Accepts a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_address_that_hangs_is_given_up(
    analyst: TestClient, monkeypatch: pytest.MonkeyPatch, silent_port: int
) -> None:
    def hurried(url: str, **_: float) -> object:
        return fetch(url, deadline_seconds=0.2, allow_private=[f"127.0.0.1:{silent_port}"])

    monkeypatch.setattr("app.web.add.fetch", hurried)
    answer = send(analyst, url=f"http://127.0.0.1:{silent_port}/a", how="fetch")
    assert answer.status_code == 422
    assert "paste the text" in errors(answer.text)["url"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_fetching_is_rationed(analyst: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_budget, "MOST", 1)
    ask = partial(send, analyst, url="http://10.0.0.8/news/1")
    assert "no public address" in errors(ask().text)["url"]
    assert "wait 10 minutes" in errors(ask().text)["url"]


def test_preview_is_for_its_owner_alone(analyst: TestClient, session: Session) -> None:
    where, _ = preview(analyst)
    make_user(session, "boris")
    sign_in(analyst, "boris")
    assert analyst.get(where).status_code == 404
    data = {"csrf_token": csrf_token(analyst.get("/add").text)}
    assert analyst.post(f"{where}/save", data=data).status_code == 404
    assert count(session, Article) == 0


def test_preview_expires(analyst: TestClient, session: Session) -> None:
    where, _ = preview(analyst)
    old = datetime.now(UTC) - LIFETIME - timedelta(seconds=1)
    session.execute(update(PendingArticle).values(created_at=old))
    session.commit()
    assert analyst.get(where).status_code == 404
    preview(analyst)
    assert count(session, PendingArticle) == 1  # the old one is gone


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_previews_of_one_user_are_few(analyst: TestClient, session: Session) -> None:
    places = [preview(analyst, title=f"Title {number}")[0] for number in range(MOST_PER_USER + 1)]
    assert count(session, PendingArticle) == MOST_PER_USER
    assert analyst.get(places[0]).status_code == 404
    assert analyst.get(places[-1]).status_code == 200


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_form_without_the_token_does_nothing_and_keeps_the_text(
    analyst: TestClient, session: Session
) -> None:
    answer = send(analyst, text=TEXT, csrf_token="guess")
    assert answer.status_code == 403
    assert errors(answer.text)["form"] == csrf.STALE
    assert "Russia has no plans" in answer.text
    where, _ = preview(analyst)
    assert analyst.post(f"{where}/save", data={"csrf_token": "guess"}).status_code == 403
    assert count(session, Article) == 0


def test_who_was_signed_out_meanwhile_signs_in_and_finds_the_text(
    analyst: TestClient, session: Session
) -> None:
    analyst.cookies.delete(COOKIE)
    answer = analyst.post("/add", data={"text": TEXT, "title": "Mine", "csrf_token": "old"})
    assert answer.status_code == 401
    assert "nothing was saved" in answer.text
    assert "Russia has no plans" in answer.text
    kept = {"text": TEXT, "title": "Mine", "name": "anna"}
    wrong = analyst.post("/add/again", data=kept | {"password": "guess"})
    assert wrong.status_code == 401
    assert "Russia has no plans" in wrong.text
    form = analyst.post("/add/again", data=kept | {"password": PASSWORD})
    assert form.status_code == 200
    assert "nothing is lost" in form.text
    assert "Russia has no plans" in form.text
    assert 'value="Mine"' in form.text
    data = {"csrf_token": csrf_token(form.text), "text": TEXT, "title": "Mine"}
    preview = analyst.post("/add", data=data)
    assert '<h1 class="h-small">Mine</h1>' in preview.text
    assert count(session, PendingArticle) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_large_form_of_nobody_is_not_read(analyst: TestClient) -> None:
    analyst.cookies.delete(COOKIE)
    answer = analyst.post("/add", data={"text": "word " * 500_000})
    assert answer.status_code == 401
    assert "word word" not in answer.text


def test_cut_lines_are_shown_and_put_back(analyst: TestClient, session: Session) -> None:
    where, page = preview(analyst, text=f"{TEXT}\nShare this on Facebook\n\nRead also: The fleet sails\n")
    assert "2 lines taken for the page around the article" in page
    assert "fleet" not in words_of(page)
    number = re.search(r'value="(\d+)"> <span>Read also', page)
    assert number
    data = {"csrf_token": csrf_token(page), "back": number[1]}
    after = analyst.post(f"{where}/lines", data=data).text
    assert "Read also: The fleet sails" in words_of(after)
    assert "Share this" not in words_of(after)
    assert f'value="{number[1]}" checked' in after


def test_near_copy_is_said_with_both_choices(analyst: TestClient, session: Session) -> None:
    words = " ".join(f"On day {day} the guests saw the harbour and airfield {day}." for day in range(12))
    where, page = preview(analyst, text=f"{TEXT}\n{words}", url="https://one.example/1")
    analyst.post(f"{where}/save", data={"csrf_token": csrf_token(page)})
    number = session.scalars(select(Article.id)).one()
    session.rollback()
    where, page = preview(analyst, text=f"{TEXT}\n{words} And that was all.", url="https://two.example/2")
    assert "This is nearly the same text as a stored one." in page
    assert f'href="/articles/{number}">Open the stored one' in page
    assert "Save as another report of the same origin" in page
    analyst.post(f"{where}/save", data={"csrf_token": csrf_token(page)})
    assert session.scalars(select(Article.origin_id)).all() == [number, number]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_title_with_direction_marks_and_a_script_is_plain_text(analyst: TestClient) -> None:
    title = "\u202eesab on\u202c <script>alert(1)</script> \u200fsays"
    _, page = preview(analyst, title=title)
    heading = re.search(r'<h1 class="h-small">(.*?)</h1>', page)
    assert heading
    assert "<script>alert" not in page
    assert not set(html.unescape(heading[1])) & set("\u202e\u202c\u200f")
