"""Mistakes that people report, and what editors decide on them"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = ("waiting", "accepted", "declined")


def states() -> sa.Enum:
    return sa.Enum(*STATES, name="correctionstate", native_enum=False, create_constraint=False, length=32)


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_hash", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("wrong", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", states(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(trim(page)) > 0", name=op.f("ck_correction_page_not_blank")),
        sa.CheckConstraint("length(trim(wrong)) > 0", name=op.f("ck_correction_wrong_not_blank")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_correction_correctionstate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("ticket_hash", name=op.f("uq_correction_ticket_hash")),
    )
    op.create_index("ix_correction_state", "correction", ["state", "id"])
    op.create_index("ix_correction_decided", "correction", ["state", "decided_on", "id"])
    op.create_table(
        "correction_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("state", states(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["correction.id"],
            name=op.f("fk_correction_decision_correction_id"),
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_correction_decision_correctionstate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_decision")),
    )
    op.create_index(op.f("ix_correction_decision_correction_id"), "correction_decision", ["correction_id"])


def downgrade() -> None:
    op.drop_table("correction_decision")
    op.drop_table("correction")
