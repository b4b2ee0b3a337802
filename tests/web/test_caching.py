"""What browsers and caches may keep, and that a write is seen at once."""

import gzip

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session
from starlette.responses import PlainTextResponse, Response

from app.store.versions import bump_data_version
from app.web.assets import Assets, UnknownAsset
from app.web.caching import MAX_ANSWER, Answer, AnswerStore, PageCache
from app.web.pages import STATIC
from tests.web.accounts import make_user, sign_in


class Site:
    """A site of a few routes behind the cache; counts what is rendered."""

    def __init__(self) -> None:
        self.version = 1
        self.rendered = 0
        web = FastAPI()
        web.add_api_route("/page", self.page)
        web.add_api_route("/missing", lambda: PlainTextResponse("no", 404))
        web.add_api_route("/cookie", self.cookie)
        web.add_api_route("/large", lambda: PlainTextResponse("x" * (MAX_ANSWER + 1)))
        web.add_middleware(PageCache, data_version=lambda: self.version, program="p1")
        self.client = TestClient(web)

    def page(self) -> PlainTextResponse:
        self.rendered += 1
        return PlainTextResponse(f"rendering {self.rendered} " + "words " * 200)

    def cookie(self) -> Response:
        self.rendered += 1
        response = PlainTextResponse("yours")
        response.set_cookie("theme", "dark")
        return response


@pytest.fixture
def site() -> Site:
    return Site()


def test_page_is_rendered_once_per_data_version(site: Site) -> None:
    first, second = site.client.get("/page"), site.client.get("/page")
    assert first.text == second.text
    assert site.rendered == 1
    site.version += 1
    third = site.client.get("/page")
    assert third.text.startswith("rendering 2 ")
    assert third.headers["etag"] != first.headers["etag"]


def test_known_etag_is_answered_without_rendering(site: Site) -> None:
    etag = site.client.get("/page").headers["etag"]
    assert not etag.startswith("W/")
    answer = site.client.get("/page", headers={"If-None-Match": f'"other", {etag}'})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert site.rendered == 1
    site.version += 1
    assert site.client.get("/page", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        pytest.param("/page?kind=denial", {}, id="query"),
        pytest.param("/page", {"HX-Request": "true"}, id="fragment"),
        pytest.param("/page", {"Cookie": "theme=dark"}, id="theme"),
        pytest.param("/page", [("Cookie", "a=b"), ("Cookie", "theme=dark")], id="theme in a second header"),
        pytest.param("/page", {"Host": "other.example"}, id="host"),
    ],
)
def test_what_changes_the_page_changes_its_etag(
    site: Site, url: str, headers: dict[str, str] | list[tuple[str, str]]
) -> None:
    plain = site.client.get("/page")
    other = site.client.get(url, headers=headers)
    assert other.headers["etag"] != plain.headers["etag"]
    assert site.rendered == 2


def test_encodings_have_their_own_etag_and_the_same_words(site: Site) -> None:
    packed = site.client.get("/page", headers={"Accept-Encoding": "gzip"})
    plain = site.client.get("/page", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert packed.headers["etag"] != plain.headers["etag"]
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert "Accept-Encoding" in packed.headers["vary"]
    assert site.rendered == 1


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [
        ("gzip;q=0.5, br", True),
        ("br, gzip", True),
        ("gzip;q=0", False),
        ("identity, gzip; q=0.0", False),
        ("br", False),
    ],
)
def test_an_answer_is_packed_for_who_takes_it_alone(site: Site, accepts: str, packed: bool) -> None:
    answer = site.client.get("/page", headers={"Accept-Encoding": accepts})
    assert ("content-encoding" in answer.headers) is packed


def test_head_is_the_answer_without_its_body(site: Site) -> None:
    got, head = site.client.get("/page"), site.client.head("/page")
    assert head.content == b""
    assert (head.headers["etag"], head.headers["content-length"]) == (
        got.headers["etag"],
        got.headers["content-length"],
    )


