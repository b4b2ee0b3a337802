"""The queue of what is to be reviewed, what each user has seen of it, and rejected findings that were met again"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("met_rejected", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "ix_article_met_rejected",
        "article",
        ["id"],
        sqlite_where=sa.text("met_rejected > 0"),
        postgresql_where=sa.text("met_rejected > 0"),
    )
    op.create_table(
        "queued_article",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_queued_article_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_queued_article")),
    )
    for column in ("confidence", "country", "source", "kind"):
        op.create_index(f"ix_queued_article_{column}", "queued_article", [column, "article_id"])
    op.create_table(
        "queued_mark",
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["queued_article.article_id"],
            name=op.f("fk_queued_mark_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("field", "value", "article_id", name=op.f("pk_queued_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_queued_mark_article_id"), "queued_mark", ["article_id"])
    op.create_table(
        "article_seen",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_seen_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_article_seen_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "article_id", name=op.f("pk_article_seen")),
    )
    op.create_index(op.f("ix_article_seen_article_id"), "article_seen", ["article_id"])


def downgrade() -> None:
    for table in ("article_seen", "queued_mark", "queued_article"):
        op.drop_table(table)
    op.drop_index("ix_article_met_rejected", "article")
    op.drop_column("article", "met_rejected")
