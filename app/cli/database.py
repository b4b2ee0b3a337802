"""`basewatch init`, and the database that every other command opens."""

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app.domain.errors import StoreError
from app.settings import Settings
from app.store.engine import create_engine_for, session_factory, transaction
from app.store.migrate import require_current, upgrade
from app.store.origins import fill_in
from app.store.review_queue import fill_queue
from app.store.same_candidates import fill_pairs
from app.store.search_facets import fill_facets
from app.store.search_index import remove_hidden


@click.command()
def init() -> None:
    """Make the database of BASEWATCH_DATABASE_URL, or bring it to this version's schema.

    Safe to repeat: a database that is up to date is left as it is.
    """
    settings = Settings.from_environment()
    migrate(settings)
    click.echo(f"{shown(settings)} is at this version's schema. Next: basewatch seed")


def migrate(settings: Settings) -> None:
    """Migrate forwards, and compute what an older version did not keep.

    Raises StoreError when the database cannot be reached.
    """
    try:
        engine = create_engine_for(settings.database_url)
        upgrade(engine)
        with transaction(session_factory(engine)) as session:
            fill_in(session)
            remove_hidden(session)
            fill_facets(session)
            fill_queue(session)
            fill_pairs(session)
    except OperationalError as error:
        raise _unreachable(settings, error) from None


def open_database(settings: Settings) -> sessionmaker[Session]:
    """Sessions on a database at the current schema. Raises StoreError that says what to do."""
    engine = create_engine_for(settings.database_url)
    try:
        require_current(engine)
    except OperationalError as error:
        raise _unreachable(settings, error) from None
    return session_factory(engine)


def shown(settings: Settings) -> str:
    """The database URL without its password."""
    return make_url(settings.database_url).render_as_string(hide_password=True)


def _unreachable(settings: Settings, error: OperationalError) -> StoreError:
    return StoreError(
        f"cannot open {shown(settings)}: {error.orig}. Check BASEWATCH_DATABASE_URL, and that the server runs"
    )
