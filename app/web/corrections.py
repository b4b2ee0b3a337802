"""Corrections: how they are made, the form that reports a mistake, what was acted on, and the editors' queue."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError
from app.domain.kinds import CorrectionState
from app.present.language import gettext as _
from app.query.corrections import (
    CorrectionRecord,
    correction_of,
    count_by_state,
    list_log,
    list_queue,
    show_correction,
)
from app.query.page import day_key, number_key
from app.query.page_names import page_name
from app.store import corrections as store
from app.store.corrections import CorrectionDraft, decide_correction, file_correction
from app.store.engine import transaction
from app.web import csrf
from app.web.auth import CurrentUser, RequireEditor, reviewer_of
from app.web.languages import split
from app.web.pages import RequestSession, render
from app.web.params import choice
from app.web.rate_limit import Windows, caller_of

router = APIRouter(include_in_schema=False)
QUEUE = "/review/corrections"
Number = Annotated[int, Path(gt=0, lt=2**31)]
Field = Annotated[str, Form(max_length=20_000)]


@router.get("/corrections", name="corrections")
def index(request: Request, session: RequestSession, after: str = "") -> Response:
    """How corrections are made, and those that were. One query."""
    return render(request, "corrections/index.html", page=list_log(session, after=day_key(after)))


@router.get("/corrections/new", name="new_correction")
def new(request: Request, session: RequestSession, page: str = "") -> Response:
    """The form, with the page that it was opened from. One query."""
    path = _path(page, request)
    return _form(request, session, CorrectionDraft(page=path or page[: store.MAX_PAGE], wrong=""))


@router.post("/corrections/new")
def file(
    request: Request,
    user: CurrentUser,
    page: Field = "",
    wrong: Field = "",
    source: Field = "",
    contact: Field = "",
    website: Field = "",
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Put the report into the queue and lead to its own page, which only its writer has the address of."""
    sessions = request.app.state.sessions
    path = _path(page, request)
    draft = CorrectionDraft(path or page[: store.MAX_PAGE], _text(wrong), _text(source), _text(contact))
    wrongs = _what_is_wrong(draft, path)
    if user is not None and not csrf.has_token(csrf_token, user):
        wrongs["form"] = csrf.STALE
    if not wrongs and website:  # a field that people do not see
        return render(request, "corrections/filed.html", correction=None)
    if not wrongs:
        windows: Windows = request.app.state.form_windows
        left, seconds = windows.count(caller_of(request.scope))
        if left < 0:
            wrongs["form"] = _too_many(seconds)
    if wrongs:
        with sessions() as session:
            return _form(request, session, draft, wrongs)
    with transaction(sessions) as session:
        named = CorrectionDraft(
            draft.page, draft.wrong, draft.source, draft.contact, page_name(session, draft.page)
        )
        ticket = file_correction(session, named, now=datetime.now(UTC))
    if ticket is None:
        with sessions() as session:
            full = _(
                "So many reports wait that no more are taken today. Keep your text and send it another day."
            )
            return _form(request, session, draft, {"form": full})
    return RedirectResponse(f"/corrections/{ticket}", HTTPStatus.SEE_OTHER)


@router.get("/corrections/{ticket}", name="correction")
def filed(
    request: Request, session: RequestSession, ticket: Annotated[str, Path(max_length=200)]
) -> Response:
    """What became of one report, for who wrote it. Two queries."""
    found = correction_of(session, ticket)
    if found is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, _("There is no such report: check the address that you kept.")
        )
    answer = render(request, "corrections/filed.html", correction=found)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@router.get(QUEUE, name="correction_queue")
def queue(
    request: Request, session: RequestSession, user: RequireEditor, state: str = "", after: str = ""
) -> Response:
    """What waits for editors, or was decided. Two queries."""
    wanted = choice(CorrectionState, state, "state") or CorrectionState.WAITING
    return render(
        request,
        "corrections/queue.html",
        page=list_queue(session, wanted, after=number_key(after)),
        counts=count_by_state(session),
        state=wanted,
    )


@router.get(QUEUE + "/{number}", name="decide_correction")
def show(request: Request, session: RequestSession, user: RequireEditor, number: Number) -> Response:
    """One report with its decisions, and the form to decide. Two queries."""
    return _shown(request, session, number)


@router.post(QUEUE + "/{number}")
def decide(
    request: Request,
    user: RequireEditor,
    number: Number,
    state: Annotated[str, Form(max_length=40)],
    seen: Annotated[int, Form(ge=0)],
    reply: Field = "",
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Accept or decline, with a reply; back to the queue."""
    csrf.require(csrf_token, user)
    sessions = request.app.state.sessions
    try:
        with transaction(sessions) as session:
            decide_correction(
                session,
                number,
                CorrectionState(state) if state in list(CorrectionState) else CorrectionState.WAITING,
                _text(reply),
                by=reviewer_of(user),
                seen=seen,
                now=datetime.now(UTC),
            )
    except (InputError, Conflict) as error:
        with sessions() as session:
            return _shown(request, session, number, error=str(error), reply=reply[: store.MAX_REPLY])
    return RedirectResponse(QUEUE, HTTPStatus.SEE_OTHER)


def _shown(request: Request, session: Session, number: int, *, error: str = "", reply: str = "") -> Response:
    found: CorrectionRecord | None = show_correction(session, number)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such report.")
    return render(
        request,
        "corrections/show.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        correction=found,
        error=error,
        reply=reply,
        limits=store,
        csrf_token=csrf.token_of(request),
    )


def _form(
    request: Request, session: Session, draft: CorrectionDraft, errors: dict[str, str] | None = None
) -> Response:
    return render(
        request,
        "corrections/new.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        draft=draft,
        record=page_name(session, draft.page),
        errors=errors or {},
        limits=store,
        csrf_token=csrf.token_of(request),
    )


def _what_is_wrong(draft: CorrectionDraft, path: str | None) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if path is None:
        wrong["page"] = _("Give the address of a page of this site, such as /bases/gudauta-base.")
    if len(draft.wrong) < 10:
        wrong["wrong"] = _("Say what is wrong, in a sentence.")
    for name, most in (
        ("wrong", store.MAX_WRONG),
        ("source", store.MAX_SOURCE),
        ("contact", store.MAX_CONTACT),
    ):
        if len(getattr(draft, name)) > most:
            wrong[name] = _("That is too long: at most %(most)s characters.") % {"most": f"{most:,}"}
    return wrong


def _text(given: str) -> str:
    """What was typed, without the character NUL, which Postgres cannot keep."""
    return given.replace("\0", "").strip()


def _too_many(seconds: int) -> str:
    minutes = max(1, round(seconds / 60))
    return _("That is many reports from one place. Keep your text and send it in %(minutes)s minutes.") % {
        "minutes": minutes
    }


def _path(page: str, request: Request) -> str | None:
    """The path of a page of this site, given as such or as its whole address; null where it is none."""
    try:
        parts = urlsplit(page.strip())
    except ValueError:
        return None
    here = {request.headers.get("host", ""), urlsplit(request.app.state.settings.base_url or "").netloc}
    if parts.netloc and parts.netloc not in here:
        return None
    path = split(parts.path)[1] + (f"?{parts.query}" if parts.query else "")  # a page is one in any language
    plain = path.startswith("/") and not path.startswith("//") and path.isprintable() and " " not in path
    return path if plain and "\\" not in path and len(path) <= store.MAX_PAGE else None
