"""The pages of publishers and topics."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import DenialOutcome, StatementKind, StatementTopic
from tests.factories import make_article, make_base, make_claim, make_official, make_publisher, make_statement

TEXT = "It rained. There is no base. Nobody asked. About 500 men serve."


@pytest.fixture
def record(session: Session) -> None:
    agency = make_publisher(session, "agency.example", name="The Agency", state_controlled=True)
    paper = make_publisher(session, "paper.example", name="The Paper")
    first = make_article(session, TEXT, publisher=agency, url="https://agency.example/1", title="A denial")
    second = make_article(session, TEXT + " Again.", publisher=paper, url="https://paper.example/1")
    speaker = make_official(session, "Anna First", country="RU")
    make_statement(
        session,
        "There is no base.",
        official=speaker,
        kind=StatementKind.DENIAL,
        outcome=DenialOutcome.OPEN,
        topic=StatementTopic.BASE,
        countries=["TJ"],
        article=first,
        also_in=[second],
    )
    make_statement(session, "Nobody asked.", official=speaker, article=first, countries=["TJ"])
    make_claim(
        session, make_base(session, "Kant", country="TJ"), value="500", article=first, quote="About 500 men"
    )
    session.commit()


@pytest.mark.usefixtures("record")
def test_a_publisher_says_what_rests_on_it(client: TestClient) -> None:
    page = client.get("/publishers/agency.example").text
    for told in ("1 text</a> of it is on record", "2 statements", "1 stands on it alone", "state-controlled"):
        assert told in page
    assert "1 claim about bases rests on its words" in page
    assert "There is no base." in client.get("/statements?publisher=paper.example").text
    assert "Nobody asked." not in client.get("/statements?publisher=paper.example").text
    assert "Nobody asked." in client.get("/statements.csv?publisher=agency.example").text
    assert "Nobody asked." not in client.get("/statements.csv?publisher=paper.example").text


@pytest.mark.usefixtures("record")
def test_the_list_of_publishers_is_narrowed(client: TestClient) -> None:
    assert "The Paper" in client.get("/publishers").text
    for address in ("/publishers?state=1", "/publishers?words=agen"):
        page = client.get(address).text
        assert "The Agency" in page
        assert "The Paper" not in page


@pytest.mark.usefixtures("record")
def test_a_domain_that_is_nearly_right_leads_on(client: TestClient) -> None:
    moved = client.get("/publishers/www.agency.example", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (301, "/publishers/agency.example")
    missed = client.get("/publishers/agensy.example")
    assert missed.status_code == 404
    assert "/publishers/agency.example" in missed.text


@pytest.mark.usefixtures("record")
def test_a_topic_says_what_is_denied(client: TestClient) -> None:
    page = client.get("/topics/base").text
    assert "2 statements</a></b> are about it." in page
    assert "1 of them is a denial" in page
    assert "There is no base." in page
    missed = client.get("/topics/bases")
    assert missed.status_code == 404
    assert "/topics/base" in missed.text
    assert "Statements on the topic “base”" in client.get("/topics/base/cite.txt").text


@pytest.mark.usefixtures("record")
def test_a_country_is_found_by_its_name_and_shows_both_sides(client: TestClient, session: Session) -> None:
    host = make_official(session, "Rustam Host", country="TJ")
    make_statement(session, "It may stay.", official=host, countries=["TJ"])
    session.commit()
    moved = client.get("/countries/tajikistan", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (301, "/countries/TJ")
    page = client.get("/countries/TJ").text
    moscow, _, own = page.partition("By Moscow")[2].partition("By its own officials")
    assert "Nobody asked." in moscow
    assert "It may stay." not in moscow
    assert "It may stay." in own
    assert "It may stay." not in client.get("/statements?country=TJ&by=RU").text
    missed = client.get("/countries/Tajikstan")
    assert missed.status_code == 404
    assert "Did you mean Tajikistan, /countries/TJ?" in missed.text
