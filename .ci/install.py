"""Install a lock file with pip into the environment that runs this, with one line that moves.

.venv/bin/python .ci/install.py "[2/3] Installing packages" requirements.lock
"""

import re
import subprocess
import sys
from pathlib import Path

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
LOCKED = ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off", "-r"]


def main(title: str, lock: str) -> int:
    total = len(re.findall(r"^\S+==", Path(lock).read_text(encoding="utf-8"), flags=re.MULTILINE))
    said: list[str] = []
    done = 0
    with subprocess.Popen(
        [*PIP, *LOCKED, lock], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            if line.startswith(("Collecting ", "Requirement already", "Ignoring ")):
                done += 1
                show(f"{title}: {done} of {total} {line.split()[1] if line.startswith('Coll') else ''}")
            elif line.startswith("Installing collected"):
                show(f"{title}: {done} fetched, unpacking")
    if pip.returncode:
        print(f"\n{''.join(said)}\n{lock} could not be installed: pip says why above.", file=sys.stderr)
    else:
        show(f"{title}: done")
        print()
    return pip.returncode


def show(text: str) -> None:
    """Replace the line on a terminal; in a log there is only the last one."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text[:100]}", end="", flush=True)
    elif text.endswith("done"):
        print(text, end="")


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
