"""How many articles a second, and beside trafilatura on the same ones: text to records against HTML to text.

Process time, the best of many rounds in turn, so that another process or a slow clock disturbs both alike. The articles
are all different, and in each round every line of them is a new one.
"""

import html
import time
from collections.abc import Callable

import trafilatura

from app.clean import clean
from app.cli.extract import extractor
from app.intake.raw import RawArticle
from app.present.extract_json import to_json
from tests.bench.corpus import corpus_articles, news_articles, told_again

ROUNDS = 12
PAGE = 30_000  # characters of a page as sites send it
_ON_PAGE = f"trafilatura, {PAGE // 1000} kB page"


ON_SUBJECT = 0.2  # share of a mixed stream's text
OF = 3_000  # code points of the article that speeds are told for


def measure() -> None:
    """Print articles a second by kind of article, and what takes how long, beside trafilatura on the same ones."""
    extractor()
    print(f"text to records, different articles of {OF // 1000:,} kB a second, on one core in process:")
    groups = {
        "general news": _Group(news_articles()),
        "near the subject, none to record": _Group(corpus_articles(with_statements=False)),
        "on the subject, dense": _Group(corpus_articles(with_statements=True)),
    }
    for number in range(ROUNDS):
        for group in groups.values():
            group.work(number)
    for name, group in groups.items():
        print(f"  {name:34} {_speed(group.ours):6,.0f}  of {group.length:,} code points: {group.told()}")
    general, _, subject = (group.ours for group in groups.values())
    mixed = (1 - ON_SUBJECT) * general + ON_SUBJECT * subject
    print(f"  {f'mixed, {ON_SUBJECT:.0%} of it on the subject':34} {_speed(mixed):6,.0f}")
    for name, group in groups.items():
        print(f"{name}, milliseconds an article:")
        for step, seconds in group.best.items():
            each = seconds / group.articles
            against = f"  ours is {group.each / each:.2f} of it" if "trafilatura" in step else ""
            print(f"  {step:40} {each * 1000:6.2f}{against}")


def _speed(seconds: float) -> float:
    """Articles of OF code points a second, of the seconds for a code point."""
    return 1 / (OF * seconds)


class _Group:
    """Articles of one kind, and the best time of each step over all of them, in seconds."""

    def __init__(self, corpus: list[RawArticle]) -> None:
        self._corpus = corpus
        self.articles = len(corpus)
        self.length = sum(len(raw.body) for raw in corpus) // len(corpus)
        self.best: dict[str, float] = {}

    @property
    def each(self) -> float:
        """Seconds of ours for an article."""
        return (self.best["clean"] + self.best["extract"] + self.best["print"]) / self.articles

    @property
    def ours(self) -> float:
        """Seconds of ours for a code point."""
        return self.each / self.length

    def told(self) -> str:
        """Against what trafilatura takes for the page alone."""
        page = self.best[_ON_PAGE] / self.articles
        return (
            f"{self.each * 1000:.2f} ms, {self.each / page:.2f} of trafilatura on a page of {PAGE // 1000} kB"
        )

    def work(self, number: int) -> None:
        """Do every step once, on articles that no round had before."""
        extract = extractor()
        raws = [told_again(raw, number) for raw in self._corpus]
        # Other lines than those that are timed.
        cleaned = [clean(told_again(raw, -number - 1)) for raw in self._corpus]
        again = [clean(told_again(raw, ROUNDS + number)) for raw in self._corpus]
        bare = [bare_page(raw.title, raw.body) for raw in raws]
        full = [full_page(page) for page in bare]
        pairs = [(article, extract(article, False)) for article in cleaned]
        steps: dict[str, Callable[[], object]] = {
            "clean": lambda: [clean(raw) for raw in raws],
            "extract": lambda: [extract(article, False) for article in again],
            "print": lambda: [to_json(*pair) for pair in pairs],
            "trafilatura, bare": lambda: [trafilatura.extract(page) for page in bare],
            "trafilatura, with metadata": lambda: [
                trafilatura.extract(page, with_metadata=True) for page in bare
            ],
            _ON_PAGE: lambda: [trafilatura.extract(page) for page in full],
        }
        for name, run in steps.items():
            start = time.process_time()
            run()
            self.best[name] = min(self.best.get(name, float("inf")), time.process_time() - start)


def bare_page(title: str | None, text: str) -> str:
    """The article and nothing else."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line)
    name = html.escape(title or "")
    return f"<html><head><title>{name}</title></head><body><article><h1>{name}</h1>{lines}</article></body></html>"


def full_page(bare: str) -> str:
    """The article among what sites put around it: scripts, navigation, cards, a footer."""
    head, body = bare.split("<body>")
    menu = "".join(f'<li class="nav-item"><a href="/section/{n}">Section {n}</a></li>' for n in range(30))
    script = "<script>" + "window.data=window.data||[];window.data.push({id:7,kind:'page',ads:true});" * 60
    cards = "".join(
        f'<div class="card"><a href="/news/{n}"><img src="/img/{n}.jpg" alt=""><h3>Another headline, number {n}</h3>'
        f"</a><span class='date'>{n} hours ago</span></div>"
        for n in range(40)
    )
    footer = "<footer>" + '<a href="/about">About us</a> <a href="/terms">Terms</a> ' * 20 + "</footer>"
    page = (
        f"{head}<body>{script}</script><header><nav><ul>{menu}</ul></nav></header><main>"
        f"{body.removesuffix('</body></html>')}<aside>{cards}</aside></main>{footer}"
    )
    room = max(0, PAGE - len(page)) // len(MORE)
    return page + MORE * room + "</body></html>"


MORE = '<div class="promo" data-slot="a1"><span>Subscribe</span><a href="/join">Join now</a></div>'
