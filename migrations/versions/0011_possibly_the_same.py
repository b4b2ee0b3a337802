"""Pairs of records that may be one, and the keys by which they are found"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "block_key",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "record_id", name=op.f("pk_block_key")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_block_key_record", "block_key", ["kind", "record_id"])
    op.create_table(
        "same_pair",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("one_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_same_pair_ordered")),
        sa.CheckConstraint("state IN ('open', 'later', 'apart')", name=op.f("ck_same_pair_pairstate")),
        sa.PrimaryKeyConstraint("kind", "one_id", "other_id", name=op.f("pk_same_pair")),
    )
    op.create_index("ix_same_pair_state", "same_pair", ["kind", "state", "score", "one_id", "other_id"])
    op.create_index("ix_same_pair_other", "same_pair", ["kind", "other_id"])


def downgrade() -> None:
    op.drop_table("same_pair")
    op.drop_table("block_key")
