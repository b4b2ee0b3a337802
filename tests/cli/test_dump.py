"""`basewatch export` and `import`: only what is public leaves, and an instance made from a dump makes the same dump."""

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.cli.dump import SUMS, export_dump, import_dump
from app.cli.seed import seed
from app.domain.errors import InputError, StoreError
from app.domain.kinds import Origin, ReviewState, StatementKind
from app.store.dump_tables import DUMP_TABLES
from app.store.engine import session_factory
from app.store.models import Article, Base, Evidence, Model, Statement
from tests.conftest import NewDatabase, database_maker, open_client, open_engine
from tests.databases import ROOT
from tests.factories import make_article, make_base, make_claim, make_official, make_publisher, make_statement
from tests.web.accounts import make_user

WORDS = "There will be no base there, he said."
UNSEEN = "A sentence that is no evidence stays with its publisher."
SECRETS = ("anna-the-analyst", "Words that were rejected.", "Words that wait.", "Rejected Base", UNSEEN)
PUBLIC_COLUMNS = """
country: code kind name name_ru region subregion parent_code note source_url
publisher: id domain name country_code language kind state_controlled reliability full_text_allowed note origin
publisher_domain: domain publisher_id
official: id slug name name_ru country_code is_body note origin review
official_spelling: id official_id spelling
official_role: id official_id title body held_from held_to from_day to_day source
base: id slug name name_ru host_code territory_code locality latitude longitude precision coordinates_source kind
base: branch status status_as_of opened closed summary note origin review
base_spelling: id base_id spelling rule
article: id kind url archived_url title publisher_id published sort_day language text text_length content_hash
article: origin_id added_at review
evidence: id article_id text_length start_at end_at quote
statement: id slug official_id speaker speaker_mention mode kind topic said_on sort_day article_id evidence_id quote
statement: is_summary confidence extractor outcome finding note origin review
statement_report: id statement_id evidence_id words_key
statement_country: statement_id country_code sort_day
statement_base: statement_id base_id sort_day
claim: id base_id property value low high as_of as_of_day evidence_id note is_computed credibility pin_reason
claim: confidence extractor origin review
base_report: id base_id evidence_id confidence extractor review
agreement: id slug title kind status status_as_of signed ratified in_force expires expires_day sort_day term_years
agreement: summary note origin review
agreement_party: agreement_id country_code
agreement_base: agreement_id base_id
agreement_report: id agreement_id evidence_id status signed expires term_years confidence extractor review
statement_bearing: id statement_id relation other_id claim_id agreement_id event source_url day reason
"""


def run(monkeypatch: pytest.MonkeyPatch, url: str, command: Any, *arguments: object) -> Result:
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", url)
    return CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=True)


@pytest.fixture(scope="module")
def source(all_databases: dict[str, Any]) -> Iterator[str]:
    """A filled database with what must not leave: an account, what is rejected, joined or waits, texts of others."""
    with database_maker(all_databases["sqlite"]) as new:
        url = new("filled")
        with open_engine(url) as engine, session_factory(engine)() as session:
            _add_private(session)
            session.commit()
        yield url


def _add_private(session: Session) -> None:
    make_user(session, "anna-the-analyst")
    article = make_article(
        session, f"{UNSEEN} {WORDS} {UNSEEN}", publisher=make_publisher(session, "paper.example")
    )
    article.added_by = "anna-the-analyst"
    copy = make_article(session, f"{WORDS} {UNSEEN}", publisher=make_publisher(session, "paper.example"))
    hidden = make_article(session, f"{WORDS} {UNSEEN}", publisher=make_publisher(session, "spam.example"))
    hidden.review = ReviewState.REJECTED
    make_publisher(session, "spam.example").origin = Origin.EXTRACTED
    session.flush()
    for one in (article, copy, hidden):
        one.origin_id = hidden.id  # the first of the origin is not public
    official = make_official(session, "Rejected Official")
    official.review = ReviewState.REJECTED
    kept = make_statement(session, WORDS, article=article, official=official, kind=StatementKind.DENIAL)
    kept.speaker = "=A formula"
    rejected = make_statement(session, "Words that were rejected.")
    rejected.review = ReviewState.REJECTED
    waits = make_statement(session, "Words that wait.")
    waits.origin, waits.confidence, waits.review = Origin.EXTRACTED, 0.1, ReviewState.UNREVIEWED
    joined = make_statement(session, "Words that were joined.")
    joined.joined_into_id = kept.id
    make_claim(session, make_base(session, "Rejected Base"))
    session.flush()
    session.execute(update(Base).where(Base.name == "Rejected Base").values(review=ReviewState.REJECTED))


