"""Attitudes: what a text gives to someone without an act of saying, found as attributions, never as statements."""

import pytest

from app.extract.engine import extract_findings
from app.extract.findings import FoundStatement
from tests.extract.reading import INDEX, article, opened, statements


def attributions(text: str) -> list[FoundStatement]:
    return list(extract_findings(article(opened(text)), INDEX, attributions=True).attributions)


@pytest.mark.parametrize(
    ("text", "mention", "thought"),
    [
        pytest.param("Moscow wants a naval base in Sudan.", "Moscow", "a naval base in Sudan", id="wish"),
        pytest.param("Turkey plans to close the strait.", "Turkey", "to close the strait", id="plan"),
        pytest.param("A poll showed that few wanted troops.", "A poll", "few wanted troops", id="finding"),
        pytest.param("The scientists found catches dropped by half.", "The scientists", "catches dropped by half",
                     id="finding without that"),
        pytest.param("Many voters oppose the lease, which ends soon.", "Many voters", "the lease", id="against it"),
        pytest.param("Sudan no longer wants a base.", "Sudan", "a base", id="no longer"),
        pytest.param("The port left because the mayor said it was full.", "the mayor", "it was full",
                     id="saying in a subordinate clause"),
    ],
)  # fmt: skip
def test_an_attitude_is_an_attribution(text: str, mention: str, thought: str) -> None:
    [one] = attributions(text)
    assert (one.speaker_mention, one.span.of(opened(text))) == (mention, thought)
    assert one.confidence < 0.6


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("His support grew after the base opened.", id="a noun"),
        pytest.param("The best known effects of the base are noise.", id="a participle beside its noun"),
        pytest.param("The lease was criticized by the mayor.", id="passive"),
        pytest.param("The asylum claims over the base went on.", id="a plural noun"),
    ],
)
def test_what_only_looks_like_an_attitude(text: str) -> None:
    assert attributions(text) == []


def test_an_attitude_is_never_a_statement() -> None:
    assert statements("Lavrov wants a military base in Sudan. Lavrov opposes foreign troops in Libya.") == []


def test_attitudes_leave_the_statements_as_they_are() -> None:
    text = "Lavrov said troops stay. The minister wants a base. He said the military base would stay."
    found = extract_findings(article(opened(text)), INDEX, attributions=True)
    assert found.statements == extract_findings(article(opened(text)), INDEX).statements
    assert len(found.statements) == 2
