"""Articles that are all different, of the annotated corpus: every checkout has them."""

from pathlib import Path

import yaml

from app.intake.raw import MediaType, RawArticle

CORPUS = Path(__file__).parent.parent / "corpus"
LENGTH = 3_000  # code points that an article has at most


def corpus_articles() -> list[RawArticle]:
    """In order of language and name, whole paragraphs."""
    return [_article(path) for path in sorted(CORPUS.glob("*/*.yaml"))]


def told_again(raw: RawArticle, number: int) -> RawArticle:
    """The article with no line that it had before, so that nothing remembered of a line helps."""
    lines = [f"{line} ({number}, {at})." if line else line for at, line in enumerate(raw.body.split("\n"))]
    return RawArticle(raw.name, "\n".join(lines), raw.media, raw.url, raw.published, raw.title)


def _article(path: Path) -> RawArticle:
    gold = yaml.safe_load(path.read_text("utf-8"))
    text = gold["text"]
    if len(text) > LENGTH:
        text = text[: max(text.rfind("\n\n", 0, LENGTH), LENGTH // 2)]
    return RawArticle(
        path.name, text, MediaType.TEXT, gold.get("url"), str(gold.get("published")), gold.get("title")
    )
