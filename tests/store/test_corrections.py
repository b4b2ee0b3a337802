"""Reports of mistakes in both databases: the queue, the log page by page, and who may decide."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError, NotAllowed
from app.domain.kinds import CorrectionState, UserRole
from app.query.corrections import correction_of, count_by_state, list_log, list_queue, show_correction
from app.query.page import DayKey
from app.store import corrections
from app.store.corrections import CorrectionDraft, decide_correction, file_correction
from app.store.reviewer import Reviewer
from app.store.versions import data_version

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ED = Reviewer("ed", UserRole.EDITOR)


def decide(session: Session, number: int, state: CorrectionState, *, seen: int = 0, days: int = 0) -> None:
    when = NOON + timedelta(days=days)
    decide_correction(session, number, state, f"Reply {number}", by=ED, seen=seen, now=when)
    session.flush()


def test_the_queue_is_oldest_first_and_the_log_newest_first_page_by_page(session: Session) -> None:
    tickets = [
        file_correction(session, CorrectionDraft(f"/bases/{n}", "It is elsewhere."), now=NOON)
        for n in range(4)
    ]
    session.flush()
    numbers = [row.id for row in list_queue(session, CorrectionState.WAITING).rows]
    assert numbers == sorted(numbers)
    before = data_version(session)
    decide(session, numbers[2], CorrectionState.ACCEPTED)
    decide(session, numbers[0], CorrectionState.ACCEPTED, days=1)
    decide(session, numbers[1], CorrectionState.ACCEPTED, days=1)
    decide(session, numbers[3], CorrectionState.DECLINED)
    assert data_version(session) > before, "pages that are kept show the log"
    shown, after = [], None
    for _ in range(4):
        page = list_log(session, after=after, limit=1)
        shown += [row.id for row in page.rows]
        if page.after is None:
            break
        assert isinstance(page.after, DayKey)
        after = page.after
    assert shown == [numbers[1], numbers[0], numbers[2]]
    assert count_by_state(session) == {"waiting": 0, "accepted": 3, "declined": 1}
    mine = correction_of(session, tickets[3] or "")
    assert mine is not None
    assert (mine.id, mine.state, mine.reply) == (numbers[3], CorrectionState.DECLINED, f"Reply {numbers[3]}")


def test_who_decides_and_on_what_they_saw(session: Session) -> None:
    file_correction(
        session, CorrectionDraft("/bases/kant", "It is elsewhere.", contact="a@b.example"), now=NOON
    )
    session.flush()
    (row,) = list_queue(session, CorrectionState.WAITING).rows
    analyst = Reviewer("anna", UserRole.ANALYST)
    with pytest.raises(NotAllowed):
        decide_correction(session, row.id, CorrectionState.ACCEPTED, "x", by=analyst, seen=0, now=NOON)
    with pytest.raises(InputError):
        decide_correction(session, row.id, CorrectionState.WAITING, "x", by=ED, seen=0, now=NOON)
    decide(session, row.id, CorrectionState.ACCEPTED)
    with pytest.raises(Conflict):
        decide(session, row.id, CorrectionState.DECLINED)
    decide(session, row.id, CorrectionState.DECLINED, seen=1)
    found = show_correction(session, row.id)
    assert found is not None
    assert [one.state for one in found.decisions] == ["accepted", "declined"]
    assert found.contact is None


def test_a_flood_is_not_taken(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "MOST_WAITING", 1)
    draft = CorrectionDraft("/bases/kant", "It is elsewhere.")
    assert file_correction(session, draft, now=NOON) is not None
    assert file_correction(session, draft, now=NOON) is None
