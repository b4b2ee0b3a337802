"""A batch of articles in preview: how far it is, one line an article, and saving all that are new."""

from http import HTTPStatus

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.kinds import BatchState
from app.store.batches import ask_to_save, find_batch, list_items, numbers_to_save
from app.store.engine import transaction
from app.web import csrf
from app.web.auth import RequireAnalyst
from app.web.batch_work import BatchWork
from app.web.pages import RequestSession, render, wants_fragment

router = APIRouter(include_in_schema=False)
EXPIRED = "This batch is over: a day has passed, or newer ones took its place. Give the file again."


@router.get("/add/batch/{token}", name="batch")
def show(request: Request, session: RequestSession, user: RequireAnalyst, token: str) -> Response:
    """The batch as it is now; while it is worked at, its list asks for itself again. One fetched page leads on."""
    batch = find_batch(session, user.user_id, token)
    if batch is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, EXPIRED)
    items = list_items(session, token)
    if len(items) == 1 and batch.name == items[0].name and items[0].state is BatchState.READY:
        preview = f"/add/{token}.1"
        if wants_fragment(request):
            return Response(headers={"HX-Redirect": preview})
        return RedirectResponse(preview, HTTPStatus.SEE_OTHER)
    to_save = set(numbers_to_save(session, token))
    works = batch.saving or batch.counts[BatchState.WAITING] > 0
    if works:
        work: BatchWork = request.app.state.batches
        work.start(token, user.user_id, user.name)
    return render(
        request,
        "add/batch.html",
        "add/_batch.html",
        batch=batch,
        items=items,
        works=works,
        done=batch.total - batch.counts[BatchState.WAITING],
        new=len(to_save),
        near=sum(item.number in to_save and item.found["near"] is not None for item in items),
        csrf_token=csrf.token_of(request),
    )


@router.post("/add/batch/{token}/save")
def save(
    request: Request, user: RequireAnalyst, token: str, csrf_token: str = Form("", max_length=200)
) -> Response:
    """Save all that are new, one after another, and show how far that is."""
    csrf.require(csrf_token, user)
    with transaction(request.app.state.sessions) as session:
        if find_batch(session, user.user_id, token) is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, EXPIRED)
        ask_to_save(session, token)
    work: BatchWork = request.app.state.batches
    work.start(token, user.user_id, user.name)
    return RedirectResponse(f"/add/batch/{token}", HTTPStatus.SEE_OTHER)
