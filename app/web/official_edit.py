"""An editor's form for an official: names, country, spellings and posts."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from app.domain.errors import InputError
from app.store.models import Country
from app.store.records import find_record, title_of
from app.store.review_fields import ROLE
from app.store.reviewer import latest_revision
from app.store.reviews import edit, values_of
from app.web import csrf
from app.web.auth import RequireEditor, reviewer_of
from app.web.pages import RequestSession, WriteSession, render

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=4_000)]
Long = Annotated[str, Form(max_length=30_000)]


@router.get("/officials/{slug}/edit", name="edit_official")
def form(request: Request, session: RequestSession, user: RequireEditor, slug: str) -> Response:
    """The form, with what is on record."""
    record = find_record(session, "official", slug)
    return _page(request, session, slug, values_of(session, record), latest_revision(session, record))


@router.post("/officials/{slug}/edit", name="save_official")
def save(
    request: Request,
    session: WriteSession,
    user: RequireEditor,
    slug: str,
    name: Text = "",
    name_ru: Text = "",
    country: Text = "",
    is_body: Text = "no",
    note: Text = "",
    spellings: Long = "",
    roles: Long = "",
    reason: Text = "",
    seen: Annotated[int, Form(ge=0, lt=2**31)] = 0,
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Save what was changed as one revision; what is refused is told beside what was written."""
    csrf.require(csrf_token, user)
    record = find_record(session, "official", slug)
    values: dict[str, Any] = {
        "name": name,
        "name_ru": name_ru,
        "country": country,
        "is_body": is_body,
        "note": note,
        "spellings": spellings,
        "roles": roles,
    }
    try:
        edit(session, record, values, by=reviewer_of(user), reason=reason, seen=seen)
    except InputError as error:
        given = values | {one: values[one].split("\n") for one in ("spellings", "roles")}
        return _page(request, session, slug, given, seen, error=str(error))
    return RedirectResponse(f"/officials/{slug}", HTTPStatus.SEE_OTHER)


def _page(
    request: Request, session: RequestSession, slug: str, values: dict[str, Any], seen: int, error: str = ""
) -> Response:
    countries = session.execute(select(Country.code, Country.name).order_by(Country.name)).all()
    return render(
        request,
        "officials/edit.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        slug=slug,
        name=title_of(session, find_record(session, "official", slug)),
        values=values,
        role="; ".join(ROLE),
        countries=countries,
        seen=seen,
        error=error,
        csrf_token=csrf.token_of(request),
    )
