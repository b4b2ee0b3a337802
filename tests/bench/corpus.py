"""Articles that are all different, in every checkout: the annotated corpus, and general news."""

from pathlib import Path
from typing import Any

import yaml

from app.intake.raw import MediaType, RawArticle

CORPUS = Path(__file__).parent.parent / "corpus"
NEWS = Path(__file__).with_name("general_news.yaml")
LENGTH = 3_000  # code points that an article has at most
_MARKS = " .,:;!?…\"'»”’)]"


def corpus_articles(*, with_statements: bool | None = None) -> list[RawArticle]:
    """In order of language and name, whole paragraphs; those with statements to be found, those without, or all."""
    golds = ((path, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(CORPUS.glob("*/*.yaml")))
    return [
        _article(path.name, gold)
        for path, gold in golds
        if with_statements is None or bool(gold.get("statements")) is with_statements
    ]


def news_articles() -> list[RawArticle]:
    """General news, on nothing that is recorded."""
    return [_article(gold["title"], gold) for gold in yaml.safe_load(NEWS.read_text("utf-8"))]


def told_again(raw: RawArticle, number: int) -> RawArticle:
    """The article with no line that it had before, so that nothing remembered of a line helps.

    A word of letters is put before the last mark of each line: as many words, sentences and marks as an article has.
    """
    lines = [
        _with_word(line, f"{_letters(number)}{_letters(at)}") for at, line in enumerate(raw.body.split("\n"))
    ]
    return RawArticle(raw.name, "\n".join(lines), raw.media, raw.url, raw.published, raw.title)


def _with_word(line: str, word: str) -> str:
    end = len(line.rstrip(_MARKS))
    return f"{line[:end]} {word}{line[end:]}" if line else line


def _letters(number: int) -> str:
    """A number, negative or not, as letters: 0 -> "oa", 25 -> "ocf"."""
    return ("i" if number < 0 else "o") + "".join(chr(ord("a") + int(digit)) for digit in str(abs(number)))


def _article(name: str, gold: dict[str, Any]) -> RawArticle:
    text = gold["text"]
    if len(text) > LENGTH:
        text = text[: max(text.rfind("\n\n", 0, LENGTH), LENGTH // 2)]
    return RawArticle(
        name, text, MediaType.TEXT, gold.get("url"), str(gold.get("published")), gold.get("title")
    )
