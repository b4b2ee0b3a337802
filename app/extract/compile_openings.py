"""Write down what the expressions of all languages need, so that no run has to work it out.

Run `python -m app.extract.compile_openings` after many changes of the rules; what is missing costs time alone.
"""

import orjson

from app.extract import stance, subject, time_words, titles
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import fact_words
from app.extract.lexicon import LANGUAGES, lexicon
from app.extract.listed_openings import OPENINGS_FILE
from app.extract.openings import Needed, needed_by
from app.extract.people_counts import people_counts
from app.extract.status_words import status_words
from app.extract.triggers import FOLDED, Triggered


def expressions() -> list[Triggered]:
    """The expressions of all languages."""
    for language in LANGUAGES:
        words = lexicon(language)
        assert words is not None
        for load in (fact_grammar, fact_words, people_counts, status_words, time_words.time_words):
            load(language)
        stance.cues_of(language)
        subject.patterns_of(language)
        if language == "en":
            titles.patterns_of(language)
    triggers = (FOLDED, stance.TRIGGERS, subject.TRIGGERS, time_words.TRIGGERS, titles.TRIGGERS)
    return [expression for shared in triggers for expression in shared.expressions]


def needed(expression: Triggered) -> tuple[bool, bool, list[str]] | None:
    """What an expression needs, as the file holds it: opening, edge, literals."""
    found: Needed | None = needed_by(expression.pattern, expression.flags, expression.least)
    return None if found is None else (found.opening, found.edge, sorted(found.literals))


def main() -> None:
    entries = {expression.key: needed(expression) for expression in expressions()}
    lines = [f'"{key}":{orjson.dumps(entry).decode()}' for key, entry in sorted(entries.items())]
    OPENINGS_FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")  # a line each, to be merged
    print(f"{OPENINGS_FILE.name}: {len(entries)} expressions, {OPENINGS_FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
