"""Bytes -> text: which encoding, whether it is text at all, and the text of a PDF."""

import codecs
import re

from app.domain.errors import InputError, InputTooLarge, NotText
from app.intake.pdf import is_pdf, text_of_pdf

MAX_BYTES = 10 * 1024 * 1024  # of one article as it comes, before cleaning; the settings go no higher

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_WESTERN = frozenset("áéíóúñüàèùçêôâîûëïäößãõÁÉÍÓÚÑÜÀÈÇÊÄÖ«»¿¡“”‘’–—…°ºª€£\xa0".encode("cp1252"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 20_000  # bytes that decide
_RUSSIAN_COMMON = frozenset("оеаинтсрвл")


def decode(data: bytes, name: str, *, charset: str | None = None) -> str:
    """The text of `data`.

    The encoding: a byte order mark, then `charset` (what a server declared), what the page's own markup
    declares,
    UTF-16 without a mark, UTF-8, the Cyrillic single-byte encodings, at last detection. A declared
    encoding that
    the bytes break is passed over.

    Raises: InputError when empty; InputTooLarge over MAX_BYTES; NotText for anything but text. Messages begin
    with `name`.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(f"{name}: empty: give a file or a page with the article's text")
    if is_pdf(data):
        return text_of_pdf(data, name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotText(f"{name}: this is {what}, not text: save the article as text, HTML or PDF")
    text = _decoded(data, charset)
    if text is None or len(_CONTROL.findall(text[:_SAMPLE])) > 0.01 * min(len(text), _SAMPLE):
        raise NotText(f"{name}: not text in any encoding that is read: save it as UTF-8 text or HTML")
    return text


def too_large(name: str, limit: int = MAX_BYTES) -> InputTooLarge:
    """The error for an input over `limit` bytes."""
    return InputTooLarge(
        f"{name}: over {limit / 1e6:.3g} MB, the limit for one article: give the article alone"
    )


def _decoded(data: bytes, charset: str | None) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _strictly(data, wide)
    if b"\0" in data:
        return None
    declared = [charset] if charset else []
    for pattern in (_META_CHARSET, _XML_ENCODING):
        if match := pattern.search(data[:4096]):
            declared.append(match[1].decode("ascii", "replace"))
    for encoding in (*declared, "utf-8"):
        if (text := _strictly(data, encoding)) is not None:
            return text
    return _utf8_with_few_errors(data) or _cyrillic(data) or _detected(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    # Browsers read these two as their Windows supersets, and so were the pages written.
    encoding = {"iso-8859-1": "cp1252", "latin-1": "cp1252"}.get(encoding.lower(), encoding)
    try:
        if not codecs.lookup(encoding)._is_text_encoding:  # `base64` and its like are no charsets
            return None
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Told by the upper halves of the characters: nearly all of them 00 (Latin), 04 (Cyrillic) or 20
    (dashes)."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(data) % 2 or len(sample) < 8 or b"\0" not in sample:
        return None
    for encoding, upper, lower in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        known = sum(upper.count(byte) for byte in (b"\x00", b"\x04", b"\x20"))
        if known > 0.9 * len(upper) and lower.count(b"\0") < 0.1 * len(lower):
            return encoding
    return None


def _utf8_with_few_errors(data: bytes) -> str | None:
    """UTF-8 that was cut or damaged in places: at least a hundred good multi-byte characters for each bad
    one."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(ord(c) > 127 for c in text[:200_000]) - bad
    return text.replace("\ufffd", "") if (bad <= 3 and good >= 5) or good > 100 * bad else None


def _cyrillic(data: bytes) -> str | None:
    """cp1251, KOI8-R, cp866 or ISO 8859-5, whichever makes Russian of the bytes; None when none does."""
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    if high < 0.2 * len(sample.translate(None, b" \t\r\n")):
        return None
    best, best_score = None, 0.0
    for encoding in ("cp1251", "koi8-r", "cp866", "iso8859-5"):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = re.findall("[а-яёА-ЯЁіїєІЇЄ]", text)
        common = sum(c in _RUSSIAN_COMMON for c in letters)
        # Lower case is common and stands inside words: what tells KOI8-R, whose case is the other way round.
        score = (common + sum(c.islower() for c in letters)) / (2 * high)
        if score > best_score:
            best, best_score = encoding, score
    return data.decode(best, "replace") if best is not None and best_score > 0.5 else None


def _detected(data: bytes) -> str | None:
    """cp1252 where its letters and marks are the usual ones of the west; else what charset-normalizer finds."""
    high = [byte for byte in data[:_SAMPLE] if byte >= 0x80]
    if sum(byte in _WESTERN for byte in high) > 0.9 * len(high) or len(high) < 0.02 * len(data[:_SAMPLE]):
        return _strictly(data, "cp1252") or data.decode("latin-1")
    from charset_normalizer import from_bytes  # 40 ms, and rarely needed

    found = from_bytes(data[:200_000]).best()
    return _strictly(data, found.encoding) if found is not None else None
