"""The line to copy into a footnote."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.kinds import ArticleKind, ReviewState, StatementKind, StatementMode, StatementTopic
from app.present.citation import cite_statement
from app.query.sources import SourceRow
from app.query.statement_rows import StatementRow

SOURCE = SourceRow(
    evidence_id=1,
    article_id=1,
    kind=ArticleKind.ARTICLE,
    url="https://news.example/1",
    title="No base",
    language="en",
    published="2019",
    publisher="The News",
    state_controlled=False,
)
ROW = StatementRow(
    id=7,
    sort_day=date(2026, 11, 24),
    said_on="2019-02-04",
    speaker="Dmitry Peskov",
    official_slug="dmitry-peskov",
    role="Spokesman",
    kind=StatementKind.DENIAL,
    topic=StatementTopic.BASE,
    mode=StatementMode.DIRECT,
    quote="There is no base.",
    is_summary=False,
    outcome=None,
    review=ReviewState.UNREVIEWED,
    countries=(),
    source=SOURCE,
)


@pytest.mark.parametrize(
    ("said_on", "published", "day"),
    [
        pytest.param("2019-02-04", "2019", "4 Feb 2019", id="the day on which it was said"),
        pytest.param(None, "2019", "2019", id="else the date of the page, no more precise"),
        pytest.param(None, None, "undated", id="never the day on which we took it in"),
    ],
)
def test_the_date_of_a_citation(said_on: str | None, published: str | None, day: str) -> None:
    row = replace(ROW, said_on=said_on, source=replace(SOURCE, published=published))
    cited = cite_statement(row, "https://b.example/statements/7")
    assert cited.startswith(f"Dmitry Peskov (Spokesman), {day}, “There is no base.” The News, “No base”,")
