"""Time against length on texts that could make an extractor slow: the time of a kilobyte must stay the same."""

import time

from app.clean.article import CleanArticle
from app.extract.engine import extract_findings
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference

LENGTHS = (50_000, 100_000, 200_000)  # code points; an article has at most 400,000
STEEP = 1.6  # of what a kilobyte takes when a text is twice as long, to be pointed out
SHAPES = {  # what the text repeats
    "no full stop": "the Russian base in Cuba and the ministry said ",
    "one word": "a",
    "capitals": "A ",
    "names": "Ivan Petrov, ",
    "titles": "Foreign Minister Ivan Petrov, ",
    "said": "said ",
    "said Lavrov": "«said Lavrov» ",
    "he said": "“We know,” he said, ",
    "He said.": "He said: “No base in Cuba.”\n",
    "apostrophes": "Lavrov's ",
    "single marks": "'a ",
    "quotation marks": '" ',
    "open quotations": "“a ",
    "brackets": "(a [b {c ",
    "paragraphs": "The base is closed.\n\n",
    "dialogue": "- Да, - сказал он. - ",
    "numbers": "201 ",
    "counts": "2,000 troops ",
    "bases": "Russian military base ",
    "agreements": "an agreement between Russia and Syria ",
    "agreements on bases": "the agreement on the Russian base in Syria was signed in 2017 until 2066 ",
    "Georgia": "Georgia, ",
    "dates": "until 2017 ",
    "Cyrillic": "Российская военная база, заявил Лавров, ",
    "emoji": "\U0001f600",
    "combining marks": "é",
}


def measure() -> None:
    """Print milliseconds a kilobyte at each length, and the ratio of the longest to the one before."""
    names = NameIndex(load_reference())
    print(
        f"{'worst inputs, ms/kB':20}" + "".join(f"{length // 1000:>8} kB" for length in LENGTHS) + "   ratio"
    )
    for name, unit in SHAPES.items():
        each = [_per_kilobyte(unit, length, names) for length in LENGTHS]
        ratio = each[-1] / each[-2]
        mark = "  steep" if ratio > STEEP and each[-1] > 0.1 else ""
        print(f"  {name:18}" + "".join(f"{ms:11.3f}" for ms in each) + f"   {ratio:5.2f}{mark}", flush=True)


def _per_kilobyte(unit: str, length: int, names: NameIndex) -> float:
    text = (unit * (length // len(unit) + 1))[:length]
    language = "ru" if "а" in unit else "en"
    article = CleanArticle(None, None, None, "2020-01-01", language, text, "")
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        extract_findings(article, names, attributions=True)
        best = min(best, time.process_time() - start)
    return best / length * 1_000_000
