"""A list of feeds (OPML): what it would add, looked over first; then the ones that were ticked are added."""

from http import HTTPStatus
from typing import Annotated

import orjson
from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.clean.opml import MAX_OPML, ListedFeed, read_opml
from app.domain.errors import FeedError
from app.store.feeds import FeedDraft, add_feed, known_urls, what_is_wrong
from app.web import csrf
from app.web.auth import RequireAdmin
from app.web.feed_form import LEAST, MOST, ReadDraft
from app.web.pages import RequestSession, WriteSession, render

router = APIRouter(prefix="/admin/feeds", include_in_schema=False)
Csrf = Annotated[str, Form(max_length=200)]
MAX_BODY = 2 * MAX_OPML  # bytes: the file, or the list as its form sends it back


@router.post("/import")
def look(
    request: Request,
    session: RequestSession,
    user: RequireAdmin,
    file: Annotated[UploadFile | None, File()] = None,
    csrf_token: Csrf = "",
) -> Response:
    """What a file would add."""
    csrf.require(csrf_token, user)
    name = file.filename if file and file.filename else ""
    data = file.file.read(MAX_OPML + 1) if file and name else b""
    return import_page(request, session, data, name or "the file")


@router.post("/import/save")
def save(
    request: Request,
    session: WriteSession,
    user: RequireAdmin,
    common: ReadDraft,
    feeds: Annotated[str, Form(max_length=MAX_BODY)] = "",
    take: Annotated[list[int] | None, Form()] = None,
    csrf_token: Csrf = "",
) -> Response:
    """Add the feeds that were ticked, each with the same rules; one that is here already stays as it is."""
    csrf.require(csrf_token, user)
    listed = _sent_back(feeds)
    chosen = [listed[number] for number in take or () if 0 <= number < len(listed)]
    index = request.app.state.names.index(session)
    known = known_urls(session)
    drafts = [
        FeedDraft(
            one.url,
            one.title,
            common.include,
            common.exclude,
            common.whole_text,
            common.every_minutes,
        )
        for one in chosen
        if one.url not in known
    ]
    errors: dict[str, str] = {} if chosen else {"form": "Tick the feeds that are to be added."}
    for draft in drafts:
        errors |= what_is_wrong(session, draft, index)
        if errors:
            break
    if errors:
        return _page(request, session, listed, (), common=common, errors=errors)
    for draft in {draft.url: draft for draft in drafts}.values():
        add_feed(session, draft, index, by=user.name)
    return RedirectResponse("/admin/feeds", HTTPStatus.SEE_OTHER)


def import_page(request: Request, session: Session, data: bytes, name: str) -> Response:
    """What an OPML file would add, for an administrator to look over."""
    try:
        found = read_opml(data, name)
    except FeedError as error:
        message = str(error).removeprefix(f"{name}: ")
        errors = {"file": f"{message[:1].upper()}{message[1:]}."}
        return _page(request, session, (), (), errors=errors)
    return _page(request, session, found.feeds, found.problems)


def _page(
    request: Request,
    session: Session,
    listed: tuple[ListedFeed, ...],
    problems: tuple[str, ...],
    *,
    common: FeedDraft | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    known = known_urls(session)
    return render(
        request,
        "feeds/import.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        listed=listed,
        known=known,
        new=sum(one.url not in known for one in listed),
        problems=problems,
        sent=orjson.dumps([[one.url, one.title, one.folder] for one in listed]).decode(),
        draft=common or FeedDraft(url=""),
        errors=errors or {},
        csrf_token=csrf.token_of(request),
        least=LEAST,
        most=MOST,
    )


def _sent_back(feeds: str) -> tuple[ListedFeed, ...]:
    """The list as the form carries it. Raises a 400 for anything else."""
    try:
        rows = orjson.loads(feeds)
        return tuple(ListedFeed(str(url), str(title), str(folder)) for url, title, folder in rows)
    except (orjson.JSONDecodeError, ValueError, TypeError):
        raise HTTPException(
            HTTPStatus.BAD_REQUEST, "The list came back damaged: give the file again."
        ) from None
