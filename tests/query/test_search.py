"""The search finds the same records by the same words on both databases."""

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import ReviewState, StatementKind
from app.query.page import DayKey
from app.query.search import HITS_PER_PAGE, search
from app.query.search_filter import SearchFilter
from app.query.search_terms import MAX_QUERY, read_terms
from app.query.snippets import snippet
from app.query.suggesting import suggest
from app.store.models import Statement
from app.store.search_index import RECORD_TYPES, index_records
from app.store.stems import stems_of
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_official,
    make_statement,
)


@pytest.fixture
def records(session: Session) -> None:
    lavrov = make_official(session, "Sergey Lavrov", name_ru="Сергей Лавров")
    khmeimim = make_base(
        session,
        "Khmeimim Air Base",
        name_ru="Хмеймим",
        country="SY",
        spellings=["Hmeymim"],
        summary="An airfield.",
    )
    make_base(session, "Tartus naval facility", country="SY", summary="A pier for ships.")
    make_statement(session, "We will keep the airfield.", official=lavrov, bases=[khmeimim], countries=["SY"])
    make_statement(
        session,
        "There are no troops in Venezuela.",
        speaker="Diosdado Cabello",
        countries=["VE"],
        kind=StatementKind.DENIAL,
    )
    make_agreement(session, "Protocol on the airfield", parties=["RU", "SY"], bases=[khmeimim])
    make_article(session, "Военные остались на базах. Ничего нового.", title="О базах", language="ru")
    for one in RECORD_TYPES:
        index_records(session, one)
    session.flush()


def titles(session: Session, asked: str) -> list[str]:
    result = search(session, asked)
    return ["".join(part.text for part in hit.title) for page in result.groups.values() for hit in page.rows]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(
            "Hmeymim",
            ["Khmeimim Air Base", "Protocol on the airfield", "Sergey Lavrov"],
            id="another spelling",
        ),
        pytest.param("Лаврова", ["Sergey Lavrov", "Sergey Lavrov"], id="another script, inflected"),
        pytest.param("troop venezuela", ["Diosdado Cabello", "Visit to the capital"], id="all of the words"),
        pytest.param('"no troops"', ["Diosdado Cabello", "Visit to the capital"], id="a phrase"),
        pytest.param(
            '"troops in Venezuela"',
            ["Diosdado Cabello", "Visit to the capital"],
            id="a phrase with a common word",
        ),
        pytest.param('"Venezuela troops"', [], id="a phrase in the wrong order"),
        pytest.param("Syria -pier -protocol -lavrov", ["Khmeimim Air Base", "Syria"], id="exclusion"),
        pytest.param("база", ["О базах"], id="Russian form"),
        pytest.param("nowhere", [], id="nothing"),
        pytest.param("the", [], id="only common words"),
        pytest.param("-pier", [], id="only exclusions"),
        pytest.param("AND OR NOT ( * ^ ' \" : near(", [], id="the databases' own signs are only signs"),
    ],
)
def test_finds(session: Session, asked: str, found: list[str]) -> None:
    assert titles(session, asked) == found


@pytest.mark.usefixtures("records")
def test_says_why_a_record_was_found_and_that_it_is_a_name(session: Session) -> None:
    result = search(session, "Hmeymim")
    (base,) = result.best
    assert (base.key, base.matched_name, base.href) == (
        "khmeimim-air-base",
        "Hmeymim",
        "/bases/khmeimim-air-base",
    )
    (statement,) = result.groups["statement"].rows
    assert statement.matched_name == "Hmeymim"
    assert statement.source is not None
    assert search(session, "airfield").groups["base"].rows[0].matched_name is None


@pytest.mark.usefixtures("records")
def test_an_empty_result_offers_a_close_spelling_and_single_words(session: Session) -> None:
    result = search(session, "Khmeymin ships")
    assert result.total == 0
    assert result.meant is None
    assert result.alone == (("Khmeimim", 3), ("ships", 1))


@pytest.mark.usefixtures("records")
def test_what_no_record_holds_is_searched_for_as_it_is_probably_spelled(session: Session) -> None:
    result = search(session, "Lavorv airfield")
    assert (result.asked, result.meant) == ("Lavorv airfield", "Lavrov airfield")
    assert list(result.groups) == ["statement"]
    assert search(session, "Lavrov airfield").meant is None, "what is held is not corrected"


