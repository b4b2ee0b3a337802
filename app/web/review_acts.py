"""The decisions of a review: accept, edit, reject, undo, accept what remains, add what was not found.

Each is one transaction, carries the version that was seen, and ends at the screen: with what was done, or with why
nothing was. Who was signed out meanwhile finds what they sent kept, see `app.web.review_signed_out`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError, NotAllowed
from app.query.picking import MOST_TYPED, pick
from app.query.review import Review, get_review
from app.store.accepting import Seen, accept_together
from app.store.creating import create_agreement, create_claim, create_statement
from app.store.engine import transaction
from app.store.proposals import link_record, make_record
from app.store.records import name_of
from app.store.reviewer import Reviewer
from app.store.reviews import accept, edit, reject
from app.store.sign_in import SignedIn
from app.store.undo import undo
from app.web import csrf
from app.web.auth import CurrentUser, require_analyst, reviewer_of
from app.web.pages import wants_fragment
from app.web.review_article import PATH, screen, shown_tab
from app.web.review_conflict import conflict_page
from app.web.review_forms import (
    REASONS,
    FormState,
    ReadForm,
    Refused,
    Sent,
    new_values,
    passage_of_form,
    picked,
    record_of,
    values_of_form,
)
from app.web.review_queue import queue_query
from app.web.review_signed_out import kept_page, signed_out

router = APIRouter(include_in_schema=False)
TAKEN = "Something that came since has taken the place of what this would make. Look at it as it is now."


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did, in words for who did it; `left` is what it left out, and why."""

    said: str
    left: tuple[str, ...] = ()


Act = Callable[[Session, Review, Reviewer], Done]


@router.post(PATH + "/accept")
def accept_one(request: Request, user: CurrentUser, article_id: int, sent: ReadForm) -> Response:
    """Find a finding right as it was seen; of a new name, make the record as it is proposed."""

    def act(session: Session, review: Review, by: Reviewer) -> Done:
        record = record_of(session, sent.get("record"))
        if record.kind == "proposal":
            found = review.find(sent.get("record"))
            if found is None:
                raise InputError("this name is none of the article: load the page again")
            if near := pick(session, str(found.values["proposed"]), found.name[:MOST_TYPED]):
                said = f"“{found.name[:60]}” may be {near[0].name}: say which it is, or save it as new."
                raise Refused("is_q", said)
            values = _as_proposed(found.values, found.name)
            made, _ = make_record(session, record.id, values, by=by, seen=sent.seen)
            return Done(f"Made {name_of(session, made)}")
        accept(session, record, by=by, seen=sent.seen)
        return Done("Accepted")

    key = sent.get("record")
    asks = FormState(record=key) if key.startswith("proposal:") else None
    return _do(request, user, article_id, sent, act, asks)


@router.post(PATH + "/reject")
def reject_one(request: Request, user: CurrentUser, article_id: int, sent: ReadForm) -> Response:
    """Take a finding out of sight, for a reason: one of the common ones, or in words."""

    def act(session: Session, review: Review, by: Reviewer) -> Done:
        record = record_of(session, sent.get("record"))
        reason = REASONS.get(sent.get("why"), "")
        more = sent.get("reason").strip()
        told = f"{reason}; {more}" if reason and more else reason or more
        reject(session, record, by=by, reason=told, seen=sent.seen)
        return Done("Rejected")

    return _do(request, user, article_id, sent, act)


@router.post(PATH + "/edit")
def edit_one(request: Request, user: CurrentUser, article_id: int, sent: ReadForm) -> Response:
    """Set the fields of a finding, and the words that it rests on; of a new name, say what record it is."""
    key = sent.get("record")

    def act(session: Session, review: Review, by: Reviewer) -> Done:
        record = record_of(session, key)
        found = review.find(key)
        if found is None and record.kind != "article":
            raise InputError(f"{key[:60]} is none of this article: load the page again")
        if record.kind == "article":
            given = {name: sent.get(name) for name in ("title", "publisher", "published") if name in sent}
            edit(session, record, given, by=by, seen=sent.seen)
            return Done("The article is edited")
        assert found is not None
        if record.kind == "proposal":
            return _decide_name(session, record.id, str(found.values["proposed"]), sent, by)
        passage = passage_of_form(session, review, sent, held=found.quote)
        new_name = any(sent.get(f"new_{what}_name").strip() for what in ("official", "base"))
        where = passage
        if where is None and new_name:
            where = passage_of_form(
                session, review, Sent((("words", found.quote), ("start", str(found.start))))
            )
        values = values_of_form(session, record.kind, sent, where, by)
        edit(session, record, values, by=by, seen=sent.seen, passage=passage, reason=sent.get("reason"))
        return Done("Edited")

    return _do(request, user, article_id, sent, act, FormState(record=key, given=_given(sent)))


@router.post(PATH + "/accept-all")
def accept_all(request: Request, user: CurrentUser, article_id: int, sent: ReadForm) -> Response:
    """Accept what was on the screen and nothing speaks against; say what is left, and why."""

    def act(session: Session, review: Review, by: Reviewer) -> Done:
        wanted = []
        for one in sent.all("finding"):
            key, _, revision = one.partition("@")
            seen = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else None
            if review.find(key) is None:
                raise InputError(f"{key[:60]!r} is no finding of this article: load the page again")
            wanted.append(Seen(record_of(session, key), seen))
        done = accept_together(session, article_id, wanted, by=by)
        left = tuple(f"{review_name(review, f'{one.kind}:{one.id}')}: {why}" for one, why in done.left)
        return Done(f"Accepted {len(done.records)}", left)

    return _do(request, user, article_id, sent, act)


