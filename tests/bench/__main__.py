"""python -m tests.bench [--articles 5000] [--only start,command,beside,lengths,review] [INDEX.jsonl]

INDEX is of the articles that the command reads again and again: ../shared/articles/index.jsonl where it is, else the
briefs. The other parts are measured on tests/corpus.
"""

import argparse
import importlib
from pathlib import Path

from tests.databases import ROOT

INDEXES = (ROOT.parent / "shared" / "articles" / "index.jsonl", ROOT / "seeds" / "articles" / "index.jsonl")
PARTS = ("start", "command", "beside", "lengths", "review")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure extraction, and the requests of a review.")
    parser.add_argument("index", type=Path, nargs="?", default=next(one for one in INDEXES if one.exists()))
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    args = parser.parse_args()
    for part in args.only.split(","):
        # Imported now: a process that starts has the memory of the one that started it for its least.
        measure = importlib.import_module(f"tests.bench.{part}").measure
        if part == "command":
            measure(args.index, args.articles)
        else:
            measure()


if __name__ == "__main__":
    main()
