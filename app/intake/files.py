"""Files, folders, JSONL indexes and standard input -> RawArticle, one at a time.

A bad file or line is an InputProblem that names it; the rest goes on.
"""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.errors import InputError
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES, decode
from app.intake.json_lines import (
    HTML_SUFFIXES,
    MAX_LINE,
    Rejoined,
    bytes_of,
    is_object,
    read_index,
    reason_of,
    shown,
)
from app.intake.kept_bytes import uploaded_bytes
from app.intake.known import checked_fields
from app.intake.many import INDEX_SUFFIXES, MANY_SUFFIXES, holds_many, read_many
from app.intake.raw import InputProblem, Item

STDIN = "standard input"
INDEX = "index.jsonl"  # in a folder, it says what is known of the folder's files
_SUFFIXES = frozenset({".txt", ".text", ".pdf", ".eml", *HTML_SUFFIXES})


def read_articles(
    source: str | Path, *, url: str | None = None, published: str | None = None
) -> Iterator[Item]:
    """The articles of a text, HTML or PDF file, a mail (`.eml`), a folder, a `.jsonl` index, a web archive (WARC),
    a CSV file of addresses, or `-` (standard input: text, HTML, PDF or an index).

    A line of an index is a JSON object with `path` (relative to the index), `text` or `html`, and what is
    known:
    `url`, `published` (EDTF), `title`, `publisher`, `kind`. Of a folder, the index is read where it has
    one, else its
    `.txt`, `.html`, `.pdf` and `.eml` files in order of name. `url` and `published` belong to a single article.
    """
    known = {key: value for key, value in (("url", url), ("published", published)) if value is not None}
    if str(source) == "-":
        yield from _from_stdin(sys.stdin.buffer, known)
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield InputProblem(
            shown(source), f"{shown(source)}: cannot be read ({reason_of(error)}): check the path"
        )
        return
    if stat.S_ISDIR(mode) or _holds_many(path):
        if known:
            names = " and ".join(f"--{key}" for key in known)
            yield InputProblem(
                shown(source), f"{shown(source)}: {names} belong to one article: say it in the index instead"
            )
            return
        yield from _from_folder(path) if stat.S_ISDIR(mode) else _from_many(path)
    else:
        yield _from_file(path, shown(source), known)


def _from_file(path: Path, name: str, known: dict[str, Any]) -> Item:
    try:
        data = bytes_of(path, name)
        html = True if path.suffix.lower() in HTML_SUFFIXES else None
        given = {**checked_fields(known, name), "source": uploaded_bytes(data)}
        return raw_article(decode(data, name), name, given, html=html)
    except InputError as error:
        return InputProblem(name, str(error))


def _from_folder(folder: Path) -> Iterator[Item]:
    if (folder / INDEX).is_file():
        yield from _from_many(folder / INDEX)
        return
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not files:
        endings = ", ".join(sorted(_SUFFIXES))
        yield InputProblem(
            shown(folder),
            f"{shown(folder)}: no article in this folder: it needs {INDEX} or files in {endings}",
        )
    for path in files:
        if path.suffix.lower() in MANY_SUFFIXES:
            yield from _from_many(path)
        else:
            yield _from_file(path, shown(path), {})


def _holds_many(path: Path) -> bool:
    if path.suffix.lower() in MANY_SUFFIXES:
        return True
    if not path.is_file():  # a pipe would be waited for
        return False
    try:
        with path.open("rb") as file:
            return holds_many(path.name, file.read(1024))
    except OSError:
        return False  # said where it is read


def _from_many(path: Path) -> Iterator[Item]:
    name = shown(path)
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in INDEX_SUFFIXES:
                yield from read_index(file, name, path.parent)
            else:
                yield from read_many(file, name, file.peek(1024)[:1024])
    except OSError as error:
        yield InputProblem(name, f"{name}: cannot be read ({reason_of(error)}): check the path")


def _from_stdin(stream: BinaryIO, known: dict[str, Any]) -> Iterator[Item]:
    first = stream.readline(MAX_LINE + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and is_object(first):
        yield from read_index(Rejoined(first, stream), STDIN, Path())
        return
    try:
        data = first + stream.read(max(0, MAX_BYTES + 1 - len(first)))
        given = {**checked_fields(known, STDIN), "source": uploaded_bytes(data)}
        yield raw_article(decode(data, STDIN), STDIN, given)
    except InputError as error:
        yield InputProblem(STDIN, str(error))
