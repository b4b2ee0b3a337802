"""The review queue: what waits under which filters, how the day goes, and the next article to review."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.domain.queue import FindingKind, QueueOrder
from app.present.format import label
from app.present.language import gettext as _
from app.query import review_queue
from app.query.corrections import count_waiting
from app.query.edits import EditRow, count_edits, list_edits
from app.query.review_queue import QueueFilter, queue_key
from app.query.statements import FacetValue
from app.store.reviewer import newest_revision
from app.store.source_acts import MOST_REASON
from app.web.auth import RequireAnalyst
from app.web.edit_pairs import Wordings, with_wordings
from app.web.filters import linker, removals
from app.web.pages import RequestSession, render
from app.web.params import choice

router = APIRouter(include_in_schema=False)
EDITS_SHOWN = 5
FILTERS = ("country", "kind", "source", "added_by", "unsure", "order")
FACETS = ("kind", "country", "source", "added_by")
KEYED = set(QueueOrder) - {QueueOrder.AGE, QueueOrder.NEWEST}  # whose place is more than the article's number
Text = Annotated[str | None, Query(max_length=200)]


def queue_filter(
    country: Text = None, kind: Text = None, source: Text = None, added_by: Text = None, unsure: Text = None
) -> QueueFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    return QueueFilter(
        country=country or None,
        kind=choice(FindingKind, kind, "kind"),
        source=source or None,
        added_by=added_by or None,
        unsure=unsure not in (None, "", "0"),
    )


def queue_order(order: Text = None) -> QueueOrder:
    """The order of an address. Raises InputError that lists the words."""
    return choice(QueueOrder, order, "order") or QueueOrder.AGE


Where = Annotated[QueueFilter, Depends(queue_filter)]
Order = Annotated[QueueOrder, Depends(queue_order)]


def _orders() -> dict[QueueOrder, str]:
    return {
        QueueOrder.AGE: _("longest waiting"),
        QueueOrder.NEWEST: _("newest"),
        QueueOrder.CONFIDENCE: _("least sure"),
        QueueOrder.KIND: _("kind"),
        QueueOrder.COUNTRY: _("country"),
        QueueOrder.SOURCE: _("source"),
    }


@router.get("/review", name="review_queue")
def index(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    where: Where,
    order: Order,
    after: Text = None,
    done: Annotated[int, Query()] = 0,
) -> Response:
    """The queue. At most 23 queries. `done`: the last article under the filters was just left.

    Before its filters are used it shows the newest edits of pages, too: they wait for an editor as findings do.
    """
    page = review_queue.list_queue(
        session, where, order, user=(user.user_id, user.name), after=queue_key(after)
    )
    articles, findings = review_queue.count_queue(session, where)
    facets = {field: review_queue.queue_facet(session, where, field) for field in FACETS}
    return render(
        request,
        "review_queue/index.html",
        "review_queue/_results.html",
        page=page,
        where=where,
        order=order,
        orders=_orders(),
        articles=articles,
        findings=findings,
        facets=facets,
        progress=review_queue.progress(session, user.name, datetime.now(UTC)),
        again=review_queue.met_again(session),
        edited=count_edits(session),
        reported=count_waiting(session),
        edits=[] if _kept(request.query_params) or after else _newest_edits(session),
        most_reason=MOST_REASON,
        is_editor=user.is_at_least(UserRole.EDITOR),
        removals=_removals(request, where, facets),
        link=linker(request),
        kept=_kept(request.query_params),
        query=queue_query(request),
        is_keyed=order in KEYED,
        seen=newest_revision(session),
        was_last=bool(done),
        csrf_token=user.csrf_token,
    )


def _newest_edits(session: Session) -> list[tuple[EditRow, Wordings]]:
    return with_wordings(list_edits(session, limit=EDITS_SHOWN).rows)


@router.get("/review/next", name="review_next")
def go_on(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    where: Where,
    order: Order,
    after: Annotated[int, Query(ge=0, lt=2**31)] = 0,
    key: Text = None,
) -> Response:
    """The article after `after` in the queue under its filters; where none is left, the queue, which says so."""
    following = review_queue.next_article(session, where, order, after, after=queue_key(key))
    kept = _kept(request.query_params)
    if following is None:
        return RedirectResponse(f"/review?{urlencode(kept | {'done': '1'})}", HTTPStatus.SEE_OTHER)
    number, own = following
    query = urlencode(kept | ({"key": own} if order in KEYED else {}))
    return RedirectResponse(f"/review/articles/{number}{'?' if query else ''}{query}", HTTPStatus.SEE_OTHER)


def queue_query(request: Request) -> str:
    """The filters and the order of an address as the query of another: `?order=kind`, or nothing.

    A form that is sent from the review of an article goes by those of the page that it stands on. With them goes the
    article's place in an order that is not by number: once all of it is decided it is in the queue no more.
    """
    asked: Mapping[str, str] = request.query_params
    if request.method == "POST" and not asked:
        asked = dict(parse_qsl(urlsplit(request.headers.get("referer", "")).query))
    kept = _kept(asked)
    if asked.get("key"):
        kept["key"] = asked["key"][:200]  # the place in the queue that the article had when it was opened
    return f"?{urlencode(kept)}" if kept else ""


def _kept(asked: Mapping[str, str]) -> dict[str, str]:
    """The filters and the order of an address, to go on with."""
    return {name: asked[name][:200] for name in FILTERS if asked.get(name)}


def _removals(
    request: Request, where: QueueFilter, facets: dict[str, list[FacetValue]]
) -> list[tuple[str, str]]:
    def named(field: str, value: str) -> str:
        return next((one.text for one in facets[field] if one.value == value and one.text), value)

    return removals(
        request,
        {
            "kind": where.kind and label(where.kind),
            "country": where.country and f"about {named('country', where.country)}",
            "source": where.source and named("source", where.source),
            "added_by": where.added_by and f"added by {where.added_by}",
            "unsure": "with suggestions" if where.unsure else None,
        },
    )
