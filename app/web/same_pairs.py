"""Records that may be one: the list with its reasons, and what a person decides about each pair."""

from enum import StrEnum
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.errors import InputError
from app.domain.kinds import PairState, UserRole
from app.query.same_pairs import count_pairs, list_pairs
from app.store.records import MERGED, find_record
from app.store.same_pairs import KINDS, decide_pair, merge_pair, pair_of
from app.web import csrf
from app.web.auth import RequireAnalyst, reviewer_of
from app.web.pages import RequestSession, WriteSession, render
from app.web.params import choice

router = APIRouter(include_in_schema=False)
Key = Annotated[str, Form(max_length=120)]


class PairAct(StrEnum):
    """What is done with a pair."""

    MERGE = "merge"
    APART = "apart"
    LATER = "later"
    OPEN = "open"


def kind_of(kind: str) -> str:
    """A kind of record that has pairs. Raises InputError that lists them."""
    if kind not in KINDS:
        raise InputError(f"kind={kind[:40]!r} is not known: choose one of {', '.join(KINDS)}")
    return kind


@router.get("/review/same", name="same_pairs")
def index(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    kind: Annotated[str, Query(max_length=20)] = "",
    state: Annotated[str | None, Query(max_length=20)] = None,
    after: Annotated[str | None, Query(max_length=80)] = None,
    done: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> Response:
    """The pairs of one kind. At most eight queries. `done`: the revision of the act that led here."""
    counts = count_pairs(session)
    asked = choice(PairState, state, "state") or PairState.OPEN
    shown = kind_of(kind) if kind else next((one for one in KINDS if counts.get((one, asked))), KINDS[0])
    page = list_pairs(session, shown, asked, after=after)
    return render(
        request,
        "review_queue/same.html",
        page=page,
        kind=shown,
        kinds=KINDS,
        state=asked,
        counts=counts,
        may_decide=shown not in MERGED or user.is_at_least(UserRole.EDITOR),
        done=done,
        csrf_token=user.csrf_token,
    )


@router.post("/review/same/{kind}", name="decide_pair")
def decide(
    session: WriteSession,
    user: RequireAnalyst,
    kind: str,
    one: Key,
    other: Key,
    act: Annotated[PairAct, Form()],
    keep: Annotated[str, Form(max_length=120)] = "",
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Merge the two into `keep`, keep them apart, put the question off, or ask it again."""
    csrf.require(csrf_token, user)
    pair = pair_of(session, kind_of(kind), one, other)
    by = reviewer_of(user)
    if act is PairAct.MERGE:
        if keep not in (one, other):
            raise InputError("say which of the two stays: keep is the slug or the number of one of them")
        revision = merge_pair(session, pair, find_record(session, kind, keep).id, by=by)
    else:
        revision = decide_pair(session, pair, PairState(act.value), by=by)
    query = urlencode({"kind": kind, "done": revision})
    return RedirectResponse(f"/review/same?{query}", HTTPStatus.SEE_OTHER)
