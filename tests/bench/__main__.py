"""python -m tests.bench [--articles 5000] [--only command,beside,lengths,review] [INDEX.jsonl]

INDEX is ../shared/articles/index.jsonl where it is, else the briefs; its articles are repeated.
"""

import argparse
from pathlib import Path

from tests.bench import beside, command, lengths, review
from tests.databases import ROOT

INDEXES = (ROOT.parent / "shared" / "articles" / "index.jsonl", ROOT / "seeds" / "articles" / "index.jsonl")
PARTS = ("command", "beside", "lengths", "review")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure extraction, and the requests of a review.")
    parser.add_argument("index", type=Path, nargs="?", default=next(one for one in INDEXES if one.exists()))
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    args = parser.parse_args()
    parts = args.only.split(",")
    if "command" in parts:
        command.measure(args.index, args.articles)
    if "beside" in parts:
        beside.measure(args.index)
    if "lengths" in parts:
        lengths.measure()
    if "review" in parts:
        review.measure()


if __name__ == "__main__":
    main()
