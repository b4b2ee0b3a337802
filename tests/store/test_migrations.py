"""The schema goes up, down and up again with data in it, and the models are what the migrations make."""

from datetime import UTC, datetime

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, func, inspect, select
from sqlalchemy.orm import Session

from app.store.engine import session_factory
from app.store.migrate import downgrade, require_current, upgrade
from app.store.models import Article, Evidence, Model, Statement, StatementApart, StatementReport
from app.store.origins import fill_in
from tests.conftest import NewDatabase, open_engine
from tests.factories import make_article, make_official, make_publisher, make_statement


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


def test_every_check_of_the_models_is_in_the_database(engine: Engine) -> None:
    for table in Model.metadata.sorted_tables:
        wanted = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        held = {one["name"] for one in inspect(engine).get_check_constraints(table.name)}
        assert wanted <= held, table.name  # SQLite makes a changed table anew: none may be lost on the way


def test_origins_and_reports_go_back_and_come_again(engine: Engine) -> None:
    """Two articles of one text, a statement joined to another, a split that is remembered."""
    with session_factory(engine)() as session:
        lavrov = make_official(session)
        words = "“We have no plans for a base on that coast,” the minister said. " * 12
        first = make_article(session, words, publisher=make_publisher(session, "one.example"))
        second = make_article(session, words, publisher=make_publisher(session, "two.example"))
        second.content_hash = first.content_hash
        kept = make_statement(session, "We have no plans for a base", official=lavrov, article=first)
        joined = make_statement(session, "no plans for a base on that", official=lavrov, article=second)
        joined.joined_into_id = kept.id
        report = session.scalars(
            select(StatementReport).where(StatementReport.statement_id == joined.id)
        ).one()
        report.statement_id, report.joined_from_id = kept.id, joined.id
        now = datetime.now(UTC)
        session.add(
            StatementApart(
                statement_id=kept.id, origin_id=first.id, words_key=-7, decided_by="anna", decided_at=now
            )
        )
        session.commit()
        ids = (kept.id, joined.id)
    downgrade(engine, "0001")
    with engine.connect() as connection:
        homes = connection.exec_driver_sql("SELECT statement_id FROM statement_report ORDER BY id").scalars()
        assert tuple(homes) == ids
        hashes = connection.exec_driver_sql("SELECT DISTINCT content_hash FROM article").scalars().all()
        assert len(hashes) == 2
    upgrade(engine)
    with session_factory(engine)() as session, session.begin():
        assert fill_in(session) == 4  # two articles, two reports: the older schema had no keys
        assert fill_in(session) == 0
        assert session.scalars(select(Article.origin_id).order_by(Article.id)).all() == [first.id, first.id]
        assert session.scalar(select(func.count()).select_from(Evidence)) == 2
