"""Where the address of a merged record leads, and what is said where there is no record at an address."""

import difflib
from http import HTTPStatus
from urllib.parse import quote

from fastapi import HTTPException
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.query.moved import moved_to, near_slugs

NOUNS = {"official": "officials", "base": "bases", "agreement": "agreements"}


def elsewhere(session: Session, record_type: str, slug: str, end: str = "") -> Response:
    """Lead to the record that stands for a merged one; `end` is what follows its address.

    Raises: HTTPException, a 404 that suggests the slugs that are nearly this one.
    """
    noun = NOUNS[record_type]
    if (kept := moved_to(session, record_type, slug)) is not None:
        return RedirectResponse(f"/{noun}/{quote(kept)}{end}", HTTPStatus.MOVED_PERMANENTLY)
    near = difflib.get_close_matches(slug[:120], near_slugs(session, record_type, slug), n=3)
    meant = f" Did you mean {' or '.join(f'/{noun}/{one}' for one in near)}?" if near else ""
    raise HTTPException(
        HTTPStatus.NOT_FOUND,
        f"There is no {record_type} {slug[:80]!r}: it may have been renamed, or an editor has rejected it.{meant} "
        f"Search for its name, or see all {noun}: /{noun}",
    )
