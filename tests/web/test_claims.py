"""Claims side by side: readers see which is first and why, an editor pins and grades, a program does so too."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import BaseStatus, ClaimProperty, TokenScope, UserRole
from app.store.accounts import list_users
from app.store.api_tokens import make_api_token
from tests.factories import make_article, make_base, make_claim, make_publisher
from tests.web.accounts import csrf_token, make_user, sign_in

PAGE = "/bases/kant/claims/personnel"
WHY = "Counted on the spot."


@pytest.fixture
def claims(session: Session) -> tuple[int, int]:
    """4,000 and 5,000 as of June 2021; of the rent only one claim; status twice the same."""
    base = make_base(session, "Kant", slug="kant", status=BaseStatus.ACTIVE)
    numbers = []
    for domain, value in (("one.example", "4000"), ("two.example", "5000")):
        text = f"It rained. Some {value} men serve there. Nobody asked."
        article = make_article(session, text, publisher=make_publisher(session, domain))
        numbers.append(
            make_claim(session, base, value=value, as_of="2021-06", article=article, quote=f"{value} men").id
        )
    make_claim(session, base, ClaimProperty.RENT_USD_PER_YEAR, "7000000")
    for as_of in ("2020", "2021"):
        make_claim(session, base, ClaimProperty.STATUS, "active", as_of=as_of)
    make_user(session, "edda", UserRole.EDITOR)
    make_user(session, "anna")
    session.commit()
    return numbers[0], numbers[1]


def text_of(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:300]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text.partition("<main")[2]))


def test_readers_see_both_and_why(client: TestClient, claims: tuple[int, int]) -> None:
    shown = text_of(client, PAGE)
    assert "sources disagree: 2 figures" in shown
    assert "pages say 5,000, as of Jun 2021, because it was recorded last" in shown
    assert "Some 4000 men serve there." in shown
    assert "https://one.example/" in client.get(PAGE).text
    assert "disagrees with what is shown" in shown
    assert "confirmed by other sources" in shown
    assert "4,500" not in shown, "never averaged"
    assert "Pin or grade" not in shown
    for page in ("/bases/kant", "/bases"):
        assert f'href="{PAGE}">sources disagree: 2 figures' in client.get(page).text
    assert "sources disagree" not in text_of(client, "/bases/kant/claims/status")
    assert "no claim that counts says otherwise" in text_of(client, "/bases/kant/claims/rent_usd_per_year")


@pytest.mark.parametrize(
    "path", ["/bases/kant/claims/opened", "/bases/kant/claims/weather", "/bases/nowhere/claims/status"]
)
@pytest.mark.usefixtures("claims")
def test_there_is_nothing_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_editor_pins_and_unpins(client: TestClient, claims: tuple[int, int]) -> None:
    sign_in(client, "edda")
    data = {"csrf_token": csrf_token(client.get(PAGE).text), "next": PAGE, "reason": ""}
    refused = client.post(f"/claims/{claims[0]}/pin", data=data)
    assert (refused.status_code, "say why" in refused.text) == (422, True)
    data["reason"] = WHY
    answer = client.post(f"/claims/{claims[0]}/pin", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    listed = text_of(client, "/review/disagreements")
    assert f"an editor pinned it: “{WHY}”" in listed
    client.cookies.clear()
    assert f"pages say 4,000, as of Jun 2021, because an editor pinned it: “{WHY}”" in text_of(client, PAGE)
    base = text_of(client, "/bases/kant")
    assert "pinned by an editor" in base
    assert "edda" not in base
    told = client.get(f"/api/v1{PAGE}").json()
    assert (told["why"], told["disagreeing"]) == ("pinned", 2)
    assert [(one["value"], one["is_first"], one["pinned"]) for one in told["claims"]] == [
        ("4000", True, WHY),
        ("5000", False, None),
    ]
    sign_in(client, "edda")
    assert "Pinned, because" in text_of(client, "/bases/kant/history")
    data["csrf_token"] = csrf_token(client.get(PAGE).text)
    assert client.post(f"/claims/{claims[0]}/unpin", data=data, follow_redirects=False).status_code == 303
    assert "pages say 5,000" in text_of(client, PAGE)


def test_an_editor_grades_and_takes_a_grade_back(client: TestClient, claims: tuple[int, int]) -> None:
    sign_in(client, "edda")
    token = {"csrf_token": csrf_token(client.get(PAGE).text), "next": PAGE}
    client.post("/publishers/reliability", data=token | {"domain": "one.example", "grade": "B"})
    assert "its publisher is the most reliable, graded B, usually reliable" in text_of(client, PAGE)
    client.post(f"/claims/{claims[1]}/credibility", data=token | {"grade": "2"})
    assert "it is the most credible, graded 2, probably true" in text_of(client, PAGE)
    listed = client.get("/review/disagreements").text
    undo = re.search(r'action="(/revisions/\d+/undo)"', listed.partition('id="grades"')[2])
    assert undo
    client.post(undo[1], data=token)
    client.post(f"/claims/{claims[1]}/credibility", data=token | {"grade": ""})
    assert "because it was recorded last" in text_of(client, PAGE)
    for path, grade in ((f"/claims/{claims[1]}/credibility", "9"), (f"/claims/{claims[1]}/credibility", "x")):
        assert client.post(path, data=token | {"grade": grade}).status_code == 422
    wrong = {"domain": "nobody.example", "grade": "A"}
    assert client.post("/publishers/reliability", data=token | wrong).status_code == 422


def test_others_may_not(client: TestClient, claims: tuple[int, int]) -> None:
    data = {"reason": WHY, "csrf_token": "x"}
    assert client.post(f"/claims/{claims[0]}/pin", data=data).status_code == 401
    assert client.get("/review/disagreements", follow_redirects=False).status_code == 303
    sign_in(client, "anna")
    assert client.post(f"/claims/{claims[0]}/pin", data=data).status_code == 403
    assert client.get("/review/disagreements").status_code == 403
    assert "Pin or grade" not in client.get(PAGE).text
    sign_in(client, "edda")
    assert client.post(f"/claims/{claims[0]}/pin", data=data).status_code == 403, "no token of the session"


def test_a_program_pins_with_a_token(client: TestClient, session: Session, claims: tuple[int, int]) -> None:
    editor = next(user for user in list_users(session) if user.name == "edda")
    token = make_api_token(session, editor.id, "desk", frozenset([TokenScope.REVIEW]), 1)
    session.commit()
    asked = {"headers": {"Authorization": f"Bearer {token}"}}
    assert client.post(f"/api/v1/claims/{claims[0]}/pin", json={"reason": WHY}).status_code == 401
    done = client.post(f"/api/v1/claims/{claims[0]}/pin", json={"reason": WHY}, **asked)  # type: ignore[arg-type]
    assert done.status_code == 200, done.text
    assert done.json()["revision"] > 0
    graded = client.post("/api/v1/publishers/one.example/reliability", json={"reliability": "C"}, **asked)  # type: ignore[arg-type]
    assert graded.status_code == 200
    credible = client.post(f"/api/v1/claims/{claims[0]}/credibility", json={"credibility": 1}, **asked)  # type: ignore[arg-type]
    assert credible.status_code == 200
    told = client.get(f"/api/v1{PAGE}").json()["claims"][0]
    assert (told["pinned"], told["reliability"], told["credibility"]) == (WHY, "C", 1)
    assert client.post(f"/api/v1/claims/{claims[0]}/unpin", json={}, **asked).status_code == 200  # type: ignore[arg-type]
    assert client.post(f"/api/v1/claims/{claims[0]}/unpin", json={}, **asked).status_code == 422  # type: ignore[arg-type]


@pytest.mark.parametrize("first", [0, 1], ids=["the same claim", "the other claim"])
def test_the_second_of_two_editors_is_told_and_may_insist(
    client: TestClient, claims: tuple[int, int], first: int
) -> None:
    sign_in(client, "edda")
    page = client.get(PAGE).text
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    data = {"csrf_token": csrf_token(page), "next": PAGE, "seen": seen}
    client.post(f"/claims/{claims[first]}/pin", data=data | {"reason": "I was first."})
    refused = client.post(f"/claims/{claims[0]}/pin", data=data | {"reason": WHY})
    assert refused.status_code == 409
    assert f"claim {claims[first]} was changed since you opened it" in refused.text
    assert "I was first." in client.get(PAGE).text, "what was on record stands"
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', refused.text))
    assert kept["reason"] == WHY
    client.post(f"/claims/{claims[0]}/pin", data=kept)
    assert f"an editor pinned it: “{WHY}”" in text_of(client, PAGE)


def test_a_grade_of_a_publisher_is_not_written_over_unseen(
    client: TestClient, claims: tuple[int, int]
) -> None:
    sign_in(client, "edda")
    page = client.get(PAGE).text
    data = {"csrf_token": csrf_token(page), "seen": "0", "domain": "one.example", "next": PAGE}
    client.post("/publishers/reliability", data=data | {"grade": "B"})
    assert client.post("/publishers/reliability", data=data | {"grade": "E"}).status_code == 409
