"""The spellings of the seeds' names, written out beforehand and kept in spellings.json: a run starts with them at once.

`python -m app.resolve.compile_names` writes the file; one that does not fit names.json costs time, never a finding.
"""

from hashlib import blake2b
from pathlib import Path

import orjson

from app.extract.name_index import NameIndex
from app.extract.name_spellings import NameSpellings, name_spellings
from app.resolve.reference import NAMES_FILE, load_reference

SPELLINGS_FILE = Path(__file__).with_name("spellings.json")


def load_index() -> NameIndex:
    """The index of the seeds' names, for runs that have no database. Raises SeedError, see load_reference."""
    return NameIndex(load_reference(), _listed())


def compiled_spellings() -> bytes:
    """The content of spellings.json for names.json as it is."""
    spellings = name_spellings(load_reference())
    written = {
        "of": _digest(),
        "given_names": " ".join(spellings.given_names),
        "given": {slug: " ".join(letters) for slug, letters in sorted(spellings.given.items())},
        "meanings": spellings.meanings,
        "heads": spellings.heads,
    }
    return orjson.dumps(written, option=orjson.OPT_APPEND_NEWLINE).replace(
        b'","', b'",\n"'
    )  # lines, to be merged


def _listed() -> NameSpellings | None:
    try:
        data = orjson.loads(SPELLINGS_FILE.read_bytes())
        if data["of"] != _digest():
            return None
        given = {slug: letters.split() for slug, letters in data["given"].items()}
        return NameSpellings(data["heads"], data["meanings"], given, data["given_names"].split())
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return None


def _digest() -> str:
    return blake2b(NAMES_FILE.read_bytes(), digest_size=16).hexdigest()
