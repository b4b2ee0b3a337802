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


class _Size(NamedTuple):
    """Letters inside an element: all, those in links, those in paragraphs."""

    letters: int
    linked: int
    prose: int

    @property
    def told(self) -> int:
        """Letters in paragraphs; all where hardly any stand in one, as on pages that part theirs by line ends."""
        return self.prose if self.prose >= 0.1 * self.letters else self.letters


def cut_frames(tree: Any) -> None:
    """Take out of the tree what is not the article's: frames, hidden words, embedded posts, links to other pages."""
    frames = _frames()
    for element in list(tree.iter("script", "style", "template", "svg")):
        _drop(element)
    sizes = _sizes(tree)
    for element, size in sizes.items():
        if _is_frame(element, frames, size, most=_MOST * sizes[tree].told):
            _drop(element)
    for element, size in sizes.items():
        if element.tag == "p":
            for name in ("hidden", "aria-hidden"):
                element.attrib.pop(name, None)  # behind a paywall: what reads the tree would pass it over
        elif element.tag == "table" and (size.prose > 2 * _CHUNK or element.find(".//table") is not None):
            _unfold_layout(element)
        elif element.tag in ("ul", "ol") and size.linked >= _LINKED * size.letters > 0:
            _drop_links_of_list(element, sizes)
        if element.tag in _LEAVES and size.linked >= _LINKED * size.letters > 0 and size.letters <= 300:
            _drop_link(element)


def _sizes(tree: Any) -> dict[Any, _Size]:
    """What each element holds, in document order; each is counted once, however deep it stands."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    held: dict[Any, list[int]] = {element: [0, 0, 0] for element in elements}
    for element in reversed(elements):
        size = held[element]
        size[0] += len((element.text or "").strip())
        if element.tag == "a":
            size[1] = size[0]
        elif element.tag == "p":
            size[2] = size[0]
        above = element.getparent()
        if above is not None and above in held:
            over = held[above]
            over[0] += size[0] + len((element.tail or "").strip())
            over[1] += size[1]
            over[2] += size[2]
    return {element: _Size(*size) for element, size in held.items()}


def _is_frame(element: Any, frames: _Frames, size: _Size, *, most: float) -> bool:
    tag = element.tag
    if tag in ("html", "body", "main", "head") or size.told > most:
        return False
    if tag in frames.tags:
        return True
    if tag == "figure":
        return element.find(".//table") is None and element.find(".//p") is None
    attributes = element.attrib
    if not attributes:
        return False
    if tag != "p" and ("hidden" in attributes or attributes.get("aria-hidden") == "true"):
        return True  # paragraphs behind a paywall are hidden, and the article's
    if attributes.get("role") in frames.roles:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if len(names) < 2:
        return False
    whole = names.split()
    if not frames.unseen.isdisjoint(whole) or not frames.embedded.isdisjoint(whole):
        return True
    if tag in ("p", "article", "span", "a") or frames.frames.isdisjoint(
        map(str.lower, _NAME_PART.findall(names))
    ):
        return False
    return size.letters <= _SMALL or size.linked >= 0.5 * size.letters


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop_link(element: Any) -> None:
    """Drop a headline that leads to another page; a sentence may be linked as a whole."""
    text = " ".join(element.text_content().split())
    if count_words(text) >= 3 and not ends_sentence(text):
        _drop(element)


def _unfold_layout(table: Any) -> None:
    """Make plain containers of a table that lays out the page: one that holds paragraphs or another table."""
    for element in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
        element.tag = "div"


def _drop_links_of_list(element: Any, sizes: dict[Any, _Size]) -> None:
    """Drop a list of links to other pages; one that names bases or states in few words each stays."""
    items = [item for item in element if item.tag == "li"]
    texts = [" ".join(item.text_content().split()) for item in items]
    words = sum(map(count_words, texts))
    linked = all(sizes[item].linked >= _LINKED * sizes[item].letters for item in items)
    if items and linked and words >= _HEADLINE * len(items) and not all(map(ends_sentence, texts)):
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
