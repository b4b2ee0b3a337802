"""Batches in preview: many articles given together, kept for their owner alone for a day at most."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.domain.kinds import BatchState
from app.intake.raw import InputProblem, Item, PageAddress, RawArticle
from app.store.models import PendingBatch, PendingItem
from app.store.raw_json import raw_from_json, raw_to_json

LIFETIME = timedelta(days=1)
MOST_PER_USER = 3  # the oldest gives way
MOST_ITEMS = 500
MOST_CHARACTERS = 60_000_000  # of all articles of a batch
DESERTED = timedelta(minutes=2)  # after it, a worker that shows no sign of life has died
_LONGEST_REASON = 500
NOTHING_FOUND: dict[str, Any] = {
    "title": None,
    "publisher": None,  # registered domain
    "published": None,  # EDTF
    "language": "",
    "statements": 0,
    "bases": 0,
    "agreements": 0,
    "stored": None,  # the id of the same article, stored
    "near": None,  # the id of a stored one that it repeats
}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch and how far it is."""

    token: str
    name: str
    note: str
    saving: bool
    counts: dict[BatchState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One line of a batch, without its text."""

    number: int
    name: str
    url: str | None
    state: BatchState
    reason: str
    article_id: int | None
    found: dict[str, Any]  # as NOTHING_FOUND, filled in once it was looked at


def keep_batch(session: Session, user_id: int, name: str, items: Iterable[Item]) -> str:
    """Keep `items` for their previews; the token of the batch. What is over the limits is left out, and noted."""
    now = datetime.now(UTC)
    batch = PendingBatch(
        token=secrets.token_urlsafe(16),
        user_id=user_id,
        created_at=now,
        name=name[:300],
        note="",
        saving=False,
        worked_at=None,
    )
    session.add(batch)
    session.flush()
    size = 0
    for number, item in enumerate(items, 1):
        if number > MOST_ITEMS:
            batch.note = f"Only the first {MOST_ITEMS} are here: split the rest off and give it next."
            break
        row = _row(batch.token, number, item)
        size += len(row.payload or "")
        if size > MOST_CHARACTERS:
            batch.note = (
                f"Only the first {number - 1} are here, as all together are over "
                f"{MOST_CHARACTERS / 1e6:.0f} MB: split the rest off and give it next."
            )
            break
        session.add(row)
        session.flush()
        session.expunge(row)
    session.execute(delete(PendingBatch).where(PendingBatch.created_at < now - LIFETIME))
    theirs = select(PendingBatch.token).where(PendingBatch.user_id == user_id)
    newest = session.scalars(theirs.order_by(PendingBatch.created_at.desc()).limit(MOST_PER_USER)).all()
    session.execute(
        delete(PendingBatch).where(PendingBatch.user_id == user_id, PendingBatch.token.not_in(newest))
    )
    return batch.token


def _row(token: str, number: int, item: Item) -> PendingItem:
    row = PendingItem(
        batch_token=token,
        number=number,
        name=item.name[:300],
        url=None,
        payload=None,
        state=BatchState.WAITING,
        reason="",
        found=None,
        article_id=None,
    )
    if isinstance(item, InputProblem):
        row.state = BatchState.FAILED
        row.reason = item.message.removeprefix(f"{item.name}: ")[
            :_LONGEST_REASON
        ]  # the line is named beside it
    elif isinstance(item, PageAddress):
        row.url, row.found = item.url, dict(item.known)
    else:
        row.url, row.payload = item.url, raw_to_json(item)
    return row


def find_batch(session: Session, user_id: int, token: str) -> BatchRow | None:
    """The batch of this token; null when it expired, or is another user's."""
    batch = session.scalar(
        select(PendingBatch).where(
            PendingBatch.token == token,
            PendingBatch.user_id == user_id,
            PendingBatch.created_at >= datetime.now(UTC) - LIFETIME,
        )
    )
    if batch is None:
        return None
    counted = select(PendingItem.state, func.count()).where(PendingItem.batch_token == token)
    counts = dict.fromkeys(BatchState, 0) | dict(session.execute(counted.group_by(PendingItem.state)).all())
    return BatchRow(batch.token, batch.name, batch.note, batch.saving, counts)


def list_items(session: Session, token: str) -> list[BatchItem]:
    """All items, at most MOST_ITEMS, in order, without their texts."""
    query = select(
        PendingItem.number,
        PendingItem.name,
        PendingItem.url,
        PendingItem.state,
        PendingItem.reason,
        PendingItem.article_id,
        PendingItem.found,
    ).where(PendingItem.batch_token == token)
    return [
        BatchItem(number, name, url, state, reason, article_id, NOTHING_FOUND | (found or {}))
        for number, name, url, state, reason, article_id, found in session.execute(
            query.order_by(PendingItem.number)
        )
    ]


def take_up(session: Session, token: str) -> bool:
    """Whether the caller is the batch's worker from here on; false while another one shows itself."""
    now = datetime.now(UTC)
    taken = session.execute(
        update(PendingBatch)
        .where(
            PendingBatch.token == token,
            or_(PendingBatch.worked_at.is_(None), PendingBatch.worked_at < now - DESERTED),
        )
        .values(worked_at=now)
        .returning(PendingBatch.token)
    )
    return taken.first() is not None


def lay_down(session: Session, token: str) -> None:
    """The caller stops being the batch's worker."""
    session.execute(update(PendingBatch).where(PendingBatch.token == token).values(worked_at=None))


def next_waiting(session: Session, token: str) -> tuple[int, RawArticle | PageAddress] | None:
    """The first item that was not looked at, with its number; marks the batch as being worked at."""
    session.execute(
        update(PendingBatch).where(PendingBatch.token == token).values(worked_at=datetime.now(UTC))
    )
    row = session.scalars(
        select(PendingItem)
        .where(PendingItem.batch_token == token, PendingItem.state == BatchState.WAITING)
        .order_by(PendingItem.number)
        .limit(1)
    ).first()
    if row is None:
        return None
    if row.payload is not None:
        return row.number, raw_from_json(row.payload)
    return row.number, PageAddress(row.name, row.url or "", row.found or {})


def settle(
    session: Session,
    token: str,
    number: int,
    state: BatchState,
    *,
    raw: RawArticle | None = None,
    reason: str = "",
    found: dict[str, Any] | None = None,
    article_id: int | None = None,
) -> None:
    """What became of an item; `raw` is the article where it was fetched or corrected. The rest stays as it is."""
    values: dict[str, Any] = {"state": state, "reason": reason[:_LONGEST_REASON]}
    if raw is not None:
        values |= {"payload": raw_to_json(raw), "url": raw.url}
    if found is not None:
        values["found"] = found
    if article_id is not None:
        values |= {"article_id": article_id, "payload": None}
    session.execute(
        update(PendingItem)
        .where(PendingItem.batch_token == token, PendingItem.number == number)
        .values(**values)
    )


def find_item(session: Session, user_id: int, token: str, number: int) -> RawArticle | None:
    """The article of an item; null when it is not there yet, was saved, expired, or is another user's."""
    payload = session.scalar(
        select(PendingItem.payload)
        .join(PendingBatch, PendingBatch.token == PendingItem.batch_token)
        .where(
            PendingItem.batch_token == token,
            PendingItem.number == number,
            PendingBatch.user_id == user_id,
            PendingBatch.created_at >= datetime.now(UTC) - LIFETIME,
        )
    )
    return None if payload is None else raw_from_json(payload)


def ask_to_save(session: Session, token: str, *, wanted: bool = True) -> None:
    """Its owner asks to save all that are new; or that is done."""
    session.execute(update(PendingBatch).where(PendingBatch.token == token).values(saving=wanted))


def numbers_to_save(session: Session, token: str) -> list[int]:
    """The items that can be saved and repeat nothing that is stored."""
    return [
        item.number
        for item in list_items(session, token)
        if item.state is BatchState.READY and not item.found["stored"]
    ]
