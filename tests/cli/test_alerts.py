"""`basewatch alerts`: add, list, send, test and remove, as a person and a timer would."""

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from app.cli.alerts import alerts
from app.cli.feeds import watch
from app.store.versions import bump_data_version
from tests.conftest import open_engine
from tests.factories import make_country, make_statement
from tests.receiver import receiving
from tests.web.accounts import make_user


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_from_following_to_ending(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*call: str) -> tuple[int, str]:
        done = CliRunner().invoke(alerts, call)
        return done.exit_code, done.output + str(done.exception or "")

    with open_engine(database_url) as engine, Session(engine) as session, receiving() as receiver:
        monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)
        monkeypatch.setenv("BASEWATCH_FETCH_PRIVATE", receiver.place)
        monkeypatch.setattr("app.cli.feeds.signal.signal", lambda *_: None)
        make_country(session, "TJ")
        make_user(session, "anna")
        code, said = run("add", "country:TJ", receiver.url, "--user", "anna")
        assert code == 0, said
        assert "whsec_" in said
        assert "there is no country 'XX'" in run("add", "country:XX", receiver.url, "--user", "anna")[1]
        make_statement(session, countries=["TJ"])
        bump_data_version(session)
        session.commit()
        done = CliRunner().invoke(watch, ["--once"])
        assert "1 events, sent" in done.output, done.output
        assert run("send") == (0, "")
        listed = run("list")[1]
        assert "country:TJ" in listed
        assert "whsec_" not in listed
        assert run("test", "1")[0] == 0
        receiver.answers = [500]
        code, said = run("send")
        assert (code, "it answers with the status 500" in said) == (1, True), said
        assert run("remove", "1")[0] == 0
        assert "Nobody follows anything" in run("list")[1]
