"""Compile seeds/*.yaml into names.json, the names of a run without a database, and these into spellings.json.

Run `python -m app.resolve.compile_names` after a change of the seeds, or of how names are written out.

YAML takes seconds to read and JSON milliseconds, so the compiled files are committed; a test says when one is stale.
"""

from pathlib import Path
from typing import Any

import orjson
import yaml

from app.domain.errors import SeedError
from app.resolve.reference import NAMES_FILE, load_reference
from app.resolve.spellings import SPELLINGS_FILE, compiled_spellings

SEEDS = Path(__file__).parents[2] / "seeds"

_Record = dict[str, Any]


def compiled_names(seeds: Path = SEEDS) -> bytes:
    """The content of names.json for the files of the folder `seeds`. Raises SeedError for a file that lacks a field."""
    names = {
        "countries": [_country(r) for r in _records(seeds, "countries.yaml")],
        "officials": [_official(r, is_body=False) for r in _records(seeds, "officials.yaml")]
        + [_official(r, is_body=True) for r in _records(seeds, "offices.yaml")],
        "bases": [_base(r) for r in _records(seeds, "bases_*.yaml")],
        "agreements": [_agreement(r) for r in _records(seeds, "agreements_*.yaml")],
    }
    return orjson.dumps(names, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def main() -> None:
    NAMES_FILE.write_bytes(compiled_names())
    load_reference.cache_clear()
    SPELLINGS_FILE.write_bytes(compiled_spellings())
    for path in (NAMES_FILE, SPELLINGS_FILE):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def _records(seeds: Path, pattern: str) -> list[_Record]:
    records: list[_Record] = []
    for path in sorted(seeds.glob(pattern)):
        # BaseLoader leaves scalars as text, so that no date or "no" is turned into something else.
        for number, record in enumerate(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) or [], 1):
            if not isinstance(record, dict):
                raise SeedError(f"{path.name}: record {number} is no mapping: see seeds/README.md")
            records.append({**record, "_at": f"{path.name}: record {number}"})
    return records


def _need(record: _Record, field: str) -> Any:
    if field not in record:
        raise SeedError(f"{record['_at']}: the field {field!r} is missing: add it, then compile again")
    return record[field]


def _country(record: _Record) -> _Record:
    return {
        "code": _need(record, "code"),
        "name": _need(record, "name"),
        "name_ru": _need(record, "name_ru"),
        "kind": _need(record, "kind"),
        "parent": _optional(record, "parent"),
        "names": record.get("names", []),
        "demonyms": record.get("demonyms", []),
        "capital": record.get("capital", []),
    }


def _official(record: _Record, *, is_body: bool) -> _Record:
    name, name_ru = _need(record, "name"), record.get("name_ru", "")
    return {
        "slug": _need(record, "slug"),
        "name": name,
        "name_ru": name_ru,
        "country": _optional(record, "country"),
        "spellings": list(dict.fromkeys(s for s in (name, name_ru, *record.get("spellings", [])) if s)),
        "roles": [
            {
                "title": role["title"],
                "body": role["body"],
                "start": _optional(role, "held_from"),
                "end": _optional(role, "held_to"),
            }
            for role in record.get("roles", [])
        ],
        "is_body": is_body,
    }


def _base(record: _Record) -> _Record:
    spellings = {record[field]: "alone" for field in ("name", "name_ru") if record.get(field)}
    spellings |= {s["text"]: s["match"] for s in record.get("spellings", [])}
    return {
        "slug": _need(record, "slug"),
        "name": _need(record, "name"),
        "country": _need(record, "host_country"),
        "territory": _optional(record, "territory"),
        "kind": _need(record, "kind"),
        "locality": _optional(record, "locality"),
        "spellings": [{"text": text, "rule": rule} for text, rule in spellings.items()],
        "opened": _optional(record, "opened"),
        "closed": _optional(record, "closed"),
        "status": _optional(record, "status"),
    }


def _agreement(record: _Record) -> _Record:
    return {
        "slug": _need(record, "slug"),
        "title": _need(record, "title"),
        "kind": _need(record, "kind"),
        "parties": _need(record, "parties"),
        "signed": _optional(record, "signed"),
        "expires": _optional(record, "expires"),
        "bases": record.get("bases", []),
    }


def _optional(record: _Record, field: str) -> str | None:
    value = record.get(field)
    return None if value in (None, "", "null") else str(value)


if __name__ == "__main__":
    main()
