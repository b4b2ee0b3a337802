"""How it works: the method, the words, how certain records are, licence, privacy, accessibility."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.publishing import PUBLISHED_FROM
from app.present.evaluation import published
from app.present.vocabulary import vocabularies
from app.web.pages import AppSettings, render

router = APIRouter()


@router.get("/method", name="method", include_in_schema=False)
def index(request: Request) -> HTMLResponse:
    """What is recorded, how it is found and what is left out."""
    return render(request, "method/index.html")


@router.get("/vocabulary", name="vocabulary", include_in_schema=False)
def vocabulary(request: Request) -> HTMLResponse:
    """Every word with its sign and its meaning."""
    return render(request, "method/vocabulary.html", vocabularies=vocabularies())


@router.get("/certainty", name="certainty", include_in_schema=False)
def certainty(request: Request) -> HTMLResponse:
    """What a confidence means, and how often it was right on annotated articles."""
    return render(request, "method/certainty.html", measured=published(), threshold=PUBLISHED_FROM)


@router.get("/licence", name="licence", include_in_schema=False)
def licence(request: Request) -> HTMLResponse:
    """What may be done with data, words, map and program."""
    return render(request, "method/licence.html")


@router.get("/privacy", name="privacy", include_in_schema=False)
def privacy(request: Request, settings: AppSettings) -> HTMLResponse:
    """Every cookie, and what is kept of whom for how long."""
    return render(request, "method/privacy.html", settings=settings)


@router.get("/accessibility", name="accessibility", include_in_schema=False)
def accessibility(request: Request) -> HTMLResponse:
    """What is met, how it was checked, what is not met, and whom to tell."""
    return render(request, "method/accessibility.html")
