"""What becomes of the pages of articles: their bytes as they came, each later look, and the evidence they edited."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.clean.urls import same_page
from app.domain.kinds import ArticleKind, FetchHow, ReviewState, SourceState
from app.domain.spans import Span
from app.intake.kept_bytes import pack
from app.intake.raw import KeptBytes, RawArticle
from app.resolve.edits import FoundEdit
from app.resolve.recheck_times import next_look
from app.store.models import Article, ArticleFetch, Evidence, EvidenceEdit, SourceCheck
from app.store.versions import bump_data_version, wait_for_writers

MOST_KEPT = 4 * 1024 * 1024  # bytes of one source, packed; of a larger one only size and hash are kept
MISSED = frozenset({SourceState.GONE, SourceState.BLOCKED, SourceState.FAILED})


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A stored article, for a look at its page."""

    id: int
    kind: ArticleKind
    url: str
    language: str
    text: str
    content_hash: str
    state: SourceState | None  # what the last look found; null: there was none
    etag: str | None
    last_modified: str | None
    text_hash: str | None  # of what the page held at the last look
    was_seen: bool  # its text was seen at its address, when it was added or since
    evidence: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an article's page found. `edits` by evidence id; null: the evidence was not compared."""

    state: SourceState
    reason: str = ""
    url: str = ""  # that was asked for
    source: KeptBytes | None = None  # of an answer
    moved_to: str | None = None
    text: str | None = None  # that the page holds now, where it is not the stored one
    text_hash: str | None = None
    edits: Mapping[int, FoundEdit] | None = None


def keep_source(session: Session, article_id: int, raw: RawArticle) -> None:
    """Keep the bytes that an article was read from, and its archived copy where none is on record."""
    if raw.source is not None:
        session.add(_row(session, article_id, raw.source, state=None, reason="", text=None))
    if raw.archived_url is not None:
        article = session.get_one(Article, article_id)
        article.archived_url = article.archived_url or raw.archived_url
    session.flush()


def look_again_soon(session: Session, article_id: int) -> None:
    """The page of a stored article was met with another text: it is due."""
    check = session.get(SourceCheck, article_id)
    if check is not None:
        check.due_at = min(check.due_at, datetime.now(UTC))


def due_addresses(
    session: Session,
    now: datetime,
    *,
    before: datetime | None = None,
    urls: Sequence[str] = (),
    limit: int = 1000,
) -> list[str]:
    """Addresses to look at, each once, the longest due first, one host after another.

    before: in place of what is due, what was looked at last before this moment, or never; what is failing waits
    for its time all the same. urls: these alone, whenever they are due.
    """
    query = (
        select(Article.url, func.min(SourceCheck.due_at))
        .outerjoin(SourceCheck, SourceCheck.article_id == Article.id)
        .where(Article.url.is_not(None), Article.review != ReviewState.REJECTED)
        .group_by(Article.url)
        .order_by(func.min(SourceCheck.due_at).is_not(None), func.min(SourceCheck.due_at), Article.url)
        .limit(limit)
    )
    if urls:
        wanted = {form for url in urls for form in (url, *same_page(url))}
        query = query.where(Article.url.in_(wanted))
    elif before is not None:
        waits = (SourceCheck.failures > 0) & (SourceCheck.due_at > now)
        query = query.where(SourceCheck.article_id.is_(None) | (SourceCheck.checked_at < before) & ~waits)
    else:
        query = query.where(or_(SourceCheck.article_id.is_(None), SourceCheck.due_at <= now))
    return _in_turn([url for url, _ in session.execute(query) if url is not None])


def load_pages(session: Session, url: str) -> list[StoredPage]:
    """The articles of an address: the publisher's text, our brief of it, our notes on it."""
    found = session.execute(
        select(Article, SourceCheck)
        .outerjoin(SourceCheck, SourceCheck.article_id == Article.id)
        .where(Article.url == url, Article.review != ReviewState.REJECTED)
        .order_by(Article.id)
    ).all()
    return [_page(session, article, check) for article, check in found]


