"""python -m tests.fuzz FOLDER [--seconds 600]: no exception but ours, every span exact.

FOLDER is a scratch folder: the articles of tests/corpus are written there as first inputs, and what breaks is left
there as crash-…; `python -m tests.fuzz FOLDER --only crash-…` tries that one again. Atheris has no wheels for every
platform that Basewatch runs on, so it is no dependency: `.venv/bin/pip install atheris` before.
"""

import argparse
import os
import sys
from pathlib import Path

import atheris
import yaml

with atheris.instrument_imports(include=["app"]):
    from app.clean import clean
    from app.clean.article import CleanArticle
    from app.domain.errors import BasewatchError
    from app.intake.raw import MediaType, RawArticle
    from tests.extract.test_any_text import SIGNS, WORDS, check

LANGUAGES = sorted(WORDS)
CORPUS = Path(__file__).parent.parent / "corpus"
LONGEST = 2_000  # bytes
SLOWEST = 25  # seconds for one input


def try_one(data: bytes) -> None:
    """The first byte says how the rest is read: cleaned as a page or a text, or extracted as it is in a language."""
    if not data:
        return
    way, text = data[0] % (len(LANGUAGES) + 2), data[1:].decode("utf-8", "replace")
    if way < len(LANGUAGES):
        check(CleanArticle("Lavrov on Cuba", None, None, "2020-01-01", LANGUAGES[way], text, ""))
        return
    media = MediaType.HTML if way == len(LANGUAGES) else MediaType.TEXT
    try:
        article = clean(RawArticle("input", text, media, url="https://a.example/2020/01/02/base-in-cuba"))
    except BasewatchError:
        return  # nothing that could be an article, said in words
    check(article)


def write_inputs(folder: Path) -> tuple[Path, Path]:
    """(the folder of the first inputs, the dictionary of openings and marks)."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(CORPUS.glob("*/*.yaml"))):
        text = yaml.safe_load(path.read_text("utf-8"))["text"].encode()[: LONGEST - 1]
        way = (LANGUAGES.index(path.parent.name), len(LANGUAGES) + 1)[number % 2]
        (inputs / path.name).write_bytes(bytes([way]) + text)
        (inputs / f"{path.name}.html").write_bytes(bytes([len(LANGUAGES)]) + b"<p>" + text + b"</p>")
    dictionary = folder / "words.dict"
    words = dict.fromkeys([*(word for words in WORDS.values() for word in words.split()), *SIGNS])
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    dictionary.write_text("".join(f'"{line}"\n' for line in lines), "utf-8")
    return inputs, dictionary


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz cleaning and extraction.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--only", type=Path, help="one input to try again")
    args = parser.parse_args()
    if args.only is not None:
        try_one(args.only.read_bytes())
        return
    inputs, dictionary = write_inputs(args.folder)
    atheris.Setup(
        [
            sys.argv[0],
            str(inputs),
            f"-dict={dictionary}",
            f"-artifact_prefix={args.folder}{os.sep}",
            f"-max_total_time={args.seconds}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOWEST}",
        ],
        try_one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
