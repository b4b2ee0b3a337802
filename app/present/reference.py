"""A record as BibTeX, RIS, CSL-JSON or a plain line. Pure; `today` is the day on which it is looked at."""

import json
import re
from datetime import date
from typing import Any

from app.present.citation import cite_statement
from app.query.citing import CITED, Cited

SITE = "Basewatch"
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "^": r"\^{}",
        "~": r"\~{}",
    }
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def author_of(cited: Cited) -> str:
    """Who speaks: the official of a statement, the publisher of an article, else Basewatch itself."""
    if cited.statement is not None:
        return cited.statement.speaker
    return cited.publisher or SITE


def version_of(cited: Cited) -> str:
    """Which state of the record is cited: `revision 14 of 25 Nov 2026`, or that nobody has changed it."""
    if cited.revised_at is None:
        return "as first recorded"
    return f"revision {cited.revision} of {cited.revised_at.date().isoformat()}"


def plain(cited: Cited, address: str, today: date) -> str:
    """One line for a footnote."""
    end = f" ({version_of(cited)}, seen {today.isoformat()})"
    if cited.statement is not None:
        return cite_statement(cited.statement, address) + end
    title = _line(cited.title)
    if cited.noun == "articles":
        told = f"{author_of(cited)}, “{title}”, {cited.published or 'undated'}, {cited.source_url or 'no address'}."
        return f"{told} {SITE}, {address}{end}"
    return f"{SITE}, “{title}”, {address}{end}"


def bibtex(cited: Cited, address: str, today: date) -> str:
    """A `@misc` entry; its key is the same whenever it is asked for."""
    day = _day(cited)
    parts = (day or "").rstrip("~?%").split("-")
    fields = {
        "author": "{" + _tex(author_of(cited)) + "}",  # braces: a name is not taken apart
        "title": _tex(_title(cited)),
        "year": parts[0] if day else "",
        "month": MONTHS[int(parts[1]) - 1] if len(parts) > 1 else "",
        "howpublished": _tex(_where(cited)),
        "url": address.replace("{", "%7B").replace("}", "%7D"),
        "urldate": today.isoformat(),
        "note": _tex(_note(cited)),
    }
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{_key(cited)},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited, address: str, today: date) -> str:
    """One reference, CRLF at the ends of lines as the format wants."""
    day = _day(cited)
    dated = "/".join([*(day or "").rstrip("~?%").split("-"), "", ""][:3]) if day else ""
    fields = [
        ("TY", "ELEC"),
        ("ID", _key(cited)),
        ("AU", author_of(cited)),
        ("TI", _title(cited)),
        ("PY", day[:4] if day else ""),
        ("DA", f"{dated}/" if dated else ""),
        ("PB", _where(cited)),
        ("UR", address),
        ("L2", _source(cited) or ""),
        ("Y2", today.strftime("%Y/%m/%d/")),
        ("N1", _note(cited)),
        ("ER", ""),
    ]
    return "".join(
        f"{tag}  - {_line(value)}".rstrip() + (" \r\n" if tag == "ER" else "\r\n")
        for tag, value in fields
        if value or tag == "ER"
    )


def csl(cited: Cited, address: str, today: date) -> str:
    """A list of one item, as reference managers read it (CSL-JSON 1.0)."""
    day = _day(cited)
    item: dict[str, Any] = {
        "id": _key(cited),
        "type": "speech" if cited.statement is not None else "webpage",
        "title": _title(cited),
        "author": [{"literal": author_of(cited)}],
        "publisher": _where(cited),
        "container-title": SITE,
        "URL": address,
        "accessed": {"date-parts": [[today.year, today.month, today.day]]},
        "version": version_of(cited),
        "note": _note(cited),
    }
    if day:
        item["issued"] = {"date-parts": [[int(part) for part in day.rstrip("~?%").split("-")]]}
        if day[-1] in "~?%":
            item["issued"]["circa"] = True
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _day(cited: Cited) -> str | None:
    if cited.statement is not None:
        return cited.statement.said_on or cited.statement.source.published
    if cited.published:
        return cited.published
    return cited.revised_at.date().isoformat() if cited.revised_at else None


def _title(cited: Cited) -> str:
    row = cited.statement
    if row is None:
        return _line(cited.title)
    if row.is_ours:  # never to be quoted as the speaker's own words
        return f"[{'Summarised' if row.is_summary else 'In the words of Basewatch'}] {_line(row.quote)}"
    return _line(row.quote)


def _where(cited: Cited) -> str:
    if cited.statement is not None:
        return cited.statement.source.publisher
    return cited.publisher or SITE


def _source(cited: Cited) -> str | None:
    return cited.statement.source.url if cited.statement is not None else cited.source_url


def _note(cited: Cited) -> str:
    source = _source(cited)
    return f"{SITE}, {version_of(cited)}." + (f" Source: {source}" if source else "")


def _key(cited: Cited) -> str:
    return f"basewatch-{CITED[cited.noun]}-{cited.key}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return re.sub(r"\s+", " ", text).translate(_TEX)
