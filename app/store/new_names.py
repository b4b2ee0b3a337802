"""New officials and bases, made by a person out of an article: with their spellings, and the words that name them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import MatchRule, UserRole
from app.store.changes import Changes, revise
from app.store.creating import BY_A_PERSON, Made, add_base_report, checked
from app.store.models import Base, BaseSpelling, Official, OfficialSpelling
from app.store.passages import Passage
from app.store.records import Record
from app.store.reviewer import Reviewer
from app.store.sign_in import is_at_least
from app.store.slugs import free_slug
from app.store.versions import wait_for_writers


def create_official(session: Session, passage: Passage, values: Mapping[str, Any], *, by: Reviewer) -> Made:
    """An official who is on no record yet, in the caller's transaction; `values` as `app.store.review_fields` has them.

    passage: the words in which the person met them. Raises: InputError naming the field; NotAllowed.
    """
    _require_analyst(session, by)
    changes = Changes(session)
    number = add_official(changes, values)
    return _made(changes, Record("official", number), passage, values, by)


def create_base(session: Session, passage: Passage, values: Mapping[str, Any], *, by: Reviewer) -> Made:
    """A base that is on no record yet, named in these words. As `create_official`."""
    _require_analyst(session, by)
    changes = Changes(session)
    number = add_base(changes, values)
    add_base_report(changes, number, passage.evidence_id(changes))
    return _made(changes, Record("base", number), passage, values, by)


def add_official(changes: Changes, values: Mapping[str, Any], *also: str) -> int:
    """The rows of a new official with every spelling of the name; its number. Raises InputError naming the field."""
    columns, _ = checked(changes.session, "official", {"is_body": False, **values})
    slug = free_slug(changes.session, Official, columns["name"])
    number: int = changes.add(Official, **columns, **BY_A_PERSON, slug=slug)["id"]
    for spelling in (columns["name"], columns["name_ru"], *also):
        add_spelling(changes, OfficialSpelling, number, spelling)
    return number


def add_base(changes: Changes, values: Mapping[str, Any], *also: str) -> int:
    """As `add_official`."""
    columns, _ = checked(changes.session, "base", values)
    if (columns["latitude"] is None) != (columns["longitude"] is None):
        raise InputError("latitude and longitude go together: give both, or neither")
    slug = free_slug(changes.session, Base, columns["name"])
    number: int = changes.add(Base, **columns, **BY_A_PERSON, slug=slug)["id"]
    for spelling in (columns["name"], columns["name_ru"], *also):
        add_spelling(changes, BaseSpelling, number, spelling)
    return number


def add_spelling(
    changes: Changes,
    model: type[OfficialSpelling] | type[BaseSpelling],
    owner_id: int,
    spelling: str | None,
) -> None:
    """One more name. That of a base is matched beside a facility word: alone it may be a town's."""
    owner = "official_id" if model is OfficialSpelling else "base_id"
    held = select(model.id).where(getattr(model, owner) == owner_id, model.spelling == spelling)
    if spelling and changes.session.scalar(held) is None:
        rule = {} if model is OfficialSpelling else {"rule": MatchRule.CONTEXT}
        changes.add(model, **{owner: owner_id, "spelling": spelling, **rule})


def _require_analyst(session: Session, by: Reviewer) -> None:
    if not is_at_least(by.role, UserRole.ANALYST):
        raise NotAllowed("making a record is for analysts: ask an administrator for the role")
    wait_for_writers(session)


def _made(
    changes: Changes, record: Record, passage: Passage, values: Mapping[str, Any], by: Reviewer
) -> Made:
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    revision = revise(
        changes.session,
        changes,
        record,
        actor=by.name,
        reason=f"made from article {passage.article_id}",
        before=None,
        after={**told, "words": passage.words},
    )
    return record, revision
