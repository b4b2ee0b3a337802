"""The queue in a browser: filter, reject in bulk after a preview, undo; merge two records and undo: all as before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.store.models import Article, Model
from app.store.same_candidates import refresh_names
from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.factories import make_official
from tests.web.accounts import PASSWORD, make_user

RECORDS = (
    "statement",
    "claim",
    "official",
    "official_spelling",
    "official_role",
    "queued_article",
    "queued_mark",
)
Dump = dict[str, list[tuple[object, ...]]]


def dump(engine: Engine) -> Dump:
    """Every row of the tables that the acts below change."""
    with Session(engine) as session:
        tables = (Model.metadata.tables[name] for name in RECORDS)
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }


@pytest.fixture(scope="module")
def engine(live_database: str) -> Iterator[Engine]:
    """The database that is served: the briefs wait in its queue, and one official has a double."""
    with open_engine(live_database) as engine:
        with Session(engine) as session:
            make_user(session, "edith", UserRole.EDITOR)
            double = make_official(session, "Sergei Lavroff", slug="sergei-lavroff")
            refresh_names(session, "official", [double.id])
            session.commit()
        yield engine


def sign_in(page: Page) -> None:
    page.get_by_label("Name").fill("edith")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.mark.parametrize("javascript", [True, False])
def test_filter_reject_in_bulk_and_undo(page: OpenPage, engine: Engine, javascript: bool) -> None:
    before = dump(engine)
    assert len(before["queued_article"]) == 5
    with Session(engine) as session:
        titles = session.scalars(select(Article.title).where(Article.title.contains("Belarus"))).all()
    desk = page("/sign-in?next=/review", javascript=javascript)
    sign_in(desk)
    desk.locator("aside .facet a", has_text="Belarus").click()
    rows = desk.locator(".queue-rows li")
    expect(rows).to_have_count(1)
    assert rows.locator(".who a").inner_text() in titles
    desk.get_by_label("Of", exact=True).select_option("all")
    desk.get_by_role("button", name="Reject …").click()
    desk.get_by_text("Preview: nothing is done yet").wait_for()
    assert dump(engine) == before
    assert desk.locator("ol.rows li").count() > 0
    desk.get_by_label("Why they are rejected").fill("A test of the queue")
    desk.get_by_role("button", name="Reject these").click()
    desk.get_by_text("rejected in bulk: A test of the queue").first.wait_for()
    assert dump(engine) != before
    desk.get_by_role("button", name="Undo revision").first.click()
    desk.locator(".tag", has_text="undone").first.wait_for()
    assert dump(engine) == before


@pytest.mark.parametrize("javascript", [True, False])
def test_merge_and_undo_leave_everything_as_it_was(page: OpenPage, engine: Engine, javascript: bool) -> None:
    before = dump(engine)
    desk = page("/sign-in?next=/review/same%3Fkind%3Dofficial", javascript=javascript)
    sign_in(desk)
    pair = desk.locator(".same > li", has_text="Sergei Lavroff")
    expect(pair).to_have_count(1)
    pair.locator("button[value=sergey-lavrov]").click()
    desk.get_by_text("Done, as revision").wait_for()
    assert dump(engine) != before
    expect(desk.locator(".same > li", has_text="Sergei Lavroff")).to_have_count(0)
    desk.get_by_role("button", name="Undo it").click()
    expect(desk.locator(".same > li", has_text="Sergei Lavroff")).to_have_count(1)
    assert dump(engine) == before


@pytest.mark.usefixtures("engine")
def test_the_account_menu_closes_on_escape(page: OpenPage) -> None:
    opened = page("/review")
    sign_in(opened)
    menu = opened.locator(".account summary")
    menu.click()
    expect(opened.locator(".account details")).to_have_attribute("open", "")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    expect(opened.locator(".account details")).not_to_have_attribute("open", "")
    expect(menu).to_be_focused()
