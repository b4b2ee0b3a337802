"""`basewatch export` and `basewatch import`: the public record as files, and an instance from them."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from app.cli.database import open_database
from app.domain.errors import InputError
from app.present.datapackage import datapackage
from app.present.dump_notes import LICENCE, LICENCE_FILE, README
from app.present.tables import TABLES, Context
from app.present.to_csv import csv_chunks
from app.present.to_ftm import FTM
from app.query.lists import LISTS, every_batch
from app.settings import Settings
from app.store.dump_file import snapshot, write_dump_file
from app.store.dump_load import load_dump_file
from app.store.engine import transaction

SQLITE = "basewatch.sqlite3"
SUMS = "SHA256SUMS"
FORMATS = ("sqlite", "csv", "ftm")
BY_NAME = (
    "bases",
    "officials",
    "countries",
    "publishers",
)  # lists that databases order by their own alphabets


@click.command(name="export")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where to."
)
@click.option(
    "--format", "formats", default=",".join(FORMATS), show_default=True, help="Which, parted by commas."
)
def export_dump(folder: Path, formats: str) -> None:
    """Write the public record to a folder: SQLite, CSV with a datapackage.json, FollowTheMoney, hashes, licence.

    Only what everybody may see leaves. The same data gives the same bytes. The folder is there as a whole or not at
    all: it is written beside its place and then renamed, over an older dump, too. Made to run every night.
    """
    chosen = [one.strip() for one in formats.split(",") if one.strip()]
    if unknown := [one for one in chosen if one not in FORMATS]:
        raise InputError(f"--format {unknown[0]!r} is not known: choose of {', '.join(FORMATS)}")
    sums = write_dump(Settings.from_environment(), folder, chosen)
    click.echo(f"{folder}: {len(sums)} files, hashes in {SUMS}")


@click.command(name="import")
@click.argument("dump", type=click.Path(path_type=Path))
def import_dump(dump: Path) -> None:
    """Fill an empty instance from DUMP, a folder of `basewatch export` or its SQLite file.

    What the dump does not have (accounts, histories, whole texts of others) is not there afterwards; the same dump can
    be made again.
    """
    file = dump / SQLITE if dump.is_dir() else dump
    if dump.is_dir() and (dump / SUMS).is_file():
        _check(dump)
    with _database(Settings.from_environment()) as sessions, transaction(sessions) as session:
        counts = load_dump_file(session, file)
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items() if count))


@contextmanager
def _database(settings: Settings) -> Iterator[sessionmaker[Session]]:
    sessions = open_database(settings)
    yield sessions
    sessions.kw["bind"].dispose()


def write_dump(settings: Settings, folder: Path, formats: list[str]) -> dict[str, str]:
    """Returns: the SHA-256 of each file. Raises: InputError where the folder holds something else than a dump."""
    folder = folder.absolute()
    if folder.exists() and any(folder.iterdir()) and not (folder / SUMS).is_file():
        raise InputError(f"{folder} holds something else than a dump: name an empty or a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.draft-{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        with _database(settings) as sessions, sessions() as session, session.begin():
            snapshot(session)
            _write(session, draft, formats)
        sums = _sums(draft)
        _text(draft / SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
        _move(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return sums


def _write(session: Session, draft: Path, formats: list[str]) -> None:
    _text(draft / "README.md", README)
    _text(draft / "LICENCE.md", LICENCE_FILE)
    if "sqlite" in formats:
        about = {"title": "Basewatch: the public record", "licence": LICENCE}
        write_dump_file(session, draft / SQLITE, about)
    if "csv" in formats:
        _write_tables(session, draft)
    if "ftm" in formats:
        with (draft / "entities.ftm.json").open("w", encoding="utf-8", newline="\n") as file:
            for noun, entities in FTM.items():
                for row, _ in _rows(session, noun):
                    for entity in entities(row):
                        file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")


def _write_tables(session: Session, draft: Path) -> None:
    (draft / "tables").mkdir()
    files = {}
    for noun, table in TABLES.items():
        path = draft / "tables" / f"{noun}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            cells = (table.cells(row, context) for row, context in _rows(session, noun))
            file.writelines(csv_chunks(table, cells))
        files[noun] = {"bytes": path.stat().st_size, "hash": f"sha256:{_digest(path)}"}
    about = {
        "name": "basewatch",
        "title": "Basewatch: the public record",
        "description": LICENCE,
        "licenses": [{"name": "Apache-2.0", "path": "LICENCE.md", "title": "See LICENCE.md"}],
    }
    package = datapackage(
        TABLES.values(), {noun: f"tables/{noun}.csv" for noun in TABLES}, about=about, files=files
    )
    _text(draft / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n")


def _rows(session: Session, noun: str) -> Iterator[tuple[Any, Context]]:
    """All rows of a list. Lists by name are ordered by key, since databases differ in their alphabets."""
    table = TABLES[noun]
    where, read = LISTS[noun]
    sessions: Callable[[], AbstractContextManager[Session]] = lambda: nullcontext(session)  # noqa: E731
    rows = (
        (row, context)
        for found, places in every_batch(sessions, read, where, table.sources)
        for context in (Context("", places),)
        for row in found
    )
    if noun in BY_NAME:
        return iter(sorted(rows, key=lambda pair: str(table.record(*pair)[table.key])))
    return rows


def _sums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _move(draft: Path, folder: Path) -> None:
    """Put the draft in its place; an older dump makes way in the moment before."""
    old = draft.with_name(draft.name + "-old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _check(dump: Path) -> None:
    """Raises InputError that names the first file that is not what it was."""
    for line in (dump / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = dump / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise InputError(f"{SUMS} names {name!r}, which is outside the dump")
        if not path.is_file() or _digest(path) != digest:
            raise InputError(f"{path} is missing or not the file that {SUMS} knows: copy the dump again")
