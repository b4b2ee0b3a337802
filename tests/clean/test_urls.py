"""One page, one address; one publisher, one domain."""

import pytest

from app.clean.urls import canonical_url, date_in_url, registered_domain, slug_words, url_key


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://EXAMPLE.org/A/b?utm_source=x&id=7&fbclid=y#top", "https://example.org/A/b?id=7"),
        ("https://example.org:443/a/", "https://example.org/a/"),
        ("http://example.org", "http://example.org/"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.org/a", "https://example.org/a"),
        ("https://www.example.org/a/amp/", "https://www.example.org/a/"),
        ("https://example.org/news/a.amp.html", "https://example.org/news/a.html"),
        ("https://m.ru/a", "https://m.ru/a"),
        ("https://example.org/?p=16717", "https://example.org/?p=16717"),
        ("https://example.org:bad/a", "https://example.org:bad/a"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
    ],
)
def test_canonical(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/a/", "http://example.org/a", "https://m.example.org/a?utm_medium=z", "https://example.org/a#x",
    ],
)  # fmt: skip
def test_variants_of_one_page_share_a_key(url: str) -> None:
    assert url_key(url) == "example.org/a"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.bbc.co.uk/1/hi/a", "bbc.co.uk"),
        ("https://rus.news.o-abroad.com/~/politics/1", "o-abroad.com"),
        ("https://www.mfa.gov.ua/a", "mfa.gov.ua"),
        ("https://davidshinn.blogspot.com/2023/03/a.html", "davidshinn.blogspot.com"),
        ("https://tjmonitor.wordpress.com/a", "tjmonitor.wordpress.com"),
        ("https://www.gov.uk/a", "gov.uk"),
        ("https://кремль.рф/a", "кремль.рф"),
        ("EXAMPLE.org:8080/a", "example.org"),
        ("http://localhost/a", None),
        ("http://10.0.0.1/a", None),
        ("http://[::1]/a", None),
        ("http://[broken", None),
    ],
)
def test_publisher(url: str, domain: str | None) -> None:
    assert registered_domain(url) == domain


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/2017/12/25/garrison-a60040", "2017-12-25"),
        ("/20230606/garrison-1110946133.html", "2023-06-06"),
        ("/news/2021-12-25-garrison.html", "2021-12-25"),
        ("/2018/dec/14/garrison", "2018-12-14"),
        ("/25-12-2017/garrison", "2017-12-25"),
        ("/2023/6/6/garrison", "2023-06-06"),
        ("/2023/06/garrison", "2023-06"),
        ("/2023/13/45/garrison", None),
        ("/12017/01/01/garrison", None),
        ("/news/20231399/a", None),
        ("/a1110946133", None),
        ("/20240412141836198626", "2024-04-12"),
        ("/20240412141836/garrison", "2024-04-12"),
        ("/20240412993836198626", None),
    ],
)
def test_date(path: str, date: str | None) -> None:
    assert date_in_url(f"https://example.org{path}") == date


def test_slug() -> None:
    assert slug_words("https://example.org/politics/182-en-no-new-garrison.html") == {
        "en",
        "no",
        "new",
        "garrison",
        "html",
    }
    assert slug_words("https://example.org/") == frozenset()
