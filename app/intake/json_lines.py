"""A `.jsonl` index -> RawArticle, one a line; a bad line is an InputProblem that names it."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.errors import InputError
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES, decode, too_large
from app.intake.kept_bytes import uploaded_bytes
from app.intake.known import checked_fields
from app.intake.raw import InputProblem, RawArticle

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
MAX_LINE = 2 * MAX_BYTES  # bytes; JSON may write a character as six


def read_index(
    stream: "BinaryIO | Rejoined", index: str, folder: Path | None
) -> Iterator[RawArticle | InputProblem]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        name = f"{index}:{number}"
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield InputProblem(name, str(too_large(name)))
            continue
        if not line.strip():
            continue
        try:
            yield _from_record(_record(line, name), name, folder)
        except InputError as error:
            yield InputProblem(name, str(error))


def is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


class Rejoined:
    """A stream whose first line was read already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first: bytes | None = first
        self._rest = rest

    def readline(self, limit: int) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return self._rest.readline(limit)


def bytes_of(path: Path, name: str) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise InputError(f"{name}: no regular file: give a text, HTML or PDF file")
        if about.st_size > MAX_BYTES:
            raise too_large(name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # it may have grown
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read ({reason_of(error)}): check the path") from error


def shown(path: str | Path) -> str:
    """A path as text: what in it is no UTF-8 is escaped, so that it can be printed and stored."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def reason_of(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _record(line: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 at byte {error.start}: save the index as UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name}: not JSON ({error.msg} at character {error.pos + 1}): one object a line"
        ) from error
    except RecursionError as error:
        raise InputError(f"{name}: JSON nested too deep: one flat object a line") from error
    if not isinstance(record, dict):
        raise InputError(
            f'{name}: a JSON {type(record).__name__}, not an object: write {{"path": …, "url": …}}'
        )
    return record


def _from_record(record: dict[str, Any], name: str, folder: Path | None) -> RawArticle:
    known = checked_fields(record, name)
    bodies = [key for key in ("path", "text", "html") if key in known]
    if len(bodies) != 1:
        raise InputError(f"{name}: needs one of path, text or html, has {' and '.join(bodies) or 'none'}")
    value = known.pop(bodies[0])
    if bodies[0] == "path" and folder is None:
        raise InputError(f"{name}: path leads to a file that did not come with it: give text or html")
    if bodies[0] == "path":
        assert folder is not None
        title = f"{name} ({value})"
        path = _below(folder, value, title)
        html = True if path.suffix.lower() in HTML_SUFFIXES else None
        data = bytes_of(path, title)
        given = {**known, "source": uploaded_bytes(data)}
        return raw_article(decode(data, title), title, given, html=html)
    if len(value) > MAX_BYTES:
        raise too_large(name)
    if not value.strip():
        raise InputError(f"{name}: {bodies[0]} is empty: give the article's text")
    return raw_article(value, name, known, html=True if bodies[0] == "html" else None)


def _below(folder: Path, value: str, name: str) -> Path:
    """The file that an index names. Raises InputError when it lies outside the index's folder, by a link too."""
    try:
        path = (folder / value).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError) as error:  # a null byte, a link to itself
        raise InputError(f"{name}: cannot be read ({reason_of(error)}): check the path") from error
    if not inside:
        raise InputError(
            f"{name}: path leads out of the folder of the index: put the file below {shown(folder)}/"
        )
    return path
