"""A saved page: its text without its frame, and what it says of itself."""

import time
from contextlib import suppress

import pytest

from app.clean import clean
from app.domain.errors import InputError
from app.intake.raw import MediaType, RawArticle

SENTENCES = [
    f"The deputy minister said that garrison number {n} stays where it is for years to come."
    for n in range(1, 7)
]


def page(head: str = "", body: str = "") -> RawArticle:
    text = body or "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    html = (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Garrisons stay, says deputy minister</h1>{text}</article>"
        "<footer>© Example Times 2023. All rights reserved.</footer></body></html>"
    )
    return RawArticle("page.html", html, MediaType.HTML, url="https://www.example.org/a")


def test_the_text_without_its_frame() -> None:
    assert clean(page()).text.split("\n\n") == SENTENCES


LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            LINKED.format('{"@type": "NewsArticle", "datePublished": "2023-06-06T21:00:00+03:00"}'),
            "2023-06-06",
        ),
        (LINKED.format('{"@graph": [{"@type": "WebPage", "datePublished": "2023-06-06"}]}'), "2023-06-06"),
        (LINKED.format('[{"@type": ["Report"], "datePublished": "2023-06-06"}]'), "2023-06-06"),
        (
            LINKED.format("{broken") + '<meta property="article:published_time" content="2023-06-06T10:00Z">',
            "2023-06-06",
        ),
        ('<meta name="pubdate" content="20230606T114300">', "2023-06-06"),
        ('<meta name="DC.date.issued" content="6 June 2023">', "2023-06-06"),
        ('<meta name="date" content="12017-01-01">', None),
    ],
)
def test_published(head: str, published: str | None) -> None:
    assert clean(page(head)).published == published


def test_the_title_without_the_site() -> None:
    head = '<title>x</title><meta property="og:title" content="Garrisons stay - Example Times">'
    head += '<meta property="og:site_name" content="Example Times">'
    assert clean(page(head)).title == "Garrisons stay"


def test_the_address_that_the_page_gives_itself() -> None:
    raw = RawArticle(
        "stdin", page('<link rel="canonical" href="https://example.org/b">').body, MediaType.HTML
    )
    assert (clean(raw).url, clean(raw).publisher) == ("https://example.org/b", "example.org")


def test_broken_html_still_gives_its_text() -> None:
    broken = "<html><body><div><p>" + "<p><b>".join(SENTENCES) + "</i></table>"
    assert clean(RawArticle("page.html", broken, MediaType.HTML)).text.count("garrison number") == len(
        SENTENCES
    )


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><body><script>var a = 1</script></body></html>", "<!-- -->"]
)
def test_a_page_without_text(html: str) -> None:
    with pytest.raises(InputError, match=r"page\.html: "):
        clean(RawArticle("page.html", html, MediaType.HTML))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 100_000 + f"<p>{SENTENCES[0]}</p>", id="deep"),
        pytest.param("<div class='related'>" * 200 + f"<p>{SENTENCES[0]}</p>" * 2_000, id="frame in frame"),
        pytest.param("<ul><li><a href='/'>" * 20_000, id="lists"),
        pytest.param("<table><tr><td>" * 20_000, id="tables"),
        pytest.param(f"<p class='{'related ' * 100_000}'>{SENTENCES[0]}</p>", id="class names"),
        pytest.param("<br>" * 100_000 + SENTENCES[0], id="line breaks"),
        pytest.param("&#1;&#xfffe;" * 1000 + f"<p>{SENTENCES[0]}", id="characters that XML has not"),
    ],
)
def test_hostile_markup_takes_no_long_time(body: str) -> None:
    started = time.process_time()  # of its own work: others use the machine too
    with suppress(InputError):  # some hold no text that can be told
        clean(RawArticle("page.html", f"<html><body>{body}", MediaType.HTML))
    # A tenth of it on a free machine; minutes where a rule is quadratic.
    assert time.process_time() - started < 10
