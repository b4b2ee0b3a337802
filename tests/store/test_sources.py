"""The rows of looks, edits and archived copies, on both databases: kept, listed, dismissed, undone."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import ClaimProperty, SourceState, UserRole
from app.intake.kept_bytes import unpack
from app.query.edits import count_edits, edits_of, list_edits
from app.query.page import NumberKey
from app.query.source_lives import NEVER, count_states, kept_bytes, list_pages, source_life, version_text
from app.store.engine import session_factory, transaction
from app.store.models import Article, ArticleFetch
from app.store.reviewer import Reviewer
from app.store.source_acts import dismiss_edit, record_archive
from app.store.sources import MOST_KEPT
from app.store.undo import undo
from tests.factories import make_article, make_base, make_claim
from tests.pages_again import Pages, add_article, answer, edited, page, stored_text

EDDA = Reviewer("edda", UserRole.EDITOR)
ANNA = Reviewer("anna", UserRole.ANALYST)
VERA = Reviewer("vera", UserRole.VIEWER)
COPY = "https://web.archive.org/web/2023/https://news.example/base"


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return session_factory(engine)


def test_an_edit_from_the_look_to_the_undo(sessions: sessionmaker[Session]) -> None:
    site, number = Pages(), add_article(sessions)
    with transaction(sessions) as session:
        make_claim(
            session,
            make_base(session),
            ClaimProperty.PERSONNEL,
            "500",
            article=stored_text(session),
            quote="500",
        )
        make_article(session, url="https://other.example/1")
    site.look(sessions, answer(page()))
    site.look(sessions, answer(edited(), etag='"2"'))
    with sessions() as session:
        life = source_life(session, number)
        assert [one.state for one in life.fetches] == [SourceState.CHANGED, SourceState.UNCHANGED, None]
        assert [one.is_kept for one in life.fetches] == [True, True, True], "the same bytes are held once"
        assert [one.id for one in life.versions] == [life.fetches[0].id]
        assert "900 men" in (version_text(session, number, life.versions[0].id) or "")
        assert version_text(session, number + 1, life.versions[0].id) is None
        found = kept_bytes(session, number, life.fetches[1].id)
        assert found is not None
        assert unpack(found[1]).decode() == page()
        counts = count_states(session)
        assert (counts["changed"], counts[NEVER], counts["gone"]) == (1, 1, 0)
        assert [row.article_id for row in list_pages(session, "changed").rows] == [number]
        assert [row.state for row in list_pages(session, NEVER).rows] == [None]
        (edit,) = list_edits(session).rows
        assert edit.source.is_edited
        assert [one.label for one in edit.records] == ["201st Military Base: personnel 500"]
        assert list_edits(session, after=NumberKey(edit.id)).rows == []
        assert count_edits(session) == 1
    with transaction(sessions) as session, pytest.raises(NotAllowed):
        dismiss_edit(session, edit.id, reason="Anna says so.", by=ANNA)
    with transaction(sessions) as session:
        revision = dismiss_edit(session, edit.id, reason="A misprint.", by=EDDA)
        assert count_edits(session) == 0
        assert [one.is_dismissed for one in edits_of(session, number, everything=True)] == [True]
        assert edits_of(session, number, everything=False) == []
        with pytest.raises(InputError, match="dismissed already"):
            dismiss_edit(session, edit.id, reason="Again.", by=EDDA)
    with transaction(sessions) as session:
        undo(session, revision, by=EDDA)
        assert count_edits(session) == 1


def test_a_link_to_an_archived_copy(sessions: sessionmaker[Session]) -> None:
    with transaction(sessions) as session:
        article = make_article(session)
        number = article.id
        with pytest.raises(NotAllowed):
            record_archive(session, number, COPY, by=VERA)
        with pytest.raises(InputError, match="the page itself"):
            record_archive(session, number, article.url or "", by=ANNA)
        revision = record_archive(session, number, COPY, by=ANNA)
        assert session.get_one(Article, number).archived_url == COPY
        with pytest.raises(InputError, match="so already"):
            record_archive(session, number, COPY, by=ANNA)
        undo(session, revision, by=ANNA)
        assert session.get_one(Article, number).archived_url is None
        with pytest.raises(InputError, match="no link"):
            record_archive(session, number, " ", by=ANNA)


def test_of_too_many_bytes_the_hash_alone_is_kept(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_KEPT > 1_000_000
    monkeypatch.setattr("app.store.sources.MOST_KEPT", 100)
    number = add_article(sessions)
    with sessions() as session:
        row = session.query(ArticleFetch.packed, ArticleFetch.sha256, ArticleFetch.size).one()
        assert (row.packed, row.size) == (None, len(page().encode()))
        assert len(row.sha256) == 64
        assert kept_bytes(session, number, source_life(session, number).fetches[0].id) is None
