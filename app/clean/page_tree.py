"""What of a page's tree is not its article: cut before the text is taken, while links and names still tell."""

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from app.clean.lines import count_words, ends_sentence

_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_LINKED = (
    0.8  # share of the letters of a block that stand in links, from which on it is a way to another page
)
_SMALL = 400  # letters; a larger frame goes only where it is linked
_MOST = 0.3  # share of the page's paragraphs that a frame may hold
_HEADLINE = 4.5  # words; links of fewer name things, and may be the article's
_LEAVES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CHUNK = 60  # letters of a paragraph that counts for where the article is
_NEARLY_ALL = 0.85  # of such paragraphs


class _Frames(NamedTuple):
    tags: frozenset[str]
    roles: frozenset[str]
    unseen: frozenset[str]
    embedded: frozenset[str]
    frames: frozenset[str]


@cache
def _frames() -> _Frames:
    table = tomllib.loads(files("app.clean.data").joinpath("page_tree.toml").read_text("utf-8"))
    return _Frames(*(frozenset(table[key].split()) for key in _Frames._fields))


def cut_frames(tree: Any) -> None:
    """Take out of the tree what is not the article's: frames, hidden words, embedded posts, links to other pages."""
    frames = _frames()
    for element in list(tree.iter("script", "style", "template", "svg")):
        _drop(element)
    prose = _prose_length(tree)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element is not tree and _is_frame(element, frames, prose):
            _drop(element)
    for element in tree.iter("p"):
        for name in ("hidden", "aria-hidden"):
            element.attrib.pop(name, None)  # behind a paywall: what reads the tree would pass it over
    for element in list(tree.iter("table")):
        _unfold_layout(element)
    for element in list(tree.iter("ul", "ol")):
        _drop_links_of_list(element)
    for element in list(tree.iter(*_LEAVES)):
        if _is_link(element):
            _drop(element)


def _is_frame(element: Any, frames: _Frames, prose: int) -> bool:
    tag = element.tag
    if tag in ("html", "body", "main", "head"):
        return False
    if tag in frames.tags:
        return not _is_most(element, prose)
    if tag == "figure":
        return element.find(".//table") is None and element.find(".//p") is None
    attributes = element.attrib
    if not attributes:
        return False
    if tag != "p" and ("hidden" in attributes or attributes.get("aria-hidden") == "true"):
        return not _is_most(element, prose)  # paragraphs behind a paywall are hidden, and the article's
    if attributes.get("role") in frames.roles:
        return not _is_most(element, prose)
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if len(names) < 2:
        return False
    whole = names.split()
    if not frames.unseen.isdisjoint(whole) or not frames.embedded.isdisjoint(whole):
        return not _is_most(element, prose)
    if tag in ("p", "article", "span", "a") or frames.frames.isdisjoint(
        map(str.lower, _NAME_PART.findall(names))
    ):
        return False
    letters = _letters(element)
    return not _is_most(element, prose) and (letters <= _SMALL or _linked(element) >= 0.5 * letters)


def _is_most(element: Any, prose: int) -> bool:
    return _prose_length(element) > _MOST * prose


def _prose_length(element: Any) -> int:
    """Letters in paragraphs; all letters where hardly any stand in one, as on pages that part theirs by line ends."""
    whole = _letters(element)
    if whole < _CHUNK:
        return 0
    inside = sum(_letters(paragraph) for paragraph in element.iter("p"))
    return inside if inside >= 0.1 * whole else whole


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _linked(element: Any) -> int:
    return sum(_letters(link) for link in element.iter("a"))


def _is_link(element: Any) -> bool:
    """True for a headline that leads to another page; a sentence may be linked as a whole."""
    if element.find(".//a") is None:
        return False
    letters = _letters(element)
    if not 0 < letters <= 300 or _linked(element) < _LINKED * letters:
        return False
    text = " ".join(element.text_content().split())
    return count_words(text) >= 3 and not ends_sentence(text)


def _unfold_layout(table: Any) -> None:
    """Make plain containers of a table that lays out the page: one that holds paragraphs or another table."""
    prose = [paragraph for paragraph in table.iter("p") if _letters(paragraph) >= _CHUNK]
    if len(prose) < 2 and table.find(".//table") is None:
        return
    for element in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
        element.tag = "div"


def _drop_links_of_list(element: Any) -> None:
    """Drop a list of links to other pages; one that names bases or states in few words each stays."""
    items = [item for item in element if item.tag == "li"]
    texts = [" ".join(item.text_content().split()) for item in items]
    linked = [_linked(item) >= _LINKED * max(_letters(item), 1) for item in items]
    words = sum(map(count_words, texts))
    if items and all(linked) and words >= _HEADLINE * len(items) and not all(map(ends_sentence, texts)):
        _drop(element)


def mark_article(tree: Any) -> bool:
    """Mark the smallest container of nearly all paragraphs as the article, where these stand in several containers.

    What takes the text out settled for one of them by its name. Returns whether there is such a container.
    """
    paragraphs = [paragraph for paragraph in tree.iter("p") if _letters(paragraph) >= _CHUNK]
    parents = {id(paragraph.getparent()): paragraph.getparent() for paragraph in paragraphs}
    if len(paragraphs) < 4 or len(parents) < 2:
        return False
    held: dict[int, int] = defaultdict(int)
    elements: dict[int, Any] = {}
    for paragraph in paragraphs:
        for above in paragraph.iterancestors():
            held[id(above)] += 1
            elements[id(above)] = above
    enough = _NEARLY_ALL * len(paragraphs)
    # Of those that hold enough, the one deepest in the tree: the others are above it.
    whole = max(
        (elements[key] for key, count in held.items() if count >= enough),
        key=lambda element: sum(1 for _ in element.iterancestors()),
    )
    if whole.tag not in ("div", "section", "article", "main"):
        return False
    for element in whole.iter("div", "section", "article"):
        for name in ("class", "id", "itemprop"):
            element.attrib.pop(name, None)
    whole.tag = "article"
    whole.set("class", "article-body")
    return True


def _drop(element: Any) -> None:
    """Take an element out; what follows it in its parent stays."""
    if element.getparent() is not None:
        element.drop_tree()
