"""The declarative root and the column types that all records share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, CheckConstraint, DateTime, Enum, Index, MetaData, String, TypeDecorator, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

from app.domain import kinds

CODE_LENGTH = 8  # the longest country or territory code
EDTF_LENGTH = 16
EXTRACTOR_LENGTH = 80


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC and always read back with its zone, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _words(kind: type[StrEnum]) -> Enum:
    """Store the value of a StrEnum as text, with a CHECK that it is one of the vocabulary."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


_COLUMN_TYPES: dict[Any, Any] = {datetime: UtcDateTime, dict[str, Any]: JSON(none_as_null=True)} | {
    kind: _words(kind)
    for kind in vars(kinds).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
}


class Model(DeclarativeBase):
    """The declarative root is Model: in this domain a Base is a military one."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = _COLUMN_TYPES


Id = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(CODE_LENGTH))]
Edtf = Annotated[str, mapped_column(String(EDTF_LENGTH))]
Extractor = Annotated[str, mapped_column(String(EXTRACTOR_LENGTH))]  # "rules", or the name of a model
Slug = Annotated[str, mapped_column(String(120))]


def not_blank(column: str) -> CheckConstraint:
    """CHECK that a text column holds more than blanks."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_not_blank")


def not_into_itself() -> CheckConstraint:
    """CHECK that a record which a person joined to another does not lead to itself."""
    return CheckConstraint("joined_into_id IS NULL OR joined_into_id != id", name="not_into_itself")


def joined_into_index(table: str) -> Index:
    """Partial: almost all are null, and a planner would take that for a choice."""
    return Index(
        f"ix_{table}_joined_into_id",
        "joined_into_id",
        sqlite_where=text("joined_into_id IS NOT NULL"),
        postgresql_where=text("joined_into_id IS NOT NULL"),
    )


# SQLite gives no number twice: the history of a record that an undo took away is no other record's.
NUMBERED_ONCE = {"sqlite_autoincrement": True}
