"""How it works: what is recorded, how it is found, how certain it is, and what is left out."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.web.pages import render

router = APIRouter()


@router.get("/method", name="method", include_in_schema=False)
def index(request: Request) -> HTMLResponse:
    """The method and the vocabulary."""
    return render(request, "method/index.html")
