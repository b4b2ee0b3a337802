"""Each kind of page answers on Postgres as on SQLite, with the same rows."""

import re

import pytest
from fastapi.testclient import TestClient

from app.query.sitemap import NOUNS
from app.web.lists import LISTS as DOWNLOADS
from tests.web.test_every_page import LISTS

RECORD = re.compile(r'href="(/(?:bases|officials|statements|agreements|countries|articles)/[\w-]+)"')


@pytest.fixture(scope="module")
def backend() -> str:
    return "postgres"


@pytest.mark.parametrize("path", LISTS)
def test_a_list_and_a_record_of_it_answer(filled_client: TestClient, path: str) -> None:
    page = filled_client.get(path)
    assert page.status_code == 200
    records = list(dict.fromkeys(RECORD.findall(page.text)))
    assert records or path == "/method"
    for record in records[:2]:
        assert filled_client.get(record).status_code == 200, record


@pytest.mark.parametrize("name", ["bases", "statements", "officials", "agreements", "articles", "countries"])
def test_the_api_answers(filled_client: TestClient, name: str) -> None:
    answer = filled_client.get(f"/api/v1/{name}")
    assert answer.status_code == 200
    assert answer.json()["items"]


@pytest.mark.parametrize(
    "path",
    [
        *(f"/{noun}.csv" for noun in DOWNLOADS),
        *(f"/{noun}.atom" for noun, one in DOWNLOADS.items() if "atom" in one.formats),
        "/statements.csv?words=base&country=TJ",
        "/search.atom?q=base",
        "/agreements.atom?ends_within=240",
        *(f"/sitemap-{noun}-1.xml" for noun in NOUNS),
    ],
)
def test_a_file_answers(filled_client: TestClient, path: str) -> None:
    answer = filled_client.get(path)
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) > 3
