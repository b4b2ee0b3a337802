"""The dump that this site offers: what `basewatch export` wrote to BASEWATCH_DUMP_FOLDER."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SUMS = "SHA256SUMS"
MOST_SUMS = 100_000  # bytes of that file


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of it."""

    name: str  # below the folder: "tables/bases.csv"
    size: int  # bytes
    digest: str  # SHA-256
    written: datetime


def dump_files(where: str | None) -> list[DumpFile]:
    """The files that its SHA256SUMS names and that are there, the largest first; none where there is no dump."""
    folder = Path(where or "")
    if where is None or not (folder / SUMS).is_file() or (folder / SUMS).stat().st_size > MOST_SUMS:
        return []
    found = []
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if name and ".." not in Path(name).parts and not Path(name).is_absolute() and path.is_file():
            state = path.stat()
            found.append(DumpFile(name, state.st_size, digest, datetime.fromtimestamp(state.st_mtime, UTC)))
    return sorted(found, key=lambda one: (-one.size, one.name))
