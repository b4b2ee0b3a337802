"""A record to cite: `/bases/kant/cite.bib`, `.ris`, `.json` (CSL) and `.txt`."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, HTTPException, Request, Response

from app.present.reference import bibtex, csl, plain, ris
from app.query.citing import CITED, Cited, load_cited
from app.web.addresses import site_of
from app.web.pages import RequestSession

router = APIRouter(include_in_schema=False)
FORMATS: dict[str, tuple[Callable[[Cited, str, date], str], str]] = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "json": (csl, "application/vnd.citationstyles.csl+json; charset=utf-8"),
    "txt": (plain, "text/plain; charset=utf-8"),
}


@router.get("/{noun}/{key}/cite.{ending}", name="cite")
def cite(
    request: Request,
    session: RequestSession,
    noun: Literal[
        "bases", "officials", "agreements", "statements", "articles", "countries", "publishers", "topics"
    ],
    key: str,
    ending: str,
) -> Response:
    """The record as a reference, with its permanent address and the version that is meant."""
    if ending not in FORMATS:
        known = ", ".join(f"/{noun}/{key[:120]}/cite.{one}" for one in FORMATS)
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"There is no citation as {ending[:20]!r}: {known}")
    found = load_cited(session, noun, key)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no {CITED[noun]} {key[:120]!r} to cite: /{noun}")
    write, media_type = FORMATS[ending]
    text = write(found, f"{site_of(request)}/{noun}/{found.key}", datetime.now(UTC).date())
    name = f"basewatch-{CITED[noun]}-{found.key}.{ending}"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)
