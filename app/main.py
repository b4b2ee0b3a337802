"""The application: the one place that knows every part."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import BaseRoute

import app
from app.pipeline import Names, chat_model
from app.settings import Settings
from app.store.engine import create_engine_for, session_factory
from app.store.migrate import require_current
from app.store.versions import read_data_version
from app.web import (
    account,
    add,
    add_batches,
    add_signed_out,
    agreements,
    alerts,
    api,
    api_alerts,
    api_articles,
    api_claims,
    api_lists,
    api_review_articles,
    api_review_queue,
    api_reviews,
    articles,
    bases,
    bulk_reviews,
    cards,
    citing,
    claims,
    corrections,
    countries,
    crawlers,
    downloads,
    errors,
    feed_import,
    feeds,
    health,
    history,
    home,
    ledger,
    maps,
    method,
    my_alerts,
    news,
    official_edit,
    officials,
    oidc,
    pages,
    pictures,
    publishers,
    review_acts,
    review_article,
    review_queue,
    review_signed_out,
    same_pairs,
    search,
    search_feed,
    signin,
    sources,
    statement_joins,
    statements,
    theme,
    topics,
    users,
)
from app.web.assets import Assets, program_digest
from app.web.auth import SessionCookie
from app.web.batch_work import BatchWork
from app.web.body_limit import FORM_OVERHEAD, BodyLimit
from app.web.caching import PageCache
from app.web.cors import Cors
from app.web.csrf import SameOrigin
from app.web.feed_work import FeedWork
from app.web.fetch_budget import FetchBudget
from app.web.formats import Formats
from app.web.headers import SecurityHeaders
from app.web.languages import Languages
from app.web.lists import LISTS, MEDIA_TYPES
from app.web.private import Callers, Closed
from app.web.rate_limit import WINDOW, RateLimit, Windows

FORMS_AN_HOUR = 10  # that one address may send without an account
ROUTERS: list[APIRouter] = [
    health.router,
    theme.router,
    home.router,
    maps.router,
    bases.router,
    claims.router,
    countries.router,
    statements.router,
    statement_joins.router,
    history.router,
    ledger.router,
    official_edit.router,
    officials.router,
    agreements.router,
    articles.router,
    publishers.router,
    topics.router,
    sources.router,
    search.router,
    search_feed.router,
    crawlers.router,
    cards.router,
    citing.router,
    pictures.router,
    downloads.router,
    method.router,
    news.router,
    corrections.router,
    alerts.router,
    my_alerts.router,
    signin.router,
    oidc.router,
    account.router,
    users.router,
    feed_import.router,
    feeds.router,
    add_signed_out.router,
    add.router,
    add_batches.router,
    review_queue.router,
    bulk_reviews.router,
    same_pairs.router,
    review_article.router,
    review_acts.router,
    review_signed_out.router,
    api_lists.router,
    api.router,
    api_articles.router,
    api_alerts.router,
    api_review_queue.router,
    api_review_articles.router,
    api_claims.router,
    api_reviews.router,
]


@cache
def _routes() -> list[BaseRoute]:
    """Made once a process, not once an application: FastAPI reads 150 signatures for them, in a sixth of a second."""
    site = APIRouter(dependencies=[Depends(errors.refuse_nul)])
    for router in ROUTERS:
        site.include_router(router)
    return site.routes


_description: dict[str, Any] = {}


class _Site(FastAPI):
    """With one description of the API a process, for it is that of the routes; making it takes a fifth of a second."""

    def openapi(self) -> dict[str, Any]:
        if not _description:
            _description.update(super().openapi())
        return _description


def create_app(settings: Settings) -> FastAPI:
    """The web application on the database of `settings`. Raises StoreError when that is not migrated."""
    engine = create_engine_for(settings.database_url)
    require_current(engine)
    web = _Site(
        title="Basewatch",
        version=app.__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        routes=_routes(),
    )
    web.state.settings = settings
    web.state.engine = engine
    web.state.sessions = session_factory(engine)
    web.state.names = Names()
    web.state.names_in = {}
    web.state.chat_model = chat_model(settings)
    web.state.fetch_budget = FetchBudget()
    web.state.batches = BatchWork(web.state.sessions, web.state.names, settings)
    web.state.feeds = FeedWork(web.state.sessions, web.state.names, settings, web.state.chat_model)
    web.state.form_windows = Windows(FORMS_AN_HOUR, 3600)
    web.state.oidc = oidc.provider_of(settings)
    web.state.oidc_starts = Windows(oidc.STARTS_PER_MINUTE, WINDOW)
    web.state.templates = pages.make_templates()
    assets = Assets(pages.STATIC)
    web.state.sign_on_name = settings.oidc_name if web.state.oidc else None
    web.state.templates.env.globals["static_url"] = assets.url
    # The last one added is the outermost: an answer from the cache still gets its security headers.
    web.add_middleware(
        BodyLimit,
        larger=dict.fromkeys(
            ("/add", "/add/again", "/api/v1/articles"), settings.max_upload_bytes + FORM_OVERHEAD
        )
        | dict.fromkeys(("/admin/feeds/import", "/admin/feeds/import/save"), feed_import.MAX_BODY),
    )
    web.add_middleware(SameOrigin)
    if settings.private:
        web.add_middleware(Closed)
    web.add_middleware(Callers, sessions=web.state.sessions)
    web.add_middleware(SessionCookie, sessions=web.state.sessions)
    web.add_middleware(
        PageCache,
        is_private=settings.private,
        data_version=lambda: read_data_version(engine),
        program=program_digest(pages.ROOT / "app", pages.ROOT / "templates") + assets.digest,
    )
    web.add_middleware(
        Formats,
        lists={f"/{noun}": {name: MEDIA_TYPES[name] for name in one.formats} for noun, one in LISTS.items()},
    )
    if settings.api_per_minute:
        web.add_middleware(RateLimit, per_minute=settings.api_per_minute)
    web.add_middleware(Cors)
    web.add_middleware(SecurityHeaders)
    web.add_middleware(Languages)
    errors.install(web)
    web.mount("/static", assets, name="static")
    return web


def from_environment() -> FastAPI:
    """The application by the environment's settings: what a server is told to load."""
    return create_app(Settings.from_environment())
