"""Whether the process runs, and whether it can serve."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import StoreError
from app.store.migrate import require_current

router = APIRouter(include_in_schema=False)
NO_STORE = {"Cache-Control": "no-store"}


@router.get("/healthz")
def healthz() -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok", headers=NO_STORE)


@router.get("/readyz")
def readyz(request: Request) -> PlainTextResponse:
    """The database is reached and at this version's schema; 503 where it is not."""
    try:
        require_current(request.app.state.engine)
    except StoreError as error:
        return PlainTextResponse(str(error), 503, NO_STORE)
    except SQLAlchemyError:
        return PlainTextResponse("the database cannot be reached", 503, NO_STORE)
    return PlainTextResponse("ready", headers=NO_STORE)
