"""HTML -> the text of its article and what the page says of itself."""

import re

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import trafilatura
from trafilatura.settings import use_config

from app.clean.lines import count_words
from app.clean.metadata import PageMetadata
from app.clean.page_metadata import read_metadata
from app.clean.page_tree import cut_frames, mark_article
from app.domain.errors import InputError

_CONFIG = use_config()
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # its alarm signal works in the main thread alone
_BLOCKS = frozenset("p br div li h1 h2 h3 h4 td blockquote article section".split())
_TOO_LITTLE = 80  # characters that are no article
_MOST = 0.5  # of the words in paragraphs
_CUT_SHORT = 0.6  # of the words that the page's data says the article has


def read_page(html: str, name: str) -> tuple[str, PageMetadata]:
    """The article's text (a paragraph a line) and the page's metadata. The page is parsed once.

    The text is what trafilatura takes for it once the frames are cut; where that is much less than the page's own data
    (JSON-LD) gives, the latter; where a page has no article, all that is visible.
    Raises: InputError when the page holds no text; the message begins with `name`.
    """
    html = html.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character
    tree = _parsed(html, name)
    page = read_metadata(tree, html)
    text = _article_of(tree, html, name)
    if page.body is not None and count_words(text) < _CUT_SHORT * count_words(page.body):
        text = f"{text}\n{page.body}"  # what is in both is kept once
    if len(text) < _TOO_LITTLE:
        text = _plain_text(_parsed(html, name))
    if not text.strip():
        raise InputError(
            f"{name}: this page holds no text without a browser's scripts: paste the article's text"
        )
    return text, page


def visible_text(html: str, name: str) -> str:
    """All text of a page, furniture too: where nothing of it may be missed. Raises InputError for no HTML."""
    return _plain_text(_parsed(html.encode("utf-8", "ignore").decode(), name))


def _parsed(html: str, name: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml.html.fromstring(html.encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError(
            f"{name}: cannot be read as HTML ({error}): save the page again, or paste its text"
        ) from error


def _article_of(tree: lxml.html.HtmlElement, html: str, name: str) -> str:
    """What trafilatura takes for the article, the fast way; where that leaves much of the page, what its slower ways
    find, or what stands in the container of nearly all paragraphs.
    """
    cut_frames(tree)
    words = sum(count_words(str(paragraph.text_content())) for paragraph in tree.iter("p"))
    text = _taken(tree, fast=True)
    if count_words(text) >= _MOST * words:
        return text
    tree = _parsed(html, name)  # it was changed
    cut_frames(tree)
    marked = mark_article(tree)
    return max(text, _taken(tree, fast=marked), key=count_words)


def _taken(tree: lxml.html.HtmlElement, *, fast: bool) -> str:
    text = trafilatura.extract(tree, fast=fast, include_comments=False, include_tables=True, config=_CONFIG)
    return text or ""


def _plain_text(tree: lxml.html.HtmlElement) -> str:
    """All visible text, for pages in which no article can be told."""
    for element in tree.xpath("//script|//style|//noscript|//template|//nav|//footer|//form|//head"):
        element.drop_tree()
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        parts.append((element.text if event == "start" else element.tail) or "")
    return re.sub(r"\n\s*\n+", "\n", "".join(parts)).strip()
