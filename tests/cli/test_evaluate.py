"""`basewatch evaluate`: the report, the floor below which it fails, and what it says of a wrong call."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from app.cli.evaluate import evaluate

WORDS = "Russian Foreign Minister Sergey Lavrov has ruled out opening a military base in Venezuela."
ARTICLE = {
    "language": "en",
    "url": "https://news.example/2023/06/06/base",
    "published": "2023-06-06",
    "text": f"{WORDS}\n\nThe talks in Caracas went on for two days, and both sides were content with them.\n",
    "countries": ["RU", "VE"],
    "statements": [
        {
            "speaker": "Sergey Lavrov",
            "text": WORDS,
            "mode": "indirect",
            "kinds": ["denial"],
            "topics": ["base"],
            "countries": ["VE"],
        }
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold" / "one.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(ARTICLE), "utf-8")
    return path.parent


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def test_the_report_of_a_folder(gold: Path) -> None:
    result = run(gold)
    assert result.exit_code == 0, result.output
    assert "1 articles" in result.stdout
    assert "Confidence of statements" in result.stdout


def test_json_lines_give_the_same_figures_as_yaml(gold: Path, tmp_path: Path) -> None:
    lines = tmp_path / "gold.jsonl"
    lines.write_text(json.dumps(ARTICLE) + "\n", "utf-8")
    one, other = (json.loads(run(path, "--json").stdout) for path in (gold, lines))
    assert one["figures"] == other["figures"]
    assert one["figures"]["denial.f1"] == 1.0


def test_a_figure_below_its_floor_fails(gold: Path) -> None:
    assert run(gold, "--require", "denial.f1=1").exit_code == 0
    result = run(gold, "--require", "agreement.f1=0.5")
    assert result.exit_code == 1
    assert "agreement.f1 is not measured, below 0.5" in result.stderr


def test_an_unknown_figure_is_named_with_those_there_are(gold: Path) -> None:
    result = run(gold, "--require", "beauty=1")
    assert result.exit_code == 2
    assert "statement.f1" in result.output


def test_curves_are_written_as_toml(gold: Path, tmp_path: Path) -> None:
    target = tmp_path / "curves.toml"
    assert run(gold, "--fit", target).exit_code == 0
    assert target.read_text("utf-8").splitlines()[1].startswith("statement = [[")
