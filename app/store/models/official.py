"""People and offices that speak for a state or a body."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import Origin, ReviewState
from app.store.models.base import (
    NUMBERED_ONCE,
    Code,
    Edtf,
    Id,
    Model,
    Slug,
    joined_into_index,
    not_blank,
    not_into_itself,
)


class Official(Model):
    """A person or an office (a ministry, a presidency) that speaks for a state or a body."""

    __tablename__ = "official"
    __table_args__ = (
        not_blank("name"),
        not_into_itself(),
        joined_into_index("official"),
        Index("ix_official_name_id", "name", "id"),
        NUMBERED_ONCE,
    )

    id: Mapped[Id]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[str]
    name_ru: Mapped[str | None]
    country_code: Mapped[Code | None] = mapped_column(ForeignKey("country.code"), index=True)
    is_body: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))  # see Statement
    origin: Mapped[Origin]
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)


class OfficialSpelling(Model):
    """One spelling of an official's name, in Latin or Cyrillic script."""

    __tablename__ = "official_spelling"
    __table_args__ = (UniqueConstraint("official_id", "spelling"), not_blank("spelling"))

    id: Mapped[Id]
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id", ondelete="CASCADE"))
    spelling: Mapped[str] = mapped_column(index=True)


class OfficialRole(Model):
    """A post that an official held; EDTF dates, null where the start or the end was not established."""

    __tablename__ = "official_role"
    __table_args__ = (
        not_blank("title"),
        CheckConstraint("from_day IS NULL OR to_day IS NULL OR from_day <= to_day", name="from_before_to"),
    )

    id: Mapped[Id]
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    body: Mapped[str]
    held_from: Mapped[Edtf | None]
    held_to: Mapped[Edtf | None]
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]
    source: Mapped[str]  # an address, or "general knowledge", which the page marks as provisional
