"""What changed since a day, or since this browser was here last: one cookie that holds a date, and no account."""

from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.errors import InputError
from app.query.news import count_news, list_news
from app.query.page import number_key
from app.web.pages import RequestSession, render
from app.web.params import first_of

router = APIRouter(include_in_schema=False)
PATH = "/changes"
COOKIE = "visited"  # the day of the last look at this page, and the one before: `2026-11-25.2026-11-20`
DAYS = 30  # that are shown to who was never here
YEAR_SECONDS = 365 * 24 * 3600


@router.get(PATH, name="changes")
def changes(request: Request, session: RequestSession, since: str = "", after: str | None = None) -> Response:
    """The changes since `since`, else since the last visit. The day in the address makes it a permanent link."""
    today = datetime.now(UTC).date()
    last, before = _visits(request.cookies.get(COOKIE, ""))
    shown_from = before if last == today else last  # looking twice on a day does not lose what is new
    error = ""
    asked: date | None = None
    if since.strip():
        try:
            asked = first_of(since.strip(), "since")
        except InputError as wrong:
            error = str(wrong)
    start = asked or shown_from or today - timedelta(days=DAYS)
    response = render(
        request,
        "changes/index.html",
        "changes/_results.html",
        page=list_news(session, start, after=number_key(after)),
        total=count_news(session, start),
        since=start,
        is_last_visit=asked is None and shown_from is not None,
        error=error,
    )
    if not since and last != today:
        response.set_cookie(
            COOKIE,
            f"{today.isoformat()}.{last.isoformat() if last else ''}",
            max_age=YEAR_SECONDS,
            path=PATH,
            httponly=True,
            samesite="lax",
            secure=request.app.state.settings.cookie_secure,
        )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _visits(cookie: str) -> tuple[date | None, date | None]:
    """The last day and the one before it; null where there is none, or what is there is no day."""
    found: list[date | None] = []
    for part in [*cookie[:40].split("."), "", ""][:2]:
        try:
            found.append(date.fromisoformat(part))
        except ValueError:
            found.append(None)
    return found[0], found[1]
