"""The review of an article by forms and links alone: what it shows, what each act does, and what is never lost."""

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.kinds import ClaimProperty, ReviewState, StatementKind, UserRole
from app.store.models import (
    Article,
    Base,
    Claim,
    Evidence,
    Official,
    OfficialSpelling,
    Proposal,
    Revision,
    Statement,
    WebSession,
)
from app.store.search_index import index_records
from tests.conftest import open_client
from tests.factories import (
    make_article,
    make_base,
    make_claim,
    make_country,
    make_evidence,
    make_official,
    make_statement,
)
from tests.web.accounts import PASSWORD, make_user, sign_in

TEXT = (
    "No base is planned, Sergey Lavrov said.\n"
    "“The garrison at Kulob holds 900 men,” he said. “No base is planned,” he said again.\n"
    "An accord of 2011 lets it stay for 30 years. Ivan Testov was silent."
)


class Desk:
    """One person at the review of one article."""

    def __init__(self, client: TestClient, session: Session, article: Article) -> None:
        self.client, self.session, self.article = client, session, article
        self.path = f"/review/articles/{article.id}"

    def page(self, query: str = "") -> str:
        answer = self.client.get(self.path + query)
        assert answer.status_code == 200, answer.text[:400]
        return html.unescape(answer.text)

    def seen(self, record: str) -> str:
        found = re.search(rf'value="{record}"><input type="hidden" name="seen" value="(\d+)"', self.page())
        assert found, f"no form for {record}"
        return found[1]

    def send(self, act: str, record: str = "", seen: str | None = None, **fields: object) -> Response:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page())
        assert token
        data = {"csrf_token": token[1], **fields}
        if record:
            data |= {"record": record, "seen": self.seen(record) if seen is None else seen}
        answer = self.client.post(f"{self.path}/{act}", data=data, follow_redirects=False)
        self.look_again()
        return answer

    def look_again(self) -> None:
        """The session sees what was written meanwhile."""
        self.session.rollback()
        self.session.expire_all()


@pytest.fixture
def article(session: Session) -> Article:
    for code in ("RU", "TJ", "SY"):
        make_country(session, code)
    made = make_article(session, TEXT)
    lavrov = make_official(session, spellings=["Lavrov"])
    make_statement(
        session,
        "No base is planned",
        official=lavrov,
        kind=StatementKind.DENIAL,
        article=made,
        countries=["TJ"],
    )
    base = make_base(session, "Kulob garrison", spellings=["southern camp"])
    make_claim(session, base, value="900", article=made, quote="holds 900 men")
    session.add(
        Proposal(
            kind="official",
            name="Ivan Testov",
            country_code="TJ",
            evidence_id=make_evidence(session, made, "Ivan Testov was silent.").id,
            details={},
        )
    )
    make_user(session, "boris", UserRole.EDITOR)
    session.commit()
    return made


@pytest.fixture
def desk(client: TestClient, session: Session, article: Article) -> Desk:
    sign_in(client, "boris")
    return Desk(client, session, article)


@pytest.fixture
def second(database_url: str, session: Session, article: Article) -> Iterator[Desk]:
    """Another editor, in a browser of their own."""
    make_user(session, "clara", UserRole.EDITOR)
    with open_client(database_url) as client:
        sign_in(client, "clara")
        yield Desk(client, session, article)


def statement(session: Session) -> Statement:
    return session.scalars(select(Statement).order_by(Statement.id)).first() or pytest.fail("no statement")


def key(row: Statement | Claim | Proposal) -> str:
    return f"{row.__tablename__}:{row.id}"


def test_text_and_findings_are_joined_by_number(desk: Desk) -> None:
    page = desk.page()
    assert re.search(r'<a class="hl k-denial" href="#f1"[^>]*><sup>1</sup>No base is planned</a>', page)
    assert re.search(r'id="f1"[^>]*aria-label="1: Sergey Lavrov, denial, as extracted"', page)
    assert "Claim on Kulob garrison, as of Jun 2023." in page
    assert "0 of 3 decided" in page  # the statement, the claim, the new name
    assert page.count('name="finding"') == 2  # what is accepted with one key: no new name
    assert "Make it a new official" in page


