"""Files, folders, JSONL indexes and standard input -> RawArticle, one at a time.

A bad file or line is an InputProblem that names it; the rest goes on.
"""

import difflib
import json
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from app.domain.dates import is_edtf
from app.domain.errors import InputError
from app.domain.kinds import ArticleKind
from app.intake.decode import MAX_BYTES, decode, too_large
from app.intake.raw import InputProblem, MediaType, RawArticle

STDIN = "standard input"
INDEX = "index.jsonl"  # in a folder, it says what is known of the folder's files
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_SUFFIXES = frozenset({".txt", ".text", ".pdf", *_HTML_SUFFIXES})
_MAX_LINE = 2 * MAX_BYTES  # bytes; JSON may write a character as six
_FIELDS = ("path", "text", "html", "url", "published", "title", "publisher", "kind")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|article|meta|div|p|h1|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")  # nothing that a database can keep
_MAX_KNOWN = 2000  # characters of a URL or a title
_MAX_DOMAIN = 253  # characters, by the rules of DNS
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*")
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")


def read_articles(
    source: str | Path, *, url: str | None = None, published: str | None = None
) -> Iterator[RawArticle | InputProblem]:
    """The articles of a text, HTML or PDF file, a folder, a `.jsonl` index, or `-` (standard input: any of
    these forms).

    A line of an index is a JSON object with `path` (relative to the index), `text` or `html`, and what is
    known:
    `url`, `published` (EDTF), `title`, `publisher`, `kind`. Of a folder, the index is read where it has
    one, else its
    `.txt`, `.html` and `.pdf` files in order of name. `url` and `published` belong to a single article.
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
            shown(source), f"{shown(source)}: cannot be read ({_reason(error)}): check the path"
        )
        return
    if stat.S_ISDIR(mode) or path.suffix.lower() == ".jsonl":
        if known:
            names = " and ".join(f"--{key}" for key in known)
            yield InputProblem(
                shown(source), f"{shown(source)}: {names} belong to one article: say it in the index instead"
            )
            return
        yield from _from_folder(path) if stat.S_ISDIR(mode) else _from_index(path)
    else:
        yield _from_file(path, shown(source), known)


def shown(path: str | Path) -> str:
    """A path as text: what in it is no UTF-8 is escaped, so that it can be printed and stored."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def article_from_bytes(
    data: bytes, name: str, *, url: str | None = None, published: str | None = None, title: str | None = None
) -> RawArticle:
    """One article from the bytes of a text, HTML or PDF file, as an upload brings them. Raises InputError
    types."""
    known = {"url": url, "published": published, "title": title}
    given = _checked({key: value for key, value in known.items() if value}, name)
    return raw_article(decode(data, name), name, given)


def raw_article(body: str, name: str, known: dict[str, Any], *, html: bool | None = None) -> RawArticle:
    """A RawArticle of decoded text; whether it is HTML is seen from its beginning unless `html` says it."""
    is_html = _HTML_START.match(body[:5000].lstrip("\ufeff")) is not None if html is None else html
    return RawArticle(name, body, MediaType.HTML if is_html else MediaType.TEXT, **known)


