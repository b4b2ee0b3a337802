"""Stored pages looked at again: unchanged, changed, moved, gone, blocked or failed; one address, one transaction.

The stored text remains the evidence. Where a page holds another one, each sentence that a record rests on is looked
for in it, and what vanished or was altered is flagged "edited after publication".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session, sessionmaker

from app.clean import CleanArticle, clean
from app.clean.html import visible_text
from app.clean.walls import wall_of
from app.domain.errors import FetchError, FetchForbidden, InputError, InputTooLarge
from app.domain.kinds import ArticleKind, FetchHow, SourceState
from app.intake.fetch import GONE, REFUSED, article_of
from app.intake.http_get import Answer
from app.intake.kept_bytes import fetched_bytes
from app.intake.page_web import PageWeb
from app.intake.raw import MediaType, RawArticle
from app.resolve.edits import SAME_ARTICLE, Comparison, FoundEdit
from app.store.engine import transaction
from app.store.sources import Look, StoredPage, load_pages, record_look

NOT_MODIFIED = 304
TOO_MANY = 429
IS_THERE = (SourceState.UNCHANGED, SourceState.CHANGED, SourceState.MOVED)


@dataclass(frozen=True, slots=True)
class LookResult:
    """What one look found at the address of one article."""

    article_id: int
    url: str
    state: SourceState
    reason: str
    moved_to: str | None
    flagged: int  # places of evidence that are edited, as this look found first


def now_utc() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


def recheck(
    sessions: sessionmaker[Session],
    urls: Iterable[str],
    web: PageWeb,
    *,
    clock: Callable[[], datetime] = now_utc,
) -> Iterator[LookResult]:
    """Look at each address, and keep what was found before the next one is asked: stop at any moment."""
    for url in urls:
        with sessions() as session:
            pages = load_pages(session, url)
        if not pages:
            continue
        found = look_at(pages, url, web)
        with transaction(sessions) as session:
            results = [
                (page, look, record_look(session, page, look, clock()))
                for page, look in zip(pages, found, strict=True)
            ]
        for page, look, flagged in results:
            yield LookResult(page.id, url, look.state, look.reason, look.moved_to, flagged)


def look_at(pages: list[StoredPage], url: str, web: PageWeb) -> list[Look]:
    """What one question says of all articles of an address, none of it stored yet.

    It is conditional where each of them knows the last answer.
    """
    first = pages[0]
    asked = (
        first
        if all((one.etag, one.last_modified) == (first.etag, first.last_modified) for one in pages)
        else None
    )
    try:
        answer = web.page(url, asked.etag if asked else None, asked.last_modified if asked else None)
    except FetchForbidden as error:
        return [Look(SourceState.BLOCKED, _reason(error, url), url)] * len(pages)
    except FetchError as error:
        return [Look(SourceState.FAILED, _reason(error, url), url)] * len(pages)
    source = replace(
        fetched_bytes(answer.body, url, answer.url, answer.status, answer.headers), how=FetchHow.RECHECKED
    )
    base = Look(SourceState.UNCHANGED, url=url, source=source, moved_to=answer.url if answer.moved else None)
    return [_judge(page, answer, base) for page in pages]


def _judge(page: StoredPage, answer: Answer, look: Look) -> Look:
    if answer.status == NOT_MODIFIED:
        state = page.state if page.state in IS_THERE and page.state is not None else SourceState.UNCHANGED
        return replace(look, state=state, reason="the site says that nothing changed since the last look")
    if answer.status in GONE:
        return replace(look, state=SourceState.GONE, reason=f"there is no such page (status {answer.status})")
    if answer.status in REFUSED and answer.status != TOO_MANY:
        return replace(look, state=SourceState.BLOCKED, reason=f"the site refuses (status {answer.status})")
    if not 200 <= answer.status < 300:
        return replace(
            look, state=SourceState.FAILED, reason=f"the site answered with status {answer.status}"
        )
    if _is_front(answer.url) and not _is_front(page.url):
        reason = "the address leads to the front page of the site"
        return replace(look, state=SourceState.GONE, reason=reason)
    try:
        raw, article = _read(page, answer)
    except InputTooLarge:
        reason = "the page holds more text than an article may have, and was not compared"
        return replace(look, state=SourceState.CHANGED, reason=reason)
    except InputError as error:
        return replace(look, state=SourceState.FAILED, reason=_reason(error, page.url))
    html = raw.body if raw.media is MediaType.HTML else ""
    wall = wall_of(html, article.text, answer.url, stored_url=page.url, stored_length=len(page.text))
    if page.kind is ArticleKind.ARTICLE and article.content_hash != page.content_hash:
        return _compared(page, raw, article, replace(look, text_hash=article.content_hash), wall)
    if wall is not None and page.kind is not ArticleKind.ARTICLE:
        return replace(look, state=SourceState.BLOCKED, reason=wall)
    look = replace(look, text_hash=article.content_hash)
    if page.kind is not ArticleKind.ARTICLE and page.text_hash not in (None, article.content_hash):
        reason = "the page reads otherwise than at an earlier look; none of its text is held to compare"
        return replace(look, state=SourceState.CHANGED, reason=reason)
    edits: dict[int, FoundEdit] | None = {} if page.kind is ArticleKind.ARTICLE else None
    if look.moved_to is not None:
        return replace(
            look, state=SourceState.MOVED, reason="a redirect for good leads elsewhere", edits=edits
        )
    return replace(look, edits=edits)


def _compared(page: StoredPage, raw: RawArticle, article: CleanArticle, look: Look, wall: str | None) -> Look:
    """The page of an article holds other words than the stored text."""
    html = raw.body if raw.media is MediaType.HTML else ""
    compared = Comparison(page.text, article.text, visible_text(html, page.url) if html else "")
    kept = compared.kept
    if wall is not None and kept < 1:
        return replace(look, state=SourceState.BLOCKED, reason=wall, text_hash=None)
    look = replace(look, state=SourceState.CHANGED, text=_new(page, article))
    if kept < SAME_ARTICLE:
        if not page.was_seen:
            reason = "the page holds another text; it was not seen with the stored one, which may be from elsewhere"
            return replace(look, reason=reason)
        if article.language != page.language:
            return replace(look, reason="the page holds another text, in another language")
        if raw.media is MediaType.TEXT:
            return replace(look, reason="the page holds another text, as a file that may be read badly")
    edits = {number: edit for number, span in page.evidence if (edit := compared.edit_of(span)) is not None}
    reason = f"{kept:.0%} of the stored words stand there as they were"
    return replace(look, reason=reason, edits=edits)


def _new(page: StoredPage, article: CleanArticle) -> str | None:
    """The text that is to be kept as a version: not the one of the last look again."""
    return article.text if article.content_hash != page.text_hash else None


def _read(page: StoredPage, answer: Answer) -> tuple[RawArticle, CleanArticle]:
    """The article of an answer; where a declared encoding makes it another language, by the one that fits best.

    Raises InputError.
    """
    raw = article_of(answer, page.url)
    article = _cleaned(raw, page)
    if article.language == page.language or answer.charset is None:
        return raw, article
    plain = {**answer.headers, "content-type": answer.kind}
    other_raw = article_of(replace(answer, headers=plain), page.url)
    other = _cleaned(other_raw, page)
    return (other_raw, other) if other.language == page.language else (raw, article)


def _cleaned(raw: RawArticle, page: StoredPage) -> CleanArticle:
    return clean(replace(raw, url=page.url))


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _reason(error: Exception, url: str) -> str:
    return str(error).removeprefix(f"{url}: ")