def record_look(session: Session, page: StoredPage, look: Look, now: datetime) -> int:
    """Keep what a look found, in the caller's transaction. Returns: how many places of evidence it newly flags."""
    wait_for_writers(session)
    source = look.source or KeptBytes(FetchHow.RECHECKED, now, look.url, None, None, {}, b"")
    row = _row(session, page.id, source, state=look.state, reason=look.reason, text=look.text)
    session.add(row)
    session.flush()
    check = session.get(SourceCheck, page.id)
    failures = (check.failures if check else 0) + 1 if look.state in MISSED else 0
    known = (check.state, check.moved_to) if check else None
    values: dict[str, Any] = {
        "state": look.state,
        "reason": look.reason,
        "checked_at": now,
        "due_at": next_look(look.state, failures, now),
        "failures": failures,
        "moved_to": look.moved_to,
    }
    if look.source is not None and look.state not in MISSED:
        headers = look.source.headers
        values["etag"] = headers.get("etag") or (check.etag if check else None)
        values["last_modified"] = headers.get("last-modified") or (check.last_modified if check else None)
        values["text_hash"] = look.text_hash or page.text_hash
    if check is None:
        check = SourceCheck(article_id=page.id, since=now, **values)
        session.add(check)
    else:
        if check.state is not look.state:
            check.since = now
        for name, value in values.items():
            setattr(check, name, value)
    flagged, changed = _flag(session, page, look, row.id, now)
    if changed or known != (look.state, look.moved_to):
        bump_data_version(session)
    session.flush()
    return flagged


def _page(session: Session, article: Article, check: SourceCheck | None) -> StoredPage:
    seen = select(ArticleFetch.id).where(
        ArticleFetch.article_id == article.id,
        (ArticleFetch.how == FetchHow.FETCHED)
        | ArticleFetch.state.in_([SourceState.UNCHANGED, SourceState.MOVED]),
    )
    places = select(Evidence.id, Evidence.start_at, Evidence.end_at).where(Evidence.article_id == article.id)
    return StoredPage(
        id=article.id,
        kind=article.kind,
        url=article.url or "",
        language=article.language,
        text=article.text,
        content_hash=article.content_hash,
        state=check.state if check else None,
        etag=check.etag if check else None,
        last_modified=check.last_modified if check else None,
        text_hash=check.text_hash if check else None,
        was_seen=session.scalar(seen.limit(1)) is not None,
        evidence=tuple((number, Span(start, end)) for number, start, end in session.execute(places)),
    )


def _row(
    session: Session,
    article_id: int,
    source: KeptBytes,
    *,
    state: SourceState | None,
    reason: str,
    text: str | None,
) -> ArticleFetch:
    digest = hashlib.sha256(source.data).hexdigest() if source.data else None
    packed = pack(source.data) if source.data and _is_kept(session, article_id, digest, state, text) else None
    return ArticleFetch(
        article_id=article_id,
        how=source.how,
        at=source.at,
        url=source.url,
        final_url=source.final_url,
        status=source.status,
        state=state,
        reason=reason,
        headers=source.headers,
        size=len(source.data) if source.data else None,
        sha256=digest,
        packed=packed if packed is not None and len(packed) <= MOST_KEPT else None,
        text=text,
    )


def _is_kept(
    session: Session, article_id: int, digest: str | None, state: SourceState | None, text: str | None
) -> bool:
    """Whether to keep these bytes: how an article came in and each other text, once; of notes on a page, nothing."""
    if session.get_one(Article, article_id).kind is not ArticleKind.ARTICLE:
        return False
    held = select(ArticleFetch.id).where(
        ArticleFetch.article_id == article_id, ArticleFetch.packed.is_not(None)
    )
    if state is None or text is not None:
        held = held.where(ArticleFetch.sha256 == digest)
    return session.scalar(held.limit(1)) is None


def _flag(session: Session, page: StoredPage, look: Look, fetch_id: int, now: datetime) -> tuple[int, bool]:
    """Bring the flags in line with a comparison: (new ones, whether any changed)."""
    if look.edits is None:
        return 0, False
    rows = {
        one.evidence_id: one
        for one in session.scalars(select(EvidenceEdit).where(EvidenceEdit.article_id == page.id))
    }
    flagged, changed = 0, False
    for number, _ in page.evidence:
        found, row = look.edits.get(number), rows.get(number)
        if found is None:
            if row is not None and row.ended_at is None:
                row.ended_at, changed = now, True
            continue
        if row is not None and row.ended_at is None and (row.kind, row.after) == (found.kind, found.after):
            continue
        if row is None:
            row = EvidenceEdit(evidence_id=number, article_id=page.id)
            session.add(row)
        row.fetch_id, row.kind, row.before, row.after = fetch_id, found.kind, found.before, found.after
        row.found_at, row.ended_at, row.is_dismissed = now, None, False
        flagged, changed = flagged + 1, True
    return flagged, changed


def _in_turn(urls: Sequence[str]) -> list[str]:
    """One of each host, then the next of each: the pauses of one host are the turns of the others."""
    waiting: dict[str, list[str]] = {}
    for url in urls:
        waiting.setdefault(urlsplit(url).hostname or "", []).append(url)
    longest = max(map(len, waiting.values()), default=0)
    return [of_host[n] for n in range(longest) for of_host in waiting.values() if n < len(of_host)]
