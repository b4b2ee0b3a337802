"""Beside trafilatura on the same articles: text in and records out against HTML in and text out.

Process time, the best of many rounds in turn, so that another process or a slow clock disturbs both alike.
"""

import html
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from app.clean import clean
from app.extract.engine import extract_findings
from app.extract.name_index import NameIndex
from app.intake.files import read_articles
from app.intake.raw import RawArticle
from app.resolve.reference import load_reference

ROUNDS = 25
PAGE = 30_000  # characters of a page as sites send it


def measure(index: Path) -> None:
    """Print what an article takes to clean and to extract, and trafilatura on it bare and in a page."""
    names = NameIndex(load_reference())
    raws = [raw for raw in read_articles(str(index)) if isinstance(raw, RawArticle)]
    cleaned = [clean(raw) for raw in raws]
    bare = [bare_page(raw.title, article.text) for raw, article in zip(raws, cleaned, strict=True)]
    full = [full_page(page) for page in bare]
    work: dict[str, Callable[[], object]] = {
        "clean": lambda: [clean(raw) for raw in raws],
        "extract": lambda: [extract_findings(article, names) for article in cleaned],
        "trafilatura, bare": lambda: [trafilatura.extract(page) for page in bare],
        "trafilatura, with metadata": lambda: [
            trafilatura.extract(page, with_metadata=True) for page in bare
        ],
        f"trafilatura, {PAGE // 1000} kB page": lambda: [trafilatura.extract(page) for page in full],
        f"trafilatura, {PAGE // 1000} kB page, with metadata": lambda: [
            trafilatura.extract(page, with_metadata=True) for page in full
        ],
    }
    best = dict.fromkeys(work, float("inf"))
    for _ in range(ROUNDS):
        for name, run in work.items():
            start = time.process_time()
            run()
            best[name] = min(best[name], time.process_time() - start)
    ours = (best["clean"] + best["extract"]) / len(raws)
    length = sum(len(article.text) for article in cleaned) // len(cleaned)
    print(f"text to records {1 / ours:,.0f} articles/s of {length:,} code points, in process")
    for name, seconds in best.items():
        each = seconds / len(raws)
        against = f"  clean and extract take {ours / each:.2f} of it" if "trafilatura" in name else ""
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
