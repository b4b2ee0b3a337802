"""Claims and agreements that bear on a denial, dismissed proposals, and what an editor found"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

RELATIONS = "relation IN ('contradicts', 'supersedes', 'says_otherwise', 'supports', 'see_also')"
ONE_THING = (
    "(CASE WHEN other_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN event IS NULL THEN 0 ELSE 1 END) = 1"
)
NUMBERED_ONCE = {"sqlite_autoincrement": True}
TARGETS = ("claim", "agreement")


def upgrade() -> None:
    op.add_column("statement", sa.Column("finding", sa.String(), nullable=True))
    with op.batch_alter_table("statement_bearing", table_kwargs=NUMBERED_ONCE) as batch:
        batch.drop_constraint(op.f("ck_statement_bearing_relation_word"), type_="check")
        batch.drop_constraint(op.f("ck_statement_bearing_statement_or_event"), type_="check")
        batch.drop_constraint(op.f("uq_statement_bearing_statement_id_other_id_event"), type_="unique")
        batch.alter_column("relation", type_=sa.String(32), existing_type=sa.String(), nullable=False)
        batch.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch.add_column(sa.Column("is_dismissed", sa.Boolean(), nullable=False, server_default=sa.false()))
        for target in TARGETS:
            batch.add_column(sa.Column(f"{target}_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_statement_bearing_{target}_id"),
                target,
                [f"{target}_id"],
                ["id"],
                ondelete="CASCADE",
            )
            batch.create_index(op.f(f"ix_statement_bearing_{target}_id"), [f"{target}_id"])
        batch.create_check_constraint(op.f("ck_statement_bearing_bearingrelation"), RELATIONS)
        batch.create_check_constraint(op.f("ck_statement_bearing_one_thing"), ONE_THING)
        for column in ("other_id", "claim_id", "agreement_id", "event"):
            batch.create_unique_constraint(
                op.f(f"uq_statement_bearing_statement_id_{column}"), ["statement_id", column]
            )
    with op.batch_alter_table("statement_bearing", table_kwargs=NUMBERED_ONCE) as batch:
        batch.alter_column("is_dismissed", server_default=None)


def downgrade() -> None:
    """What the older schema has no place for goes: dismissals, claims, agreements, and finer relations."""
    op.execute(
        "DELETE FROM statement_bearing WHERE is_dismissed OR claim_id IS NOT NULL OR agreement_id IS NOT NULL"
    )
    op.execute("UPDATE statement_bearing SET relation = 'see_also' WHERE relation != 'contradicts'")
    with op.batch_alter_table("statement_bearing") as batch:
        for column in ("other_id", "claim_id", "agreement_id", "event"):
            batch.drop_constraint(op.f(f"uq_statement_bearing_statement_id_{column}"), type_="unique")
        batch.drop_constraint(op.f("ck_statement_bearing_one_thing"), type_="check")
        batch.drop_constraint(op.f("ck_statement_bearing_bearingrelation"), type_="check")
        for target in TARGETS:
            batch.drop_index(op.f(f"ix_statement_bearing_{target}_id"))
            batch.drop_constraint(op.f(f"fk_statement_bearing_{target}_id"), type_="foreignkey")
            batch.drop_column(f"{target}_id")
        batch.drop_column("is_dismissed")
        batch.drop_column("reason")
        batch.alter_column("relation", type_=sa.String(), existing_type=sa.String(32), nullable=False)
        batch.create_unique_constraint(
            op.f("uq_statement_bearing_statement_id_other_id_event"), ["statement_id", "other_id", "event"]
        )
        batch.create_check_constraint(
            op.f("ck_statement_bearing_statement_or_event"), "(other_id IS NULL) != (event IS NULL)"
        )
        batch.create_check_constraint(
            op.f("ck_statement_bearing_relation_word"), "relation IN ('contradicts', 'see_also')"
        )
    op.drop_column("statement", "finding")
