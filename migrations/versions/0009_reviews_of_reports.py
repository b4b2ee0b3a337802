"""Reports of bases and agreements are reviewed, too; and who is at the review of an article"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REPORTS = ("base_report", "agreement_report")
STATES = "review IN ('unreviewed', 'accepted', 'edited', 'rejected')"


def upgrade() -> None:
    for table in REPORTS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("review", sa.String(32), nullable=False, server_default="unreviewed"))
            batch.create_check_constraint(op.f(f"ck_{table}_reviewstate"), STATES)
        with op.batch_alter_table(table) as batch:
            batch.alter_column("review", server_default=None)
    op.create_table(
        "review_presence",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_review_presence_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_review_presence_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "user_id", name=op.f("pk_review_presence")),
    )
    op.create_index(op.f("ix_review_presence_user_id"), "review_presence", ["user_id"])


def downgrade() -> None:
    """What a person rejected goes with the column that says so: it would be public again."""
    op.drop_table("review_presence")
    for table in REPORTS:
        rows = sa.table(table, sa.column("review"))
        op.execute(sa.delete(rows).where(rows.c.review == "rejected"))
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_reviewstate"), type_="check")
            batch.drop_column("review")
