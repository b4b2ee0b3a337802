"""The whole way: files and texts in, records and a run on record out."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from app.domain.kinds import RunOutcome
from app.extract.engine import extract_findings
from app.extract.findings import Findings
from app.intake.files import read_articles
from app.intake.raw import MediaType, RawArticle
from app.pipeline import Names, ingest
from app.store.engine import create_engine_for, session_factory
from app.store.models import Article, Evidence, IngestItem, IngestRun, Model, Official, Revision, Statement
from tests.conftest import NewDatabase
from tests.factories import make_official

DENIAL = (
    "Kremlin spokesman Dmitry Peskov on Monday denied reports that Russia would open a base in Venezuela.\n\n"
    "“There are no plans to build a base in Venezuela, and there have been none,” Peskov told reporters."
)


@pytest.fixture
def sessions(new_database: NewDatabase) -> sessionmaker[Session]:
    return session_factory(create_engine_for(new_database("seeded")))


def text(body: str, name: str = "pasted text", url: str = "https://news.example/denial") -> RawArticle:
    return RawArticle(name, body, MediaType.TEXT, url=url, published="2019-02-04")


def rows(sessions: sessionmaker[Session]) -> Counter[str]:
    with sessions() as session:
        return Counter(
            {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in Model.metadata.sorted_tables
                if table.name not in {"ingest_run", "ingest_item"}
            }
        )


def test_an_article_becomes_statements_of_a_known_official(sessions: sessionmaker[Session]) -> None:
    report = ingest(sessions, [text(DENIAL)], Names(), source="test", actor="anna")
    assert [item.outcome for item in report.items] == [RunOutcome.ADDED]
    with sessions() as session:
        said = session.execute(
            select(Official.slug, Statement.kind, Statement.said_on, Evidence.quote, Article.text)
            .join(Official, Official.id == Statement.official_id)
            .join(Evidence, Evidence.id == Statement.evidence_id)
            .join(Article, Article.id == Evidence.article_id)
            .where(Statement.article_id == report.items[0].article_id)
        ).all()
    assert {(slug, kind, day) for slug, kind, day, _, _ in said} == {
        ("dmitry-peskov", "denial", "2019-02-04")
    }
    assert all(quote in body for *_, quote, body in said)


def test_twice_is_the_same_as_once(sessions: sessionmaker[Session]) -> None:
    names = Names()
    ingest(sessions, [text(DENIAL)], names, source="test", actor="anna")
    before = rows(sessions)
    report = ingest(sessions, [text(DENIAL)], names, source="test", actor="anna")
    assert [item.outcome for item in report.items] == [RunOutcome.UNCHANGED]
    assert rows(sessions) == before


def test_a_bad_input_is_named_and_the_rest_goes_on(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    lines = [
        "this is no JSON",
        json.dumps({"text": "", "url": "https://news.example/empty"}),
        json.dumps({"text": DENIAL, "published": "12017-02-04"}),
        json.dumps({"path": "missing.txt"}),
        json.dumps({"text": DENIAL, "published": "2019-02-04", "url": "https://news.example/denial"}),
    ]
    index = tmp_path / "index.jsonl"
    index.write_text("\n".join(lines), encoding="utf-8")
    before = rows(sessions)
    report = ingest(sessions, read_articles(index), Names(), source=str(index), actor="anna")

    assert [item.outcome.value for item in report.items] == ["failed"] * 4 + ["added"]
    said = [item.reason for item in report.items]
    assert "JSON" in said[0]
    assert "published" in said[2]
    assert "12017" in said[2]
    assert "missing.txt" in said[3]
    assert rows(sessions)["article"] == before["article"] + 1
    with sessions() as session:
        run = session.scalars(select(IngestRun)).one()
        recorded = session.scalars(select(IngestItem.reason).order_by(IngestItem.id)).all()
    assert run.finished_at is not None
    assert list(recorded) == said


def test_a_failure_half_way_stores_nothing(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("a defect late in the save")

    before = rows(sessions)
    monkeypatch.setattr("app.store.save.bump_data_version", fails)
    report = ingest(sessions, [text(DENIAL)], Names(), source="test", actor="anna")
    assert rows(sessions) == before
    assert report.items[0].outcome is RunOutcome.FAILED


def test_a_defect_in_one_article_leaves_the_rest(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_once(*given: object) -> Findings:
        monkeypatch.setattr("app.pipeline.extract_findings", extract_findings)
        raise ZeroDivisionError("of this article alone")

    monkeypatch.setattr("app.pipeline.extract_findings", fails_once)
    both = [text(DENIAL, url="https://one.example/a"), text(DENIAL, url="https://two.example/a")]
    report = ingest(sessions, both, Names(), source="test", actor="anna")
    assert [item.outcome for item in report.items] == [RunOutcome.FAILED, RunOutcome.ADDED]
    assert "ZeroDivisionError: of this article alone" in report.items[0].reason
    with sessions() as session:
        assert session.scalars(select(IngestItem.reason)).first() == report.items[0].reason
        assert session.scalars(select(IngestRun)).one().finished_at is not None


def test_a_new_official_is_recognised_at_once(sessions: sessionmaker[Session]) -> None:
    names = Names()
    body = "“No troops will be sent to Venezuela,” Minister Arkady Neverov said on Monday in Moscow."
    with sessions() as session:
        assert not names.index(session).official_mentions(body)
    with sessions() as session, session.begin():
        make_official(session, "Arkady Neverov", slug="arkady-neverov", spellings=["Arkady Neverov"])
    with sessions() as session:
        found = names.index(session).official_mentions(body)
    assert [mention.slugs for mention in found] == [("arkady-neverov",)]


def test_an_added_article_leaves_a_revision(sessions: sessionmaker[Session]) -> None:
    report = ingest(sessions, [text(DENIAL)], Names(), source="test", actor="anna")
    with sessions() as session:
        revision = session.scalars(select(Revision).where(Revision.record_type == "article")).one()
    assert (revision.record_id, revision.actor) == (report.items[0].article_id, "anna")


def test_the_real_articles_go_in_once(sessions: sessionmaker[Session], shared_articles: Path) -> None:
    for outcome in (RunOutcome.ADDED, RunOutcome.UNCHANGED):
        report = ingest(
            sessions, read_articles(shared_articles / "index.jsonl"), Names(), source="five", actor="anna"
        )
        assert [item.outcome for item in report.items] == [outcome] * 5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_two_runs_at_once_store_all_of_both(sessions: sessionmaker[Session]) -> None:
    def run(who: str) -> Counter[RunOutcome]:
        given = [
            text(DENIAL.replace("Monday", f"Monday in {who}{n}"), url=f"https://{who}{n}.example/denial")
            for n in range(15)
        ]
        return ingest(sessions, given, Names(), source="test", actor=who).counts()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(run, ["anna", "boris"])) == [Counter({RunOutcome.ADDED: 15})] * 2
