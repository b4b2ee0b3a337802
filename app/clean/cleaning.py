"""RawArticle -> CleanArticle, in one read."""

import hashlib

from app.clean.article import MAX_TEXT, CleanArticle
from app.clean.boilerplate import body_lines
from app.clean.characters import put_in_order, without_markup
from app.clean.cut_lines import put_back
from app.clean.datelines import find_closing, find_dateline
from app.clean.furniture import is_furniture
from app.clean.language import languages_of
from app.clean.lines import count_words, folded, is_prose, split_lines
from app.clean.metadata import (
    PageMetadata,
    date_in_text,
    date_in_title,
    plain_title,
    published_date,
    split_stamp,
    title_in_text,
)
from app.clean.repeats import without_repeats
from app.clean.urls import canonical_url, date_in_url, registered_domain
from app.domain.dates import FIRST_YEAR, LAST_YEAR, is_edtf
from app.domain.errors import InputError, InputTooLarge
from app.intake.decode import MAX_BYTES
from app.intake.raw import MediaType, RawArticle

MAX_BODY = MAX_BYTES  # code points of raw text or HTML


def clean(raw: RawArticle) -> CleanArticle:
    """The article alone, and what is known of it.

    Paragraphs are parted by a blank line; the title and the agency's dateline are taken off; no character
    inside a
    paragraph is changed but for Unicode form, blanks and invisible marks. What the adder gave (title,
    publisher, date)
    beats the text, the text beats the page's metadata, and that beats the URL.

    Raises: InputTooLarge over MAX_BODY raw or MAX_TEXT cleaned code points; InputError when no text is
    left or
    `published` is no date.
    """
    if len(raw.body) > MAX_BODY:
        raise InputTooLarge(
            f"{raw.name}: {len(raw.body):,} characters, at most {MAX_BODY:,}: add the article alone"
        )
    if raw.published is not None and not is_edtf(raw.published):
        raise InputError(
            f"{raw.name}: published is {raw.published!r}: write 2023, 2023-06 or 2023-06-06, "
            f"between {FIRST_YEAR} and {LAST_YEAR}"
        )
    if raw.media is MediaType.HTML:
        from app.clean.html import read_page  # imports a parser; plain text starts without it

        body, page = read_page(raw.body, raw.name)
    else:
        body, page = without_markup(raw.body), PageMetadata()
    stamp, body = split_stamp(put_in_order(body))
    lines = split_lines(body.strip())
    if not any(any(c.isalpha() for c in line) for line in lines):
        raise InputError(f"{raw.name}: holds no text: check that it is the article and not an empty page")

    url = raw.url or page.url
    sender = registered_domain(f"https://{raw.sent_from}") if raw.sent_from else None
    publisher = raw.publisher or (registered_domain(url) if url else sender)
    title = raw.title or page.title
    if title is None:
        title = title_in_text(lines, url=url)
    kept = _without_title(lines, [title, *page.titles] if title else [])
    paragraphs = without_repeats([_without_dateline(line) for line in body_lines(kept)])
    if not any(is_prose(line) for line in paragraphs):
        paragraphs = _all_but_furniture(lines)
    paragraphs, cut = put_back(lines, paragraphs, [title, *page.titles] if title else [], raw.put_back)
    text = "\n\n".join(paragraphs)
    if len(text) > MAX_TEXT:
        raise InputTooLarge(f"{raw.name}: {len(text):,} characters of text, at most {MAX_TEXT:,}: split it")

    language, parts = languages_of(text)
    in_url = date_in_url(url) if url else None
    stated = [
        stamp,
        date_in_text(lines, language=language, title=title, in_url=in_url),
        page.published,
        in_url,
        date_in_title(title),
        raw.sent_on,
    ]
    return CleanArticle(
        title=plain_title(put_in_order(title), publisher=publisher, site=page.site) if title else None,
        url=canonical_url(url) if url else None,
        publisher=publisher,
        published=raw.published or published_date(stated, lines),
        language=language,
        text=text,
        content_hash=content_hash(text),
        kind=raw.kind,
        parts=parts,
        cut=tuple(cut),
    )


def content_hash(text: str) -> str:
    """SHA-256 in hexadecimal over the words of `text`: the same for copies that differ in case, marks and
    layout."""
    words = " ".join(filter(None, map(folded, text.split("\n"))))  # a line at a time: these are known already
    return hashlib.sha256(words.encode()).hexdigest()


def _without_title(lines: list[str], titles: list[str]) -> list[str]:
    """Drop the headline in any of its forms wherever it stands, and a summary that follows it at the very end."""
    if not titles:
        return lines
    keys = set(map(folded, titles))
    is_title = [any(_same_title(folded(line), key) for key in keys) for line in lines]
    start = is_title.index(True) if True in is_title else 0
    if start > len(lines) // 2 or any(is_prose(line) and count_words(line) >= 12 for line in lines[:start]):
        start = 0  # the article began already; else what stands above the headline is navigation
    kept = [line for line, same in zip(lines[start:], is_title[start:], strict=True) if not same]
    after = next((i for i in range(len(lines) - 1, -1, -1) if is_title[i]), 0)
    tail, before = lines[after + 1 :], [line for line in lines[:after] if is_prose(line)]
    if before and 0 < len(tail) <= 2 and sum(map(count_words, tail)) <= 80 and _is_summary(tail, before):
        kept = kept[: -len(tail)]
    return kept


def _same_title(line: str, title: str) -> bool:
    """The title itself, or the title with the name of the site after it."""
    return line == title or (
        len(title) > 20
        and line.startswith(title)
        and len(line) < len(title) + 40
        and len(line.split()) <= len(title.split()) + 4
    )


def _is_summary(tail: list[str], body: list[str]) -> bool:
    """True when most of the longer words of `tail` stand in the body already."""
    words = [w for w in folded(" ".join(tail)).split() if len(w) > 3]
    known = set(folded(" ".join(body)).split())
    return bool(words) and sum(w in known for w in words) >= 0.6 * len(words)


def _without_dateline(paragraph: str) -> str:
    if closing := find_closing(paragraph):
        paragraph = paragraph[: closing[0]]
    dateline = find_dateline(paragraph)
    if dateline is None or count_words(paragraph[dateline.length :]) < 4:
        return paragraph
    return paragraph[dateline.length :]


def _all_but_furniture(lines: list[str]) -> list[str]:
    """For a text without one whole sentence: every line that is not certainly furniture, else every line."""
    return [line for line in lines if not is_furniture(line)] or lines
