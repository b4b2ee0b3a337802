"""Citations of records: each format as its readers take it, with the version that is meant."""

import json
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind, UserRole
from app.store.records import Record
from app.store.reviewer import Reviewer
from app.store.reviews import accept
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_official,
    make_publisher,
    make_statement,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
WORDS = "There is no base & 100% {none}"


@pytest.fixture
def site(client: TestClient, session: Session) -> TestClient:
    news = make_publisher(session, "news.example")
    article = make_article(
        session, f"{WORDS}, he said.", publisher=news, published="2019-02", title="No base_1"
    )
    lavrov = make_official(session, "Sergey Lavrov")
    one = make_statement(
        session, WORDS, official=lavrov, kind=StatementKind.DENIAL, article=article, said_on="2019-02~"
    )
    make_base(session, "Kant", slug="kant")
    make_agreement(session, "Lease of Kant", slug="lease")
    accept(session, Record("statement", one.id), by=Reviewer("edda", UserRole.EDITOR))
    session.commit()
    return client


def test_bibtex_is_one_entry_with_its_letters_escaped(site: TestClient) -> None:
    answer = site.get("/statements/1/cite.bib")
    assert answer.headers["content-type"].startswith("application/x-bibtex")
    body = answer.text
    assert body.startswith("@misc{basewatch-statement-1,\n")
    assert body.endswith("\n}\n")
    fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,?$", body, re.M))
    assert fields["author"] == "{Sergey Lavrov}"
    assert fields["title"] == r"There is no base \& 100\% \{none\}"
    assert (fields["year"], fields["month"]) == ("2019", "feb")
    assert fields["url"] == "http://testserver/statements/1"
    assert re.search(r"revision \d+ of 20\d\d-\d\d-\d\d\.", fields["note"])
    plain = re.sub(r"\\[{}]", "", body)
    assert plain.count("{") == plain.count("}")


def test_ris_has_a_tag_a_line(site: TestClient) -> None:
    lines = site.get("/statements/1/cite.ris").content.decode().split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert "AU  - Sergey Lavrov" in lines
    assert "DA  - 2019/02//" in lines


def test_csl_is_a_list_of_one(site: TestClient) -> None:
    (item,) = json.loads(site.get("/statements/1/cite.json").text)
    assert item["author"] == [{"literal": "Sergey Lavrov"}]
    assert item["issued"] == {"date-parts": [[2019, 2]], "circa": True}
    assert item["URL"] == "http://testserver/statements/1"
    assert len(item["accessed"]["date-parts"][0]) == 3


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/bases/kant", "Basewatch, “Kant”, http://testserver/bases/kant (as first recorded, seen 20"),
        ("/agreements/lease", "Basewatch, “Lease of Kant”, http://testserver/agreements/lease"),
        ("/officials/sergey-lavrov", "Basewatch, “Sergey Lavrov”, http://testserver/officials/sergey-lavrov"),
        ("/articles/1", "“No base_1”, 2019-02, https://"),
        ("/countries/TJ", "Basewatch, “Tajikistan”, http://testserver/countries/TJ"),
        ("/statements/1", "Sergey Lavrov, c. Feb 2019, “There is no base"),
    ],
)
def test_every_record_page_leads_to_its_citation(site: TestClient, page: str, told: str) -> None:
    assert f'href="{page}/cite.bib"' in site.get(page).text
    assert told in site.get(f"{page}/cite.txt").text


def test_what_cannot_be_cited_is_said(site: TestClient) -> None:
    assert site.get("/bases/kant/cite.doc").status_code == 406
    assert "/bases/kant/cite.bib" in site.get("/bases/kant/cite.doc").text
    assert site.get("/bases/nowhere/cite.bib").status_code == 404
    assert (
        site.get("/bases/kant/cite.json", headers={"host": 'evil"}{.example'})
        .json()[0]["URL"]
        .endswith("/bases/kant")
    )
    assert "evil" not in site.get("/bases/kant/cite.json", headers={"host": 'evil"}{.example'}).text