@router.post(PATH + "/undo")
def undo_one(request: Request, user: CurrentUser, article_id: int, sent: ReadForm) -> Response:
    """Take back one act; one that was taken back says so."""

    def act(session: Session, review: Review, by: Reviewer) -> Done:
        number = sent.get("revision")
        known = number.isascii() and number.isdigit() and len(number) < 10
        undo(session, int(number) if known else 0, by=by)
        return Done("Undone")

    return _do(request, user, article_id, sent, act)


@router.post(PATH + "/create")
def create(request: Request, user: CurrentUser, article_id: int, sent: ReadForm) -> Response:
    """Make a statement, a claim or an agreement of chosen words."""
    kind = sent.get("new")

    def act(session: Session, review: Review, by: Reviewer) -> Done:
        passage = passage_of_form(session, review, sent)
        if passage is None:
            raise Refused("words", "Give the exact words of the article.")
        if kind == "statement":
            create_statement(session, passage, values_of_form(session, kind, sent, passage, by), by=by)
        elif kind == "claim":
            create_claim(session, passage, values_of_form(session, kind, sent, passage, by), by=by)
        elif sent.get("agreement_q").strip():
            values = values_of_form(session, "agreement_report", sent, passage, by)
            create_agreement(session, passage, values, by=by)
        else:
            create_agreement(session, passage, new_values(session, "agreement", sent), by=by)
        return Done(f"Added one {kind}")

    return _do(request, user, article_id, sent, act, FormState(adding=kind, given=_given(sent)))


def review_name(review: Review, key: str) -> str:
    """What a message calls a finding."""
    found = review.find(key)
    return found.name if found else key


def _do(
    request: Request,
    user: SignedIn | None,
    article_id: int,
    sent: Sent,
    act: Act,
    form: FormState | None = None,
) -> Response:
    if user is None:
        return signed_out(request, sent)
    require_analyst(request)
    if not csrf.has_token(sent.get(csrf.FIELD), user):
        return kept_page(request, user, request.url.path, sent, status=HTTPStatus.FORBIDDEN)
    by = reviewer_of(user)
    try:
        with transaction(request.app.state.sessions) as session:
            review = get_review(session, article_id, by) if 0 < article_id < 2**31 else None
            if review is None:
                raise InputError(f"there is no article {article_id} to review")
            done = act(session, review, by)
    except Conflict as error:
        return conflict_page(request, user, article_id, sent, str(error))
    except Refused as error:
        form = FormState(form.record, form.adding, form.given, error) if form else None
        return screen(request, user, article_id, status=422, form=form, error=str(error))
    except (InputError, NotAllowed) as error:
        status = HTTPStatus.FORBIDDEN if isinstance(error, NotAllowed) else HTTPStatus.UNPROCESSABLE_ENTITY
        if review is None:
            raise
        return screen(request, user, article_id, status=status, form=form, error=_sentence(str(error)))
    except IntegrityError:
        return screen(request, user, article_id, status=409, form=form, error=TAKEN)
    if wants_fragment(request) or done.left:
        return screen(request, user, article_id, said=done.said, left=done.left)
    at = sent.get("at")
    anchor = f"#{at}" if at.isascii() and at.isalnum() and len(at) < 8 else ""
    query = queue_query(request)
    if tab := shown_tab(request):
        query += f"{'&' if query else '?'}{urlencode({'show': tab})}"
    return RedirectResponse(f"/review/articles/{article_id}{query}{anchor}", HTTPStatus.SEE_OTHER)


def _decide_name(session: Session, number: int, proposed: str, sent: Sent, by: Reviewer) -> Done:
    """A proposed name is a record that we hold, or becomes one of its own."""
    slug = picked(session, proposed, "is", sent) or sent.get("is").strip()
    if slug:
        record, _ = link_record(session, number, slug, by=by, seen=sent.seen)
        return Done(f"It is {name_of(session, record)}")
    record, _ = make_record(session, number, new_values(session, proposed, sent), by=by, seen=sent.seen)
    return Done(f"Made {name_of(session, record)}")


def _as_proposed(values: dict[str, object], name: str) -> dict[str, object]:
    """The fields of a record made just as an article proposes it. What is missing is refused by the store, by name."""
    proposed = values["proposed"]
    if proposed == "official":
        return {"name": name, "country": values["country"]}
    if proposed == "base":
        return {
            "name": name,
            "host_country": values["country"],
            "territory": values.get("territory"),
            "kind": values.get("kind") or "other",
            "status": "reported",
        }
    told = ("kind", "status", "parties", "signed", "expires", "term_years")
    return {"title": name, **{field: values.get(field) for field in told}}


def _given(sent: Sent) -> dict[str, Any]:
    several = {"countries", "bases"}
    return {name: sent.all(name) if name in several else value for name, value in sent.pairs} | {
        name: sent.all(name) for name in several
    }


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")
