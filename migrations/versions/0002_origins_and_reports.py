"""Origins of texts, reports that can be joined and split, and what extraction tells of each record"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CONFIDENT = ("base_report", "agreement_report")


def upgrade() -> None:
    with op.batch_alter_table("article") as batch:
        batch.drop_constraint(op.f("uq_article_content_hash"), type_="unique")
        batch.add_column(sa.Column("origin_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("minhash", sa.LargeBinary(), nullable=True))
        batch.create_foreign_key(op.f("fk_article_origin_id"), "article", ["origin_id"], ["id"])
        batch.create_index(op.f("ix_article_origin_id"), ["origin_id"])
        batch.create_index("ix_article_content_hash", ["content_hash"])
    op.execute("UPDATE article SET content_hash = substr(content_hash, 1, 64)")  # going back appends to it
    op.create_index(
        "uq_article_pasted",
        "article",
        ["content_hash"],
        unique=True,
        sqlite_where=sa.text("url IS NULL"),
        postgresql_where=sa.text("url IS NULL"),
    )
    op.create_table(
        "article_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_band_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_article_band")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("statement") as batch:
        batch.add_column(sa.Column("extractor", sa.String(80), nullable=True))
        batch.add_column(sa.Column("joined_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_statement_joined_into_id"), "statement", ["joined_into_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_statement_not_into_itself"), "joined_into_id IS NULL OR joined_into_id != id"
        )
        batch.create_index(
            "ix_statement_joined_into_id",
            ["joined_into_id"],
            sqlite_where=sa.text("joined_into_id IS NOT NULL"),
            postgresql_where=sa.text("joined_into_id IS NOT NULL"),
        )
    with op.batch_alter_table("statement_report") as batch:
        batch.add_column(sa.Column("words_key", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("found", sa.JSON(none_as_null=True), nullable=True))
        batch.add_column(sa.Column("joined_from_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_statement_report_joined_from_id"), "statement", ["joined_from_id"], ["id"]
        )
        batch.create_index(op.f("ix_statement_report_joined_from_id"), ["joined_from_id"])
        batch.create_index(op.f("ix_statement_report_words_key"), ["words_key"])
    op.create_table(
        "statement_apart",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("words_key", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_apart_statement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["origin_id"], ["article.id"], name=op.f("fk_statement_apart_origin_id")),
        sa.PrimaryKeyConstraint("statement_id", "origin_id", "words_key", name=op.f("pk_statement_apart")),
    )
    op.create_index(op.f("ix_statement_apart_origin_id"), "statement_apart", ["origin_id"])
    with op.batch_alter_table("claim") as batch:
        batch.add_column(sa.Column("extractor", sa.String(80), nullable=True))
        batch.create_check_constraint(op.f("ck_claim_confidence_share"), "confidence BETWEEN 0 AND 1")
    for table in CONFIDENT:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("confidence", sa.Double(), nullable=True))
            batch.add_column(sa.Column("extractor", sa.String(80), nullable=True))
            batch.create_check_constraint(op.f(f"ck_{table}_confidence_share"), "confidence BETWEEN 0 AND 1")
    # What was extracted before was found by the rules: there was nothing else.
    op.execute("UPDATE statement SET extractor = 'rules' WHERE origin = 'extracted'")
    op.execute("UPDATE claim SET extractor = 'rules' WHERE origin = 'extracted'")


def downgrade() -> None:
    """Reports go back to the statements that they were joined from; of texts with the same words all but the
    first get a hash of their own, since the older schema holds each hash once."""
    for table in CONFIDENT:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_confidence_share"), type_="check")
            batch.drop_column("extractor")
            batch.drop_column("confidence")
    with op.batch_alter_table("claim") as batch:
        batch.drop_constraint(op.f("ck_claim_confidence_share"), type_="check")
        batch.drop_column("extractor")
    op.drop_table("statement_apart")
    op.execute("UPDATE statement_report SET statement_id = joined_from_id WHERE joined_from_id IS NOT NULL")
    with op.batch_alter_table("statement_report") as batch:
        batch.drop_index(op.f("ix_statement_report_words_key"))
        batch.drop_index(op.f("ix_statement_report_joined_from_id"))
        batch.drop_constraint(op.f("fk_statement_report_joined_from_id"), type_="foreignkey")
        batch.drop_column("joined_from_id")
        batch.drop_column("found")
        batch.drop_column("words_key")
    with op.batch_alter_table("statement") as batch:
        batch.drop_index("ix_statement_joined_into_id")
        batch.drop_constraint(op.f("ck_statement_not_into_itself"), type_="check")
        batch.drop_constraint(op.f("fk_statement_joined_into_id"), type_="foreignkey")
        batch.drop_column("joined_into_id")
        batch.drop_column("extractor")
    op.drop_table("article_band")
    op.drop_index("uq_article_pasted", table_name="article")
    op.execute(
        "UPDATE article SET content_hash = content_hash || '-' || id WHERE EXISTS "
        "(SELECT 1 FROM article AS first "
        "WHERE first.content_hash = article.content_hash AND first.id < article.id)"
    )
    with op.batch_alter_table("article") as batch:
        batch.drop_index("ix_article_content_hash")
        batch.drop_index(op.f("ix_article_origin_id"))
        batch.drop_constraint(op.f("fk_article_origin_id"), type_="foreignkey")
        batch.drop_column("minhash")
        batch.drop_column("origin_id")
        batch.create_unique_constraint(op.f("uq_article_content_hash"), ["content_hash"])
