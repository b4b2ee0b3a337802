"""The schema goes up, down and up again with data in it, and the models are what the migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from app.store.engine import session_factory
from app.store.migrate import downgrade, require_current, upgrade
from app.store.models import Model, Statement
from tests.conftest import NewDatabase, open_engine


def statement_count(engine: Engine) -> int:
    with session_factory(engine)() as session:
        return session.scalar(select(func.count()).select_from(Statement)) or 0


def test_down_and_up_again_with_data(new_database: NewDatabase) -> None:
    with open_engine(new_database("seeded")) as engine:
        assert statement_count(engine) > 200
        downgrade(engine, "base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
        upgrade(engine)
        require_current(engine)
        assert statement_count(engine) == 0
        with session_factory(engine)() as session:
            _use(session)


def _use(session: Session) -> None:
    from tests.factories import make_statement

    make_statement(session)
    session.commit()


def test_the_models_are_what_the_migrations_make(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [
            change
            for change in compare_metadata(context, Model.metadata)
            if "search_text" not in str(change) and "ix_search_document_text" not in str(change)
        ]
    assert differences == []  # the full-text index is made by hand, per database
