"""What a search can be narrowed by; filled in from the records by the first start after it"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_facet",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["search_document.id"],
            name=op.f("fk_search_facet_document_id_search_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "field", "value", name=op.f("pk_search_facet")),
    )
    op.create_index("ix_search_facet_value", "search_facet", ["field", "value", "document_id"])


def downgrade() -> None:
    op.drop_table("search_facet")
