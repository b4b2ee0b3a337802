"""Fetch the pinned browser libraries into static/vendor/, each file checked by its SHA-256 (needs npm).

A new version: change VENDORED, run it, and copy the hash that it reports once the file has been looked at.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "static" / "vendor"
# (npm package and version, file in the package, file in static/vendor, SHA-256)
VENDORED = (
    (
        "htmx.org@2.0.11",
        "package/dist/htmx.min.js",
        "htmx.min.js",
        "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    ),
    (
        "htmx.org@2.0.11",
        "package/LICENSE",
        "htmx.LICENSE",
        "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
    ),
)


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, member, name, expected in VENDORED:
        content = read_from_package(package, member)
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            print(f"{package} {member}: SHA-256 is {found}, not {expected}; nothing written", file=sys.stderr)
            return 1
        (TARGET / name).write_bytes(content)
        print(f"static/vendor/{name}  {len(content):,} bytes  {package}")
    return 0


def read_from_package(package: str, member: str) -> bytes:
    """The bytes of one file of an npm package; nothing of the package is run."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", "--ignore-scripts", package],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
        with tarfile.open(Path(folder, packed.stdout.split()[-1])) as archive:
            file = archive.extractfile(member)
            if file is None:
                raise SystemExit(f"{package} holds no file {member}")
            return file.read()


if __name__ == "__main__":
    raise SystemExit(main())
