"""The records that belong to those of a page, for all of them at once: what `include` of the API brings."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.models import AgreementBase, Base, StatementBase
from app.store.visible import is_public

Named = tuple[tuple[str, str], ...]  # (slug, name), by name


def bases_of_statements(session: Session, ids: Sequence[int]) -> dict[int, Named]:
    """The public bases that each statement is about. One query."""
    query = (
        select(StatementBase.statement_id, Base.slug, Base.name)
        .join(Base, Base.id == StatementBase.base_id)
        .where(StatementBase.statement_id.in_(ids), is_public(Base))
    )
    return _grouped([(owner, slug, name) for owner, slug, name in session.execute(query)])


def bases_of_agreements(session: Session, ids: Sequence[int]) -> dict[int, Named]:
    """The public bases that each agreement covers. One query."""
    query = (
        select(AgreementBase.agreement_id, Base.slug, Base.name)
        .join(Base, Base.id == AgreementBase.base_id)
        .where(AgreementBase.agreement_id.in_(ids), is_public(Base))
    )
    return _grouped([(owner, slug, name) for owner, slug, name in session.execute(query)])


def _grouped(rows: list[tuple[int, str, str]]) -> dict[int, Named]:
    found: dict[int, Named] = {}
    for owner, slug, name in sorted(rows, key=lambda row: (row[2], row[1])):
        found[owner] = (*found.get(owner, ()), (slug, name))
    return found
