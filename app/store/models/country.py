"""States, de-facto territories and organisations."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import CountryKind
from app.store.models.base import Code, Model, not_blank


class Country(Model):
    """A state (ISO 3166-1 alpha-2), a de-facto territory (FollowTheMoney code) or an organisation (`EU`)."""

    __tablename__ = "country"
    __table_args__ = (
        not_blank("name"),
        CheckConstraint(
            "kind != 'territory' OR parent_code IS NOT NULL OR note IS NOT NULL",
            name="territory_has_state_or_note",
        ),
    )

    code: Mapped[Code] = mapped_column(primary_key=True)
    kind: Mapped[CountryKind]
    name: Mapped[str]
    name_ru: Mapped[str]
    region: Mapped[str]
    subregion: Mapped[str | None]
    parent_code: Mapped[Code | None] = mapped_column(ForeignKey("country.code"), index=True)
    note: Mapped[str | None]
    source_url: Mapped[str | None]