@pytest.fixture(scope="module")
def dump(source: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump") / "nightly"
    with pytest.MonkeyPatch.context() as patch:
        done = run(patch, source, export_dump, "--to", folder)
    assert done.exit_code == 0, done.exception
    return folder


def test_instance_made_from_a_dump_makes_the_same_dump(
    dump: Path, new_database: NewDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_database("empty")
    done = run(monkeypatch, url, import_dump, dump)
    assert done.exit_code == 0, done.exception
    assert run(monkeypatch, url, export_dump, "--to", tmp_path / "again").exit_code == 0
    assert (tmp_path / "again" / SUMS).read_text() == (dump / SUMS).read_text()
    assert (tmp_path / "again" / "basewatch.sqlite3").read_bytes() == (
        dump / "basewatch.sqlite3"
    ).read_bytes()
    with open_engine(url) as engine, session_factory(engine)() as session:
        article = session.scalars(select(Article).where(Article.url.like("%paper.example%"))).first()
        assert article is not None
        evidence = session.scalars(select(Evidence).where(Evidence.article_id == article.id)).one()
        assert article.text[evidence.start_at : evidence.end_at] == evidence.quote == WORDS
        assert article.text.strip() == WORDS
        make_statement(session, "The next number is free.")  # Postgres goes on after the highest
        session.commit()
    with open_client(url) as client:
        assert "no base there" in client.get("/search?q=no+base+there").text
        number = session.scalar(select(Statement.id).where(Statement.quote == WORDS))
        assert client.get(f"/statements/{number}").status_code == 200
        assert client.get(f"/articles/{article.id}").status_code == 200
    refused = run(monkeypatch, url, import_dump, dump).exception
    assert isinstance(refused, StoreError)
    assert "goes into an empty one" in str(refused)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_reference_data_is_not_loaded_over_a_dump(
    dump: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, database_url, import_dump, dump / "basewatch.sqlite3").exit_code == 0
    refused = run(monkeypatch, database_url, seed).exception
    assert isinstance(refused, StoreError)
    assert "basewatch serve" in str(refused)


def test_only_what_is_public_leaves(dump: Path) -> None:
    content = {path: path.read_bytes() for path in dump.rglob("*") if path.is_file()}
    found = [(path.name, word) for word in SECRETS for path, held in content.items() if word.encode() in held]
    assert found == []
    with sqlite3.connect(dump / "basewatch.sqlite3") as file:
        (statement,) = file.execute("SELECT official_id, speaker FROM statement WHERE quote = ?", (WORDS,))
        assert statement == (None, "=A formula")
        origins = file.execute(
            "SELECT DISTINCT origin_id FROM article WHERE url LIKE '%paper.example%'"
        ).fetchall()
        first = file.execute("SELECT min(id) FROM article WHERE url LIKE '%paper.example%'").fetchone()
        assert origins == [first]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("SELECT count(*) FROM publisher WHERE domain = 'spam.example'").fetchone() == (0,)


def test_every_public_column_is_one_that_was_chosen() -> None:
    chosen: dict[str, list[str]] = {}
    for line in PUBLIC_COLUMNS.strip().splitlines():
        table, _, columns = line.partition(": ")
        chosen.setdefault(table, []).extend(columns.split())
    assert {one.name: [column.name for column in one.columns] for one in DUMP_TABLES} == chosen
    assert all(one.withheld <= set(one.table.columns.keys()) for one in DUMP_TABLES)
    assert {"app_user", "api_token", "revision", "proposal", "pending_batch"} <= (
        set(Model.metadata.tables) - set(chosen)
    )


def test_tables_are_what_the_datapackage_says(dump: Path) -> None:
    package = json.loads((dump / "datapackage.json").read_text())
    tables: dict[str, list[dict[str, str]]] = {}
    for resource in package["resources"]:
        with (dump / resource["path"]).open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            tables[resource["name"]] = list(reader)
            assert reader.fieldnames == [field["name"] for field in resource["schema"]["fields"]]
    parse = {"integer": int, "number": float, "boolean": ("true", "false").index, "string": str}
    for resource in package["resources"]:
        rows, schema = tables[resource["name"]], resource["schema"]
        for field in schema["fields"]:
            values = {row[field["name"]] for row in rows} - {""}
            limits = field.get("constraints", {})
            for value in values:
                parse[field["type"]](value)  # type: ignore[operator]
                assert value in limits.get("enum", [value])
                assert re.fullmatch(limits.get("pattern", ".*"), value, re.DOTALL)
        assert len({row[schema["primaryKey"]] for row in rows}) == len(rows) > 0
        for key in schema.get("foreignKeys", []):
            there = {row[key["reference"]["fields"]] for row in tables[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in rows} - {""} <= there, (resource["name"], key)


def test_entities_are_what_followthemoney_knows(dump: Path) -> None:
    model = json.loads((ROOT / "tests" / "present" / "ftm_schema.json").read_text())
    with (dump / "entities.ftm.json").open(encoding="utf-8") as file:
        entities = {entity["id"]: entity for entity in map(json.loads, file)}
    assert {one["schema"] for one in entities.values()} == set(model["schemata"])
    for entity in entities.values():
        schema = model["schemata"][entity["schema"]]
        assert set(schema["required"]) <= set(entity["properties"])
        for name, values in entity["properties"].items():
            known = schema["properties"][name]
            for value in values:
                if known["type"] in model:
                    assert value in model[known["type"]], (entity["id"], name, value)
                elif known["type"] == "date":
                    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value)
                elif known["type"] == "url":
                    assert value.startswith(("https://", "http://"))
                elif known["type"] == "entity":
                    target = model["schemata"][entities[value]["schema"]]
                    assert known["range"] in target["is_a"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("PRAGMA application_id = 1", "is no dump of Basewatch"),
        ("PRAGMA user_version = 9", "has format 9"),
        ("ALTER TABLE base DROP COLUMN note", "table base has the columns"),
        ("UPDATE statement SET kind = 'lie'", "a row of statement cannot be"),
        ("UPDATE claim SET base_id = 999999", "a row of claim cannot be"),
        ("UPDATE evidence SET quote = 'x' || quote", "is no place in its text"),
        ("UPDATE article SET added_at = 'never'", "article.added_at='never' is no date"),
    ],
)
def test_what_is_no_dump_is_refused_and_leaves_nothing(
    dump: Path, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, said: str
) -> None:
    path = tmp_path / "changed.sqlite3"
    shutil.copyfile(dump / "basewatch.sqlite3", path)
    with sqlite3.connect(path) as file:
        file.execute(sql)
    file.close()
    refused = run(monkeypatch, database_url, import_dump, path).exception
    assert isinstance(refused, InputError)
    assert said in str(refused)
    with open_engine(database_url) as engine, session_factory(engine)() as session:
        assert session.scalar(select(func.count()).select_from(Base)) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_file_that_is_no_database_is_refused(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    refused = run(monkeypatch, database_url, import_dump, path).exception
    assert isinstance(refused, InputError)
    assert str(path) in str(refused)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_file_that_was_changed_on_the_way_is_named(
    dump: Path, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(dump, tmp_path / "copy")
    with (tmp_path / "copy" / "tables" / "bases.csv").open("a") as file:
        file.write("x")
    refused = run(monkeypatch, database_url, import_dump, tmp_path / "copy").exception
    assert "bases.csv is missing or not the file" in str(refused)


def test_a_dump_that_fails_leaves_the_older_one(
    dump: Path, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "nightly"
    shutil.copytree(dump, folder)
    before = (folder / SUMS).read_bytes()

    def broken(row: Any) -> Iterator[Any]:
        raise OSError("the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("app.present.to_ftm", fromlist=["FTM"]).FTM, "statements", broken)
        assert "disk is full" in str(run(patch, source, export_dump, "--to", folder).exception)
    assert (folder / SUMS).read_bytes() == before
    assert list(tmp_path.iterdir()) == [folder]
    assert run(monkeypatch, source, export_dump, "--to", folder, "--format", "sqlite").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "LICENCE.md",
        "README.md",
        SUMS,
        "basewatch.sqlite3",
    ]
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_of_something_else_is_left_alone(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    refused = run(monkeypatch, source, export_dump, "--to", tmp_path)
    assert "holds something else than a dump" in str(refused.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert "choose of sqlite, csv, ftm" in str(
        run(monkeypatch, source, export_dump, "--to", tmp_path / "x", "--format", "pdf").exception
    )
