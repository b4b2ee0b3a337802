"""Two people decided on one finding: what the other did, what this one wanted, and both ways on."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.present.format import label, words
from app.present.review import cards_of
from app.query.review import get_review
from app.store.models import Revision, RevisionChange
from app.store.records import Record
from app.store.reviewer import latest_revision
from app.store.sign_in import SignedIn
from app.web.auth import reviewer_of
from app.web.pages import render
from app.web.review_forms import REASONS, Sent, record_of

MOST_SHOWN = 5
HIDDEN = {"csrf_token", "record", "seen", "at", "countries_shown", "bases_shown", "start"}
ACTS = {"accept": "Accept it as you saw it", "reject": "Reject it", "edit": "Edit it"}


@dataclass(frozen=True, slots=True)
class Theirs:
    """A revision that came in between."""

    actor: str
    at: datetime
    reason: str
    fields: tuple[tuple[str, str, str], ...]  # (name, before, after)


def conflict_page(request: Request, user: SignedIn, article_id: int, sent: Sent, message: str) -> Response:
    """Theirs, yours, and both choices; nothing was saved, and nothing is lost."""
    with request.app.state.sessions() as session:
        review = get_review(session, article_id, reviewer_of(user))
        try:
            record: Record | None = record_of(session, sent.get("record"))
        except InputError:
            record = None
        newer = _newer(session, record, sent.seen or 0) if record else []
        now = latest_revision(session, record) if record else 0
    assert review is not None
    card = next((one for one in cards_of(review) if one.finding.record == sent.get("record")), None)
    act = request.url.path.rpartition("/")[2]
    return render(
        request,
        "review/conflict.html",
        "review/_conflict.html",
        status=HTTPStatus.CONFLICT,
        review=review,
        card=card,
        message=message,
        theirs=newer,
        yours=told_fields(sent),
        act=act,
        act_words=ACTS.get(act, "Send it"),
        path=request.url.path,
        fields=sent.without("csrf_token", "seen").pairs,
        now=now,
        csrf_token=user.csrf_token,
    )


def told_fields(sent: Sent) -> list[tuple[str, str]]:
    """What a form says, field by field, for who sent it."""
    found: dict[str, list[str]] = {}
    for name, value in sent.pairs:
        if name not in HIDDEN and value.strip() and f"{name}_q" not in sent:
            told = REASONS.get(value, value) if name == "why" else value
            found.setdefault(name.removesuffix("_q"), []).append(told)
    return [(label(name), ", ".join(values)) for name, values in found.items()]


def _newer(session: Session, record: Record, seen: int) -> list[Theirs]:
    rows = select(RevisionChange.revision_id).where(
        RevisionChange.table_name == record.kind,
        RevisionChange.row_key == str(record.id),
        RevisionChange.revision_id > seen,
    )
    own = (Revision.record_type == record.kind) & (Revision.record_id == record.id)
    query = (
        select(Revision)
        .where(Revision.id > seen, or_(Revision.id.in_(rows), own))
        .order_by(Revision.id.desc())
        .limit(MOST_SHOWN)
    )
    return [
        Theirs(
            one.actor,
            one.at,
            one.reason,
            tuple(
                (label(name), _told((one.before or {}).get(name)), _told((one.after or {}).get(name)))
                for name in sorted({*(one.before or {}), *(one.after or {})})
            ),
        )
        for one in session.scalars(query)
    ]


def _told(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "") else words(str(value))
