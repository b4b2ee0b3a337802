"""Write down what the expressions of all languages need, so that no run has to work it out.

Run `python -m app.extract.compile_openings` after many changes of the rules; what is missing costs time alone.
"""

from typing import NamedTuple

import orjson

from app.extract import facility_words, head_first_titles, stance, subject, time_words, titles
from app.extract.alternatives import LEAST, Alternatives
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import fact_words
from app.extract.lexicon import LANGUAGES, Syntax, lexicon
from app.extract.listed_openings import OPENINGS_FILE, key_of
from app.extract.openings import Needed, needed_by
from app.extract.people_counts import people_counts
from app.extract.status_words import status_words
from app.extract.triggers import FOLDED


class Expression(NamedTuple):
    """An expression and how its literals are chosen."""

    pattern: str
    flags: int
    least: int

    @property
    def key(self) -> str:
        return key_of(*self)

    @property
    def needed(self) -> Needed | None:
        return needed_by(*self)


def expressions() -> list[Expression]:
    """The expressions of all languages."""
    sets: list[Alternatives] = []
    for language in LANGUAGES:
        words = lexicon(language)
        assert words is not None
        for load in (fact_grammar, fact_words, people_counts, status_words):
            load(language)
        for known in (
            stance.cues_of(language),
            subject.patterns_of(language),
            time_words.time_words(language),
        ):
            sets += known.sets
        sets.append(words.role_sets)
        if words.syntax is Syntax.ENGLISH:
            titles.patterns_of(language)
        else:
            head_first_titles.title_and_name(language)
    assert facility_words.FACILITY in FOLDED.expressions  # once imported, those of bases are there too
    single = [one for shared in (FOLDED, titles.TRIGGERS) for one in shared.expressions]
    several = [(one, pattern) for shared in sets for one in shared.sets for pattern in one.patterns]
    return [
        *(Expression(one.pattern, one.flags, one.least) for one in single),
        *(Expression(pattern, one.flags, LEAST) for one, pattern in several),
    ]


def entry(needed: Needed | None) -> tuple[bool, bool, list[str]] | None:
    """What an expression needs, as the file holds it: opening, edge, literals."""
    return None if needed is None else (needed.opening, needed.edge, sorted(needed.literals))


def main() -> None:
    entries = {expression.key: entry(expression.needed) for expression in expressions()}
    lines = [f'"{key}":{orjson.dumps(entry).decode()}' for key, entry in sorted(entries.items())]
    OPENINGS_FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")  # a line each, to be merged
    print(f"{OPENINGS_FILE.name}: {len(entries)} expressions, {OPENINGS_FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
