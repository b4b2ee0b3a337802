"""What people follow, what is to be told to whom, and what was."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import (
    AlertChannel,
    AlertNews,
    AlertSubject,
    MessageKind,
    MessageState,
    SubscriptionState,
)
from app.store.models.base import NUMBERED_ONCE, Id, Model, not_blank


class AlertSeen(Model):
    """A public record as it was when followers were last told of it; they are told again when its mark changes."""

    __tablename__ = "alert_seen"

    record_type: Mapped[str] = mapped_column(primary_key=True)  # statement, claim, base, agreement, expiry
    record_id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str]  # outcome or status; of an expiry its day and the months before it


class AlertSubscription(Model):
    """One subject, told in one way to one place."""

    __tablename__ = "alert_subscription"
    __table_args__ = (
        not_blank("target"),
        Index("ix_alert_subscription_subject", "subject_kind", "subject_key"),
        Index("ix_alert_subscription_target", "channel", "target"),
        Index("ix_alert_subscription_user", "user_id", "id"),
    )

    id: Mapped[Id]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    channel: Mapped[AlertChannel]
    target: Mapped[str]  # an address of the web, or of e-mail
    subject_kind: Mapped[AlertSubject]
    subject_key: Mapped[str]
    title: Mapped[str]  # what the subject was called
    secret: Mapped[str]  # what its messages and links are signed with
    language: Mapped[str] = mapped_column(server_default="en")  # of the interface, in which mails are written
    state: Mapped[SubscriptionState]
    note: Mapped[str]  # why it is paused, where it was not its owner
    created_at: Mapped[datetime]
    failures: Mapped[int]  # in a row
    due_at: Mapped[datetime | None] = mapped_column(index=True)  # null: nothing is to be sent
    claimed_until: Mapped[datetime | None]  # somebody sends just now; past: they died


class AlertEvent(Model):
    """One thing that happened, waiting for the next message of one subscription; that takes its row away."""

    __tablename__ = "alert_event"
    __table_args__ = (Index("ix_alert_event_subscription", "subscription_id", "id"), NUMBERED_ONCE)

    id: Mapped[Id]
    subscription_id: Mapped[int] = mapped_column(ForeignKey("alert_subscription.id", ondelete="CASCADE"))
    record_type: Mapped[str]  # statement, claim, base, agreement
    record_id: Mapped[int]
    news: Mapped[AlertNews]
    at: Mapped[datetime]


class AlertMessage(Model):
    """One message, the same in every attempt; kept as the log of what was sent."""

    __tablename__ = "alert_message"
    __table_args__ = (
        Index("ix_alert_message_subscription", "subscription_id", "id"),
        Index("ix_alert_message_made", "made_at"),
        NUMBERED_ONCE,
    )

    id: Mapped[Id]
    subscription_id: Mapped[int] = mapped_column(ForeignKey("alert_subscription.id", ondelete="CASCADE"))
    kind: Mapped[MessageKind]
    state: Mapped[MessageState]
    body: Mapped[str]  # JSON
    events: Mapped[int]  # in it
    made_at: Mapped[datetime]
    attempts: Mapped[int]
    tried_at: Mapped[datetime | None]
    status: Mapped[int | None]  # of the last answer
    error: Mapped[str]  # of the last attempt; empty where it went well
