"""The parts of an article by language, each with its lexicon."""

from bisect import bisect_right
from dataclasses import dataclass

from app.clean.article import CleanArticle
from app.domain.spans import Span
from app.extract.lexicon import Lexicon, lexicon


@dataclass(frozen=True, slots=True)
class LanguageText:
    """All that an article has in one language: `spans` are whole paragraphs, in text order."""

    words: Lexicon
    spans: tuple[Span, ...]

    def holds(self, at: int) -> bool:
        before = bisect_right(self.spans, at, key=_start_of)
        return before > 0 and at < self.spans[before - 1].end


def _start_of(span: Span) -> int:
    return span.start


def language_texts(article: CleanArticle) -> list[LanguageText]:
    """The languages of an article that have a lexicon, in the order in which they begin."""
    spans: dict[str, list[Span]] = {}
    for part in article.parts:
        spans.setdefault(part.language, []).append(Span(part.start, part.end))
    if not spans:
        spans[article.language] = [Span(0, len(article.text))]
    return [
        LanguageText(words, tuple(own))
        for language, own in spans.items()
        if (words := lexicon(language)) is not None
    ]
