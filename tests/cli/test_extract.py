"""`basewatch extract`: one JSON object a line for the good inputs, a sentence for each bad one."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.extract import extract
from app.domain.kinds import StatementKind, StatementMode, StatementTopic

TEXT = (
    "Russian Foreign Minister Sergey Lavrov has ruled out opening a military base in Venezuela.\n\n"
    '"We have no plans to build a military base in Venezuela," Lavrov told reporters on Tuesday.\n'
)


def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(extract, [str(argument) for argument in arguments], input=stdin)


def printed(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_contract(article: Path) -> None:
    result = run(article, "--url", "https://www.example.org/a?utm_source=x", "--published", "2023-06-06")
    assert result.exit_code == 0
    [found] = printed(result)
    assert list(found) == ["article", "countries", "statements", "bases", "agreements"]
    assert list(found["article"]) == ["title", "url", "publisher", "published", "language", "text"]
    assert found["article"]["url"] == "https://www.example.org/a"
    assert (found["article"]["publisher"], found["article"]["published"]) == ("example.org", "2023-06-06")
    assert "VE" in found["countries"]
    [denial] = [said for said in found["statements"] if said["mode"] == "direct"]
    assert (denial["speaker"], denial["official"]) == ("Sergey Lavrov", "sergey-lavrov")
    assert (denial["kind"], denial["countries"], denial["said_on"]) == ("denial", ["VE"], "2023-06-06")
    for said in found["statements"]:
        assert found["article"]["text"][said["start"] : said["end"]] == said["text"]
        assert said["mode"] in list(StatementMode)
        assert said["kind"] in list(StatementKind)
        assert said["topic"] in list(StatementTopic)
        assert 0 <= said["confidence"] <= 1


def test_attributions_stand_in_place_of_statements(article: Path) -> None:
    [found] = printed(run(article, "--attributions"))
    assert "statements" not in found
    assert [said["speaker_mention"] for said in found["attributions"]] != []


def test_standard_input() -> None:
    result = run("-", "--published", "2023-06-06", stdin=TEXT.encode("utf-16"))
    assert [found["article"]["published"] for found in printed(result)] == ["2023-06-06"]


def test_a_bad_input_is_named_and_the_rest_is_printed(article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "index.jsonl").write_text(
        '{"path": "article.txt"}\nnot json\n{"path": "article.txt", "published": "12017-01-01"}\n', "utf-8"
    )
    result = run(tmp_path / "empty.txt", tmp_path / "index.jsonl", tmp_path / "missing.txt", article)
    assert result.exit_code == 2
    assert len(printed(result)) == 2
    problems = result.stderr.splitlines()
    assert [line.startswith("basewatch: ") for line in problems] == [True] * 4
    for line, (name, says) in zip(
        problems,
        [("empty.txt", "empty"), (":2", "not JSON"), (":3", "published"), ("missing.txt", "check the path")],
        strict=True,
    ):
        assert name in line
        assert says in line


def test_what_cleaning_refuses_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><script>var a</script></body></html>")
    result = run(tmp_path / "page.html")
    assert result.exit_code == 2
    assert "page.html: this page holds no text" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["a.txt", "b.txt", "--url", "https://example.org/a"]])
def test_a_wrong_call(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_same_input_gives_the_same_output(article: Path) -> None:
    assert run(article).stdout == run(article).stdout


def test_the_first_result_comes_at_once(article: Path) -> None:
    """Slow libraries must not creep into the start; the bound leaves room for a busy machine."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from app.cli.main import main; main()", "extract", str(article)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert imported.isdisjoint(
        {"trafilatura", "sqlalchemy", "fastapi", "httpx", "httpcore", "numpy", "pydantic"}
    )
    assert json.loads(done.stdout)["statements"]
    assert time.perf_counter() - started < 5


def test_addresses_of_a_list_are_not_fetched_here(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("url\nhttps://news.example/1\n", "utf-8")
    result = run(path)
    assert result.exit_code == 2
    assert "https://news.example/1 is not fetched here: use `basewatch ingest`" in result.stderr
