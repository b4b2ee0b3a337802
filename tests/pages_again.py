"""A site for tests of looking again: `pages[url]` is what it answers, and nothing is waited for."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.domain.errors import FetchError
from app.intake.fetch import article_of
from app.intake.http_get import Answer
from app.intake.page_web import PageWeb
from app.pipeline import Names, ingest
from app.recheck import LookResult, recheck
from app.store.models import Article

URL = "https://news.example/2023/06/06/base"
PARAGRAPHS = (
    "The minister came to the capital on Monday to speak with reporters from many countries.",
    "“We have no plans for a base in that country,” Sergey Lavrov said after the talks there.",
    "About 500 men serve in the north of the country today, and no more are to come this year.",
    "The lease of the harbour was signed in 2012 and it ends in 2042, as both of the sides say.",
    "Nobody of the delegation wanted to say more about the talks when they left for the airport.",
)
Gives = Answer | FetchError


def page(*paragraphs: str, head: str = "", foot: str = "") -> str:
    """An HTML page with an article of these paragraphs."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs or PARAGRAPHS)
    return (
        f"<html><head><title>Talks in the capital</title>{head}</head><body><article><h1>Talks in the capital</h1>"
        f"{body}</article>{foot}</body></html>"
    )


def edited(old: str = "500 men", new: str = "900 men") -> str:
    """The page with other words."""
    return page(*(one.replace(old, new) for one in PARAGRAPHS))


def answer(
    body: str | bytes = "",
    status: int = 200,
    *,
    url: str = URL,
    moved: bool = False,
    kind: str = "text/html; charset=utf-8",
    **headers: str,
) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, url, {"content-type": kind, **named}, data if status == 200 else b"", moved)


@dataclass
class Pages:
    """What is answered by address, and the requests that came: (address, headers)."""

    pages: dict[str, Gives] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def get(self, url: str, *, headers: dict[str, str], **_: Any) -> Answer:
        self.asked.append((url, headers))
        given = self.pages.get(url) or Answer(404, url, {}, b"")
        if isinstance(given, FetchError):
            raise given
        return given

    def web(self) -> PageWeb:
        return PageWeb(self.get, max_bytes=10_000_000, sleep=self.waited.append)

    def look(self, sessions: sessionmaker[Session], given: Gives | None = None, url: str = URL) -> LookResult:
        """Look at `url`, which answers `given` from here on."""
        if given is not None:
            self.pages[url] = given
        (result,) = recheck(sessions, [url], self.web())
        return result


def add_article(sessions: sessionmaker[Session], first: Answer | None = None, *, keep: bool = True) -> int:
    """Take in the page as it is at first; without `keep` as somebody pasted it. Its id."""
    raw = article_of(first or answer(page()), URL)
    if not keep:
        raw = replace(raw, source=None)
    (item,) = ingest(sessions, [raw], Names(), source="tests", actor="anna").items
    assert item.article_id is not None, item.reason
    return item.article_id


def stored_text(session: Session) -> Article:
    return session.scalars(select(Article).where(Article.url == URL)).one()
