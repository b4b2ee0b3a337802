"""The denial's page: who sees what is proposed, an editor confirms, dismisses and settles, a reader sees the end."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import DenialOutcome, StatementKind, StatementTopic, UserRole
from app.store.search_index import index_records
from tests.factories import make_official, make_statement
from tests.web.accounts import csrf_token, make_user, sign_in

LATER = "Soldiers of ours did serve there"
AGAIN = "Nobody of ours is in that country"


@pytest.fixture
def denial(session: Session) -> int:
    """Denied on 1 May 2014, confirmed on 5 June by the same official, denied again in between."""
    official = make_official(session)
    common = {"official": official, "topic": StatementTopic.DEPLOYMENT, "countries": ["SY"]}
    row = make_statement(
        session,
        "There are no soldiers of ours there.",
        kind=StatementKind.DENIAL,
        said_on="2014-05-01",
        outcome=DenialOutcome.OPEN,
        **common,  # type: ignore[arg-type]
    )
    make_statement(session, LATER, kind=StatementKind.CONFIRMATION, said_on="2014-06-05", **common)  # type: ignore[arg-type]
    make_statement(
        session,
        AGAIN,
        kind=StatementKind.DENIAL,
        said_on="2014-05-09",
        outcome=DenialOutcome.OPEN,
        **common,  # type: ignore[arg-type]
    )
    make_user(session, "edda", UserRole.EDITOR)
    make_user(session, "anna", UserRole.ANALYST)
    index_records(session, "statement")
    session.commit()
    return row.id


def record_beside(page: str, words: str) -> str:
    """What the form beside some words names."""
    found = re.search(re.escape(words) + r'.*?name="record" value="([a-z]+:\d+)"', page, re.DOTALL)
    assert found
    return found[1]


def test_a_proposal_is_for_who_is_signed_in(client: TestClient, denial: int) -> None:
    page = client.get(f"/statements/{denial}").text
    assert LATER not in page.partition('id="related"')[0]
    assert "Proposed" not in page
    sign_in(client, "anna")
    page = client.get(f"/statements/{denial}").text
    assert "Proposed, not reviewed" in page
    assert "Later word of troops by the same official about Syria" in page
    assert "35 days later" in page
    assert "/outcome" not in page
    assert 'name="decision"' not in page


def test_an_editor_confirms_dismisses_and_settles(client: TestClient, denial: int) -> None:
    sign_in(client, "edda")
    address = f"/statements/{denial}"
    page = client.get(address).text
    token = csrf_token(page)
    for words, decision in ((LATER, "confirm"), (AGAIN, "dismiss")):
        data = {"record": record_beside(page, words), "decision": decision, "csrf_token": token}
        answer = client.post(f"{address}/bearings", data=data, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{address}#bears")
    finding = "The same official said otherwise five weeks later."
    settled = {"outcome": "contradicted", "finding": finding, "csrf_token": token}
    assert client.post(f"{address}/outcome", data=settled, follow_redirects=False).status_code == 303
    page = client.get(address).text
    assert "Proposed, not reviewed" not in page
    client.cookies.clear()

    page = client.get(address).text
    assert "was contradicted" in page
    assert finding in page
    assert LATER in page
    assert AGAIN not in page.partition('id="related"')[0]
    assert "edda" not in page
    assert finding in client.get("/denials?outcome=contradicted").text
    told = client.get(f"/api/v1{address}/bearings").json()
    assert (told["outcome"], told["finding"]) == ("contradicted", finding)
    (bearing,) = told["bearings"]
    assert bearing["relation"] == "contradicts"
    assert bearing["gap_days"] == {"fewest": 35, "most": 35}
    assert bearing["statement"]["quote"] == LATER
    listed = client.get("/api/v1/statements?kind=denial&outcome=contradicted").json()["items"]
    assert [one["id"] for one in listed] == [denial]
    for record in ("officials/sergey-lavrov", "countries/SY"):
        became = client.get(f"/api/v1/{record}").json()["became"]
        assert became["outcomes"] == {"open": 1, "held": 0, "contradicted": 1, "superseded": 0}
        assert (became["answered"], became["answered_later"], became["median_days"]) == (1, 1, 35)


@pytest.mark.parametrize("page", ["/officials/sergey-lavrov", "/countries/SY"])
def test_every_number_of_the_record_opens_its_list(client: TestClient, denial: int, page: str) -> None:
    sign_in(client, "edda")
    address = f"/statements/{denial}"
    shown = client.get(address).text
    data = {"record": record_beside(shown, LATER), "decision": "confirm", "csrf_token": csrf_token(shown)}
    client.post(f"{address}/bearings", data=data)
    client.cookies.clear()
    found = re.search(r'<dl class="keys became">.*?</dl>', client.get(page).text, re.DOTALL)
    assert found
    links = re.findall(r'<a href="(/denials[^"]*)">(\d+)</a>', found[0])
    assert [int(number) for _, number in links] == [2, 2, 1, 35]
    for link, expected in zip([link for link, _ in links], (2, 2, 1, 1), strict=True):
        listed = client.get(link.replace("&amp;", "&")).text
        assert listed.count('id="denial-') == expected


def test_what_an_editor_may_not_send(client: TestClient, denial: int) -> None:
    address = f"/statements/{denial}"
    settled = {"outcome": "held", "finding": "So it was."}
    assert client.post(f"{address}/outcome", data=settled).status_code == 401
    sign_in(client, "anna")
    assert client.post(f"{address}/outcome", data=settled).status_code == 403
    sign_in(client, "edda")
    assert client.post(f"{address}/outcome", data=settled).status_code == 403  # no token
    settled["csrf_token"] = csrf_token(client.get(address).text)
    assert client.post("/statements/999/outcome", data=settled).status_code == 404
    assert client.post(f"{address}/outcome", data=settled | {"finding": ""}).status_code == 422
    assert client.post(f"{address}/outcome", data=settled | {"outcome": "won"}).status_code == 422
    wrong = {"record": "claim:x", "decision": "confirm", "csrf_token": settled["csrf_token"]}
    answer = client.post(f"{address}/bearings", data=wrong)
    assert answer.status_code == 422
    assert "statement:12" in answer.text
    assert "Open" in client.get(address).text
