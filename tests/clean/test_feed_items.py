"""Reading feeds of every form, and what strangers put into them."""

from datetime import date

import pytest

from app.clean.feed_items import FeedContent, read_feed
from app.domain.errors import FeedError
from tests.feed_site import item, rss

URL = "https://news.example.org/feeds/rss.xml"
TODAY = date(2026, 5, 4)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example.org/a/"><title>Notes</title>
<entry><id>urn:1</id><title type="html">On &lt;i>bases&lt;/i></title><link href="one"/>
<published>2026-05-04T01:30:00+03:00</published><content type="html">&lt;p>Words.&lt;/p></content>
<category term="Politics"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Notes</title></channel>
<item rdf:about="urn:1"><title>On bases</title><link>https://blog.example.org/a/one</link>
<description>Words.</description><dc:date>2026-05-04</dc:date><dc:subject>Politics</dc:subject></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": [{"id": "urn:1",
"url": "https://blog.example.org/a/one", "title": "On bases", "content_html": "<p>Words.</p>",
"date_published": "2026-05-04T01:30:00+03:00", "tags": ["Politics"]}, "no item"]}"""
RSS = (
    "<rss version='2.0'><channel><title>Notes</title><item><title>On bases</title><guid isPermaLink='false'>urn:1"
    "</guid><link>https://blog.example.org/a/one</link><pubDate>Mon, 04 May 2026 01:30:00 +0300</pubDate>"
    "<description>Words.</description><category>Politics</category></item></channel></rss>"
)


def read(feed: str | bytes, **more: str) -> FeedContent:
    return read_feed(feed.encode() if isinstance(feed, str) else feed, URL, today=TODAY, **more)


@pytest.mark.parametrize("feed", [ATOM, RDF, JSON, RSS], ids=["Atom", "RDF", "JSON Feed", "RSS"])
def test_every_form_gives_the_same_item(feed: str) -> None:
    content = read(feed)
    assert (content.title, content.note) == ("Notes", None)
    (one,) = content.items
    assert (one.title, one.text, one.categories) == ("On bases", "Words.", ("Politics",))
    assert (one.url, one.published) == ("https://blog.example.org/a/one", "2026-05-04")
    assert one.key == read(RSS).items[0].key


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a/1", "https://news.example.org/a/1"),
        ("../a/1", "https://news.example.org/a/1"),
        ("//other.example.org/1", "https://other.example.org/1"),
        ("javascript:alert(1)", None),
        ("ftp://example.org/1", None),
        ("https://example.org/" + "a" * 2000, None),
        ("https://exa mple.org/", None),
    ],
)
def test_links_become_whole_addresses_or_nothing(link: str, url: str | None) -> None:
    assert read(rss(item(link))).items[0].url == url


@pytest.mark.parametrize(
    ("written", "day", "doubt"),
    [
        ("Mon, 04 May 2026 23:30:00 -0800", "2026-05-04", None),
        ("Tue, 05 May 2026 08:00:00 +1200", "2026-05-05", None),  # tomorrow has begun in the east
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, "1970-01-01, is not believed"),
        ("Wed, 06 May 2037 00:00:00 GMT", None, "2037-05-06, is not believed"),
        ("yesterday", None, "“yesterday”, cannot be read"),
        ("", None, None),
    ],
)
def test_dates_that_can_be_believed(written: str, day: str | None, doubt: str | None) -> None:
    (one,) = read(rss(item("/1", date=written))).items
    assert one.published == day
    assert (doubt or "") in (one.doubt or "")
    assert (one.doubt is None) == (doubt is None)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("\u202eesab\u202c on the \u200bcoast\u0007", "esab on the coast"),
        ("Base <script>alert(1)</script><b>closed</b>", "Base closed"),
        ("Base &lt;img src=x onerror=alert(1)&gt; closed", "Base closed"),
        ("Fewer than 5 < 6 bases & ports", "Fewer than 5 < 6 bases & ports"),
        ("A\nlong\t title", "A long title"),
        ("w" * 9_000, "w" * 300),
    ],
)
def test_titles_are_plain_lines(written: str, title: str) -> None:
    # What is no XML at all is read all the same, as far as it goes.
    assert read(rss(item("/1", written))).items[0].title == title


def test_an_item_listed_twice_is_one() -> None:
    twice = item("/1", "One", guid="a") + item("/2", "Two") + item("/9", "One again", guid="a") + item("/2")
    content = read(rss(twice))
    assert [one.title for one in content.items] == ["One", "Two"]
    assert content.repeated == 2


def test_items_without_ids_are_known_by_address_then_by_words() -> None:
    first = read(rss(item("/1", "Old title") + item(None, "Words alone") + item(None, "Other words")))
    later = read(rss(item("/1", "New title") + item(None, "Words alone")))
    assert [one.key for one in later.items] == [one.key for one in first.items[:2]]
    assert len({one.key for one in first.items}) == 3


def test_a_feed_that_is_cut_short_gives_what_it_holds() -> None:
    whole = rss(item("/1", "One") + item("/2", "Two"))
    content = read(whole[: whole.index("Two")])
    assert content.items[0].title == "One"
    assert "not well-formed" in (content.note or "")


@pytest.mark.parametrize("declared", [True, False], ids=["by the server", "by itself"])
def test_other_encodings(declared: bool) -> None:
    feed = rss(item("/1", "База закрыта"))
    if declared:
        assert read(feed.replace(' encoding="utf-8"', "").encode("cp1251"), charset="windows-1251").items[
            0
        ].title == ("База закрыта")
    else:
        assert read(feed.replace("utf-8", "windows-1251").encode("cp1251")).items[0].title == "База закрыта"


@pytest.mark.parametrize(
    "body", [b"/etc/passwd", b"pyproject.toml", b"http://127.0.0.1:9/", b"{", b"\0" * 50]
)
def test_a_body_is_never_taken_for_a_place_to_read_from(body: bytes) -> None:
    with pytest.raises(FeedError, match=r"no (JSON )?[Ff]eed"):
        read(body)
