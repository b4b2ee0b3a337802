"""Lists of statements: what each filter shows, in which order, at what cost."""

from datetime import date

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from app.domain.dates import days_between
from app.domain.kinds import (
    ArticleKind,
    DenialOutcome,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.query.denials import denial_units, list_denials, median_days
from app.query.page import DayKey
from app.query.statement_page import get_statement
from app.query.statements import (
    StatementFilter,
    choices,
    count_statements,
    facet,
    list_statements,
    names_of,
)
from app.store.models import Evidence
from app.store.search_index import index_records
from tests.factories import (
    make_article,
    make_base,
    make_bearing,
    make_official,
    make_publisher,
    make_role,
    make_statement,
)
from tests.query.counting import plan_of, queries_of


@pytest.fixture
def said(session: Session) -> None:
    lavrov = make_official(session, "Sergey Lavrov")
    kant = make_base(session, "Kant air base", country="TJ")
    make_statement(
        session,
        "There is no such plan.",
        official=lavrov,
        kind=StatementKind.DENIAL,
        outcome=DenialOutcome.OPEN,
        said_on="2015-09-10",
        countries=["SY"],
    )
    make_statement(
        session,
        "Aircraft have arrived.",
        speaker="Igor Konashenkov",
        kind=StatementKind.CONFIRMATION,
        topic=StatementTopic.DEPLOYMENT,
        mode=StatementMode.INDIRECT,
        said_on="2015-09-30",
        countries=["SY", "TJ"],
        bases=[kant],
        review=ReviewState.ACCEPTED,
    )
    make_statement(
        session, "We ask for a base.", speaker="A minister", said_on="2021", review=ReviewState.REJECTED
    )
    make_statement(session, "The garrison is to stay.", official=lavrov, said_on="2019-02", countries=["TJ"])
    index_records(session, "statement")


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(
    ("where", "shown"),
    [
        pytest.param(
            StatementFilter(), ["The garrison", "Aircraft", "There is no"], id="newest first, no rejected"
        ),
        pytest.param(StatementFilter(kind=StatementKind.DENIAL), ["There is no"], id="kind"),
        pytest.param(StatementFilter(topic=StatementTopic.DEPLOYMENT), ["Aircraft"], id="topic"),
        pytest.param(StatementFilter(mode=StatementMode.INDIRECT), ["Aircraft"], id="mode"),
        pytest.param(
            StatementFilter(official="sergey-lavrov"), ["The garrison", "There is no"], id="official"
        ),
        pytest.param(StatementFilter(official="nobody"), [], id="unknown official"),
        pytest.param(StatementFilter(country="TJ"), ["The garrison", "Aircraft"], id="country"),
        pytest.param(StatementFilter(base="kant-air-base"), ["Aircraft"], id="base"),
        pytest.param(
            StatementFilter(base="kant-air-base", country="TJ"), ["Aircraft"], id="base and country"
        ),
        pytest.param(
            StatementFilter(since=date(2015, 9, 30)), ["The garrison", "Aircraft"], id="since a day"
        ),
        pytest.param(StatementFilter(until=date(2015, 9, 30)), ["Aircraft", "There is no"], id="until a day"),
        pytest.param(StatementFilter(words="garrisons"), ["The garrison"], id="words, in another form"),
        pytest.param(
            StatementFilter(words="the"), ["The garrison", "Aircraft", "There is no"], id="no real word"
        ),
        pytest.param(StatementFilter(outcome=DenialOutcome.OPEN), ["There is no"], id="outcome"),
        pytest.param(StatementFilter(review=ReviewState.ACCEPTED), ["Aircraft"], id="review"),
        pytest.param(StatementFilter(review=ReviewState.REJECTED), [], id="the rejected stay hidden"),
        pytest.param(StatementFilter(answered=True), [], id="answered"),
    ],
)
def test_filter(session: Session, where: StatementFilter, shown: list[str]) -> None:
    rows = list_statements(session, where).rows
    assert [
        " ".join(row.quote.split()[: len(text.split())]) for row, text in zip(rows, shown, strict=True)
    ] == shown
    assert count_statements(session, where) == len(shown)


@pytest.mark.parametrize(
    "where", [StatementFilter(), StatementFilter(country="TJ"), StatementFilter(base="kant")]
)
def test_pages_repeat_and_skip_nothing(session: Session, where: StatementFilter) -> None:
    base = make_base(session, "Kant")
    made = [
        make_statement(session, f"Number {n}.", said_on="2020-01-01", countries=["TJ"], bases=[base]).id
        for n in range(7)
    ]
    seen: list[int] = []
    after: DayKey | None = None
    while True:
        page = list_statements(session, where, after=after, limit=3)
        seen += [row.id for row in page.rows]
        if page.after is None:
            break
        assert isinstance(page.after, DayKey)
        after = page.after
    assert seen == made[::-1]


@pytest.mark.usefixtures("said")
def test_facets_count_what_a_choice_would_show(session: Session) -> None:
    where = StatementFilter(country="SY", kind=StatementKind.DENIAL)
    assert {one.value: one.count for one in facet(session, where, "kind")} == {"denial": 1, "confirmation": 1}
    assert [(one.text, one.count) for one in facet(session, StatementFilter(), "official")] == [
        ("Sergey Lavrov", 2)
    ]
    assert {one.value: one.count for one in facet(session, StatementFilter(), "country")} == {
        "SY": 2,
        "TJ": 2,
    }
    assert choices(session).countries == (("SY", "Syria"), ("TJ", "Tajikistan"))
    assert names_of(session, StatementFilter(official="sergey-lavrov", country="XX")) == {
        "official": "Sergey Lavrov"
    }


def test_the_ledger_puts_what_goes_against_a_denial_and_is_later_first(session: Session) -> None:
    denial = make_statement(session, kind=StatementKind.DENIAL, said_on="2015-09-10")
    later = make_statement(session, "They are there.", said_on="2015-09-30")
    make_bearing(
        session,
        denial,
        make_statement(session, "As we said before.", said_on="2015-09-11"),
        relation="see_also",
    )
    make_bearing(
        session, denial, event="An earlier exercise.", source_url="https://a.example/1", day="2015-08"
    )
    make_bearing(session, denial, later)
    gone = make_statement(session, "It was rejected.", review=ReviewState.REJECTED)
    make_bearing(session, denial, gone)
    (row,) = list_denials(session, StatementFilter()).rows
    assert [bearing.gap for bearing in row.bearings] == [(20, 20), (-40, -10), (1, 1)]
    assert row.first is not None
    assert row.first.statement is not None
    assert (row.first.statement.id, row.first.is_later, row.first.against) == (later.id, True, True)
    assert row.bearings[1].source_url == "https://a.example/1"
    (unit,) = denial_units(session, StatementFilter())
    assert (unit.is_answered, sorted(unit.days), median_days([unit])) == (True, [-40, 20], 20)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2015-09-10", "2015-09-30", (20, 20)),
        ("2015-09", "2015-09-30", (0, 29)),
        ("2014", "2013-12-31", (-365, -1)),
        ("2015~", None, None),
    ],
)
def test_days_between(first: str, second: str | None, days: tuple[int, int] | None) -> None:
    assert days_between(first, second) == days


