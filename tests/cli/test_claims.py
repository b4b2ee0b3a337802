"""`basewatch claims` and `basewatch recheck` as a user meets them."""

import json
from datetime import UTC, datetime
from functools import partial

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from app.cli.claims import claims
from app.cli.recheck import recheck
from app.domain.errors import FetchError, InputError
from app.intake.http_get import Answer
from app.intake.page_web import PageWeb
from app.store.models import SourceCheck
from tests.factories import make_article, make_base, make_claim, make_publisher

HOME = "https://news.example/1"


@pytest.fixture(scope="module")
def backend() -> str:
    """What the databases do differently is tested with the store."""
    return "sqlite"


@pytest.fixture
def run(database_url: str, session: Session, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    base = make_base(session, "Kant", slug="kant")
    for value in ("4000", "5000"):
        article = make_article(
            session, f"Some {value} men.", publisher=make_publisher(session, "one.example")
        )
        make_claim(session, base, value=value, as_of="2021-06", article=article, quote=value)
    make_article(session, url=HOME)
    session.commit()
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)
    return CliRunner()


def test_claims_side_by_side(run: CliRunner) -> None:
    shown = run.invoke(claims, ["show", "kant", "personnel"], catch_exceptions=False).output
    assert "Personnel, first by: recorded" in shown
    assert "!      1  4,000  Jun 2021  --  one.example" in shown
    assert "*      2  5,000" in shown
    said = run.invoke(claims, ["pin", "1", "--reason", "Counted."], catch_exceptions=False).output
    assert "basewatch review undo" in said
    run.invoke(claims, ["credibility", "1", "2"], catch_exceptions=False)
    run.invoke(claims, ["reliability", "one.example", "b"], catch_exceptions=False)
    assert (
        "*      1  4,000  Jun 2021  B2  one.example [pinned: Counted.]"
        in run.invoke(claims, ["show", "kant"]).output
    )
    listed = run.invoke(claims, ["disagreeing"], catch_exceptions=False).output
    assert listed == "kant personnel: 4,000; 5,000  [first: 4,000, first by: pinned]\n"
    run.invoke(claims, ["unpin", "1"], catch_exceptions=False)
    run.invoke(claims, ["credibility", "1", "-"], catch_exceptions=False)
    assert "*      2  5,000" in run.invoke(claims, ["show", "kant"]).output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "nowhere"], "no base 'nowhere'"),
        (["credibility", "1", "high"], "no grade"),
        (["pin", "99", "--reason", "x"], "no claim 99"),
    ],
)
def test_claims_that_cannot_be(run: CliRunner, arguments: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        run.invoke(claims, arguments, catch_exceptions=False)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer | Exception]:
    """What is answered in place of the network, by address; nothing is waited for."""
    answers: dict[str, Answer | Exception] = {}

    def get(url: str, **_: object) -> Answer:
        given = answers.get(url, Answer(404, url, {}, b""))
        if isinstance(given, BaseException):
            raise given
        return given

    monkeypatch.setattr("app.cli.recheck.limited_get", lambda *_: get)
    monkeypatch.setattr("app.cli.recheck.PageWeb", partial(PageWeb, pause_seconds=0.0))
    return answers


def test_recheck_says_what_it_found(
    run: CliRunner, web: dict[str, Answer | Exception], session: Session
) -> None:
    web[HOME] = FetchError(f"{HOME}: more than 5 redirects")
    done = run.invoke(recheck, ["--url", HOME], catch_exceptions=False)
    assert f"failed     {HOME}\n           more than 5 redirects" in done.output
    assert "1 articles: 1 failed; 0 places edited since" in done.output
    assert session.query(SourceCheck).one().due_at > datetime.now(UTC)
    done = run.invoke(recheck, ["--url", HOME, "--json"], catch_exceptions=False)
    told = json.loads(done.stdout.splitlines()[0])
    assert (told["state"], told["url"], told["flagged"]) == ("failed", HOME, 0)
    done = run.invoke(recheck, ["--older-than", "30d", "--limit", "1"], catch_exceptions=False)
    assert "1 articles: 1 gone" in done.output


def test_recheck_stopped_keeps_what_it_found(run: CliRunner, web: dict[str, Answer | Exception]) -> None:
    web[HOME] = KeyboardInterrupt()  # type: ignore[assignment]
    done = run.invoke(recheck, [])
    assert done.exit_code == 130
    assert "the same command goes on" in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--older-than", "long"], "30d"), (["--url", "https://nowhere.example/"], "add it first")],
)
def test_recheck_refuses(run: CliRunner, arguments: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        run.invoke(recheck, arguments, catch_exceptions=False)
