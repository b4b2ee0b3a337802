"""What became of the pages of articles, with their bytes; links to archived copies; pinned claims"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATES = ("unchanged", "changed", "moved", "gone", "blocked", "failed")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def to_article(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["article_id"], ["article.id"], name=op.f(f"fk_{table}_article_id"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.add_column("article", sa.Column("archived_url", sa.String(), nullable=True))
    op.add_column("claim", sa.Column("pin_reason", sa.String(), nullable=True))
    op.create_table(
        "article_fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("how", words("fetchhow", "fetched", "uploaded", "rechecked"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("final_url", sa.String(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("state", words("sourcestate", *STATES), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        to_article("article_fetch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_fetch")),
    )
    op.create_index("ix_article_fetch_article", "article_fetch", ["article_id", "id"])
    op.create_index("ix_article_fetch_sha256", "article_fetch", ["article_id", "sha256"])
    op.create_table(
        "source_check",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", words("sourcestate", *STATES), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("text_hash", sa.String(), nullable=True),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_source_check_failures_counted")),
        to_article("source_check"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_source_check")),
    )
    op.create_index("ix_source_check_due", "source_check", ["due_at", "article_id"])
    op.create_index("ix_source_check_state", "source_check", ["state", "article_id"])
    op.create_table(
        "evidence_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("fetch_id", sa.Integer(), nullable=False),
        sa.Column("kind", words("editkind", "altered", "vanished"), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_dismissed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'altered') = (after IS NOT NULL)", name=op.f("ck_evidence_edit_altered_has_words")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_edit_evidence_id"), ondelete="CASCADE"
        ),
        to_article("evidence_edit"),
        sa.ForeignKeyConstraint(
            ["fetch_id"], ["article_fetch.id"], name=op.f("fk_evidence_edit_fetch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_edit")),
        sa.UniqueConstraint("evidence_id", name=op.f("uq_evidence_edit_evidence_id")),
    )
    op.create_index("ix_evidence_edit_article", "evidence_edit", ["article_id", "id"])
    op.create_index(op.f("ix_evidence_edit_fetch_id"), "evidence_edit", ["fetch_id"])


def downgrade() -> None:
    op.drop_table("evidence_edit")
    op.drop_table("source_check")
    op.drop_table("article_fetch")
    op.drop_column("claim", "pin_reason")
    op.drop_column("article", "archived_url")
