"""Every list as a file: `/bases.csv`, with the filters of its page; and `/data`, which says what is in them."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from sqlalchemy.orm import Session, sessionmaker

from app.present.datapackage import datapackage
from app.present.dump_notes import LICENCE
from app.present.tables import TABLES, Cell, Table
from app.present.to_atom import EPOCH, Entry, Feed, to_atom
from app.present.to_csv import csv_chunks
from app.present.to_json import geojson_chunks, json_chunks
from app.present.to_xlsx import write_xlsx
from app.query.lists import BATCH
from app.query.updates import last_changes
from app.web.addresses import address_of, site_of
from app.web.dump_files import dump_files
from app.web.lists import LISTS, MEDIA_TYPES, NAMES, ListSource
from app.web.pages import AppSettings, render

router = APIRouter(include_in_schema=False)
ENTRIES = 50  # of one feed
BOOKS = BoundedSemaphore(2)  # that one process writes at a time: a long one takes a processor for itself
CHUNK = 64 * 1024  # bytes of a file sent at once
MOST_FED = 3000  # rows that a feed of a list by name looks through


@router.get("/data", name="data")
def about(request: Request, settings: AppSettings) -> HTMLResponse:
    """The columns of every list, the formats, the dump."""
    return render(
        request,
        "data/index.html",
        lists=LISTS,
        names=NAMES,
        licence=LICENCE,
        dump=dump_files(settings.dump_folder),
    )


@router.get("/data/dump/{name:path}", name="dump")
def dump(settings: AppSettings, name: str) -> Response:
    """One file of the dump that stands in BASEWATCH_DUMP_FOLDER, of those that its SHA256SUMS names."""
    folder = settings.dump_folder
    if folder is None or name not in {one.name for one in dump_files(folder)}:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such file in the dump: /data lists them.")
    return FileResponse(Path(folder) / name, filename=Path(name).name)


@router.get("/data/datapackage.json")
def package(request: Request) -> dict[str, Any]:
    """The columns of every list for programs, with the addresses of the CSV files."""
    site = site_of(request)
    about = {
        "name": "basewatch",
        "title": "Basewatch: Russia's military presence abroad, and what officials say about it",
        "description": LICENCE,
        "homepage": site,
    }
    return datapackage(TABLES.values(), {noun: f"{site}/{noun}.csv" for noun in TABLES}, about=about)


def _download(request: Request, noun: str, extension: str, where: Any, *, bom: bool) -> Response:
    one = LISTS[noun]
    table, site = one.table, site_of(request)
    sessions: sessionmaker[Session] = request.app.state.sessions
    if extension == "atom":
        return Response(_feed(request, one, where), media_type=MEDIA_TYPES["atom"])
    page = site + f"/{noun}" + (f"?{request.url.query}" if request.url.query else "")
    about = {"title": table.title, "about": table.about, "page": page, "columns": f"{site}/data#{noun}",
             "licence": LICENCE}  # fmt: skip
    rows = one.rows(sessions, where, site)
    name = f"basewatch-{noun}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    body: Iterator[str] | Iterator[bytes]
    if extension == "csv":
        body = csv_chunks(table, (table.cells(row, context) for row, context in rows), bom=bom)
    elif extension == "xlsx":
        file = _workbook(table, (table.cells(row, context) for row, context in rows), about)
        body = _sent(file)
    else:
        records = (table.record(row, context) for row, context in rows)
        body = geojson_chunks(records) if extension == "geojson" else json_chunks(about, records)
        if extension == "json":
            headers = {}
    return StreamingResponse(body, media_type=MEDIA_TYPES[extension], headers=headers)


def _workbook(table: Table, rows: Iterable[list[Cell]], about: dict[str, str]) -> IO[bytes]:
    """The file, open, to be closed by who sends it. Raises: a 503 where as many are being written as may be."""
    if not BOOKS.acquire(blocking=False):
        raise HTTPException(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "Other Excel files are being written just now: try again in a minute, or take CSV.",
            {"Retry-After": "60"},
        )
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - `_sent` closes it
    try:
        write_xlsx(table, rows, about, file)
    except BaseException:
        file.close()
        raise
    finally:
        BOOKS.release()
    return file


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _feed(request: Request, one: ListSource, where: Any) -> str:
    """The newest records: of a list by day its first page, else those that were changed last."""
    site = site_of(request)
    table = one.table
    sessions: sessionmaker[Session] = request.app.state.sessions
    found: list[tuple[datetime, Any]] = []
    for batch, _ in one.batches(sessions, where):
        rows = batch[: ENTRIES if one.by_day else None]
        with sessions() as session:
            changed = last_changes(session, one.record_type or "", [_number(row) for row in rows])
        found += [(changed.get(_number(row), EPOCH), row) for row in rows]
        if one.by_day or len(found) >= MOST_FED:
            break
    if not one.by_day:
        found.sort(key=lambda pair: (pair[0], _number(pair[1])), reverse=True)
    entries: list[Entry] = [one.entry(row, site, when) for when, row in found[:ENTRIES]] if one.entry else []
    page = address_of(request).replace(f"/{table.noun}.atom", f"/{table.noun}", 1)
    return to_atom(Feed(f"Basewatch: {table.title}", address_of(request), page, tuple(entries)))


def _number(row: Any) -> int:
    number: int = row.claim.id if hasattr(row, "claim") else row.id
    return number


def _add_route(noun: str, one: ListSource) -> None:
    def download(
        request: Request, extension: str, where: Annotated[Any, Depends(one.where)], bom: bool = False
    ) -> Response:
        return _download(request, noun, extension, where, bom=bom)

    def known(extension: str) -> None:
        if extension not in one.formats:
            there = ", ".join(f"/{noun}.{one}" for one in one.formats)
            raise HTTPException(
                HTTPStatus.NOT_ACCEPTABLE, f"{extension[:20]!r} is no format of this list. There is {there}."
            )

    router.add_api_route(
        f"/{noun}.{{extension}}",
        download,
        methods=["GET"],
        name=f"{noun}_data",
        dependencies=[Depends(known)],
    )


for _noun, _one in LISTS.items():
    _add_route(_noun, _one)
assert set(LISTS) == set(TABLES)
assert BATCH >= ENTRIES
