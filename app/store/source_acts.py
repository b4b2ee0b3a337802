"""What people do to the sources of records: link a page to its archived copy, find an edit of it of no weight.

Each act is one revision of the article, kept to the row, so that it can be undone.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clean.archives import checked_archive
from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import UserRole
from app.store.changes import Changes, revise
from app.store.models import Article, EvidenceEdit
from app.store.records import Record
from app.store.reviewer import Reviewer, require_editor
from app.store.sign_in import is_at_least
from app.store.versions import wait_for_writers

MOST_REASON = 300  # characters


def record_archive(session: Session, article_id: int, url: str, *, by: Reviewer) -> int:
    """Link an article's page to its copy in a web archive; an empty `url` takes the link away.

    Returns: the revision. Raises: InputError when it is no such link, or it is so already; NotAllowed.
    """
    if not is_at_least(by.role, UserRole.ANALYST):
        raise NotAllowed("recording an archived copy is for analysts: ask for the role")
    wait_for_writers(session)
    article = session.get_one(Article, article_id, populate_existing=True)
    wanted = checked_archive(url, page=article.url) if url.strip() else None
    if wanted == article.archived_url:
        raise InputError(
            "the link to the archived copy is so already" if wanted else "there is no link to take away"
        )
    before, after = {"archived_url": article.archived_url}, {"archived_url": wanted}
    changes = Changes(session)
    changes.set(Article, Article.id == article_id, archived_url=wanted)
    reason = "archived copy recorded" if wanted else "archived copy taken away"
    return revise(
        session,
        changes,
        Record("article", article_id),
        actor=by.name,
        reason=reason,
        before=before,
        after=after,
    )


def dismiss_edit(session: Session, edit_id: int, *, reason: str, by: Reviewer) -> int:
    """An edit of a page does not touch what its records say: nobody is told of it any more.

    Another edit of the same sentence is told of again. Returns: the revision.
    Raises: InputError without a reason, where there is no such edit, or it is dismissed or over; NotAllowed.
    """
    require_editor(by, "dismissing what a page has edited")
    told = " ".join(reason.replace("\0", " ").split())
    if not told:
        raise InputError("say why the edit is of no weight: whoever meets it again will read that")
    if len(told) > MOST_REASON:
        raise InputError(f"the reason has {len(told)} characters: at most {MOST_REASON}, in one line")
    wait_for_writers(session)
    row = session.scalars(select(EvidenceEdit).where(EvidenceEdit.id == edit_id)).first()
    if row is None:
        raise InputError(f"there is no edit {edit_id}: the versions of an article list them")
    if row.is_dismissed or row.ended_at is not None:
        said = "dismissed already" if row.is_dismissed else "over: the page has the stored sentence again"
        raise InputError(f"edit {edit_id} is {said}")
    article_id, before = row.article_id, row.before
    changes = Changes(session)
    changes.set(EvidenceEdit, EvidenceEdit.id == edit_id, is_dismissed=True)
    return revise(
        session,
        changes,
        Record("article", article_id),
        actor=by.name,
        reason=f"edit of its page dismissed: {told}",
        before={"edited_sentence": before},
        after={"edited_sentence": None},
    )
