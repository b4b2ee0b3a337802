"""Pages looked at again: what is said of each, which evidence is flagged, and when it is looked at next."""

import textwrap
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from app.clean import content_hash
from app.domain.errors import FetchError
from app.domain.kinds import ArticleKind, ClaimProperty, EditKind, FetchHow, SourceState
from app.domain.spans import Span
from app.intake.http_get import Answer
from app.intake.kept_bytes import unpack
from app.recheck import look_at, recheck
from app.store.engine import session_factory, transaction
from app.store.models import ArticleFetch, EvidenceEdit, SourceCheck
from app.store.sources import StoredPage, due_addresses
from app.store.versions import data_version
from tests.factories import make_article, make_base, make_claim, make_statement
from tests.intake.pdf_writer import lines_down, make_pdf
from tests.pages_again import PARAGRAPHS, URL, Gives, Pages, add_article, answer, edited, page, stored_text


def pdf(*paragraphs: str) -> bytes:
    """Lines as a page has them, with room between the paragraphs."""
    lines = [line for one in paragraphs for line in (*textwrap.wrap(one, 80), "")]
    return make_pdf([lines_down(lines)])


def as_pdf(*paragraphs: str) -> Answer:
    return answer(pdf(*paragraphs), kind="application/pdf")


SAID = "We have no plans for a base in that country"
MEN = "About 500 men serve in the north"
Sessions = sessionmaker[Session]


@pytest.fixture(scope="module")
def backend() -> str:
    """Plain SQL; the flags are on both in tests/store/test_sources.py."""
    return "sqlite"


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    return session_factory(engine)


@pytest.fixture
def site() -> Pages:
    return Pages()


@pytest.fixture
def stored(sessions: Sessions) -> int:
    """The article as it was fetched; a statement and a claim rest on it."""
    number = add_article(sessions)
    _rest_on(sessions)
    return number


def _rest_on(sessions: Sessions) -> None:
    with transaction(sessions) as session:
        article = stored_text(session)
        make_statement(session, SAID, article=article)
        make_claim(session, make_base(session), ClaimProperty.PERSONNEL, "500", article=article, quote=MEN)


def flags(sessions: Sessions) -> list[tuple[EditKind, str, str | None]]:
    with sessions() as session:
        rows = session.scalars(select(EvidenceEdit).where(EvidenceEdit.ended_at.is_(None)))
        return [(one.kind, one.before, one.after) for one in rows]


TEXT = "\n\n".join(PARAGRAPHS)
STORED = StoredPage(
    id=1,
    kind=ArticleKind.ARTICLE,
    url=URL,
    language="en",
    text=TEXT,
    content_hash=content_hash(TEXT),
    state=None,
    etag=None,
    last_modified=None,
    text_hash=None,
    was_seen=True,
    evidence=tuple(
        (n, Span(TEXT.index(words), TEXT.index(words) + len(words))) for n, words in enumerate((SAID, MEN))
    ),
)
WALL = page(
    PARAGRAPHS[0], "To continue reading, please sign in.", foot="<form><input type='password'></form>"
)
CYRILLIC = (
    "Министр прибыл в столицу в понедельник, чтобы поговорить с журналистами из многих стран мира.",
    "«Мы не планируем создавать базу в этой стране», — сказал министр после переговоров в столице.",
    "Договор об аренде порта был подписан в 2012 году, и он заканчивается в 2042 году, говорят стороны.",
)


