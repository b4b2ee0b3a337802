"""Changes row by row that can be undone, records merged into others, and articles that were reviewed"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MERGED = ("official", "base", "agreement")
NUMBERED_ONCE = {"sqlite_autoincrement": True}
JOINED = sa.text("joined_into_id IS NOT NULL")
REVIEWS = "review IN ('unreviewed', 'accepted', 'edited', 'rejected')"


def upgrade() -> None:
    with op.batch_alter_table("revision") as batch:
        batch.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("undone_by_id", sa.Integer(), nullable=True))
        for column in ("undoes_id", "undone_by_id"):
            batch.create_foreign_key(op.f(f"fk_revision_{column}"), "revision", [column], ["id"])
    op.create_table(
        "revision_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_revision_change_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_change")),
    )
    op.create_index(op.f("ix_revision_change_revision_id"), "revision_change", ["revision_id"])
    op.create_index("ix_revision_change_row", "revision_change", ["table_name", "row_key", "revision_id"])
    with op.batch_alter_table("article") as batch:
        batch.add_column(sa.Column("review", sa.String(32), nullable=False, server_default="unreviewed"))
        batch.create_check_constraint(op.f("ck_article_reviewstate"), REVIEWS)
    with op.batch_alter_table("article") as batch:
        batch.alter_column("review", server_default=None)
    for table in MERGED:
        with op.batch_alter_table(table, recreate="auto", table_kwargs=NUMBERED_ONCE) as batch:
            batch.add_column(sa.Column("joined_into_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_joined_into_id"), table, ["joined_into_id"], ["id"])
            batch.create_check_constraint(
                op.f(f"ck_{table}_not_into_itself"), "joined_into_id IS NULL OR joined_into_id != id"
            )
            batch.create_index(
                f"ix_{table}_joined_into_id", ["joined_into_id"], sqlite_where=JOINED, postgresql_where=JOINED
            )
    _statement_numbers(NUMBERED_ONCE)


def downgrade() -> None:
    """A merged record has given its links away, and the older schema cannot lead on: it goes out of sight."""
    _statement_numbers({})
    for table in MERGED:
        op.execute(f"UPDATE {table} SET review = 'rejected' WHERE joined_into_id IS NOT NULL")  # noqa: S608
        with op.batch_alter_table(table, table_kwargs={}) as batch:
            batch.drop_index(f"ix_{table}_joined_into_id")
            batch.drop_constraint(op.f(f"ck_{table}_not_into_itself"), type_="check")
            batch.drop_constraint(op.f(f"fk_{table}_joined_into_id"), type_="foreignkey")
            batch.drop_column("joined_into_id")
    with op.batch_alter_table("article") as batch:
        batch.drop_constraint(op.f("ck_article_reviewstate"), type_="check")
        batch.drop_column("review")
    op.drop_table("revision_change")
    with op.batch_alter_table("revision") as batch:
        for column in ("undoes_id", "undone_by_id"):
            batch.drop_constraint(op.f(f"fk_revision_{column}"), type_="foreignkey")
            batch.drop_column(column)


def _statement_numbers(table_kwargs: dict[str, bool]) -> None:
    """SQLite keeps whether a number is given twice in the table itself, which is made anew for it."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("statement", recreate="always", table_kwargs=table_kwargs):
            pass
