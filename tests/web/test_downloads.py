"""Lists as files: the same rows as the page under the same filters, in every format, safe to open."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind
from app.main import create_app
from app.present.tables import TABLES
from app.query.lists import LISTS as READ
from app.settings import Settings
from app.web.downloads import BOOKS
from app.web.formats import choose
from app.web.lists import LISTS, MEDIA_TYPES
from tests.factories import make_base, make_claim, make_official, make_statement

ATOM = "{http://www.w3.org/2005/Atom}"


def table_of(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("noun", LISTS)
def test_csv_and_json_have_the_documented_columns_and_the_same_rows(
    filled_client: TestClient, noun: str
) -> None:
    rows = table_of(filled_client, f"/{noun}.csv")
    items = filled_client.get(f"/{noun}.json").json()["items"]
    names = [column.name for column in TABLES[noun].columns]
    assert list(rows[0]) == list(items[0]) == names
    key = TABLES[noun].key
    assert [row[key] for row in rows] == [str(item[key]) for item in items]
    assert len({row[key] for row in rows}) == len(rows) > 5
    documented = filled_client.get("/data").text
    assert all(f"<code>{name}</code>" in documented for name in names)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("/bases?country=TJ", "/bases.csv?country=TJ"),
        ("/bases?status=standing&kind=air_base", "/bases.csv?status=standing&kind=air_base"),
        ("/officials?country=TJ", "/officials.csv?country=TJ"),
    ],
)
def test_file_has_the_rows_of_the_page(filled_client: TestClient, page: str, file: str) -> None:
    noun = page.partition("?")[0].strip("/")
    shown = re.findall(rf'id="{noun[:-1]}-([a-z0-9-]+)"', filled_client.get(page).text)
    assert shown
    assert [row["slug"] for row in table_of(filled_client, file)] == shown
    assert f'href="{file.replace("&", "&amp;")}"' in filled_client.get(page).text  # the link on the page


def test_denials_are_the_statements_that_deny(filled_client: TestClient) -> None:
    denials = table_of(filled_client, "/denials.csv")
    assert denials == table_of(filled_client, "/statements.csv?kind=denial")
    assert {row["kind"] for row in denials} == {"denial"}


def test_statement_has_its_names_and_its_source(filled_client: TestClient) -> None:
    for row in table_of(filled_client, "/statements.csv?country=TJ"):
        assert "Tajikistan" in row["country_names"].split("; ")
        assert row["source_publisher"]
        assert row["source_quote"]
        assert row["address"] == f"http://testserver/statements/{row['id']}"


def test_every_geojson_feature_is_a_base_of_the_list(filled_client: TestClient) -> None:
    answer = filled_client.get("/bases.geojson?country=AM")
    assert answer.headers["content-type"] == "application/geo+json"
    features = answer.json()["features"]
    rows = table_of(filled_client, "/bases.csv?country=AM")
    assert [one["id"] for one in features] == [row["slug"] for row in rows]
    for feature, row in zip(features, rows, strict=True):
        if row["latitude"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert (str(longitude), str(latitude)) == (row["longitude"], row["latitude"])
        else:
            assert feature["geometry"] is None


@pytest.mark.parametrize("noun", [noun for noun, one in LISTS.items() if "atom" in one.formats])
def test_feed_names_permanent_addresses_and_moments(filled_client: TestClient, noun: str) -> None:
    answer = filled_client.get(f"/{noun}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    entries = feed.findall(f"{ATOM}entry")
    assert 5 < len(entries) <= 50
    addresses = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(addresses)) == len(addresses)
    assert filled_client.get(addresses[0].removeprefix("http://testserver")).status_code == 200
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment) for moment in moments)
    assert feed.findtext(f"{ATOM}updated") == max(moments)


def test_workbook_opens_and_holds_every_row(filled_client: TestClient) -> None:
    answer = filled_client.get("/agreements.xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="basewatch-agreements.xlsx"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        about = book.read("xl/worksheets/sheet2.xml").decode()
    rows = table_of(filled_client, "/agreements.csv")
    assert sheet.count("<row ") == len(rows) + 1
    assert "expires" in about
    assert "<f>" not in sheet


@pytest.fixture
def hostile(session: Session) -> None:
    official = make_official(session, "=HYPERLINK(1)", slug="formula")
    make_statement(session, "+1 will be there, @all.", official=official, kind=StatementKind.DENIAL)
    base = make_base(session, name="-2+3 base")
    make_claim(session, base, value="=1+1")
    session.commit()


@pytest.mark.usefixtures("hostile")
def test_no_cell_is_a_formula(client: TestClient) -> None:
    (row,) = table_of(client, "/statements.csv")
    assert row["speaker"] == "'=HYPERLINK(1)"
    assert row["quote"] == "'+1 will be there, @all."
    (claim,) = table_of(client, "/claims.csv")
    assert claim["value"] == "'=1+1"
    assert claim["base_name"] == "'-2+3 base"
    with zipfile.ZipFile(io.BytesIO(client.get("/statements.xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert ">=HYPERLINK(1)<" in sheet  # a text: a workbook says itself what a formula is
    assert "<f>" not in sheet
    assert client.get("/statements.json").json()["items"][0]["speaker"] == "=HYPERLINK(1)"


def test_byte_order_mark_only_where_it_is_asked_for(filled_client: TestClient) -> None:
    assert filled_client.get("/countries.csv?bom=1").content.startswith(b"\xef\xbb\xbfcode,")
    assert filled_client.get("/countries.csv").content.startswith(b"code,")


def test_rows_are_read_as_they_are_sent(filled_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    where, read_page = READ["bases"]

    def counted(*arguments: Any) -> Any:
        read.append(arguments)
        return read_page(*arguments)

    monkeypatch.setattr("app.query.lists.BATCH", 20)
    monkeypatch.setitem(READ, "bases", (where, counted))
    rows = LISTS["bases"].rows(filled_client.app.state.sessions, where, "")  # type: ignore[attr-defined]
    assert read == []
    slugs = [next(rows)[0].slug for _ in range(21)]
    assert len(read) == 2
    slugs += [row.slug for row, _ in rows]
    assert slugs == [row["slug"] for row in table_of(filled_client, "/bases.csv")]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("application/geo+json;q=0.9, application/json;q=0.5", "application/geo+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("text/*", "text/html"),
    ],
)
def test_program_gets_the_format_that_it_accepts(
    filled_client: TestClient, accept: str, media_type: str
) -> None:
    answer = filled_client.get("/bases?country=AM", headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in re.split(r",\s*", answer.headers["vary"])
    assert "gyumri" in answer.text.lower()


def test_unknown_format_is_answered_with_what_there_is(filled_client: TestClient) -> None:
    page = filled_client.get("/bases.pdf")
    assert page.status_code == 406
    assert "/bases.geojson" in page.text
    program = filled_client.get("/agreements", headers={"Accept": "application/pdf"})
    assert (program.status_code, program.headers["content-type"]) == (406, "application/problem+json")
    assert "text/csv (/agreements.csv)" in program.json()["detail"]
    assert filled_client.get("/agreements.geojson").status_code == 406
    assert filled_client.get("/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""),
        ("text/csv;q=0", None),
        ("a/b", None),
        ("*/*;q=0.1, text/csv", "csv"),
        ("text/csv;q=x, */*", ""),
    ],
)
def test_choice_by_quality(accepted: str, chosen: str | None) -> None:
    assert choose(accepted, MEDIA_TYPES) == chosen


def test_only_so_many_workbooks_are_written_at_a_time(filled_client: TestClient) -> None:
    with BOOKS, BOOKS:
        refused = filled_client.get("/agreements.xlsx?kind=lease")  # an address that no answer is kept of
        assert (refused.status_code, refused.headers.get("retry-after")) == (503, "60")
        assert filled_client.get("/agreements.csv?kind=lease").status_code == 200
    assert filled_client.get("/agreements.xlsx?kind=lease").status_code == 200


def test_dump_is_offered_file_by_file(filled_url: str, tmp_path: Path) -> None:
    (tmp_path / "dump" / "tables").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("not of the dump")
    (tmp_path / "dump" / "tables" / "bases.csv").write_text("slug,name\r\n")
    (tmp_path / "dump" / "stray.txt").write_text("not of the dump")
    (tmp_path / "dump" / "SHA256SUMS").write_text(
        "ab12  tables/bases.csv\ncd34  ../secret.txt\nef56  gone.csv\n"
    )
    client = TestClient(create_app(Settings(database_url=filled_url, dump_folder=str(tmp_path / "dump"))))
    page = client.get("/data").text
    assert '<a href="/data/dump/tables/bases.csv">' in page
    assert "secret" not in page
    assert client.get("/data/dump/tables/bases.csv").text == "slug,name\r\n"
    for path in ("stray.txt", "../secret.txt", "%2e%2e/secret.txt", "gone.csv", ""):
        assert client.get(f"/data/dump/{path}").status_code == 404
    assert "/data/dump" not in TestClient(create_app(Settings(database_url=filled_url))).get("/data").text


def test_filter_that_cannot_be_says_so(filled_client: TestClient) -> None:
    answer = filled_client.get("/bases.csv?kind=castle")
    assert answer.status_code == 422
    assert "air_base" in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example/x?", "a b", "evil.example:1:2", '"><script>', "[::1", "x" * 300]
)
def test_hostile_host_is_not_repeated(filled_client: TestClient, host: str) -> None:
    answer = filled_client.get("/countries.json", headers={"Host": host})
    assert answer.json()["about"]["page"] == "http://127.0.0.1:8000/countries"
    assert host not in answer.text


def test_datapackage_describes_every_list(filled_client: TestClient) -> None:
    package = json.loads(filled_client.get("/data/datapackage.json").text)
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    statements = next(one for one in package["resources"] if one["name"] == "statements")
    fields = {field["name"]: field for field in statements["schema"]["fields"]}
    assert fields["kind"]["constraints"]["enum"] == [kind.value for kind in StatementKind]
    rows = table_of(filled_client, statements["path"].removeprefix("http://testserver"))
    pattern = re.compile(fields["said_on"]["constraints"]["pattern"])
    assert all(pattern.fullmatch(row["said_on"]) for row in rows if row["said_on"])
    assert {row["kind"] for row in rows} <= set(fields["kind"]["constraints"]["enum"])
