"""A denial is settled by an editor at the page, and a reader who is signed out sees what was found."""

import re

import pytest
from sqlalchemy import select

from app.domain.kinds import StatementKind, UserRole
from app.query.ledger_candidates import compute_proposals
from app.store.engine import session_factory
from app.store.models import Statement
from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.web.accounts import PASSWORD, make_user

FINDING = "What was said later is otherwise."


@pytest.fixture(scope="module")
def denials(live_database: str) -> list[str]:
    """The addresses of denials in the reference data for which the rules propose something; an editor exists."""
    with open_engine(live_database) as engine, session_factory(engine)() as session:
        make_user(session, "edda", UserRole.EDITOR)
        query = select(Statement.id).where(Statement.kind == StatementKind.DENIAL).order_by(Statement.id)
        return [
            f"/statements/{number}"
            for number in session.scalars(query.limit(30))
            if len(compute_proposals(session, number)) > 3
        ]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_editor_settles_and_a_reader_sees(page: OpenPage, denials: list[str], javascript: bool) -> None:
    denial = denials[javascript]
    desk = page(f"/sign-in?next={denial}", javascript=javascript)
    desk.get_by_label("Name").fill("edda")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.locator("main form button").click()
    desk.wait_for_url(lambda url: "sign-in" not in url)
    proposed = desk.locator("#proposed li")
    before = proposed.count()
    words = proposed.first.locator("p a.plain").inner_text()
    proposed.first.get_by_role("button", name="Confirm").click()
    desk.wait_for_url(f"**{denial}#bears")
    assert proposed.count() == before - 1
    dismissed = proposed.first.locator("p a.plain").inner_text()
    proposed.first.get_by_role("button", name="Dismiss").click()
    desk.wait_for_load_state()
    assert proposed.count() == before - 2
    desk.get_by_label("Outcome").select_option("contradicted")
    desk.get_by_label(re.compile("Finding")).fill(f"{FINDING} {javascript}")
    desk.get_by_role("button", name="Settle").click()
    desk.get_by_text(f"{FINDING} {javascript}").first.wait_for()

    reader = page(denial)
    shown = reader.locator("main").inner_text()
    assert f"{FINDING} {javascript}" in shown
    assert "The denial was contradicted" in shown
    assert words in reader.locator("#bears").inner_text()
    assert dismissed not in shown
    assert reader.locator("#proposed, main form[method=post]").count() == 0
    listed = page("/denials?outcome=contradicted").locator(f"#denial-{denial.rpartition('/')[2]}")
    assert f"{FINDING} {javascript}" in listed.inner_text()
