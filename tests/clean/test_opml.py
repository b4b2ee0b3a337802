"""Lists of feeds, and what is hidden in some."""

import time

import pytest

from app.clean.opml import MAX_OPML, MOST_FEEDS, read_opml
from app.domain.errors import FeedError

BOMB = (
    '<!DOCTYPE opml [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + ']><opml><body><outline xmlUrl="https://example.org/rss" text="&a11;"/></body></opml>'
)


def opml(outlines: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>'.encode()


def test_feeds_are_read_from_folders_too() -> None:
    listed = read_opml(
        opml(
            '<outline text="News"><outline text="Russia"><outline type="rss" text="Daily &lt;b&gt;news" '
            'xmlUrl="https://daily.example.org/rss"/></outline><outline title="B" '
            'xmlurl="http://b.example.org/f"/></outline><outline text="C" xmlUrl="https://c.example.org/"/>'
            '<outline text="Again" xmlUrl="https://c.example.org/"/><outline text="D" xmlUrl="file:///etc"/>'
        ),
        "list.opml",
    )
    assert [(feed.url, feed.title, feed.folder) for feed in listed.feeds] == [
        ("https://daily.example.org/rss", "Daily news", "News / Russia"),
        ("http://b.example.org/f", "B", "News"),
        ("https://c.example.org/", "C", ""),
    ]
    assert listed.problems == (
        "“Again” is listed twice",
        "“D”: 'file:///etc' is no address of a feed",
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(BOMB.encode(), "document type|entit", id="entity bomb"),
        pytest.param(
            b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "document type", id="outside entity"
        ),
        pytest.param(b"<opml><body><outline", "no XML that can be read", id="cut short"),
        pytest.param(b"just words", "no XML", id="text"),
        pytest.param(b"", "no XML", id="empty"),
        pytest.param(b"<rss/>", "<rss>, not <opml>", id="a feed"),
        pytest.param(opml("<outline text='News'/>"), "lists no feed", id="no feed"),
        pytest.param(b"<opml>" + b" " * MAX_OPML, "too large", id="large"),
        pytest.param(opml("<outline>" * 100_000), "no XML", id="nested deeply"),
    ],
)
def test_what_is_refused_at_once(data: bytes, says: str) -> None:
    started = time.process_time()
    with pytest.raises(FeedError, match=says) as raised:
        read_opml(data, "list.opml")
    assert str(raised.value).startswith("list.opml: ")
    assert time.process_time() - started < 1


def test_the_rest_of_a_long_list_is_left_out_and_said() -> None:
    many = "".join(f'<outline xmlUrl="https://example.org/{n}"/>' for n in range(MOST_FEEDS + 5))
    listed = read_opml(opml(many), "list.opml")
    assert len(listed.feeds) == MOST_FEEDS
    assert listed.problems == ("Only the first 500 feeds are here: split the rest off.",)
