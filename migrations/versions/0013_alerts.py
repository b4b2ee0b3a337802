"""What people follow, and the messages to them"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0014"
branch_labels = None
depends_on = None

CHANNELS = ("webhook", "email")
SUBJECTS = ("country", "official", "base", "agreement", "search", "expiry")
STATES = ("unconfirmed", "active", "paused")
NEWS = ("new", "changed", "ending")
KINDS = ("events", "test", "confirm")
MESSAGE_STATES = ("waiting", "sent", "given_up")


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=32)


def moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def of_subscription(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["subscription_id"],
        ["alert_subscription.id"],
        name=op.f(f"fk_{table}_subscription_id"),
        ondelete="CASCADE",
    )


def upgrade() -> None:
    op.create_table(
        "alert_seen",
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record_type", "record_id", name=op.f("pk_alert_seen")),
    )
    op.create_table(
        "alert_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("channel", words("alertchannel", CHANNELS), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("subject_kind", words("alertsubject", SUBJECTS), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("state", words("subscriptionstate", STATES), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        moment("created_at"),
        sa.Column("failures", sa.Integer(), nullable=False),
        moment("due_at", nullable=True),
        moment("claimed_until", nullable=True),
        sa.CheckConstraint("length(trim(target)) > 0", name=op.f("ck_alert_subscription_target_not_blank")),
        sa.CheckConstraint(f"channel IN {CHANNELS}", name=op.f("ck_alert_subscription_alertchannel")),
        sa.CheckConstraint(f"subject_kind IN {SUBJECTS}", name=op.f("ck_alert_subscription_alertsubject")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_alert_subscription_subscriptionstate")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_alert_subscription_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_subscription")),
    )
    op.create_index("ix_alert_subscription_subject", "alert_subscription", ["subject_kind", "subject_key"])
    op.create_index("ix_alert_subscription_target", "alert_subscription", ["channel", "target"])
    op.create_index("ix_alert_subscription_user", "alert_subscription", ["user_id", "id"])
    op.create_index(op.f("ix_alert_subscription_due_at"), "alert_subscription", ["due_at"])
    op.create_table(
        "alert_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("news", words("alertnews", NEWS), nullable=False),
        moment("at"),
        sa.CheckConstraint(f"news IN {NEWS}", name=op.f("ck_alert_event_alertnews")),
        of_subscription("alert_event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_event_subscription", "alert_event", ["subscription_id", "id"])
    op.create_table(
        "alert_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("kind", words("messagekind", KINDS), nullable=False),
        sa.Column("state", words("messagestate", MESSAGE_STATES), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        moment("made_at"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        moment("tried_at", nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_alert_message_messagekind")),
        sa.CheckConstraint(f"state IN {MESSAGE_STATES}", name=op.f("ck_alert_message_messagestate")),
        of_subscription("alert_message"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_message")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_message_subscription", "alert_message", ["subscription_id", "id"])
    op.create_index("ix_alert_message_made", "alert_message", ["made_at"])


def downgrade() -> None:
    op.drop_table("alert_message")
    op.drop_table("alert_event")
    op.drop_table("alert_subscription")
    op.drop_table("alert_seen")
