"""The language of an answer: by prefix, by the reader's browser; links and redirects stay in it."""

import re

import pytest
from fastapi.testclient import TestClient

from app.present.format import day_words, label, listed, number
from app.present.language import offered, speaking
from app.web import languages
from app.web.languages import localized

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
PAGE = {"accept": "text/html"}


@pytest.fixture(autouse=True)
def russian_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its catalogue calls itself: how languages are told apart does not wait for the last text."""
    monkeypatch.setattr(languages, "offered", lambda: ("en", "ru"))


def lang_of(client: TestClient, path: str, **headers: str) -> str:
    answer = client.get(path, headers=PAGE | headers)
    assert answer.status_code == 200
    found = re.search(r'<html lang="(\w+)"', answer.text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("path", "wishes", "expected"),
    [
        ("/bases", "", "en"),
        ("/bases", "ru", "ru"),
        ("/bases", "de, ru-RU;q=0.8, en;q=0.7", "ru"),
        ("/bases", "de, ru;q=0.5, en;q=0.7", "en"),
        ("/bases", "ru;q=zero, tlh", "en"),
        ("/ru/bases", "en", "ru"),
        ("/en/bases", "ru", "en"),
        ("/ru", "en", "ru"),
        ("/ru/", "en", "ru"),
    ],
)
def test_prefix_or_browser_chooses(seeded_client: TestClient, path: str, wishes: str, expected: str) -> None:
    assert lang_of(seeded_client, path, **({"accept-language": wishes} if wishes else {})) == expected


def test_kept_answers_are_of_one_language(seeded_client: TestClient) -> None:
    first = [lang_of(seeded_client, "/countries", **{"accept-language": wish}) for wish in ("ru", "en", "ru")]
    assert first == ["ru", "en", "ru"]
    answer = seeded_client.get("/countries", headers=PAGE)
    assert "accept-language" in answer.headers["vary"].lower()
    etag = answer.headers["etag"]
    assert seeded_client.get("/countries", headers=PAGE | {"if-none-match": etag}).status_code == 304
    russian = PAGE | {"if-none-match": etag, "accept-language": "ru"}
    assert seeded_client.get("/countries", headers=russian).status_code == 200


@pytest.mark.parametrize(
    "path", ["/ru/", "/ru/bases?status=active", "/ru/search?q=Gyumri", "/ru/no-such-page"]
)
def test_links_stay_in_the_language(seeded_client: TestClient, path: str) -> None:
    html = seeded_client.get(path, headers=PAGE).text
    links = re.findall(r'\s(?:href|action|hx-get)="(/[^"]*)"', html)
    assert len(links) > 10
    assert [link for link in links if not link.startswith(("/ru", "/en/", "/static/"))] == []


def test_redirects_stay_in_the_language(seeded_client: TestClient) -> None:
    answer = seeded_client.get("/ru/theme?to=dark&next=/bases", headers=PAGE, follow_redirects=False)
    assert answer.headers["location"] == "/ru/bases"


def test_each_language_of_a_page_is_named(seeded_client: TestClient) -> None:
    html = seeded_client.get("/ru/bases", headers=PAGE).text
    assert '<link rel="canonical" href="http://testserver/ru/bases">' in html
    assert 'hreflang="en" href="http://testserver/en/bases"' in html
    assert (
        '<link rel="canonical" href="http://testserver/bases">'
        in seeded_client.get("/bases", headers=PAGE).text
    )


def test_programs_get_english_unless_a_prefix_says_otherwise(seeded_client: TestClient) -> None:
    wish = {"accept-language": "ru", "accept": "*/*"}
    assert seeded_client.get("/bases.csv", headers=wish).text == seeded_client.get("/bases.csv").text


def test_only_addresses_of_ours_get_the_prefix(backend: str) -> None:
    html = (
        '<a href="/x"> <a href="//evil.example"> <a href="https://a.example/x"> <a href="#y"> '
        '<a href="/en/x"> <script src="/static/1/a.js"> <i title="/x">'
    )
    assert localized(html, "/ru") == html.replace('href="/x"', 'href="/ru/x"')


def test_a_draft_is_shown_at_its_address_and_offered_to_nobody(
    seeded_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "offered", lambda: ("en",))
    assert lang_of(seeded_client, "/ru/officials", **{"accept-language": "en"}) == "ru"
    assert lang_of(seeded_client, "/officials", **{"accept-language": "ru"}) == "en"
    assert "hreflang" not in seeded_client.get("/officials", headers=PAGE).text
    assert set(offered()) <= {"en", "ru"}


def test_russian_dates_numbers_and_words(backend: str) -> None:
    days = ("2014-03-04", "2012-07", "2015~", None)
    with speaking("ru"):
        assert [day_words(day) for day in days] == ["4 марта 2014", "июль 2012", "ок. 2015", "без даты"]
        assert [number(value) for value in (7500, 0.5)] == ["7\u00a0500", "0,5"]
        assert (label("air_base"), listed("абв")) == ("Авиабаза", "а, б и в")
    assert [day_words(day) for day in days] == ["4 Mar 2014", "Jul 2012", "c. 2015", "undated"]
    assert (number(7500), label("air_base"), listed("abc")) == ("7,500", "Air base", "a, b and c")


def test_the_frame_of_a_russian_page_is_russian(seeded_client: TestClient) -> None:
    html = seeded_client.get("/ru/officials", headers=PAGE).text
    assert all(words in html for words in (">Соглашения</a>", "Метод и словарь", "Без слежки", "светлая"))
    assert "Skip to content" not in html


def test_a_redirect_of_the_router_keeps_the_language(seeded_client: TestClient) -> None:
    answer = seeded_client.get("/ru/bases/", follow_redirects=False)
    assert answer.headers["location"] == "/ru/bases"
    assert lang_of(seeded_client, "/ru/bases/") == "ru"


def test_names_are_in_the_readers_language_and_quoted_words_stay(seeded_client: TestClient) -> None:
    page = seeded_client.get("/ru/countries/SY").text
    assert "<h1>Сирия</h1>" in page
    assert re.search(
        r'<a href="/ru/officials/sergey-lavrov">Сергей Лавров</a>',
        seeded_client.get("/ru/officials?words=Lavrov").text,
    )
    assert (
        '<a href="/officials/sergey-lavrov">Sergey Lavrov</a>'
        in seeded_client.get("/officials?words=Lavrov").text
    )
    searched = seeded_client.get("/ru/search?q=Syria").text
    assert "<mark>Syria</mark>" in searched


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/ru/", "Действуют <a"),
        ("/ru/bases", "стоят сегодня"),
        ("/ru/denials", "Устояло ли опровержение?"),
        ("/ru/agreements?expiring=10", "истекает до конца"),
        ("/ru/search?q=zzqqzz", "Записей по запросу <q>zzqqzz</q> нет."),
        ("/ru/statements?kind=lie", "Значение «lie» здесь неизвестно"),
        ("/ru/map?on=2015", "КАЗАХСТАН"),
    ],
)
def test_pages_speak_russian(seeded_client: TestClient, path: str, told: str) -> None:
    assert told in seeded_client.get(path).text


def test_a_kept_drawing_is_of_one_language(seeded_client: TestClient) -> None:
    assert "КАЗАХСТАН" in seeded_client.get("/ru/bases").text
    assert "KAZAKHSTAN" in seeded_client.get("/en/bases").text
