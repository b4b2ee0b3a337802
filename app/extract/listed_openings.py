"""What the expressions need, worked out beforehand and kept in data/openings.json.

An expression that was changed since is not found there, and is worked out after some trials: an old file costs time,
never a finding. `python -m app.extract.compile_openings` writes it anew.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import orjson

from app.extract.openings import Needed

OPENINGS_FILE = Path(__file__).parent / "data" / "openings.json"


def key_of(pattern: str, flags: int, least: int) -> str:
    """What stands for the expression in the file."""
    return blake2b(f"{flags}:{least}:{pattern}".encode(), digest_size=12).hexdigest()


def is_listed(key: str) -> bool:
    return key in _listed()


def listed(key: str) -> Needed | None:
    """What the listed expression needs; null where it may match without any literal. Raises KeyError."""
    entry = _listed()[key]
    return None if entry is None else Needed(tuple(entry[2]), entry[0], entry[1])


@cache
def _listed() -> dict[str, tuple[bool, bool, list[str]] | None]:
    """Opening, edge and literals of each expression."""
    entries: dict[str, tuple[bool, bool, list[str]] | None] = orjson.loads(OPENINGS_FILE.read_bytes())
    return entries
