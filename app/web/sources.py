"""The life of sources: the versions of an article's page, the bytes as they came, and the state of all pages."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.errors import InputError
from app.domain.kinds import ArticleKind, SourceState, UserRole
from app.intake.kept_bytes import unpack
from app.intake.page_web import PageWeb
from app.intake.polite_web import limited_get
from app.present.text_diff import diff_rows
from app.query.articles import get_article
from app.query.edits import count_edits, edits_of, list_edits
from app.query.page import number_key
from app.query.source_lives import (
    NEVER,
    count_due,
    count_states,
    kept_bytes,
    list_pages,
    source_life,
    version_text,
)
from app.recheck import recheck
from app.store.source_acts import MOST_REASON, dismiss_edit, record_archive
from app.web import csrf
from app.web.auth import CurrentUser, RequireAnalyst, RequireEditor, reviewer_of, safe_next
from app.web.edit_pairs import with_wordings
from app.web.fetch_budget import FetchBudget
from app.web.pages import AppSettings, RequestSession, WriteSession, render

router = APIRouter(include_in_schema=False)
Token = Annotated[str, Form(max_length=200)]
Number = Annotated[int, Path(gt=0, lt=2**31)]
Next = Annotated[str, Form(max_length=400)]
STATES = (*(state.value for state in SourceState), NEVER)
EDITED = "edited"  # in the filter of /admin/sources: what readers are told of
ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "txt",
}


@router.get("/articles/{number}/versions", name="versions")
def versions(
    request: Request, session: RequestSession, user: CurrentUser, number: int, version: int | None = None
) -> Response:
    """What became of an article's page: the sentences that it has edited, and for who may read all of it, the rest.

    version: the fetch whose text is compared; the newest one where it is left out. At most 20 queries.
    """
    page = get_article(session, number, whole=user is not None) if 0 < number < 2**31 else None
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no article {number}. All articles: /articles")
    life = source_life(session, number)
    chosen = next((one for one in life.versions if version in (None, one.id)), None)
    if version is not None and chosen is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, f"Article {number} has no version {version}: /articles/{number}/versions"
        )
    may_compare = page.is_whole and page.row.kind is ArticleKind.ARTICLE
    text = version_text(session, number, chosen.id) if chosen and may_compare else None
    edits = edits_of(session, number, everything=user is not None)
    return render(
        request,
        "articles/versions.html",
        page=page,
        row=page.row,
        life=life,
        chosen=chosen,
        rows=diff_rows(page.shown[0][1], text) if text is not None else [],
        may_compare=may_compare,
        edits=with_wordings(edits),
        may_see=user is not None and user.can_add,
        may_dismiss=user is not None and user.is_at_least(UserRole.EDITOR),
        most_reason=MOST_REASON,
        csrf_token=csrf.token_of(request),
    )


@router.get("/articles/{number}/fetches/{fetch}", name="fetched")
def download(session: RequestSession, user: RequireAnalyst, number: Number, fetch: Number) -> Response:
    """The bytes of a source as they came, as a file that no browser opens by itself."""
    found = kept_bytes(session, number, fetch)
    if found is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            f"No bytes are kept of fetch {fetch} of article {number}: /articles/{number}/versions",
        )
    row, packed = found
    kind = str(row.headers.get("content-type", "")).partition(";")[0].strip().lower()
    name = f"basewatch-article-{number}-fetch-{fetch}.{ENDINGS.get(kind, 'bin')}"
    return Response(
        unpack(packed),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "X-Sha256": row.sha256 or "",
        },
    )


@router.post("/articles/{number}/archive")
def archive(
    session: WriteSession,
    user: RequireAnalyst,
    number: Number,
    archived_url: Annotated[str, Form(max_length=4000)] = "",
    csrf_token: Token = "",
) -> Response:
    """Record, change or take away the link to an archived copy of the page."""
    csrf.require(csrf_token, user)
    _require_article(session, number)
    record_archive(session, number, archived_url, by=reviewer_of(user))
    return RedirectResponse(f"/articles/{number}", HTTPStatus.SEE_OTHER)


@router.post("/articles/{number}/recheck")
def look_again(
    request: Request, user: RequireAnalyst, settings: AppSettings, number: Number, csrf_token: Token = ""
) -> Response:
    """Look at the page of an article now."""
    csrf.require(csrf_token, user)
    sessions = request.app.state.sessions
    with sessions() as session:
        url = _require_article(session, number)
    if url is None:
        raise InputError(f"article {number} has no address to look at: record one, or an archived copy")
    web = PageWeb(
        limited_get(settings.fetch_timeout_seconds, settings.allow_private),
        max_bytes=settings.fetch_max_bytes,
        pause_seconds=0.0,
    )
    budget: FetchBudget = request.app.state.fetch_budget
    with budget.spend(user.user_id):
        for _ in recheck(sessions, [url], web):
            pass
    return RedirectResponse(f"/articles/{number}/versions", HTTPStatus.SEE_OTHER)


@router.post("/edits/{number}/dismiss")
def dismiss(
    session: WriteSession,
    user: RequireEditor,
    number: Number,
    reason: Annotated[str, Form(max_length=4 * MOST_REASON)] = "",
    next: Next = "/admin/sources?state=edited",
    csrf_token: Token = "",
) -> Response:
    """What a page has edited is of no weight for its records: readers are told of it no more."""
    csrf.require(csrf_token, user)
    dismiss_edit(session, number, reason=reason, by=reviewer_of(user))
    return RedirectResponse(safe_next(next), HTTPStatus.SEE_OTHER)


@router.get("/admin/sources", name="sources")
def index(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    state: str | None = None,
    after: str | None = None,
) -> Response:
    """The pages that records rest on, by what became of them. At most ten queries."""
    state = state or None
    if state not in (None, EDITED, *STATES):
        allowed = ", ".join((EDITED, *STATES))
        raise InputError(f"state={state[:40] if state else ''!r} is not known: choose one of {allowed}")
    key = number_key(after)
    edited = list_edits(session, after=key) if state == EDITED else None
    counts = count_states(session)
    return render(
        request,
        "sources/index.html",
        "sources/_results.html",
        state=state,
        states=STATES,
        counts=counts,
        total=sum(counts.values()),
        due=count_due(session, datetime.now(UTC)),
        edited_count=count_edits(session),
        page=edited or list_pages(session, state, after=key),
        edits=with_wordings(edited.rows if edited else []),
        may_dismiss=user.is_at_least(UserRole.EDITOR),
        most_reason=MOST_REASON,
        csrf_token=csrf.token_of(request),
    )


def _require_article(session: RequestSession, number: int) -> str | None:
    """The address of an article. Raises a 404 where there is none."""
    page = get_article(session, number, whole=True)
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no article {number}. All articles: /articles")
    return page.row.url
