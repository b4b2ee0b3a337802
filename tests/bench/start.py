"""How long a start takes: the first result of the command, and everything that extraction knows loaded."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpus import corpus_articles

RUNS = 7
FIRST = "import sys; from app.cli.main import main; sys.argv = ['basewatch', 'extract', {path!r}]; main()"
LOADED = (
    "import app.cli.extract, app.extract.engine; from app.extract.compile_openings import expressions;"
    "from app.resolve.spellings import load_index; load_index(); expressions()"
)


def measure() -> None:
    """Print the median wall and processor time, and the largest memory."""
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder, "one.txt")
        one.write_text(corpus_articles()[0].body, encoding="utf-8")
        _print("first result of `basewatch extract`", FIRST.format(path=str(one)))
    _print("import, names, lexicons of all languages", LOADED)


def _print(name: str, code: str) -> None:
    runs = [_run(code) for _ in range(RUNS)]
    wall, processor, memory = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"{name:42} {wall:.2f} s, {processor:.2f} s of processor, {memory:.0f} MB  (median of {RUNS})")


def _run(code: str) -> tuple[float, float, float]:
    """(seconds, seconds of processor, megabytes) of one interpreter."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return seconds, used.ru_utime + used.ru_stime, kilobytes / 1024
