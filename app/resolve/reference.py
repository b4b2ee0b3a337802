"""The reference names of the seeds, for runs that have no database."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from app.domain.errors import SeedError
from app.domain.kinds import AgreementKind, BaseKind, CountryKind, MatchRule
from app.domain.names import (
    AgreementName,
    BaseName,
    CountryName,
    OfficialName,
    ReferenceNames,
    RoleName,
    Spelling,
)

NAMES_FILE = Path(__file__).with_name("names.json")


@lru_cache(maxsize=1)
def load_reference() -> ReferenceNames:
    """The names of names.json, read once per process. Raises SeedError when the file is missing or damaged."""
    return read_reference(NAMES_FILE)


def read_reference(path: Path) -> ReferenceNames:
    """The names of a file written by compile_names. Raises SeedError when it is missing or damaged."""
    try:
        data = orjson.loads(path.read_bytes())
        return _reference(data)
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise SeedError(
            f"{path.name}: {error}: write it anew with `python -m app.resolve.compile_names`"
        ) from error


def _reference(data: dict[str, Any]) -> ReferenceNames:
    return ReferenceNames(
        countries=tuple(
            CountryName(
                code=r["code"],
                name=r["name"],
                name_ru=r["name_ru"],
                kind=CountryKind(r["kind"]),
                parent=r["parent"],
                names=tuple(r["names"]),
                demonyms=tuple(r["demonyms"]),
                capital=tuple(r["capital"]),
            )
            for r in data["countries"]
        ),
        officials=tuple(
            OfficialName(
                slug=r["slug"],
                name=r["name"],
                name_ru=r["name_ru"],
                country=r["country"],
                spellings=tuple(r["spellings"]),
                roles=tuple(RoleName(**role) for role in r["roles"]),
                is_body=r["is_body"],
            )
            for r in data["officials"]
        ),
        bases=tuple(
            BaseName(
                slug=r["slug"],
                name=r["name"],
                country=r["country"],
                territory=r["territory"],
                kind=BaseKind(r["kind"]),
                locality=r["locality"],
                spellings=tuple(Spelling(s["text"], MatchRule(s["rule"])) for s in r["spellings"]),
                opened=r["opened"],
                closed=r["closed"],
                status=r["status"],
            )
            for r in data["bases"]
        ),
        agreements=tuple(
            AgreementName(
                slug=r["slug"],
                title=r["title"],
                kind=AgreementKind(r["kind"]),
                parties=tuple(r["parties"]),
                signed=r["signed"],
                expires=r["expires"],
                bases=tuple(r["bases"]),
            )
            for r in data["agreements"]
        ),
    )
