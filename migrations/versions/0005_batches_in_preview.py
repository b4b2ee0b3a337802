"""Batches of articles in preview"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pending_batch",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("saving", sa.Boolean(), nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_pending_batch_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_pending_batch")),
    )
    op.create_index(op.f("ix_pending_batch_user_id"), "pending_batch", ["user_id"])
    op.create_index(op.f("ix_pending_batch_created_at"), "pending_batch", ["created_at"])
    op.create_table(
        "pending_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_token", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("payload", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "ready",
                "failed",
                "saved",
                name="batchstate",
                native_enum=False,
                create_constraint=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("found", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'ready', 'failed', 'saved')", name=op.f("ck_pending_item_batchstate")
        ),
        sa.ForeignKeyConstraint(
            ["batch_token"],
            ["pending_batch.token"],
            name=op.f("fk_pending_item_batch_token"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_pending_item_article_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_item")),
        sa.UniqueConstraint("batch_token", "number", name=op.f("uq_pending_item_batch_token_number")),
    )
    op.create_index(op.f("ix_pending_item_article_id"), "pending_item", ["article_id"])


def downgrade() -> None:
    op.drop_table("pending_item")
    op.drop_table("pending_batch")