def _from_file(path: Path, name: str, known: dict[str, Any]) -> RawArticle | InputProblem:
    try:
        body = decode(_bytes_of(path, name), name)
        html = True if path.suffix.lower() in _HTML_SUFFIXES else None
        return raw_article(body, name, _checked(known, name), html=html)
    except InputError as error:
        return InputProblem(name, str(error))


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise InputError(f"{name}: no regular file: give a text, HTML or PDF file")
        if about.st_size > MAX_BYTES:
            raise too_large(name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # it may have grown
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read ({_reason(error)}): check the path") from error


def _from_folder(folder: Path) -> Iterator[RawArticle | InputProblem]:
    if (folder / INDEX).is_file():
        yield from _from_index(folder / INDEX)
        return
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not files:
        endings = ", ".join(sorted(_SUFFIXES))
        yield InputProblem(
            shown(folder),
            f"{shown(folder)}: no article in this folder: it needs {INDEX} or files in {endings}",
        )
    for path in files:
        yield _from_file(path, shown(path), {})


def _from_index(path: Path) -> Iterator[RawArticle | InputProblem]:
    try:
        with path.open("rb") as file:
            yield from _from_lines(file, shown(path), path.parent)
    except OSError as error:
        yield InputProblem(shown(path), f"{shown(path)}: cannot be read ({_reason(error)}): check the path")


def _from_stdin(stream: BinaryIO, known: dict[str, Any]) -> Iterator[RawArticle | InputProblem]:
    first = stream.readline(_MAX_LINE + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_object(first):
        yield from _from_lines(_Rejoined(first, stream), STDIN, Path())
        return
    try:
        body = decode(first + stream.read(max(0, MAX_BYTES + 1 - len(first))), STDIN)
        yield raw_article(body, STDIN, _checked(known, STDIN))
    except InputError as error:
        yield InputProblem(STDIN, str(error))


class _Rejoined:
    """A stream whose first line was read already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first: bytes | None = first
        self._rest = rest

    def readline(self, limit: int) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        return self._rest.readline(limit)


def _from_lines(
    stream: "BinaryIO | _Rejoined", index: str, folder: Path
) -> Iterator[RawArticle | InputProblem]:
    number = 0
    while line := stream.readline(_MAX_LINE + 1):
        number += 1
        name = f"{index}:{number}"
        if len(line) > _MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_LINE)
            yield InputProblem(name, str(too_large(name)))
            continue
        if not line.strip():
            continue
        try:
            yield _from_record(_record(line, name), name, folder)
        except InputError as error:
            yield InputProblem(name, str(error))


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


def _from_record(record: dict[str, Any], name: str, folder: Path) -> RawArticle:
    known = _checked(record, name)
    bodies = [key for key in ("path", "text", "html") if key in known]
    if len(bodies) != 1:
        raise InputError(f"{name}: needs one of path, text or html, has {' and '.join(bodies) or 'none'}")
    value = known.pop(bodies[0])
    if bodies[0] == "path":
        title = f"{name} ({value})"
        path = _below(folder, value, title)
        html = True if path.suffix.lower() in _HTML_SUFFIXES else None
        return raw_article(decode(_bytes_of(path, title), title), title, known, html=html)
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
        raise InputError(f"{name}: cannot be read ({_reason(error)}): check the path") from error
    if not inside:
        raise InputError(
            f"{name}: path leads out of the folder of the index: put the file below {shown(folder)}/"
        )
    return path


def _checked(record: dict[str, Any], name: str) -> dict[str, str]:
    """The known fields that have a value, each checked. Raises InputError naming the field."""
    for key in record:
        near = [] if key in _FIELDS else difflib.get_close_matches(key, _FIELDS, n=1, cutoff=0.8)
        if near:
            raise InputError(f"{name}: no field {key!r}: did you mean {near[0]!r}?")
    known: dict[str, str] = {}
    for key in _FIELDS:
        value = record.get(key)
        if value is None or value == "":
            if key in ("text", "html") and value == "":
                known[key] = value
            continue
        if not isinstance(value, str):
            raise InputError(f"{name}: {key} is {value!r:.40}: give it as a string")
        if key not in ("text", "html") and _NO_TEXT.search(value):
            raise InputError(f"{name}: {key} holds a control character or half a character: write it anew")
        known[key] = value if key in ("path", "text", "html") else value.strip()
    if "published" in known:
        known["published"] = _edtf(known["published"], name)
    if "url" in known and not _is_web_address(known["url"]):
        raise InputError(f"{name}: url is {known['url']!r:.80}: give the whole address, https://…")
    for key in ("url", "title"):
        if len(known.get(key, "")) > _MAX_KNOWN:
            raise InputError(
                f"{name}: {key} has {len(known[key]):,} characters, at most {_MAX_KNOWN:,}: shorten it"
            )
    if "kind" in known and known["kind"] not in list(ArticleKind):
        raise InputError(f"{name}: kind is {known['kind']!r:.40}: give one of {', '.join(ArticleKind)}")
    if "publisher" in known:
        domain = known["publisher"].lower().removeprefix("www.").rstrip(".")
        if len(domain) > _MAX_DOMAIN or not _DOMAIN.fullmatch(domain):
            raise InputError(
                f"{name}: publisher is {known['publisher']!r:.80}: give its domain alone, such as tass.com"
            )
        known["publisher"] = domain
    return known


def _edtf(value: str, name: str) -> str:
    if match := _ISO_TIME.fullmatch(value):
        value = match[1]
    if not is_edtf(value):
        raise InputError(
            f"{name}: published is {value!r:.40}: write 2023, 2023-06 or 2023-06-06, between 1900 and 2150"
        )
    return value


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
        )
    except ValueError:
        return False


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