@pytest.mark.parametrize(
    ("now", "state", "flagged"),
    [
        pytest.param(answer(page()), SourceState.UNCHANGED, 0, id="the same page"),
        pytest.param(
            answer(page(head="<meta name='x' content='2'>", foot="<footer><p>Sign up here.</p></footer>")),
            SourceState.UNCHANGED,
            0,
            id="another frame around it",
        ),
        pytest.param(
            answer(page(*PARAGRAPHS, "Correction: an earlier version of this text named another town.")),
            SourceState.CHANGED,
            0,
            id="more text, the evidence as it was",
        ),
        pytest.param(answer(edited()), SourceState.CHANGED, 1, id="an altered figure"),
        pytest.param(
            answer(page(*(one for one in PARAGRAPHS if SAID not in one))),
            SourceState.CHANGED,
            1,
            id="a lost quote",
        ),
        pytest.param(
            answer(page(*(f"Another word of another day, number {n}, stands here now." for n in range(9)))),
            SourceState.CHANGED,
            2,
            id="another text of the same language",
        ),
        pytest.param(answer(page(*CYRILLIC)), SourceState.CHANGED, 0, id="another language: not compared"),
        pytest.param(answer(WALL), SourceState.BLOCKED, 0, id="a login wall"),
        pytest.param(
            answer(page("Welcome back."), url="https://news.example/login?to=base"),
            SourceState.BLOCKED,
            0,
            id="a redirect to a sign-in",
        ),
        pytest.param(
            answer(page(), url="https://news.example/archive/base", moved=True),
            SourceState.MOVED,
            0,
            id="moved for good",
        ),
        pytest.param(
            answer(page(), url="https://news.example/archive/base"),
            SourceState.UNCHANGED,
            0,
            id="elsewhere for a while",
        ),
        pytest.param(
            answer(page("The news of today."), url="https://news.example/", moved=True),
            SourceState.GONE,
            0,
            id="a redirect to the front page",
        ),
        pytest.param(answer(status=404), SourceState.GONE, 0, id="404"),
        pytest.param(answer(status=410), SourceState.GONE, 0, id="410"),
        pytest.param(answer(status=403), SourceState.BLOCKED, 0, id="403"),
        pytest.param(answer(status=429), SourceState.FAILED, 0, id="429"),
        pytest.param(answer(status=503), SourceState.FAILED, 0, id="503"),
        pytest.param(
            FetchError(f"{URL}: more than 5 redirects"), SourceState.FAILED, 0, id="a redirect loop"
        ),
        pytest.param(answer("<html><body></body></html>"), SourceState.FAILED, 0, id="an empty page"),
        pytest.param(
            as_pdf("The report of a harbour company for the year, with no word of the talks."),
            SourceState.CHANGED,
            0,
            id="a PDF of something else: not compared",
        ),
        pytest.param(
            as_pdf(*PARAGRAPHS),
            SourceState.UNCHANGED,
            0,
            id="the same text as a PDF",
        ),
        pytest.param(
            answer(page(" ".join(f"Word {n} of a very long text." for n in range(80_000)))),
            SourceState.CHANGED,
            0,
            id="2 MB: no article any more",
        ),
    ],
)
def test_a_look_says(site: Pages, now: Gives, state: SourceState, flagged: int) -> None:
    site.pages[URL] = now
    (found,) = look_at([STORED], URL, site.web())
    assert (found.state, len(found.edits or {})) == (state, flagged), found.reason
    assert found.reason or state is SourceState.UNCHANGED


def test_a_look_is_kept(sessions: Sessions, site: Pages, stored: int) -> None:
    found = site.look(sessions, answer(edited()))
    assert (found.state, found.flagged, found.article_id) == (SourceState.CHANGED, 1, stored)
    with sessions() as session:
        check = session.get_one(SourceCheck, stored)
        assert check.state is SourceState.CHANGED
        assert check.due_at > check.checked_at
        assert MEN in stored_text(session).text, "what is stored remains the evidence"


def test_an_edit_keeps_both_wordings(sessions: Sessions, site: Pages, stored: int) -> None:
    site.look(sessions, answer(edited()))
    old = next(one for one in PARAGRAPHS if MEN in one)
    assert flags(sessions) == [(EditKind.ALTERED, old, old.replace("500", "900"))]


def test_the_flag_goes_when_the_page_takes_it_back_and_comes_again(
    sessions: Sessions, site: Pages, stored: int
) -> None:
    assert site.look(sessions, answer(edited())).flagged == 1
    assert site.look(sessions, answer(edited())).flagged == 0, "the same edit is no news"
    assert site.look(sessions, answer(page())).state is SourceState.UNCHANGED
    assert flags(sessions) == []
    assert site.look(sessions, answer(edited())).flagged == 1
    with transaction(sessions) as session:
        session.scalars(select(EvidenceEdit)).one().is_dismissed = True
    site.look(sessions, answer(edited()))
    with sessions() as session:
        assert session.scalars(select(EvidenceEdit)).one().is_dismissed, "the same edit stays dismissed"
    site.look(sessions, answer(edited(new="1,200 men")))
    with sessions() as session:
        assert not session.scalars(select(EvidenceEdit)).one().is_dismissed, "another edit is another matter"


def test_the_encoding_may_change_and_lie(sessions: Sessions, site: Pages) -> None:
    add_article(sessions, answer(page(*CYRILLIC)))
    packed = page(*CYRILLIC).encode("cp1251")
    assert (
        site.look(sessions, answer(packed, kind="text/html; charset=windows-1251")).state
        is SourceState.UNCHANGED
    )
    lying = answer(page(*CYRILLIC), kind="text/html; charset=iso-8859-1")
    assert site.look(sessions, lying).state is SourceState.UNCHANGED


def test_a_pasted_text_is_not_called_edited_where_its_page_was_never_seen(
    sessions: Sessions, site: Pages
) -> None:
    add_article(sessions, keep=False)
    _rest_on(sessions)
    other = answer(page(*(f"Another word of another day, number {n}, stands here now." for n in range(9))))
    found = site.look(sessions, other)
    assert (found.state, found.flagged) == (SourceState.CHANGED, 0)
    assert "never" in found.reason or "not seen" in found.reason


