"""Who publishes articles."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import Origin, PublisherKind
from app.store.models.base import Code, Id, Model, not_blank


class Publisher(Model):
    """A publisher by its main domain; `reliability` (A-F, Admiralty code) is an editor's, never guessed."""

    __tablename__ = "publisher"
    __table_args__ = (
        not_blank("domain"),
        CheckConstraint("reliability IN ('A','B','C','D','E','F')", name="reliability_grade"),
    )

    id: Mapped[Id]
    domain: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    country_code: Mapped[Code | None] = mapped_column(ForeignKey("country.code"), index=True)
    language: Mapped[str | None]
    kind: Mapped[PublisherKind | None]
    state_controlled: Mapped[bool | None]  # null where mixed or not established
    reliability: Mapped[str | None]
    full_text_allowed: Mapped[bool] = mapped_column(default=False)  # may the public read the whole text here?
    note: Mapped[str | None]
    origin: Mapped[Origin]


class PublisherDomain(Model):
    """Another domain or host of a publisher."""

    __tablename__ = "publisher_domain"

    domain: Mapped[str] = mapped_column(primary_key=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("publisher.id", ondelete="CASCADE"), index=True)
