"""Adding an article: the form, the preview of what was found, the save. Nothing is stored before the save."""

from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.errors import FetchError, InputError
from app.domain.kinds import RunOutcome
from app.intake.fetch import fetch
from app.intake.raw import RawArticle
from app.pipeline import Names, Preview, ingest, preview, with_answer
from app.present.preview import cards_of, paragraphs_of
from app.query.bases import country_names
from app.settings import Settings
from app.store.engine import transaction
from app.store.pending import drop_pending, find_pending, keep_pending
from app.store.save import find_stored
from app.web import csrf
from app.web.add_form import (
    AddForm,
    FormRefused,
    ReadAddForm,
    is_web_address,
    largest,
    refused_at,
    sentence,
    with_known,
)
from app.web.auth import RequireAnalyst
from app.web.body_limit import size_words
from app.web.fetch_budget import FetchBudget
from app.web.pages import AppSettings, RequestSession, WriteSession, render

router = APIRouter(include_in_schema=False)
EXPIRED = "This preview is over: it was saved already, or an hour has passed. Give the article again."


@router.get("/add", name="add")
def form(request: Request, user: RequireAnalyst, url: str = "") -> Response:
    """The empty form; `url` fills in the address, for a bookmark."""
    return _form_page(request, AddForm(url=url if is_web_address(url) else ""))


@router.post("/add")
def submit(request: Request, user: RequireAnalyst, settings: AppSettings, given: ReadAddForm) -> Response:
    """Read the article and lead to its preview, or show the form again with what is wrong beside its field."""
    try:
        if given.refused is not None:
            raise given.refused
        raw = _fetched(request, given, user.user_id) if given.source == "url" else given.given_article()
        sessions = request.app.state.sessions
        with sessions() as session:
            _preview(session, _names(request), raw, given.source)
        raw = with_answer(
            raw, request.app.state.chat_model
        )  # no connection is held while the model is waited for
        with transaction(sessions) as session:
            token = keep_pending(session, user.user_id, raw)
    except FormRefused as refused:
        return _form_page(request, given, refused)
    return RedirectResponse(f"/add/{token}", HTTPStatus.SEE_OTHER)


@router.get("/add/{token}", name="preview")
def show(request: Request, session: RequestSession, user: RequireAnalyst, token: str) -> Response:
    """The text with what was found in it."""
    return _preview_page(request, session, token, _pending(session, user.user_id, token))


@router.post("/add/{token}/details")
def correct(
    request: Request, session: WriteSession, user: RequireAnalyst, token: str, given: ReadAddForm
) -> Response:
    """Take what the adder knows (date, publisher, title, address) and show what is found with it."""
    raw = _pending(session, user.user_id, token)
    try:
        if given.refused is not None:
            raise given.refused
        known = given.known()
        unknown = replace(raw, url=None, title=None, publisher=None, published=None)
        corrected = with_known(unknown, known)
        _preview(session, _names(request), corrected, "form")
    except FormRefused as refused:
        return _preview_page(request, session, token, raw, given=given, refused=refused)
    drop_pending(session, token)
    return RedirectResponse(f"/add/{keep_pending(session, user.user_id, corrected)}", HTTPStatus.SEE_OTHER)


@router.post("/add/{token}/save")
def save(
    request: Request, user: RequireAnalyst, token: str, csrf_token: str = Form("", max_length=200)
) -> Response:
    """Store exactly what was previewed and lead to its page."""
    sessions = request.app.state.sessions
    with sessions() as session:
        raw = _pending(session, user.user_id, token)
        if not csrf.has_token(csrf_token, user):
            refused = FormRefused({"form": csrf.STALE}, HTTPStatus.FORBIDDEN)
            return _preview_page(request, session, token, raw, refused=refused)
    item = ingest(sessions, [raw], _names(request), source="form", actor=user.name).items[0]
    with transaction(sessions) as session:
        if item.outcome is RunOutcome.FAILED or item.article_id is None:
            refused = FormRefused({"form": sentence(f"Nothing was saved: {item.reason}")})
            return _preview_page(request, session, token, raw, refused=refused)
        drop_pending(session, token)
    return RedirectResponse(f"/articles/{item.article_id}", HTTPStatus.SEE_OTHER)


def _fetched(request: Request, given: AddForm, user_id: int) -> RawArticle:
    """The page at the address. Raises FormRefused; no database connection is held while the network is waited for."""
    known = given.known()
    if "url" not in known:
        raise FormRefused({"url": "Give the address of the article, or its text, or a file."})
    settings: Settings = request.app.state.settings
    budget: FetchBudget = request.app.state.fetch_budget
    try:
        with budget.spend(user_id):
            raw = fetch(
                known["url"],
                deadline_seconds=settings.fetch_timeout_seconds,
                max_bytes=settings.fetch_max_bytes,
            )
    except FetchError as error:
        raise refused_at("url", error, known["url"]) from error
    # The address that answered at last stays: it is where the page is.
    return with_known(raw, {name: value for name, value in known.items() if name != "url"})


def _preview(session: Session, names: Names, raw: RawArticle, field: str) -> Preview:
    """What would be stored. Raises FormRefused at the field that the article came from."""
    try:
        return preview(raw, names.index(session))
    except InputError as error:
        raise refused_at(field, error, raw.name) from error


def _pending(session: Session, user_id: int, token: str) -> RawArticle:
    raw = find_pending(session, user_id, token)
    if raw is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, EXPIRED)
    return raw


def _names(request: Request) -> Names:
    names: Names = request.app.state.names
    return names


def _form_page(request: Request, given: AddForm, refused: FormRefused | None = None) -> Response:
    return render(
        request,
        "add/index.html",
        status=refused.status if refused else HTTPStatus.OK,
        form=given,
        errors=refused.errors if refused else {},
        limit=size_words(largest(request.app.state.settings)),
        csrf_token=csrf.token_of(request),
    )


def _preview_page(
    request: Request,
    session: Session,
    token: str,
    raw: RawArticle,
    *,
    given: AddForm | None = None,
    refused: FormRefused | None = None,
) -> Response:
    found = _preview(session, _names(request), raw, "form")
    article = found.article
    cards = cards_of(article, found.findings, country_names(session, _codes(found)))
    form = given or AddForm(
        url=article.url or "",
        title=article.title or "",
        publisher=article.publisher or "",
        published=article.published or "",
    )
    stored = find_stored(session, article)
    return render(
        request,
        "add/preview.html",
        status=refused.status if refused else HTTPStatus.OK,
        token=token,
        article=article,
        cards=cards,
        notes=found.notes,
        paragraphs=paragraphs_of(article.text, cards),
        form=form,
        errors=refused.errors if refused else {},
        stored=stored,
        same_text=stored is not None and stored.content_hash == article.content_hash,
        csrf_token=csrf.token_of(request),
    )


def _codes(found: Preview) -> set[str]:
    codes: set[str] = set(found.findings.countries)
    for statement in found.findings.statements:
        codes.update(statement.countries)
    for base in found.findings.bases:
        codes.update(code for code in (base.country, base.territory) if code)
    for agreement in found.findings.agreements:
        codes.update(agreement.parties)
    return codes
