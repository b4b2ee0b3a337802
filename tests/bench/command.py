"""From the command to its last line, on one core, as a user sees it."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).with_name("basewatch")


def measure(index: Path, articles: int) -> None:
    """Print the articles a second of `basewatch extract`, its start apart."""
    entries = [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines() if line.strip()]
    for entry in entries:
        if "path" in entry:
            entry["text"] = (index.parent / entry.pop("path")).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one.jsonl"), Path(folder, "many.jsonl")
        one.write_text(json.dumps(entries[0]) + "\n", encoding="utf-8")
        many.write_text(
            "".join(json.dumps(entries[i % len(entries)]) + "\n" for i in range(articles)),
            encoding="utf-8",
        )
        first = min(seconds_to_extract(one, 1) for _ in range(3))
        total = seconds_to_extract(many, articles)
    speed = articles / (total - first)
    print(f"by the command {speed:,.0f} articles/s  ({articles:,}, some of them again, in {total:.1f} s)")


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
