"""Annotated articles: the documented form, read and checked.

A gold file is one article in YAML, a folder of them, or JSON lines, one article each. docs/evaluation.md describes
the fields; tests/corpus holds examples of all.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.domain.dates import is_edtf
from app.domain.errors import InputError
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    ClaimProperty,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.intake.raw import MediaType, RawArticle

MAX_BYTES = 5_000_000  # of one file


def _edtf(value: object) -> object:
    if value is not None and not (isinstance(value, str) and is_edtf(value)):
        raise ValueError("write a date in quotes: '2023', '2023-06' or '2023-06-06'")
    return value


def _words(value: object) -> object:
    """A trap is its words, or a mapping that holds them as `text`."""
    return value["text"] if isinstance(value, dict) and "text" in value else value


def _none_is_empty(value: object) -> object:
    return () if value is None else value


Edtf = Annotated[str | None, BeforeValidator(_edtf)]


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldStatement(_Gold):
    """One statement as a person found it; `kinds` and `topics` are all that are acceptable, the likeliest first."""

    speaker: str
    native: str | None = Field(default=None, alias="speaker_native")  # the name as the article writes it
    text: str
    mode: StatementMode
    kinds: Annotated[tuple[StatementKind, ...], Field(min_length=1)]
    topics: Annotated[tuple[StatementTopic, ...], Field(min_length=1)]
    countries: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    said_on: Edtf = None
    optional: bool = False  # may be found or not
    start: int | None = None  # offsets of the file as it was annotated; the words decide
    end: int | None = None
    occurrence: int = 1

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class GoldClaim(_Gold):
    property: ClaimProperty
    values: Annotated[tuple[str, ...], Field(min_length=1)]  # any of them; of a location, each
    optional: bool = False


class GoldBase(_Gold):
    name: str
    base: str | None = None  # slug
    country: str
    territory: str | None = None
    kinds: Annotated[tuple[BaseKind, ...], BeforeValidator(_none_is_empty)] = ()
    optional: bool = False
    claims: tuple[GoldClaim, ...] = ()


class GoldAgreement(_Gold):
    parties: tuple[str, ...]
    kinds: Annotated[tuple[AgreementKind, ...], Field(min_length=1)]
    status: Annotated[tuple[AgreementStatus, ...], BeforeValidator(_none_is_empty)] = ()
    signed: Edtf = None
    expires: Edtf = None
    term_years: int | None = None
    optional: bool = False


class GoldArticle(_Gold):
    """One article with all that extraction should find. `text` or, in JSON lines, `file` beside the gold."""

    text: str | None = None
    file: str | None = None
    id: str | None = None
    form: str | None = None  # "wire", "interview", …
    phenomena: tuple[str, ...] = ()
    about: str | None = None
    language: str
    url: str | None = None
    published: Edtf = None
    publisher: str | None = None
    title: str | None = None
    countries: tuple[str, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    not_statements: tuple[Annotated[str, BeforeValidator(_words)], ...] = ()
    bases: tuple[GoldBase, ...] = ()
    agreements: tuple[GoldAgreement, ...] = ()

    def raw(self, name: str) -> RawArticle:
        """The article as an analyst would add it; the gold's address and date are known to the adder."""
        assert self.text is not None
        return RawArticle(
            name=name,
            body=self.text,
            media=MediaType.TEXT,
            url=self.url,
            published=self.published,
            title=self.title,
            publisher=self.publisher,
        )


def read_gold(path: Path) -> Iterator[tuple[str, GoldArticle]]:
    """(name, article) of a file or of every .yaml below a folder, in name order.

    Raises: InputError that names file, field and what is allowed.
    """
    if path.is_dir():
        files = sorted(path.rglob("*.yaml"))
        if not files:
            raise InputError(
                f"{path}: no .yaml file in this folder: name the annotated articles or their folder"
            )
        for file in files:
            yield from read_gold(file)
        return
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: over {MAX_BYTES:,} bytes: split it")
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}") from None
    if path.suffix == ".jsonl":
        for number, line in enumerate(content.splitlines(), 1):
            if line.strip():
                yield _article(f"{path.name}:{number}", _json(line, f"{path}:{number}"), path.parent)
    else:
        try:
            yield _article(path.name, yaml.safe_load(content), path.parent)
        except yaml.YAMLError as error:
            raise InputError(f"{path}: no YAML: {error}") from None


def _json(line: str, name: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}: no JSON: {error}") from None


def _article(name: str, data: Any, folder: Path) -> tuple[str, GoldArticle]:
    try:
        article = GoldArticle.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the article"
        raise InputError(f"{name}: {where}: {first['msg']}") from None
    name = article.id or article.file or name
    if article.text is None:
        if article.file is None:
            raise InputError(f"{name}: has neither text nor file: give the article's text")
        beside = (folder / article.file).resolve()
        if not beside.is_relative_to(folder.resolve()):
            raise InputError(f"{name}: file: {article.file!r} is not beside the gold file")
        try:
            article = article.model_copy(update={"text": beside.read_text("utf-8")})
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{name}: file: {error}") from None
    return name, article