def test_our_notes_on_a_page_are_not_compared_with_it(sessions: Sessions, site: Pages) -> None:
    with transaction(sessions) as session:
        make_statement(
            session,
            "In our words.",
            article=make_article(session, "In our words.", url=URL, kind=ArticleKind.REFERENCE),
        )
    assert site.look(sessions, answer(page())).state is SourceState.UNCHANGED
    assert site.look(sessions, answer(edited())).state is SourceState.CHANGED
    assert flags(sessions) == []
    with sessions() as session:
        assert all(one is None for one in session.scalars(select(ArticleFetch.packed)))


def test_the_bytes_are_kept_once_with_what_the_server_said(
    sessions: Sessions, site: Pages, stored: int
) -> None:
    site.look(sessions, answer(page(), etag='"1"', set_cookie="id=secret"))
    site.look(sessions, answer(edited()))
    with sessions() as session:
        rows = session.execute(
            select(ArticleFetch.how, ArticleFetch.packed, ArticleFetch.headers).order_by(ArticleFetch.id)
        ).all()
    assert [how for how, _, _ in rows] == [FetchHow.FETCHED, FetchHow.RECHECKED, FetchHow.RECHECKED]
    assert [unpack(packed).decode() if packed else None for _, packed, _ in rows] == [page(), None, edited()]
    assert rows[1].headers["etag"] == '"1"'
    assert "secret" not in str(rows)


def test_the_next_question_is_conditional(sessions: Sessions, site: Pages, stored: int) -> None:
    site.look(sessions, answer(edited(), etag='"1"', last_modified="Tue, 06 Jun 2023 10:00:00 GMT"))
    found = site.look(sessions, answer(status=304))
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 06 Jun 2023 10:00:00 GMT"
    assert found.state is SourceState.CHANGED, "as at the last look"
    assert len(flags(sessions)) == 1


def test_robots_and_pauses(sessions: Sessions, site: Pages, stored: int) -> None:
    site.pages["https://news.example/robots.txt"] = answer(
        "User-agent: *\nDisallow: /2023/\nCrawl-delay: 5", kind="text/plain"
    )
    found = site.look(sessions, answer(page()))
    assert found.state is SourceState.BLOCKED
    assert "robots.txt" in found.reason
    assert [url for url, _ in site.asked] == ["https://news.example/robots.txt"]
    site.pages["https://news.example/robots.txt"] = answer("User-agent: *\nCrawl-delay: 5", kind="text/plain")
    site.look(sessions)
    assert 4 < site.waited[-1] <= 5


def test_what_is_due(sessions: Sessions, site: Pages, stored: int) -> None:
    now = datetime.now(UTC)
    with sessions() as session:
        assert due_addresses(session, now) == [URL]
    for failure, days in ((1, 1), (2, 2), (3, 4)):
        site.look(sessions, answer(status=503))
        with sessions() as session:
            check = session.get_one(SourceCheck, stored)
            assert (check.failures, round((check.due_at - check.checked_at) / timedelta(days=1))) == (
                failure,
                days,
            )
            assert due_addresses(session, now) == []
            assert due_addresses(session, now + timedelta(days=days, hours=1)) == [URL]
            assert due_addresses(session, now, before=now + timedelta(days=1)) == [], "it is failing"
            assert due_addresses(session, now, urls=["http://www.news.example/2023/06/06/base/"]) == [URL]
    site.look(sessions, answer(page()))
    with sessions() as session:
        assert session.get_one(SourceCheck, stored).failures == 0
        assert due_addresses(session, now, before=now + timedelta(minutes=1)) == [URL]
        assert due_addresses(session, now, before=now - timedelta(days=30)) == []


def test_hosts_take_turns(sessions: Sessions) -> None:
    with transaction(sessions) as session:
        for host, number in (("a", 1), ("a", 2), ("b", 1), ("a", 3)):
            make_article(session, url=f"https://{host}.example/{number}")
    with sessions() as session:
        hosts = [url.split("/")[2][0] for url in due_addresses(session, datetime.now(UTC))]
    assert hosts == ["a", "b", "a", "a"]


def test_it_can_be_stopped_at_any_moment(sessions: Sessions, site: Pages) -> None:
    with transaction(sessions) as session:
        urls = [make_article(session, url=f"https://{name}.example/1").url or "" for name in "abc"]
    for url in urls[:1]:
        site.pages[url] = answer(page(), url=url)
    looks = recheck(sessions, urls, site.web())
    next(looks)
    looks.close()
    with sessions() as session:
        assert due_addresses(session, datetime.now(UTC)) == urls[1:]


def test_only_what_readers_see_makes_pages_new(sessions: Sessions, site: Pages, stored: int) -> None:
    site.look(sessions, answer(page()))
    with sessions() as session:
        before = data_version(session)
    site.look(sessions, answer(page()))
    with sessions() as session:
        assert data_version(session) == before
    site.look(sessions, answer(status=404))
    with sessions() as session:
        assert data_version(session) > before
