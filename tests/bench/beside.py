"""Beside trafilatura on the same articles: text in and records out against HTML in and text out.

Process time, the best of many rounds in turn, so that another process or a slow clock disturbs both alike. The articles
are all different, and in each round every line of them is a new one.
"""

import html
import time
from collections.abc import Callable

import trafilatura

from app.clean import clean
from app.cli.extract import extractor
from app.present.extract_json import to_json
from tests.bench.corpus import corpus_articles, told_again

ROUNDS = 12
PAGE = 30_000  # characters of a page as sites send it


def measure() -> None:
    """Print what an article takes to clean, to extract and to print, and trafilatura on it bare and in a page."""
    extract = extractor()
    corpus = corpus_articles()
    best: dict[str, float] = {}
    for number in range(ROUNDS):
        raws = [told_again(raw, number) for raw in corpus]
        cleaned = [
            clean(told_again(raw, -number - 1)) for raw in corpus
        ]  # other lines than those that are timed
        bare = [bare_page(raw.title, raw.body) for raw in raws]
        full = [full_page(page) for page in bare]
        pairs = [(article, extract(article, False)) for article in cleaned]
        again = [clean(told_again(raw, ROUNDS + number)) for raw in corpus]
        work: dict[str, Callable[[], object]] = {
            "clean": lambda raws=raws: [clean(raw) for raw in raws],
            "extract": lambda again=again: [extract(article, False) for article in again],
            "print": lambda pairs=pairs: [to_json(*pair) for pair in pairs],
            "trafilatura, bare": lambda bare=bare: [trafilatura.extract(page) for page in bare],
            "trafilatura, with metadata": lambda bare=bare: [
                trafilatura.extract(page, with_metadata=True) for page in bare
            ],
            f"trafilatura, {PAGE // 1000} kB page": lambda full=full: [
                trafilatura.extract(page) for page in full
            ],
        }
        for name, run in work.items():
            start = time.process_time()
            run()
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    ours = (best["clean"] + best["extract"] + best["print"]) / len(corpus)
    length = sum(len(raw.body) for raw in corpus) // len(corpus)
    print(f"text to records {1 / ours:,.0f} different articles/s of {length:,} code points, in process")
    for name, seconds in best.items():
        each = seconds / len(corpus)
        against = f"  ours is {ours / each:.2f} of it" if "trafilatura" in name else ""
        print(f"  {name:40} {each * 1000:6.2f} ms{against}")


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
