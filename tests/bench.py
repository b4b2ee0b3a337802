"""`make bench`: how fast `basewatch extract` is, from the command to its last line, on one core.

    python -m tests.bench [--articles 5000] [INDEX.jsonl]

INDEX is ../shared/articles/index.jsonl where it is, else the briefs; its articles are repeated.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import ROOT

COMMAND = Path(sys.executable).with_name("basewatch")
INDEXES = (ROOT.parent / "shared" / "articles" / "index.jsonl", ROOT / "seeds" / "articles" / "index.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure basewatch extract.")
    parser.add_argument("index", type=Path, nargs="?", default=next(one for one in INDEXES if one.exists()))
    parser.add_argument("--articles", type=int, default=5000)
    args = parser.parse_args()
    entries = [
        json.loads(line) for line in args.index.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    for entry in entries:
        if "path" in entry:
            entry["path"] = str(args.index.parent.resolve() / entry["path"])
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one.jsonl"), Path(folder, "many.jsonl")
        one.write_text(json.dumps(entries[0]) + "\n", encoding="utf-8")
        many.write_text(
            "".join(json.dumps(entries[i % len(entries)]) + "\n" for i in range(args.articles)),
            encoding="utf-8",
        )
        firsts = sorted(seconds_to_extract(one, 1) for _ in range(5))
        total = seconds_to_extract(many, args.articles)
    print(f"first result   {firsts[len(firsts) // 2]:.2f} s  (median of 5: start, import, one article)")
    speed = args.articles / (total - firsts[0])
    print(f"throughput     {speed:,.0f} articles/s  ({args.articles:,} in {total:.1f} s)")


def seconds_to_extract(index: Path, expected: int) -> float:
    """Wall time of `basewatch extract INDEX` on one core; every article must come out."""
    start = time.perf_counter()
    done = subprocess.run(
        [COMMAND, "extract", index], stdout=subprocess.PIPE, check=True, preexec_fn=on_one_core
    )
    seconds = time.perf_counter() - start
    found = done.stdout.count(b"\n")
    assert found == expected, f"{found} results for {expected} articles"
    return seconds


def on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
