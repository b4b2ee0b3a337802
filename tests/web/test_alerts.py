"""Following on pages and by API: what each record page leads to, who may subscribe, and that secrets are shown once."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import SubscriptionState, TokenScope, UserRole
from app.main import create_app
from app.settings import Settings
from app.store.accounts import existing_user
from app.store.alerts import link_signature
from app.store.api_tokens import make_api_token
from app.store.models import AlertMessage, AlertSubscription
from tests.factories import make_agreement, make_base, make_official, make_statement
from tests.web.accounts import csrf_token, make_user, sign_in

HOOK = "https://example.org/hook"


@pytest.fixture
def site(database_url: str, session: Session) -> Iterator[TestClient]:
    """With a mail server set, which nothing is sent to in a request."""
    kant = make_base(session, "Kant air base", slug="kant", country="TJ")
    make_official(session, "Sergey Lavrov", slug="sergey-lavrov")
    make_agreement(session, "Lease of Kant", slug="lease", bases=[kant], expires="2042-10-01")
    make_statement(session, "They keep Kant.", countries=["TJ"])
    session.commit()
    settings = Settings(
        database_url=database_url,
        base_url="http://testserver",
        smtp_url="smtp://127.0.0.1:1",
        mail_from="alerts@example.org",
    )
    with TestClient(create_app(settings)) as client:
        yield client


def subscriptions(session: Session) -> list[AlertSubscription]:
    session.rollback()  # what is read next is what others committed since
    return list(session.scalars(select(AlertSubscription).order_by(AlertSubscription.id)))


@pytest.mark.parametrize(
    "page",
    ["/countries/TJ", "/officials/sergey-lavrov", "/bases/kant", "/agreements/lease", "/search?q=kant"],
)
def test_each_page_leads_to_the_ways_to_follow_it_and_their_feeds_answer(site: TestClient, page: str) -> None:
    link = re.search(r'href="(/alerts\?subject=[^"]+)"', site.get(page).text)
    assert link
    ways = site.get(link[1]).text
    feeds = set(re.findall(r'href="(/[a-z]+\.atom[^"]+)"', ways))
    assert feeds
    for feed in feeds:
        answer = site.get(feed.replace("&amp;", "&"))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml"), feed


def test_what_is_not_there_cannot_be_followed(site: TestClient) -> None:
    assert site.get("/alerts?subject=base:nowhere").status_code == 404
    assert site.get("/alerts?subject=nonsense").status_code == 422
    assert site.get("/alerts?subject=country:").status_code == 422


def test_a_list_and_a_feed_of_agreements_that_end_within_months(site: TestClient) -> None:
    assert "Lease of Kant" in site.get("/agreements?ends_within=1000").text
    assert "ends within 1000 months" in site.get("/agreements?ends_within=1000").text
    assert "Lease of Kant" in site.get("/agreements.atom?ends_within=1000").text
    assert "Lease of Kant" not in site.get("/agreements.atom?ends_within=1").text
    assert site.get("/agreements.atom?ends_within=soon").status_code == 422


def test_an_address_is_asked_says_yes_and_ends_it_with_one_click(site: TestClient, session: Session) -> None:
    form = {"subject": "base:kant", "address": "reader@example.org"}
    first = site.post("/ru/alerts/email", data=form)
    assert "reader@example.org" in first.text
    again = site.post("/ru/alerts/email", data=form)
    assert again.text == first.text, "nobody learns whether an address is known"
    assert site.post("/alerts/email", data=form | {"address": "nobody"}).status_code == 422
    (one,) = subscriptions(session)
    assert (one.state, one.language) == (SubscriptionState.UNCONFIRMED, "ru")
    confirm = f"/alerts/confirm/{one.id}/{link_signature(one, 'confirm')}"
    assert "Yes, write to me" in site.get(confirm).text
    assert subscriptions(session)[0].state is SubscriptionState.UNCONFIRMED, "a link alone says nothing"
    assert "You will be told of it" in site.post(confirm).text
    assert subscriptions(session)[0].state is SubscriptionState.ACTIVE
    assert site.post(f"/alerts/stop/{one.id}/{link_signature(one, 'confirm')}").status_code == 404
    stop = f"/alerts/stop/{one.id}/{link_signature(one, 'stop')}"
    assert "no longer" in site.get(stop).text
    answer = site.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert subscriptions(session) == []
    assert site.post(stop).status_code == 404


def test_one_place_asks_only_so_many(site: TestClient, session: Session) -> None:
    statuses = [
        site.post("/alerts/email", data={"subject": "base:kant", "address": f"r{n}@example.org"}).status_code
        for n in range(11)
    ]
    assert statuses == [200] * 10 + [422]
    site.post("/alerts/email", data={"subject": "base:kant", "address": "b@example.org", "website": "spam"})
    assert len(subscriptions(session)) == 10


def test_a_site_without_a_mail_server_offers_none(client: TestClient) -> None:
    assert "sends no e-mail" in client.get("/alerts").text
    assert (
        client.post("/alerts/email", data={"subject": "expiry:", "address": "a@example.org"}).status_code
        == 404
    )


def test_my_subscriptions_from_the_form_to_the_end(site: TestClient, session: Session) -> None:
    make_user(session, "vera", UserRole.VIEWER)
    make_user(session, "otto", UserRole.ADMIN)
    assert site.get("/account/alerts", follow_redirects=False).status_code == 303
    sign_in(site, "vera")
    page = site.get("/account/alerts?subject=base:kant").text
    token = {"csrf_token": csrf_token(page)}
    wrong = site.post("/account/alerts", data={"subject": "base:kant", "url": "http://10.0.0.1/", **token})
    assert wrong.status_code == 422
    assert "begins with https://" in wrong.text
    assert "http://10.0.0.1/" in wrong.text
    made = site.post("/account/alerts", data={"subject": "base:kant", "url": HOOK, **token}).text
    (one,) = subscriptions(session)
    assert one.secret in made
    own = f"/account/alerts/{one.id}"
    assert one.secret not in site.get(own).text
    assert "Kant air base" in site.get("/account/alerts").text
    site.post(f"{own}/test", data=token)
    session.rollback()
    assert session.scalars(select(AlertMessage.kind)).all() == ["test"]
    assert "waits" in site.get(own).text
    site.post(f"{own}/pause", data={"paused": "true", **token})
    assert subscriptions(session)[0].state is SubscriptionState.PAUSED
    renewed = site.post(f"{own}/secret", data=token).text
    assert subscriptions(session)[0].secret in renewed
    assert site.post(f"{own}/end", data={"csrf_token": "x"}).status_code == 403
    sign_in(site, "otto")
    assert site.get(own).status_code == 404, "it is another's"
    sign_in(site, "vera")
    site.post(f"{own}/end", data={"csrf_token": csrf_token(site.get(own).text)})
    assert subscriptions(session) == []


def test_a_program_follows_with_a_token_that_may(site: TestClient, session: Session) -> None:
    make_user(session, "vera", UserRole.VIEWER)
    user = existing_user(session, "vera").id
    may = make_api_token(session, user, "bot", frozenset({TokenScope.ALERTS}), 30)
    may_not = make_api_token(session, user, "reader", frozenset({TokenScope.READ}), 30)
    session.commit()
    by = {"Authorization": f"Bearer {may}"}
    path, wanted = "/api/v1/alerts", {"follow": "country:TJ", "url": HOOK}
    assert site.post(path, json=wanted).status_code == 401
    assert site.post(path, json=wanted, headers={"Authorization": f"Bearer {may_not}"}).status_code == 403
    made = site.post(path, json=wanted, headers=by)
    assert made.status_code == 201, made.text
    assert made.json()["secret"].startswith("whsec_")
    assert site.post(path, json=wanted, headers=by).status_code == 422, "it is told of this already"
    assert site.post(path, json=wanted | {"follow": "country:XX"}, headers=by).status_code in (400, 422)
    (listed,) = site.get(path, headers=by).json()
    assert (listed["follow"], listed["title"], listed["secret"]) == ("country:TJ", "Tajikistan", None)
    own = f"{path}/{listed['id']}"
    assert site.post(f"{own}/test", headers=by).status_code == 202
    assert [one["kind"] for one in site.get(f"{own}/messages", headers=by).json()] == ["test"]
    assert site.delete(own, headers=by).status_code == 204
    assert site.get(own, headers=by).status_code == 404