def test_a_statement_page_has_its_context_reports_and_role(session: Session) -> None:
    text = "It rained. The envoy was clear. “No troops are there,” Lavrov said. He left. Nobody asked more."
    home = make_article(session, text)
    copy = make_article(
        session,
        "A report. “No troops are there,” he said.",
        publisher=make_publisher(session, "copy.example"),
    )
    official = make_official(session, "Sergey Lavrov", name_ru="Сергей Лавров")
    make_role(session, official, "Deputy Minister", held_from="1999", held_to="2003")
    make_role(
        session,
        official,
        "Minister of Foreign Affairs",
        held_from="2004-03-09",
        source="https://mfa.example/",
    )
    base = make_base(session)
    statement = make_statement(
        session, "No troops are there,", official=official, article=home, also_in=[copy], bases=[base]
    )
    page = get_statement(session, statement.id)
    assert page is not None
    assert (page.row.role, page.role_source, page.name_ru) == (
        "Minister of Foreign Affairs",
        "https://mfa.example/",
        "Сергей Лавров",
    )
    first, second = page.reports
    assert (page.excerpt.before, page.excerpt.quote, page.excerpt.after) == (
        "… The envoy was clear. “",
        "No troops are there,",
        "” Lavrov said. He left. …",
    )
    assert text[first.start : first.end] == "No troops are there,"
    assert second.source.publisher == "copy.example"
    assert page.articles == 2
    assert page.bases == (("201st-military-base", "201st Military Base"),)


