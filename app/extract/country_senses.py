"""Words that name a country elsewhere but not here: the state of Georgia, Michael Jordan, New Mexico."""

import re
import tomllib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

_RAW = tomllib.loads((Path(__file__).parent / "data" / "country_senses.toml").read_text("utf-8"))
_BEFORE = {code: re.compile(pattern) for code, pattern in _RAW["before"].items()}
_AFTER = {code: re.compile(pattern) for code, pattern in _RAW["after"].items()}
_CONFUSED: dict[str, str] = _RAW["confused"]
_US_GEORGIA = re.compile(_RAW["us_georgia"]["state"])
_CAUCASUS = re.compile(_RAW["us_georgia"]["caucasus"])
_REACH = 32  # code points before the word; the longest of the phrases is shorter


def is_other_sense(folded: str, start: int, end: int, code: str) -> bool:
    """True when folded[start:end] spells a name of the country `code` but means something else."""
    before, after = _BEFORE.get(code), _AFTER.get(code)
    if before is not None and before.search(folded, max(0, start - _REACH), start):
        return True
    if after is not None and after.match(folded, end):
        return True
    return code == "GE" and folded[start:end] in ("Georgia", "Georgie") and _is_us_state(folded)


def meant_by_demonym(code: str, named: Collection[str], demonyms: Collection[str]) -> str:
    """The country that a demonym of `code` means: "the Nigerian junta" in a text that names Niger alone.

    `named`: the countries that the text names by name or capital; `demonyms`: those it has demonyms of. A text that
    writes "Nigerien" too knows the difference.
    """
    neighbour = _CONFUSED.get(code)
    if neighbour is None or neighbour not in named or code in named or neighbour in demonyms:
        return code
    return neighbour


@lru_cache(maxsize=4)
def _is_us_state(folded: str) -> bool:
    return _US_GEORGIA.search(folded) is not None and _CAUCASUS.search(folded) is None