def test_a_statement_of_another_article_can_be_split_off(desk: Desk) -> None:
    known = make_statement(desk.session, "he said again", speaker="Somebody", also_in=[desk.article])
    desk.session.commit()
    page = desk.page()
    assert "Known from another article: this is one more report of it." in page
    assert f'<a href="/statements/{known.id}#reports">Split this report off</a>' in page
    for href in re.findall(r'class="page" href="([^"#]+)', page):
        assert desk.client.get(href).status_code == 200


def test_who_may_not_decide_is_told_who_may(desk: Desk) -> None:
    make_user(desk.session, "anna")
    sign_in(desk.client, "anna")
    page = desk.page()
    assert "tests added this article: they decide on it, or an editor." in page
    assert 'data-key="a"' not in page
    answer = desk.client.post(
        f"{desk.path}/accept",
        data={
            "csrf_token": re.findall(r'csrf_token" value="([^"]+)', page)[0],
            "record": key(statement(desk.session)),
        },
    )
    assert answer.status_code == 403
    assert "an analyst decides on what they added" in answer.text


def test_accept_edit_reject_and_undo_by_forms(desk: Desk) -> None:
    record = key(statement(desk.session))
    assert desk.send("accept", record, at="f1").headers["location"] == f"{desk.path}#f1"
    assert statement(desk.session).review is ReviewState.ACCEPTED
    edited = desk.send(
        "edit",
        record,
        official="sergey-lavrov",
        official_q="Sergey Lavrov",
        speaker="Sergey Lavrov",
        kind="warning",
        topic="base",
        mode="indirect",
        said_on="2023-06",
        countries_shown="1",
        countries=["TJ"],
        more_countries="Syria",
        words="No base is planned",
        start="0",
    )
    assert edited.status_code == 303, edited.text
    row = statement(desk.session)
    assert (row.kind, row.review, row.said_on) == (StatementKind.WARNING, ReviewState.EDITED, "2023-06")
    assert "about Syria and Tajikistan" in desk.page()
    desk.send("reject", record, why="unsaid", reason="")
    page = desk.page()
    assert "Rejected by boris" in page
    assert "the text does not say so. It stays rejected when it is found again" in page
    number = re.search(r'name="revision" value="(\d+)"', page)
    assert number
    assert desk.send("undo", revision=number[1]).status_code == 303
    assert statement(desk.session).review is ReviewState.EDITED
    again = desk.send("undo", revision=number[1])
    assert again.status_code == 422
    assert f"Revision {number[1]} was undone before" in again.text


def test_a_rejection_needs_its_reason(desk: Desk) -> None:
    answer = desk.send("reject", key(statement(desk.session)), why="", reason=" ")
    assert answer.status_code == 422
    assert "Say why it is rejected" in answer.text


def test_what_something_speaks_against_is_not_accepted_with_the_rest(desk: Desk) -> None:
    doubtful = make_statement(desk.session, "he said again", article=desk.article, confidence=0.5)
    late = make_claim(
        desk.session,
        desk.session.scalars(select(Base)).one(),
        ClaimProperty.LEASE_EXPIRES,
        "2041",
        as_of="2024-02-01",
        article=desk.article,
        quote="for 30 years",
    )
    desk.session.commit()
    page = desk.page()
    assert "Confidence 0.50 is below 0.75: look at it by itself. It is not accepted with the rest." in page
    assert "As of 1 Feb 2024, but the article is of 6 Jun 2023: check both dates." in page
    findings = re.findall(r'name="finding" value="([^"]+)"', page)
    assert not {key(doubtful), key(late)} & {one.partition("@")[0] for one in findings}
    assert len(findings) == 2
    assert desk.send("accept-all", finding=findings).status_code == 303
    assert statement(desk.session).review is ReviewState.ACCEPTED
    assert desk.session.get_one(Statement, doubtful.id).review is ReviewState.UNREVIEWED
    assert desk.session.get_one(Claim, late.id).review is ReviewState.UNREVIEWED
    one = desk.session.scalars(select(Revision).where(Revision.actor == "boris")).one()
    assert desk.send("undo", revision=one.id).status_code == 303
    assert statement(desk.session).review is ReviewState.UNREVIEWED


