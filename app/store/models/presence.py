"""Who has an article open for review."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Model


class ReviewPresence(Model):
    """A person at the review of an article; nothing is locked by it, and it is forgotten once they are gone."""

    __tablename__ = "review_presence"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]
    seen_at: Mapped[datetime]  # when their browser last showed itself
