"""Where the address of a merged record leads, and what is said where there is no record at an address."""

import difflib
from http import HTTPStatus
from urllib.parse import quote

from fastapi import HTTPException
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.present.format import words
from app.present.language import gettext as _
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
    told = [
        _("There is no %(kind)s “%(key)s”: it may have been renamed, or an editor has rejected it.")
        % {"kind": words(record_type), "key": slug[:80]}
    ]
    if near:
        addresses = _(" or ").join(f"/{noun}/{one}" for one in near)
        told.append(_("Did you mean %(addresses)s?") % {"addresses": addresses})
    told.append(_("Search for its name, or see the list: %(list)s") % {"list": f"/{noun}"})
    raise HTTPException(HTTPStatus.NOT_FOUND, " ".join(told))