def test_a_note_on_a_page_stands_without_its_neighbours(session: Session) -> None:
    notes = make_article(session, "One fact.\nAnother fact.\nA third one.", kind=ArticleKind.REFERENCE)
    statement = make_statement(session, "Another fact.", article=notes)
    page = get_statement(session, statement.id)
    assert page is not None
    assert page.excerpt.quote == "Another fact."
    assert "One fact" not in page.excerpt.before


def test_evidence_that_is_not_in_its_text_is_not_shown(session: Session) -> None:
    statement = make_statement(session, "No troops are there.")
    session.execute(update(Evidence).values(quote="Troops are everywhere", start_at=0, end_at=21))
    page = get_statement(session, statement.id)
    assert page is not None
    assert page.excerpt.is_true is False
    assert page.excerpt.quote == ""


@pytest.mark.parametrize("number", [0, 999])
def test_no_such_statement(session: Session, number: int) -> None:
    assert get_statement(session, number) is None


@pytest.mark.usefixtures("said")
def test_the_number_of_queries_is_bounded(session: Session, engine: Engine) -> None:
    for n in range(20):
        denial = make_statement(session, f"Denial {n}.", kind=StatementKind.DENIAL, countries=["SY", "TJ"])
        make_bearing(session, denial, make_statement(session, f"Other {n}.", official=make_official(session)))
    for function, most in ((list_statements, 4), (list_denials, 9)):
        with queries_of(engine) as seen:
            function(session, StatementFilter())  # type: ignore[operator]
        assert len(seen) <= most
    with queries_of(engine) as seen:
        get_statement(session, denial.id)
    assert len(seen) <= 16


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(
    "where",
    [
        StatementFilter(),
        StatementFilter(kind=StatementKind.DENIAL),
        StatementFilter(topic=StatementTopic.BASE),
        StatementFilter(mode=StatementMode.DIRECT),
        StatementFilter(official="sergey-lavrov"),
        StatementFilter(country="TJ"),
        StatementFilter(base="kant-air-base"),
        StatementFilter(since=date(2015, 1, 1)),
    ],
    ids=lambda where: (
        ",".join(
            f for f in ("kind", "topic", "mode", "official", "country", "base", "since") if getattr(where, f)
        )
        or "all"
    ),
)
def test_a_list_runs_along_an_index(session: Session, engine: Engine, where: StatementFilter) -> None:
    with queries_of(engine) as seen:
        list_statements(session, where, after=DayKey(date(2020, 1, 1), 5))
    plan = plan_of(session, *seen[0])
    assert "TEMP B-TREE" not in plan, plan
    assert "SCAN" not in plan.replace("SCAN statement USING INDEX ix_statement_newest", ""), plan


def test_no_post_is_given_where_nothing_says_when_it_was_said(session: Session) -> None:
    official = make_official(session, "Sergey Lavrov")
    make_role(session, official, "Minister of Foreign Affairs", held_from="2004-03")
    undated = make_article(session, "No base is planned.", published=None)
    make_statement(session, "No base is planned.", official=official, said_on=None, article=undated)
    (row,) = list_statements(session, StatementFilter()).rows
    assert row.role is None
