"""What a column is, and the columns that all tables share: where a record stands. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.query.evidence import Place
from app.query.sources import SourceRow

Cell = str | int | float | bool | None | list[str]
WORDS = "; "  # parts the values of a cell that holds several, where a format knows no lists


class ColumnType(StrEnum):
    """The types of a datapackage; a list of strings is `array` in JSON and parted by "; " elsewhere."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "array"


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell needs beside its row: the address of the site, and the exact places of the sources."""

    site: str  # "https://bases.example.org"; empty: addresses are relative
    places: Mapping[int, Place] = field(default_factory=dict)

    def quote(self, source: SourceRow | None) -> str | None:
        """The words that a source gives as evidence."""
        place = self.places.get(source.evidence_id) if source and source.evidence_id is not None else None
        return place.quote if place else None


Get = Callable[[Any, Context], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `get` takes a row of the table's list and the context."""

    name: str
    about: str
    get: Get
    form: ColumnType = ColumnType.STRING
    words: type[StrEnum] | None = None  # the vocabulary, where the value is one of its words
    is_date: bool = False  # EDTF: 2023, 2023-06 or 2023-06-06


@dataclass(frozen=True, slots=True)
class Table:
    """One list. `sources` are those of a row: their words are loaded for a whole page of rows at once."""

    noun: str
    title: str
    about: str
    key: str  # the column that no two rows share
    columns: tuple[Column, ...]
    sources: Callable[[Any], Iterable[SourceRow | None]]
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # column -> (noun, its column)

    def cells(self, row: Any, context: Context) -> list[Cell]:
        return [_cell(column.get(row, context)) for column in self.columns]

    def record(self, row: Any, context: Context) -> dict[str, Cell]:
        return {column.name: _cell(column.get(row, context)) for column in self.columns}


def _cell(value: Any) -> Cell:
    """Words of a vocabulary by their value; a whole number without its ".0"."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def flat(cell: Cell) -> str | int | float | bool | None:
    """A cell for a format that knows no lists."""
    return WORDS.join(cell) if isinstance(cell, list) else cell


def source_columns(of: Callable[[Any], SourceRow | None], what: str) -> tuple[Column, ...]:
    """Where a record stands, for a record with one source first."""

    def get(attribute: str) -> Get:
        def value(row: Any, _: Context) -> Any:
            source = of(row)
            return getattr(source, attribute) if source else None

        return value

    return (
        Column("source_url", f"The publisher's page {what}.", get("url")),
        Column("source_publisher", "Who published it.", get("publisher")),
        Column("source_title", "Its title.", get("title")),
        Column("source_published", "When it was published.", get("published"), is_date=True),
        Column("source_language", "ISO 639-1, of most of its text.", get("language")),
        Column(
            "source_quote",
            "The exact words there that the record rests on.",
            lambda row, context: context.quote(of(row)),
        ),
        Column("source_article", "Its number among the articles.", get("article_id"), ColumnType.INTEGER),
    )


def many_sources(of: Callable[[Any], Sequence[SourceRow]]) -> tuple[Column, ...]:
    """Where a record stands, for a record with several sources alike."""
    return (
        Column(
            "source_urls",
            "The publishers' pages that report it, in the order of source_publishers.",
            lambda row, _: [one.url or "" for one in of(row)],
            ColumnType.LIST,
        ),
        Column(
            "source_publishers",
            "Who published each.",
            lambda row, _: [one.publisher for one in of(row)],
            ColumnType.LIST,
        ),
        Column(
            "source_articles",
            "Their numbers among the articles.",
            lambda row, _: [str(one.article_id) for one in of(row)],
            ColumnType.LIST,
        ),
    )


def address(path: Callable[[Any], str]) -> Column:
    return Column(
        "address", "The permanent address of the record.", lambda row, context: context.site + path(row)
    )
