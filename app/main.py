"""The application: the one place that knows every part."""

from fastapi import APIRouter, FastAPI

import app
from app.settings import Settings
from app.store.engine import create_engine_for, session_factory
from app.store.migrate import require_current
from app.web import errors, headers, pages
from app.web.assets import Assets

ROUTERS: list[APIRouter] = []


def create_app(settings: Settings) -> FastAPI:
    """The web application on the database of `settings`. Raises StoreError when that is not migrated."""
    engine = create_engine_for(settings.database_url)
    require_current(engine)
    web = FastAPI(
        title="Basewatch",
        version=app.__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    web.state.settings = settings
    web.state.engine = engine
    web.state.sessions = session_factory(engine)
    web.state.templates = pages.make_templates()
    assets = Assets(pages.STATIC)
    web.state.templates.env.globals["static_url"] = assets.url
    web.add_middleware(headers.SecurityHeaders)
    errors.install(web)
    web.mount("/static", assets, name="static")
    for router in ROUTERS:
        web.include_router(router)
    return web
