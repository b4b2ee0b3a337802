"""Files that may hold many articles: an index, an archive, a mail, a list of addresses."""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from app.domain.errors import InputError
from app.intake.address_list import read_addresses
from app.intake.article_bytes import article_from_bytes
from app.intake.decode import MAX_BYTES, decode
from app.intake.json_lines import read_index
from app.intake.raw import InputProblem, Item
from app.intake.warc import is_warc, read_warc

INDEX_SUFFIXES = frozenset({".jsonl", ".ndjson"})
MANY_SUFFIXES = frozenset({*INDEX_SUFFIXES, ".eml", ".csv", ".tsv", ".warc", ".opml"})
_MOST_OF_UPLOAD = 500_000_000  # bytes that an uploaded archive may unpack to
_HEAD = 1024


def holds_many(name: str, head: bytes) -> bool:
    """True for a file of a form that may hold more than one article, by its name or its first bytes."""
    return _suffix(name) in MANY_SUFFIXES or is_warc(head) or _is_opml(name, head)


def read_many(stream: BinaryIO, name: str, head: bytes, **limits: int) -> Iterator[Item]:
    """The articles and addresses of such a file, one at a time; a file that cannot be used is an InputProblem.

    An index has no files beside it here: its lines hold `text` or `html`. `limits` are those of `read_warc`.
    """
    suffix = _suffix(name)
    try:
        if _is_opml(name, head):
            raise InputError(
                f"{name}: a list of feeds (OPML), not of articles: add its feeds with `basewatch feeds import`"
            )
        if is_warc(head) or suffix == ".warc":
            yield from read_warc(stream, name, **limits)
        elif suffix == ".eml":
            from app.intake.mail import MAX_MAIL, read_mail  # loading it takes as long as some articles

            yield from read_mail(stream.read(MAX_MAIL + 1), name)
        elif suffix in INDEX_SUFFIXES:
            yield from read_index(stream, name, None)
        else:
            yield from read_addresses(decode(stream.read(MAX_BYTES + 1), name), name)
    except InputError as error:
        yield InputProblem(name, str(error))


def read_upload(data: bytes, name: str) -> Iterator[Item]:
    """What the bytes of an uploaded file hold: one article, or many."""
    head = data[:_HEAD]
    if holds_many(name, head):
        stream = io.BufferedReader(io.BytesIO(data))
        yield from read_many(stream, name, head, max_unpacked=_MOST_OF_UPLOAD)
        return
    try:
        yield article_from_bytes(data, name)
    except InputError as error:
        yield InputProblem(name, str(error))


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _is_opml(name: str, head: bytes) -> bool:
    return _suffix(name) == ".opml" or b"<opml" in head[:_HEAD].lower()
