"""`basewatch evaluate`: how good extraction is, on articles that a person annotated."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from app.clean import clean
from app.evaluate.gold import read_gold
from app.evaluate.judgement import Judgement, judge
from app.evaluate.quality import Quality, quality_of
from app.present.evaluation import PUBLISHED, curves_to_toml, to_json, to_page, to_text


@click.command()
@click.argument("gold", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
@click.option("--details", is_flag=True, help="Name every miss and every wrong finding.")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@click.option(
    "--require",
    multiple=True,
    metavar="FIGURE=VALUE",
    help="Exit 1 when the figure is lower; may be repeated.",
)
@click.option(
    "--fit",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fit the curves from score to confidence on these articles and write them to this TOML file.",
)
@click.option("--publish", is_flag=True, help="Write the figures that the page /certainty shows.")
def evaluate(
    gold: tuple[Path, ...],
    details: bool,
    as_json: bool,
    require: tuple[str, ...],
    fit: Path | None,
    publish: bool,
) -> None:
    """Extract from annotated articles and compare: precision, recall and F1 by kind, language and mode, what is
    taken for what, and whether a confidence of 0.9 is right nine times in ten.

    GOLD is an annotated article in YAML, a folder of them, or JSON lines; docs/evaluation.md has the form.

    \b
      basewatch evaluate tests/corpus
      basewatch evaluate tests/corpus/ru --details
      basewatch evaluate gold.jsonl --require statement.f1=0.92 --require denial.f1=0.95
    """
    wanted = [_requirement(text) for text in require]
    quality = quality_of(judgement for path in gold for judgement in judged(path, calibrated=fit is None))
    if fit is not None:
        fit.write_text(curves_to_toml(quality), "utf-8")
        click.echo(f"wrote {fit}; its figures below are of the scores as they were", err=True)
    if publish:
        PUBLISHED.write_text(to_page(quality), "utf-8")
    if as_json:
        click.echo(to_json(quality))
    else:
        if details:
            click.echo("\n".join(quality.details) + "\n")
        click.echo(to_text(quality))
    short = [line for name, least in wanted if (line := _shortfall(quality, name, least))]
    for line in short:
        click.echo(line, err=True)
    if short:
        sys.exit(1)


def judged(path: Path, *, calibrated: bool = True) -> Iterator[Judgement]:
    """Every article of a gold file or folder, extracted and compared. Raises InputError for a bad file."""
    from app.extract.engine import extract_findings
    from app.resolve.spellings import load_index

    index = load_index()
    for name, gold in read_gold(path):
        article = clean(gold.raw(name))
        yield judge(name, gold, article, extract_findings(article, index, calibrated=calibrated))


def _requirement(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise click.UsageError(f"--require {text}: write FIGURE=VALUE, such as statement.f1=0.92") from None


def _shortfall(quality: Quality, name: str, least: float) -> str | None:
    try:
        figure = quality.figure(name)
    except KeyError:
        known = ", ".join(sorted(quality.figures()))
        raise click.UsageError(f"--require {name}: no such figure; there are {known}") from None
    if figure is None or figure < least:
        return f"basewatch: {name} is {'not measured' if figure is None else f'{figure:.3f}'}, below {least}"
    return None