def test_accepting_the_rest_says_what_it_left(desk: Desk, second: Desk) -> None:
    findings = re.findall(r'name="finding" value="([^"]+)"', desk.page())
    record = key(statement(desk.session))
    second.send("edit", record, topic="other")
    answer = desk.send("accept-all", finding=findings)
    assert answer.status_code == 200
    assert "Accepted 1." in answer.text
    assert "Sergey Lavrov: it was changed since you saw it: revision" in answer.text
    assert statement(desk.session).review is ReviewState.EDITED


def test_a_conflict_shows_both_and_either_may_stand(desk: Desk, second: Desk) -> None:
    record = key(statement(desk.session))
    old = desk.seen(record)
    second.send("edit", record, kind="comment", topic="deployment")
    answer = desk.send("edit", record, old, kind="warning", topic="base")
    assert answer.status_code == 409
    page = html.unescape(answer.text)
    assert "nothing of yours was saved, and nothing is lost" in page
    assert re.search(
        r"<b>clara</b>.*<dt>Topic</dt><dd><del>base</del> <ins>deployment</ins>", page, re.DOTALL
    )
    assert "<dt>Kind</dt><dd>warning</dd>" in page
    assert statement(desk.session).kind is StatementKind.COMMENT
    fields = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.partition("Yours")[2])
    )
    assert desk.client.post(f"{desk.path}/edit", data=fields, follow_redirects=False).status_code == 303
    desk.look_again()
    assert statement(desk.session).kind is StatementKind.WARNING


def test_the_second_is_told_who_is_there(desk: Desk, second: Desk) -> None:
    assert "has had this article open" not in desk.page()
    assert re.search(r"<b>boris</b> has had this article open since <time[^>]*>\d\d:\d\d UTC", second.page())
    assert "<b>clara</b>" in desk.client.get(f"{desk.path}/presence").text
    answer = second.send("next")
    assert answer.headers["location"] == f"/review/next?after={desk.article.id}"
    assert "<b>clara</b>" not in desk.client.get(f"{desk.path}/presence").text


def test_an_expired_sign_in_keeps_what_was_sent(desk: Desk) -> None:
    record = key(statement(desk.session))
    seen = desk.seen(record)
    page = desk.page()
    token = re.findall(r'csrf_token" value="([^"]+)', page)[0]
    desk.look_again()
    desk.session.execute(delete(WebSession))
    desk.session.commit()
    fields = {"csrf_token": token, "record": record, "seen": seen, "topic": "withdrawal"}
    answer = desk.client.post(f"{desk.path}/edit", data=fields)
    assert answer.status_code == 401
    assert "What you sent is kept in this page" in answer.text
    kept = dict(re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)">', answer.text))
    wrong = desk.client.post("/review/again", data={**kept, "name": "boris", "password": "no"})
    assert wrong.status_code == 401
    assert dict(re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)">', wrong.text)) == kept
    back = desk.client.post("/review/again", data={**kept, "name": "boris", "password": PASSWORD})
    assert "<dt>Topic</dt><dd>withdrawal</dd>" in back.text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', back.text))
    assert desk.client.post(f"{desk.path}/edit", data=fields, follow_redirects=False).status_code == 303
    desk.look_again()
    assert statement(desk.session).topic.value == "withdrawal"


def test_nothing_but_an_act_of_a_review_is_kept(desk: Desk) -> None:
    data = {"kept_path": "/account/password", "name": "boris", "password": PASSWORD}
    assert desk.client.post("/review/again", data=data).status_code == 422


NEW = {"new": "statement", "speaker": "A minister", "kind": "comment", "topic": "base", "mode": "indirect"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("The base is planned", "These words stand nowhere in the text"),
        ("he said", "These words stand in 2 places: choose which."),
        ("", "Give the exact words"),
    ],
)
def test_words_that_stand_nowhere_or_twice_are_asked_about(desk: Desk, words: str, message: str) -> None:
    answer = desk.send("create", words=words, **NEW)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="A minister"' in answer.text  # what was typed is still there


def test_a_statement_is_made_of_the_place_that_was_chosen(desk: Desk) -> None:
    second_place = TEXT.rindex("he said again")
    assert desk.send("create", words="he said", place=second_place, **NEW).status_code == 303
    made = desk.session.scalars(select(Statement).order_by(Statement.id.desc())).first()
    assert made is not None
    assert desk.session.get_one(Evidence, made.evidence_id).start_at == second_place
    assert desk.page("?new=statement&start=0&end=18").count("No base is planned</textarea>") == 1