@pytest.mark.usefixtures("records")
def test_facets_count_what_each_choice_would_show(session: Session) -> None:
    found = search(session, "Syria").facets
    assert [(one.value, one.count) for one in found["country"]] == [("SY", 5), ("RU", 1)]
    narrowed = search(session, "Syria", SearchFilter(official="sergey-lavrov"))
    assert narrowed.counts == {"statement": 1}
    assert [(one.text, one.count) for one in narrowed.facets["official"]] == [("Sergey Lavrov", 1)]
    both = search(session, "troops", SearchFilter(kind="denial", country="VE"))
    assert [one.value for one in both.facets["country"]] == ["VE"]
    assert search(session, "", SearchFilter(country="VE")).counts == {
        "country": 1,
        "statement": 1,
        "article": 1,
    }


@pytest.mark.usefixtures("records")
def test_where_filters_leave_nothing_each_is_named_that_could_go(session: Session) -> None:
    result = search(session, "airfield", SearchFilter(country="VE", record_type="statement"))
    assert result.total == 0
    assert result.without == (("country", 1),)
    assert search(session, "zzzz", SearchFilter(country="VE")).without == ()


@pytest.mark.usefixtures("records")
def test_a_rejected_statement_is_no_facet_of_its_article(session: Session) -> None:
    statement = session.scalars(select(Statement).where(Statement.kind == StatementKind.DENIAL)).one()
    where = SearchFilter(country="VE", record_type="article")
    assert search(session, "", where).counts["article"] == 1
    statement.review = ReviewState.REJECTED
    session.flush()
    index_records(session, "statement", [statement.id])
    assert "article" not in search(session, "", where).counts


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("хмей", ["Khmeimim Air Base"]),
        ("hmey", ["Khmeimim Air Base"]),
        ("lav", ["Sergey Lavrov"]),
        ("k", []),
        ("zzzz", []),
        ('"(', []),
    ],
)
def test_names_are_suggested_by_the_beginnings_of_their_words(
    session: Session, typed: str, names: list[str]
) -> None:
    assert [one.name for one in suggest(session, typed)] == names


def test_pages_through_one_kind_without_gap_or_repeat(session: Session) -> None:
    for number in range(HITS_PER_PAGE + 5):
        make_statement(session, f"Garrison number {number}.", said_on=f"2020-01-{number + 1:02}")
    index_records(session, "statement")
    seen: list[int] = []
    after: DayKey | None = None
    while True:
        page = search(session, "garrison", SearchFilter(record_type="statement"), after=after).groups[
            "statement"
        ]
        seen += [hit.record_id for hit in page.rows]
        if page.after is None:
            break
        assert isinstance(page.after, DayKey)
        after = page.after
    assert len(seen) == len(set(seen)) == HITS_PER_PAGE + 5
    assert seen == sorted(seen, reverse=True)


@pytest.mark.usefixtures("records")
def test_the_number_of_queries_does_not_grow_with_the_hits(session: Session, engine: Engine) -> None:
    def queries() -> int:
        seen: list[str] = []
        listen = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        search(session, "Syria")
        event.remove(engine, "before_cursor_execute", listen)
        return len(seen)

    before = queries()
    for number in range(8):
        make_base(session, f"Airfield {number}", country="SY")
        make_statement(session, f"Airfield {number} stays.", countries=["SY"])
    for one in RECORD_TYPES:
        index_records(session, one)
    assert queries() <= before + 1  # articles are found now, too
    assert before <= 22


def test_too_long_a_question_is_refused() -> None:
    with pytest.raises(InputError, match="at most 200"):
        read_terms("x" * (MAX_QUERY + 1))
    with pytest.raises(InputError, match="fewer words"):
        read_terms("ab " * 20)


def test_a_snippet_stands_around_the_first_hit() -> None:
    body = "before " * 60 + "the garrisons left. " + "after " * 60
    parts = snippet(body, frozenset(stems_of("garrison")))
    assert [part.text for part in parts if part.hit] == ["garrisons"]
    assert (parts[0].text, parts[-1].text) == ("… ", " …")
    assert sum(len(part.text) for part in parts) < 260


def test_a_snippet_of_a_short_text_is_the_text() -> None:
    assert [tuple(part) for part in snippet("Nothing here", frozenset({"x"}))] == [("Nothing here", False)]
