"""What every route shares: the session, the settings, the rendering of a page or of its fragment."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.present import format as present_format
from app.present import json_ld
from app.present.language import ENGLISH, gettext, language, ngettext, pgettext, spoken
from app.present.names import name_links, naming
from app.query.names import NAMED_IN, names_in
from app.settings import Settings
from app.store.engine import transaction
from app.store.versions import read_data_version
from app.web.addresses import address_of, site_of
from app.web.languages import alternates, localized
from app.web.refusals import refusals, telling

VARY = "Accept-Language, HX-Request, HX-Boosted, HX-History-Restore-Request, Cookie"
ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"


@cache
def make_templates() -> Jinja2Templates:
    """The Jinja2 environment, one a process, so that a template is compiled once.

    Autoescape on, undefined names are errors, filters by `app.present.format`.
    """
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    env.filters.update(present_format.FILTERS)
    env.filters["json_ld"] = json_ld.script
    env.globals["language_of"] = language
    env.globals["refusals"] = refusals
    env.globals["in_english"] = _in_english
    env.globals["dataset"] = json_ld.dataset
    env.globals["website"] = json_ld.website
    env.globals["place_of"] = json_ld.base
    env.globals["country_of"] = json_ld.country
    env.globals["speaker_of"] = json_ld.official
    return Jinja2Templates(env=env)


def _request_session(request: Request) -> Iterator[Session]:
    with request.app.state.sessions() as session, session.begin():
        yield session


RequestSession = Annotated[Session, Depends(_request_session, scope="function")]
"""One request, one transaction: committed on return, rolled back on error.

Scope "function" commits before the answer leaves: a browser that follows a redirect finds what was written.
"""


def _write_session(request: Request) -> Iterator[Session]:
    with transaction(request.app.state.sessions) as session:
        yield session


WriteSession = Annotated[Session, Depends(_write_session, scope="function")]
"""As RequestSession, for a request that reads and then writes."""


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


AppSettings = Annotated[Settings, Depends(_settings)]


def wants_fragment(request: Request) -> bool:
    """htmx swaps part of a page; boosted links and history restores need the whole one."""
    whole = {"hx-boosted", "hx-history-restore-request"} & set(request.headers.keys())
    return request.headers.get("hx-request") == "true" and not whole


def _addresses(request: Request) -> dict[str, str | bool]:
    """`site` for links that leave the page, `canonical` for the one address of what it shows.

    `is_indexed`: search engines are to keep it; of filters that are combined there is no end.
    """
    kept = [
        key for key, value in request.query_params.items() if value and key not in ("after", "next", "to")
    ]
    gone = {key: None for key in request.query_params if key not in kept}
    canonical = address_of(request, **gone)
    site = site_of(request)
    if (code := spoken().code) != ENGLISH:
        canonical = f"{site}/{code}{canonical.removeprefix(site)}"
    return {"site": site, "canonical": canonical, "is_indexed": len(kept) < 2}


def _names(request: Request) -> dict[str, str]:
    """What records are called in the reader's language, read anew when the data has changed."""
    code = spoken().code
    if code not in NAMED_IN:
        return {}
    state = request.app.state
    version = read_data_version(state.engine)
    kept: dict[str, tuple[int, dict[str, str]]] = state.names_in
    if code not in kept or kept[code][0] != version:
        with state.sessions() as session:
            kept[code] = version, names_in(session, code)
    return kept[code][1]


def _in_english() -> Markup:
    """The `lang` of words of ours, which are in English, on a page in another language."""
    return Markup("") if spoken().code == ENGLISH else Markup(' lang="en"')


def render(
    request: Request, page: str, fragment: str | None = None, /, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """Render the template `page`, or `fragment` where htmx asks for a part of it."""
    name = fragment if fragment and wants_fragment(request) else page
    templates: Jinja2Templates = request.app.state.templates
    context = {
        "request": request,
        "status": status,
        "theme": request.cookies.get("theme", ""),
        "language": spoken(),
        "alternates": alternates(request),
        "printed_on": datetime.now(UTC).date(),
        **_addresses(request),
    } | context
    with telling(request), naming(_names(request)):
        html = name_links(templates.get_template(name).render(context))
    html = localized(html, request.scope.get("prefix", ""))
    return HTMLResponse(html, status_code=status, headers={"Vary": VARY})
