"""Adding an article: the form, the preview of what was found, the save. Nothing is stored before the save."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from itertools import chain, islice
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.clean.opml import is_opml
from app.domain.errors import FetchError, InputError
from app.domain.kinds import RunOutcome, UserRole
from app.intake.fetch import fetch
from app.intake.raw import InputProblem, Item, PageAddress, RawArticle
from app.pipeline import Names, Preview, ingest, preview, with_answer
from app.present.preview import cards_of, paragraphs_of
from app.query.bases import country_names
from app.settings import Settings
from app.store.batches import keep_batch
from app.store.engine import transaction
from app.store.origins import find_original
from app.store.pending import batch_of, change_pending, find_pending, keep_pending, saved_pending
from app.store.save import find_stored
from app.store.sign_in import SignedIn
from app.web import csrf
from app.web.add_form import (
    AddForm,
    FormRefused,
    ReadAddForm,
    is_web_address,
    refused_at,
    sentence,
    with_known,
)
from app.web.add_signed_out import form_page, signed_out
from app.web.auth import CurrentUser, RequireAnalyst
from app.web.feed_import import import_page
from app.web.fetch_budget import FetchBudget
from app.web.pages import RequestSession, WriteSession, render, wants_fragment

router = APIRouter(include_in_schema=False)
EXPIRED = "This preview is over: it was saved already, or an hour has passed. Give the article again."
EMPTY = "holds no article: check that it is the right file"
FEEDS_BY_ADMINS = "This is a list of feeds (OPML). An administrator adds feeds: hand it to one."
OF_ONE = "Address, title, publisher and date belong to one article: leave them empty for a file of many."


@router.get("/add", name="add")
def form(request: Request, user: RequireAnalyst, url: str = "") -> Response:
    """The empty form; `url` fills in the address, for a bookmark."""
    return form_page(request, AddForm(url=url if is_web_address(url) else ""))


@router.post("/add")
def submit(request: Request, user: CurrentUser, given: ReadAddForm) -> Response:
    """Read the article and lead to its preview, or show the form again with what is wrong beside its field.

    Many articles lead to their batch; so does a page that is fetched while the browser shows how far that is.
    Who was signed out meanwhile signs in on the spot, and nothing typed is lost.
    """
    if user is None:
        return signed_out(request, given)
    sessions = request.app.state.sessions
    try:
        if given.refused is not None:
            raise given.refused
        if given.source == "url" and wants_fragment(request):
            return _fetching(request, given, user)
        if given.source == "file" and is_opml(given.file_name, given.file):
            if not user.is_at_least(UserRole.ADMIN):
                raise FormRefused({"file": FEEDS_BY_ADMINS})
            with sessions() as session:
                return import_page(request, session, given.file, given.file_name)
        items = (
            iter([_fetched(request, given, user.user_id)]) if given.source == "url" else given.given_items()
        )
        first, *rest = [*islice(items, 2)] or [InputProblem(given.file_name, EMPTY)]
        if rest or isinstance(first, PageAddress):
            if given.known():
                raise FormRefused({"form": OF_ONE})
            return _batch(request, user, given.file_name, chain([first], rest, items))
        if isinstance(first, InputProblem):
            raise refused_at(given.source, InputError(first.message), first.name)
        with sessions() as session:
            _preview(session, _names(request), first, given.source)
        # No connection is held while the model is waited for.
        article = with_answer(first, request.app.state.chat_model)
        with transaction(sessions) as session:
            token = keep_pending(session, user.user_id, article)
    except FormRefused as refused:
        return form_page(request, given, refused)
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
        unknown = replace(raw, url=None, title=None, publisher=None, published=None, archived_url=None)
        corrected = with_known(unknown, known)
        _preview(session, _names(request), corrected, "form")
    except FormRefused as refused:
        return _preview_page(request, session, token, raw, given=given, refused=refused)
    token = change_pending(session, user.user_id, token, corrected)
    return RedirectResponse(f"/add/{token}", HTTPStatus.SEE_OTHER)


@router.post("/add/{token}/lines")
def put_back(
    request: Request,
    user: RequireAnalyst,
    token: str,
    back: Annotated[list[int] | None, Form()] = None,
    csrf_token: str = Form("", max_length=200),
) -> Response:
    """Clean the text again with these of the lines that were cut away, and show what is found in it now."""
    sessions = request.app.state.sessions
    with sessions() as session:
        raw = _pending(session, user.user_id, token)
        try:
            csrf.require(csrf_token, user)
            changed = replace(raw, put_back=tuple(sorted(set(back or []))), answer=None)
            _preview(session, _names(request), changed, "form")
        except FormRefused as refused:
            return _preview_page(request, session, token, raw, refused=refused)
    changed = with_answer(changed, request.app.state.chat_model)
    with transaction(sessions) as session:
        token = change_pending(session, user.user_id, token, changed)
    return RedirectResponse(f"/add/{token}", HTTPStatus.SEE_OTHER)


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
        saved_pending(session, token, item.article_id)
    batch = batch_of(token)
    target = (
        f"/add/batch/{batch}"
        if batch and item.outcome is RunOutcome.ADDED
        else f"/articles/{item.article_id}"
    )
    return RedirectResponse(target, HTTPStatus.SEE_OTHER)


def _batch(request: Request, user: SignedIn, name: str, items: Iterable[Item]) -> Response:
    """Keep a batch and lead to it; its work begins when it is looked at."""
    with transaction(request.app.state.sessions) as session:
        token = keep_batch(session, user.user_id, name, items)
    if wants_fragment(request):
        return Response(headers={"HX-Redirect": f"/add/batch/{token}"})
    return RedirectResponse(f"/add/batch/{token}", HTTPStatus.SEE_OTHER)


def _fetching(request: Request, given: AddForm, user: SignedIn) -> Response:
    """One page as a batch of its own, which shows how far it is. Raises FormRefused."""
    url, known = _address(given)
    budget: FetchBudget = request.app.state.fetch_budget
    try:
        with budget.spend(user.user_id):
            return _batch(request, user, url, [PageAddress(url, url, known)])
    except FetchError as error:
        raise refused_at("url", error, url) from error


def _address(given: AddForm) -> tuple[str, dict[str, str]]:
    """The address to fetch and what else is known. Raises FormRefused."""
    known = given.known()
    if "url" not in known:
        raise FormRefused({"url": "Give the address of the article, or its text, or a file."})
    return known.pop("url"), known


def _fetched(request: Request, given: AddForm, user_id: int) -> RawArticle:
    """The page at the address. Raises FormRefused; no database connection is held while the network is waited for."""
    url, known = _address(given)
    settings: Settings = request.app.state.settings
    budget: FetchBudget = request.app.state.fetch_budget
    try:
        with budget.spend(user_id):
            raw = fetch(
                url,
                deadline_seconds=settings.fetch_timeout_seconds,
                max_bytes=settings.fetch_max_bytes,
                allow_private=settings.allow_private,
            )
    except FetchError as error:
        raise refused_at("url", error, url) from error
    # The address that answered at last stays: it is where the page is.
    return with_known(raw, known)


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
        archived_url=raw.archived_url or "",
    )
    stored = find_stored(session, article)
    original = None if stored else find_original(session, article.text, article.content_hash)
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
        original=original,
        batch=batch_of(token),
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
