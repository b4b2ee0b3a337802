"""The language in which mails to a follower are written"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "alert_subscription", sa.Column("language", sa.String(), nullable=False, server_default="en")
    )


def downgrade() -> None:
    op.drop_column("alert_subscription", "language")
