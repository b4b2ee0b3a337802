"""A person accepts, edits and rejects; what was rejected stays so; every act can be undone, and says why not."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError, NotAllowed
from app.domain.kinds import (
    ClaimProperty,
    DenialOutcome,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
    UserRole,
)
from app.query.statements import StatementFilter, list_statements
from app.store.joins import join_statements, split_report
from app.store.merges import merge, split
from app.store.models import (
    Article,
    Base,
    Claim,
    Official,
    Revision,
    SearchDocument,
    Statement,
    StatementApart,
    StatementBase,
    StatementCountry,
    StatementReport,
)
from app.store.names import load_names
from app.store.records import Record, find_record, parse_record
from app.store.reviewer import Reviewer, latest_revision
from app.store.reviews import accept, edit, reject, values_of
from app.store.search_index import index_records
from app.store.undo import undo
from app.store.versions import data_version
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_claim,
    make_country,
    make_official,
    make_role,
    make_statement,
)
from tests.store.test_origins import QUOTE, STORY, known, said, save

__all__ = ["known"]  # the fixture: countries and an official

ANNA = Reviewer("anna", UserRole.EDITOR)
BORIS = Reviewer("boris", UserRole.ANALYST)


def of(row: Statement | Claim | Base | Official | Article) -> Record:
    return Record(row.__tablename__, row.id)


def shown(session: Session) -> list[int]:
    return sorted(row.id for row in list_statements(session, StatementFilter()).rows)


def documents(session: Session, record_type: str) -> list[int]:
    held = select(SearchDocument.record_id).where(SearchDocument.record_type == record_type)
    return sorted(session.scalars(held))


def last(session: Session) -> Revision:
    return session.scalars(select(Revision).order_by(Revision.id.desc()).limit(1)).one()


def test_an_edit_is_one_revision_of_the_changed_fields_alone(session: Session) -> None:
    make_country(session, "SY")
    base = make_base(session, country="SY")
    statement = make_statement(session, countries=["TJ"], topic=StatementTopic.BASE)
    version = data_version(session)
    given = {
        "kind": "denial",
        "topic": "base",  # as it is
        "said_on": "2022-05",
        "countries": "SY, TJ",
        "bases": [base.slug],
    }
    edit(session, of(statement), given, by=ANNA, reason="read again")
    revision = last(session)
    assert (revision.actor, revision.reason) == ("anna", "edited: read again")
    assert revision.before == {
        "kind": "comment",
        "said_on": "2023-06-06",
        "countries": ["TJ"],
        "bases": [],
        "outcome": None,
        "review": "unreviewed",
    }
    assert (revision.after or {})["outcome"] == "open"
    row = session.get_one(Statement, statement.id)
    assert (row.kind, row.review, row.outcome) == (
        StatementKind.DENIAL,
        ReviewState.EDITED,
        DenialOutcome.OPEN,
    )
    assert session.scalars(select(StatementBase.sort_day)).all() == [row.sort_day]
    assert row.sort_day.isoformat() == "2022-05-01"
    assert data_version(session) == version + 1
    assert values_of(session, of(statement))["countries"] == ["SY", "TJ"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kind": "denail"}, "kind='denail' is not known: choose one of denial"),
        ({"said_on": "6 June"}, "said_on='6 June' is no date"),
        ({"countries": ["QQ"]}, "countries='QQ' is no country"),
        ({"official": "nobody"}, "official='nobody' is no official on record"),
        ({"outcome": "held"}, "of denials alone"),
        ({"quote": "Other words"}, "no field 'quote' to edit: its fields are"),
        ({"speaker": " "}, "speaker is empty"),
        ({"topic": "base"}, "nothing of statement"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_cannot_be_edited_is_said(session: Session, values: dict[str, object], message: str) -> None:
    statement = make_statement(session)
    with pytest.raises(InputError, match=message):
        edit(session, of(statement), values, by=ANNA)
    assert session.scalar(select(func.count(Revision.id))) == 0


def test_a_rejected_statement_is_out_of_sight_and_comes_back(session: Session) -> None:
    statement = make_statement(session)
    index_records(session, "statement", [statement.id])
    reject(session, of(statement), by=ANNA, reason="he did not say it")
    assert shown(session) == documents(session, "statement") == []
    with pytest.raises(InputError, match="rejected already"):
        reject(session, of(statement), by=ANNA, reason="again")
    with pytest.raises(InputError, match="accept it first"):
        edit(session, of(statement), {"kind": "denial"}, by=ANNA)
    accept(session, of(statement), by=ANNA)
    assert shown(session) == documents(session, "statement") == [statement.id]
    with pytest.raises(InputError, match="say why"):
        reject(session, of(statement), by=ANNA, reason=" ")


def test_what_was_rejected_stays_so_when_it_is_met_again(session: Session) -> None:
    text = f"“{QUOTE},” he said. {STORY}"
    found = said(text, QUOTE, mode=StatementMode.DIRECT)
    first = save(session, text, found)
    (number,) = shown(session)
    reject(session, Record("statement", number), by=ANNA, reason="a misquotation")
    again = save(session, text, found, url=session.get_one(Article, first.article_id).url)
    assert again.reason.endswith("1 of its findings a person has rejected: they stay so")
    reprint = save(session, text, found)
    assert "1 found again that a person has rejected" in reprint.reason
    assert "nothing found in it" in reprint.reason
    assert shown(session) == []
    assert session.scalar(select(func.count(StatementReport.id))) == 2  # the tombstone knows both places


def test_what_was_corrected_is_not_found_again_as_it_was(session: Session) -> None:
    text = f"“{QUOTE},” he said. {STORY}"
    found = said(text, QUOTE, mode=StatementMode.DIRECT)
    save(session, text, found)
    (number,) = shown(session)
    other = make_official(session, "Anna Orlova")
    edit(session, Record("statement", number), {"official": other.slug}, by=ANNA)
    save(session, text, found)
    assert shown(session) == [number]


def test_a_record_that_another_changed_is_no_longer_as_seen(session: Session) -> None:
    statement = make_statement(session)
    seen = latest_revision(session, of(statement))
    edit(session, of(statement), {"kind": "warning"}, by=ANNA, seen=seen)
    for act in (
        lambda: accept(session, of(statement), by=ANNA, seen=seen),
        lambda: edit(session, of(statement), {"topic": "other"}, by=ANNA, seen=seen),
        lambda: reject(session, of(statement), by=ANNA, reason="no", seen=seen),
    ):
        with pytest.raises(Conflict, match=r"changed since you opened it: revision \d+ by anna, .*\(kind"):
            act()
    accept(session, of(statement), by=ANNA, seen=latest_revision(session, of(statement)))


def test_an_analyst_decides_on_what_they_added_and_a_viewer_on_nothing(session: Session) -> None:
    mine, theirs = make_article(session), make_article(session)
    mine.added_by = "boris"
    own = make_statement(session, "We have no base.", article=make_article(session, "We have no base. No."))
    session.get_one(Article, own.article_id).added_by = "boris"
    other = make_statement(session)
    session.flush()
    accept(session, of(own), by=BORIS)
    accept(session, of(mine), by=BORIS)
    for record in (of(other), of(theirs), of(make_official(session))):
        with pytest.raises(NotAllowed, match="an analyst decides on what they added"):
            accept(session, record, by=BORIS)
    viewer = replace(BORIS, role=UserRole.VIEWER)
    with pytest.raises(NotAllowed):
        accept(session, of(own), by=viewer)
    revision = accept(session, of(other), by=ANNA)
    with pytest.raises(NotAllowed, match="undoes their own"):
        undo(session, revision, by=BORIS)
    with pytest.raises(NotAllowed, match="for editors"):
        merge(session, of(make_official(session)), of(make_official(session, "X Y")), by=BORIS)


def test_with_an_article_go_the_findings_that_rest_on_it_alone(session: Session) -> None:
    article = make_article(session, "We have no base there. We never had one. The base holds 300 people.")
    alone = make_statement(session, "We have no base there.", article=article)
    elsewhere = make_article(session, "Again: We never had one.")
    shared = make_statement(session, "We never had one.", article=article, also_in=[elsewhere])
    claim = make_claim(
        session, make_base(session), value="300", article=article, quote="The base holds 300 people."
    )
    revision = reject(session, of(article), by=ANNA, reason="a forgery")
    assert shown(session) == [shared.id]
    assert session.get_one(Claim, claim.id).review is ReviewState.REJECTED
    undo(session, revision, by=ANNA)
    assert shown(session) == [alone.id, shared.id]
    assert session.get_one(Claim, claim.id).review is ReviewState.UNREVIEWED


def test_an_undo_is_undone_and_each_only_once(session: Session) -> None:
    statement = make_statement(session)
    done = edit(session, of(statement), {"kind": "warning"}, by=ANNA)
    back = undo(session, done, by=ANNA)
    assert session.get_one(Statement, statement.id).kind is StatementKind.COMMENT
    with pytest.raises(InputError, match=f"undone before, by revision {back}"):
        undo(session, done, by=ANNA)
    again = undo(session, back, by=ANNA)
    assert session.get_one(Statement, statement.id).kind is StatementKind.WARNING
    undo(session, again, by=ANNA)
    with pytest.raises(InputError, match=f"undone before, by revision {back}"):
        undo(session, done, by=ANNA)
    assert session.get_one(Statement, statement.id).review is ReviewState.UNREVIEWED


def test_what_a_later_revision_builds_on_is_not_undone(session: Session) -> None:
    statement = make_statement(session)
    first = edit(session, of(statement), {"kind": "warning"}, by=ANNA)
    second = edit(session, of(statement), {"kind": "denial"}, by=ANNA)
    third = edit(session, of(statement), {"topic": "other"}, by=ANNA)
    with pytest.raises(InputError, match=f"while revision {second} by anna.*changed the same kind"):
        undo(session, first, by=ANNA)
    undo(session, second, by=ANNA)
    undo(session, first, by=ANNA)
    row = session.get_one(Statement, statement.id)
    assert (row.kind, row.topic, row.review) == (
        StatementKind.COMMENT,
        StatementTopic.OTHER,
        ReviewState.EDITED,
    )
    undo(session, third, by=ANNA)
    assert session.get_one(Statement, statement.id).review is ReviewState.UNREVIEWED


def test_what_was_taken_in_is_no_decision_to_undo(session: Session) -> None:
    save(session, f"{STORY} Nothing was said.")
    with pytest.raises(InputError, match="no decision to undo"):
        undo(session, last(session).id, by=ANNA)


def test_merged_officials_are_one_and_two_again(session: Session) -> None:
    kept = make_official(session, "Sergey Lavrov", spellings=["Lavrov"])
    other = make_official(session, "Sergei Lavrov", spellings=["Lavrov", "Lavroff"])
    make_role(session, other, "Minister")
    said_by = make_statement(session, official=other)
    for record_type in ("official", "statement"):
        index_records(session, record_type)
    revision = merge(session, of(kept), of(other), by=ANNA)
    assert session.get_one(Statement, said_by.id).official_id == kept.id
    (name,) = (one for one in load_names(session).officials if one.slug != "ivan-petrov")
    assert set(name.spellings) == {"Sergey Lavrov", "Lavrov", "Sergei Lavrov", "Lavroff"}
    assert [role.title for role in name.roles] == ["Minister"]
    assert other.id not in documents(session, "official")
    for one, two, message in (
        (kept, kept, "with itself"),
        (kept, other, "was joined to official sergey-lavrov before"),
    ):
        with pytest.raises(InputError, match=message):
            merge(session, of(one), of(two), by=ANNA)
    undo(session, revision, by=ANNA)
    assert session.get_one(Statement, said_by.id).official_id == other.id
    assert documents(session, "official")[-2:] == [kept.id, other.id]


def test_a_merged_base_gives_its_links_and_gets_them_back(session: Session) -> None:
    kept, other = make_base(session, "Base one"), make_base(session, "Base two")
    claim = make_claim(session, other)
    both = make_statement(session, bases=[kept, other])
    treaty = make_agreement(session, bases=[other])
    revision = merge(session, of(kept), of(other), by=ANNA, reason="one gate")
    assert session.get_one(Claim, claim.id).base_id == kept.id
    assert values_of(session, of(both))["bases"] == ["base-one"]
    assert values_of(session, Record("agreement", treaty.id))["bases"] == ["base-one"]
    assert last(session).reason == "merged: base base-two is the same as base base-one. one gate"
    edit(session, of(claim), {"base": "base-one", "value": "400"}, by=ANNA)
    undo(session, revision, by=ANNA)  # the value was edited since, the base was not
    assert session.get_one(Claim, claim.id).base_id == other.id
    assert values_of(session, of(both))["bases"] == ["base-one", "base-two"]


def test_a_split_record_takes_what_it_is_given(session: Session) -> None:
    base = make_base(session, "Base one", spellings=["Old field"])
    claim = make_claim(session, base)
    new, revision = split(
        session,
        of(base),
        [f"claim:{claim.id}", "spelling:Old field"],
        slug="base-two",
        name="Base two",
        by=ANNA,
    )
    assert session.get_one(Claim, claim.id).base_id == new.id
    assert find_record(session, "base", "base-two") == new
    for links, slug, message in (
        (["claim:999"], "base-3", "is no link of base base-one"),
        (["gate:1"], "base-3", "write claim:"),
        ([], "base-two", "is taken"),
        ([], "Base 3", "is none"),
    ):
        with pytest.raises(InputError, match=message):
            split(session, of(base), links, slug=slug, name="Base three", by=ANNA)
    accepted = accept(session, of(claim), by=ANNA)
    make_claim(session, session.get_one(Base, new.id), ClaimProperty.OPENED, "1999")
    with pytest.raises(InputError, match="which it would take away"):
        undo(session, revision, by=ANNA)
    assert accepted


def test_records_are_called_by_type_and_key(session: Session) -> None:
    statement = make_statement(session)
    assert parse_record(session, f"statement:{statement.id}") == of(statement)
    for text, message in (
        ("statement", "write TYPE:KEY"),
        ("ship:1", "no kind of record"),
        ("statement:x", "goes by its number"),
        ("base:none", "goes by its slug"),
    ):
        with pytest.raises(InputError, match=message):
            parse_record(session, text)


def test_links_are_sorted_by_the_day_of_their_statement_after_an_undo(session: Session) -> None:
    statement = make_statement(session, countries=["TJ"], said_on="2023-06-06")
    make_country(session, "SY")
    dropped = edit(session, of(statement), {"countries": ["SY"]}, by=ANNA)
    edit(session, of(statement), {"said_on": "2020"}, by=ANNA)
    undo(session, dropped, by=ANNA)
    days = session.scalars(select(StatementCountry.sort_day)).all()
    assert days == [session.get_one(Statement, statement.id).sort_day]


def test_what_another_row_stands_in_the_way_of_is_refused(session: Session) -> None:
    kept, other = (
        make_official(session, "A B", spellings=["Same"]),
        make_official(session, "C D", spellings=["Same"]),
    )
    _, given = split(session, of(kept), ["spelling:Same"], slug="new-one", name="New one", by=ANNA)
    merge(session, of(kept), of(other), by=ANNA)
    with pytest.raises(InputError, match="taken the place"):
        undo(session, given, by=ANNA)


def test_a_join_is_undone_with_what_it_forgot(session: Session) -> None:
    """Joining two again that were split forgets the split; the undo remembers it, with the moment it was made."""
    home = make_statement(session, also_in=[make_article(session, "We have no plans for a base there.")])
    report = session.scalars(
        select(StatementReport.id).where(StatementReport.evidence_id != home.evidence_id)
    ).one()
    new = split_report(session, report, actor="anna")
    apart = select(StatementApart.statement_id, StatementApart.decided_at).order_by(
        StatementApart.statement_id
    )
    before = session.execute(apart).all()
    assert before
    join_statements(session, home.id, new, actor="anna")
    assert session.execute(apart).all() == []
    undo(session, last(session).id, by=ANNA)
    assert session.execute(apart).all() == before


def test_a_split_is_not_undone_under_a_decision_on_the_new_record(session: Session) -> None:
    new, revision = split(session, of(make_base(session)), [], slug="base-two", name="Base two", by=ANNA)
    rejected = reject(session, new, by=ANNA, reason="no")
    accepted = accept(session, new, by=ANNA)  # it is as the split left it, and yet decided on
    with pytest.raises(InputError, match=f"while revision {accepted} by anna"):
        undo(session, revision, by=ANNA)
    for number in (accepted, rejected, revision):
        undo(session, number, by=ANNA)
    assert session.get(Base, new.id) is None


def test_a_day_is_put_back_where_the_link_it_sorted_is_gone(session: Session) -> None:
    kept, other = make_base(session, "Base one"), make_base(session, "Base two")
    statement = make_statement(session, said_on=None, bases=[other])
    merged = merge(session, of(kept), of(other), by=ANNA)
    article = Record("article", statement.article_id)
    dated = edit(session, article, {"published": "2020"}, by=ANNA)
    for number in (merged, dated):
        undo(session, number, by=ANNA)
    days = session.execute(select(StatementBase.base_id, StatementBase.sort_day)).all()
    assert days == [(other.id, session.get_one(Statement, statement.id).sort_day)]
