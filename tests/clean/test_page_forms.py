"""Pages in the forms that publishers give them: the paragraphs stay, what stands around and between them goes.

Each form is a skeleton of a kind of page, with sentences of our own.
"""

import json

import pytest

from app.clean import clean
from app.intake.raw import MediaType, RawArticle

ONE = "The deputy minister said on Monday that the garrison in the north would not be enlarged this year."
TWO = "“We have no plans of that kind,” he told reporters after the talks in the capital."
THREE = "The two states signed an accord on the garrison in 2012, and it runs for thirty years."
FOUR = "The opposition had asked whether the troops would stay once the accord has run out."
ARTICLE = [ONE, TWO, THREE, FOUR]
P1, P2, P3, P4 = (f"<p>{sentence}</p>" for sentence in ARTICLE)
TITLE = "Garrison will not grow, deputy minister says"


def text_of(html: str) -> list[str]:
    return clean(RawArticle("page.html", html, MediaType.HTML, url="https://www.example.org/a")).text.split(
        "\n\n"
    )


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"


# What stands between the first and the other paragraphs of an article's body.
BETWEEN = {
    "read also, a paragraph": "<p><strong>Read also:</strong> <a href='/b'>Talks go on in the capital</a></p>",
    "read also, Russian": "<div class='inject'>Читайте также: <a href='/b'>Переговоры продолжаются</a></div>",
    "read also, Spanish": "<p>Lea también: <a href='/b'>Siguen las conversaciones en la capital</a></p>",
    "read also, French": "<p>Lire aussi : <a href='/b'>Les pourparlers continuent dans la capitale</a></p>",
    "read also, Ukrainian": "<p>Читайте також: <a href='/b'>Переговори у столиці тривають</a></p>",
    "a headline that leads away": "<p><a href='/b'>Talks on the garrison go on in the capital for a third day</a></p>",
    "a list of headlines": "<ul><li><a href='/b'>Talks go on in the capital today</a></li>"
    "<li><a href='/c'>Governor opens a school in the north</a></li></ul>",
    "related box": "<aside class='related'><h3>More on this</h3><p>Governor opens a school. It is new.</p></aside>",
    "card of another story": "<div class='article__related-card'><a href='/b'><h4>Governor opens a school</h4>"
    "<p>The school has ten rooms and a yard.</p></a></div>",
    "a post on X": "<blockquote class='twitter-tweet'><p>The garrison will stay, whatever they say about it.</p>"
    "— Ann Lee (@annlee) <a href='https://x.example/1'>June 6, 2023</a></blockquote>",
    "a post on Telegram": "<div class='telegram-post'><p>The garrison will stay, whatever they say about it.</p></div>",
    "a post on Instagram": "<blockquote class='instagram-media'><p>View this post on Instagram.</p></blockquote>",
    "a player": "<figure><video></video><figcaption>The minister speaks on Monday.</figcaption></figure>",
    "a picture with its credit": "<figure><img src='a.jpg'><figcaption>The port. REUTERS/Ann Lee</figcaption></figure>",
    "a caption in a div": "<div class='image-caption'>The gate of the garrison. Photo: Ann Lee</div>",
    "gallery": "<div class='gallery'><figure><img></figure><figure><img></figure><p>1 of 12</p><p>2 of 12</p></div>",
    "credit line": "<p>© Ann Lee / Sputnik</p>",
    "credit line, Russian": "<p>Фото: Анна Ли / РИА Новости</p>",
    "newsletter": "<div class='newsletter-signup'><h3>Morning Brief</h3><p>All that you need, each day at six.</p>"
    "<form><input><button>Go</button></form></div>",
    "subscribe": "<div class='subscribe-box'><p>Subscribe to our Telegram channel and read us first</p></div>",
    "donate": "<div class='donate-widget'><p>Our work is paid by our readers. Please join them.</p></div>",
    "cookie notice": "<div id='cookie-banner' role='dialog'><p>We store data on your device.</p></div>",
    "share buttons": "<div class='social-share'><a>Facebook</a><a>X</a><a>Telegram</a><span>Copy link</span></div>",
    "share buttons, Russian": "<ul class='share'><li>ВКонтакте</li><li>Одноклассники</li><li>Telegram</li></ul>",
    "advert": "<div class='advert'><p>Advertisement</p></div>",
    "advert marker of a feed": "<p>[ad_1]</p>",
    "poll": "<div class='poll'><p>Should the garrison stay? Tell us what you think.</p><button>Yes</button></div>",
    "words for a screen reader": "<span class='sr-only'>Opens in a new window.</span>",
    "hidden template": "<template><p>Loading the next article, please wait a moment.</p></template>",
    "script data": "<script>var article = {body: 'Nothing to see here, move along.'}</script>",
    "table of contents": "<nav><ol><li><a href='#a'>Accord</a></li><li><a href='#b'>Talks</a></li></ol></nav>",
    "tags": "<div class='tags'><a>garrison</a><a>north</a><a>talks</a></div>",
    "tags without a name": "<p><a href='/t/1'>garrison</a>, <a href='/t/2'>north</a>, <a href='/t/3'>talks</a></p>",
    "breadcrumbs": "<div class='breadcrumbs'><a>Home</a> / <a>World</a> / <a>North</a></div>",
    "byline": "<div class='byline'>By Ann Lee and John Roe</div>",
    "date line": "<p>6 June 2023, 11:43</p>",
    "correction mark": "<p>Нашли ошибку? Выделите её и нажмите Ctrl+Enter</p>",
    "comments": "<div id='comments'><p>Ann: I think that this is all untrue, sir.</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("between", BETWEEN.values(), ids=list(BETWEEN))
def test_what_stands_between_paragraphs_goes(between: str) -> None:
    body = f"<article><h1>{TITLE}</h1>{P1}{between}{P2}{P3}{P4}</article>"
    assert text_of(page(body)) == ARTICLE


def article(inner: str) -> str:
    return f"<article><h1>{TITLE}</h1>{inner}</article>"


ALL = P1 + P2 + P3 + P4
FILLER = "".join(
    f"<p>The ministry said that post number {n} of the line stays where it has been.</p>" for n in range(9)
)
# Whole pages whose text is the article alone.
PAGES = {
    "a plain page": page(f"<nav><a href='/'>Home</a></nav>{article(ALL)}<footer>© Example Times 2023</footer>"),
    "AMP": f"<!doctype html><html ⚡><head><title>{TITLE}</title></head><body><amp-sidebar><ul><li>Home</li></ul>"
    f"</amp-sidebar><article><h1>{TITLE}</h1>{P1}<amp-ad></amp-ad><amp-social-share></amp-social-share>{P2}"
    f"<amp-img alt='The gate'></amp-img>{P3}{P4}</article></body></html>",
    "mobile": page(f"<ul><li><a>News</a></li></ul><div class='content'><h1>{TITLE}</h1>{ALL}</div>"),
    "line breaks alone": page(f"<div class='article-text'>{ONE}<br><br>{TWO}<br/><br/>{THREE}<br>{FOUR}</div>"),
    "divs alone": page(article("".join(f"<div class='text-block'><div>{x}</div></div>" for x in ARTICLE))),
    "one form around the page": page(f"<form id='aspnetForm'><div class='news-text'>{ALL}</div></form>"),
    "no article element": page(f"<table><tr><td><a href='/'>Home</a></td><td><h1>{TITLE}</h1>{ALL}</td></tr></table>"),
    "named after what it holds not": page(f"<div class='page has-related-news sidebar-right'>{article(ALL)}</div>"),
    "behind a paywall": page(article(f"{P1}{P2}<p class='paywall' aria-hidden='true'>{THREE}</p>"
    f"<p class='paywall' aria-hidden='true'>{FOUR}</p>")),
    "soft hyphens and invisible marks": page(article(ALL.replace("garrison", "gar\u00adri\u200bson"))),
    "spans and links in a sentence": page(article(ALL.replace("garrison", "<a href='/g'><span>garrison</span></a>"))),
    "drop cap": page(article(ALL.replace("<p>The deputy", "<p><span class='dropcap'>T</span>he deputy"))),
    "dateline, TASS": page(article(ALL.replace("<p>The deputy", "<p>MOSCOW, June 6. /TASS/. The deputy"))),
    "dateline, in bold": page(article(ALL.replace("<p>The deputy", "<p><b>NORTHTOWN (Reuters)</b> - The deputy"))),
    "author at the end": page(article(f"{ALL}<div class='author-bio'><p>Ann Lee lives there.</p></div>")),
    "more news at the end": page(article(ALL) + "<section class='most-read'><h2>Most read</h2><ul>"
    "<li><a href='/b'>Governor opens a school in the north</a></li>"
    "<li><a href='/c'>Rain is expected on Friday</a></li></ul></section>"),
    "comments at the end": page(article(ALL) + "<section id='comments'><h2>2 comments</h2><div><b>Ann</b>"
    "<p>I was in that garrison, and I can tell you it is large.</p></div></section>"),
    "copyright at the end": page(article(f"{ALL}<p>All rights reserved. No part of this page may be copied.</p>")),
    "headline twice": page(f"<header><h1>{TITLE}</h1></header><article><h2>{TITLE}</h2>{ALL}<p>{TITLE}</p></article>"),
    "entities in the headline": page(article(ALL), '<meta property="og:title" content="Ann&amp;#8217;s garrison">'),
}  # fmt: skip


@pytest.mark.parametrize("html", PAGES.values(), ids=list(PAGES))
def test_the_article_of_a_page(html: str) -> None:
    assert text_of(html) == ARTICLE


def test_an_article_that_stands_in_the_page_s_data_alone() -> None:
    data = json.dumps(
        {"@type": "NewsArticle", "datePublished": "2023-06-06", "articleBody": "\n".join(ARTICLE)}
    )
    html = page("<div id='app'></div>", f"<script type='application/ld+json'>{data}</script>")
    assert text_of(html) == ARTICLE


def test_a_live_blog_gives_each_entry_a_paragraph_of_its_own() -> None:
    entries = "".join(
        f"<article class='entry'><time datetime='2023-06-0{n}T11:43'>11:4{n}</time><h3>Entry on the accord {n}</h3>"
        f"<p>The minister said in speech number {n} that the garrison would stay where it has been.</p></article>"
        for n in range(1, 7)
    )
    text = text_of(page(f"<main><h1>{TITLE}</h1><div class='live-blog'>{entries}</div></main>"))
    assert sum(line.startswith("The minister said in speech number") for line in text) == 6
    assert not any("11:4" in line for line in text)


def test_paragraphs_in_several_containers_are_all_there() -> None:
    blocks = [P1 + P2, FILLER, P3 + P4]
    body = "".join(
        f"<div class='grid'><div class='body__inner'>{block}</div></div><div class='ad'></div>"
        for block in blocks
    )
    text = text_of(page(f"<main><h1>{TITLE}</h1><div class='chunks'>{body}</div></main>"))
    assert [line for line in text if line in ARTICLE] == ARTICLE
    assert len(text) == len(ARTICLE) + 9


def test_a_table_and_a_list_of_bases_stay() -> None:
    table = "<table><tr><th>Base</th><th>Men</th></tr><tr><td>North garrison</td><td>400</td></tr></table>"
    listed = "<ul><li><a href='/n'>North garrison</a></li><li>South airfield, leased until 2042</li></ul>"
    text = text_of(page(article(P1 + table + P2 + P3 + listed + P4)))
    assert any("North garrison" in line and "400" in line for line in text)
    assert any("South airfield" in line and "2042" in line for line in text)
    assert [line for line in text if line in ARTICLE] == ARTICLE


def test_the_title_has_no_entities() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-06-06", '
    head += '"headline": "Ann&#8217;s garrison will not grow"}</script>'
    raw = RawArticle("page.html", page(article(ALL), head), MediaType.HTML)
    assert clean(raw).title == "Ann’s garrison will not grow"