def test_signed_in_page_is_kept_nowhere(site: Site) -> None:
    for _ in range(2):
        answer = site.client.get("/page", headers={"Cookie": "basewatch_session=abc"})
        assert answer.headers["cache-control"] == "private, no-store"
        assert "etag" not in answer.headers
        assert "content-encoding" not in answer.headers
    assert site.rendered == 2


def test_answer_that_sets_a_cookie_is_not_kept(site: Site) -> None:
    assert "theme=dark" in site.client.get("/cookie").headers["set-cookie"]
    site.client.cookies.clear()
    assert "theme=dark" in site.client.get("/cookie").headers["set-cookie"]
    assert site.rendered == 2


def test_error_is_not_kept(site: Site) -> None:
    answer = site.client.get("/missing")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-cache")
    assert "etag" not in answer.headers


def test_large_answer_passes_whole(site: Site) -> None:
    answer = site.client.get("/large")
    assert len(answer.content) == MAX_ANSWER + 1
    assert "etag" not in answer.headers


def test_store_forgets_what_was_used_longest_ago() -> None:
    store = AnswerStore(max_bytes=3_000)
    for key in ("first", "second"):
        store.put(key, Answer([], b"x" * 900, None))
    assert store.get("first") is not None
    store.put("third", Answer([], b"x" * 900, None))
    assert [key for key in ("first", "second", "third") if store.get(key)] == ["first", "third"]
    assert store.size <= store.max_bytes


def test_store_never_grows_over_its_limit_by_one_answer() -> None:
    store = AnswerStore(max_bytes=1_000)
    store.put("huge", Answer([], b"x" * 5_000, None))
    assert (store.get("huge"), store.size) == (None, 0)


def test_write_is_seen_by_the_next_reader(client: TestClient, session: Session) -> None:
    etag = client.get("/bases").headers["etag"]
    assert client.get("/bases", headers={"If-None-Match": etag}).status_code == 304
    bump_data_version(session)
    session.commit()
    answer = client.get("/bases", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != etag


def test_cached_page_keeps_its_security_headers(client: TestClient) -> None:
    for _ in range(2):
        assert "default-src 'none'" in client.get("/bases").headers["content-security-policy"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_signed_in_reader_gets_pages_of_their_own(client: TestClient, session: Session) -> None:
    make_user(session)
    sign_in(client)
    answer = client.get("/bases")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "Sign out" in answer.text
    client.cookies.clear()
    assert "Sign out" not in client.get("/bases").text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_static_file_is_kept_for_a_year_under_its_digest(client: TestClient) -> None:
    url = Assets(STATIC).url("css/base.css")
    answer = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text == (STATIC / "css/base.css").read_text()
    unchanged = client.get(url, headers={"If-None-Match": answer.headers["etag"]})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["/static/css/base.css", "/static/000000000000/css/base.css"])
def test_static_file_without_the_digest_of_now_is_asked_about_again(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, no-cache")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "path", ["/static/../app/main.py", "/static/%2e%2e/pyproject.toml", "/static/nothing.css"]
)
def test_nothing_but_static_files_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_template_that_names_a_missing_file_breaks() -> None:
    with pytest.raises(UnknownAsset, match=r"css/missing\.css"):
        Assets(STATIC).url("css/missing.css")


def test_packed_static_file_is_the_same_file() -> None:
    files = Assets(STATIC)
    packed = [asset for asset in files._files.values() if asset.packed]
    assert packed
    assert all(gzip.decompress(asset.packed or b"") == asset.body for asset in packed)


def test_health_is_never_kept(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.text, ready.headers["cache-control"]) == (200, "ready", "no-store")


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/recipes"])
def test_pages_about_the_api_are_kept_as_pages_are(client: TestClient, session: Session, path: str) -> None:
    make_user(session)
    sign_in(client)
    answer = client.get(path)
    assert "Sign out" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    client.cookies.clear()
    assert "Sign out" not in client.get(path).text
    client.cookies.set("theme", "dark")
    assert 'data-theme="dark"' in client.get(path).text
    client.cookies.clear()
    assert "data-theme" not in client.get(path).text