def test_a_new_base_is_made_with_the_claim_that_names_it(desk: Desk) -> None:
    answer = desk.send(
        "create",
        new="claim",
        words="for 30 years",
        property="lease_expires",
        value="2041",
        base="",
        base_q="",
        new_base_name="Kulob range",
        new_base_host_country="Tajikistan",
        new_base_kind="test_range",
        new_base_status="active",
    )
    assert answer.status_code == 303, answer.text
    made = desk.session.scalars(select(Base).where(Base.slug == "kulob-range")).one()
    assert desk.session.scalars(select(Claim.value).where(Claim.base_id == made.id)).all() == ["2041"]


def test_a_name_is_picked_by_why_it_matches_also_without_a_script(desk: Desk) -> None:
    index_records(desk.session, "base")
    desk.session.commit()
    several = desk.client.get("/review/pick/country?more_countries=Syria,+taj").text
    assert 'data-slug="TJ"' in several
    assert 'data-slug="SY"' not in several
    choices = desk.client.get("/review/pick/base?base_q=southern+c")
    assert "matched because: alias «southern camp»" in choices.text
    answer = desk.send(
        "edit", key(statement(desk.session)), official="sergey-lavrov", official_q="Nobody Known"
    )
    assert answer.status_code == 422
    assert "“Nobody Known” is the name of no official on record." in answer.text
    assert 'value="Nobody Known"' in answer.text


def test_the_kind_that_is_shown_stays_shown_after_an_act(desk: Desk) -> None:
    shown = re.findall(r'<a href="[^"]*\?show=(\w+)"', desk.page())
    claims = desk.page(f"?show={shown[1]}")
    assert "Kulob garrison" in claims
    page = f"http://testserver{desk.path}?show={shown[1]}&order=kind"
    desk.client.headers["referer"] = page
    answer = desk.send("reject", key(statement(desk.session)), why="", reason="No statement.")
    assert answer.headers["location"].startswith(f"{desk.path}?order=kind&show={shown[1]}")


def test_a_new_name_becomes_an_official_or_is_one_on_record(desk: Desk) -> None:
    proposal = desk.session.scalars(select(Proposal)).one()
    made = desk.send("accept", key(proposal))
    assert made.status_code == 303
    assert (
        desk.session.scalars(select(Official.country_code).where(Official.slug == "ivan-testov")).one()
        == "TJ"
    )
    assert "Is now ivan-testov." in desk.page()


def test_a_new_name_is_offered_what_it_may_be_and_becomes_its_spelling(desk: Desk) -> None:
    make_official(desk.session, "Ivan Petrovich Testov", slug="i-p-testov")
    index_records(desk.session, "official")
    desk.session.commit()
    record = key(desk.session.scalars(select(Proposal)).one())
    asked = desk.send("accept", record)  # not made a second time by one key
    assert asked.status_code == 422
    assert "“Ivan Testov” may be Ivan Petrovich Testov: say which it is" in asked.text
    page = desk.page(f"?edit={record}")
    assert re.search(r'name="is" value="i-p-testov".*matched because: name', page)
    assert (
        desk.send("edit", record, **{"is": "i-p-testov", "is_q": "", "name": "Ivan Testov"}).status_code
        == 303
    )
    assert desk.session.scalars(select(Official.id).where(Official.slug == "ivan-testov")).all() == []
    assert "Ivan Testov" in desk.session.scalars(
        select(OfficialSpelling.spelling).join(Official, Official.id == OfficialSpelling.official_id)
    )


@pytest.mark.parametrize("path", ["/review/articles/99", "/review/articles/99999999999"])
def test_no_article_is_a_page_that_says_so(desk: Desk, path: str) -> None:
    assert desk.client.get(path).status_code == 404


def test_details_of_the_article_are_set_on_the_spot(desk: Desk) -> None:
    record = f"article:{desk.article.id}"
    bad = desk.send("edit", record, published="June")
    assert bad.status_code == 422
    assert "is no date" in bad.text
    assert desk.send("edit", record, published="2023-06-05", title="Talks").status_code == 303
    assert desk.session.get_one(Article, desk.article.id).published == "2023-06-05"
