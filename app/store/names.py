"""Rows -> ReferenceNames: what extraction matches against when there is a database."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.names import AgreementName, BaseName, OfficialName, ReferenceNames, RoleName, Spelling
from app.resolve.reference import load_reference
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    Base,
    BaseSpelling,
    Official,
    OfficialRole,
    OfficialSpelling,
    Revision,
)
from app.store.visible import is_held


def names_version(session: Session) -> tuple[int, ...]:
    """Changes whenever a name may have changed: new rows, or a revision of a named record."""
    counted = [
        session.scalar(select(func.coalesce(func.max(column), 0))) or 0
        for column in (OfficialSpelling.id, OfficialRole.id, BaseSpelling.id, Agreement.id)
    ]
    revised = session.scalar(
        select(func.max(Revision.id)).where(Revision.record_type.in_(("official", "base", "agreement")))
    )
    return (*counted, revised or 0)


def load_names(session: Session) -> ReferenceNames:
    """All names of records that are not rejected; the countries are the compiled ones."""
    return ReferenceNames(
        countries=load_reference().countries,
        officials=_officials(session),
        bases=_bases(session),
        agreements=_agreements(session),
    )


def _officials(session: Session) -> tuple[OfficialName, ...]:
    spellings: dict[int, list[str]] = defaultdict(list)
    for official_id, spelling in session.execute(
        select(OfficialSpelling.official_id, OfficialSpelling.spelling).order_by(OfficialSpelling.id)
    ):
        spellings[official_id].append(spelling)
    roles: dict[int, list[RoleName]] = defaultdict(list)
    for official_id, title, body, held_from, held_to in session.execute(
        select(
            OfficialRole.official_id,
            OfficialRole.title,
            OfficialRole.body,
            OfficialRole.held_from,
            OfficialRole.held_to,
        ).order_by(OfficialRole.id)
    ):
        roles[official_id].append(RoleName(title, body, held_from, held_to))
    rows = session.execute(
        select(
            Official.id,
            Official.slug,
            Official.name,
            Official.name_ru,
            Official.country_code,
            Official.is_body,
        )
        .where(is_held(Official))
        .order_by(Official.slug)
    )
    return tuple(
        OfficialName(
            slug=slug,
            name=name,
            name_ru=name_ru or "",
            country=country,
            spellings=tuple(dict.fromkeys([name, *([name_ru] if name_ru else []), *spellings[row_id]])),
            roles=tuple(roles[row_id]),
            is_body=is_body,
        )
        for row_id, slug, name, name_ru, country, is_body in rows
    )


def _bases(session: Session) -> tuple[BaseName, ...]:
    spellings: dict[int, list[Spelling]] = defaultdict(list)
    for base_id, spelling, rule in session.execute(
        select(BaseSpelling.base_id, BaseSpelling.spelling, BaseSpelling.rule).order_by(BaseSpelling.id)
    ):
        spellings[base_id].append(Spelling(spelling, rule))
    rows = session.execute(
        select(
            Base.id,
            Base.slug,
            Base.name,
            Base.host_code,
            Base.territory_code,
            Base.kind,
            Base.locality,
            Base.opened,
            Base.closed,
            Base.status,
        )
        .where(is_held(Base))
        .order_by(Base.slug)
    )
    return tuple(
        BaseName(
            slug, name, host, territory, kind, locality, tuple(spellings[row_id]), opened, closed, status
        )
        for row_id, slug, name, host, territory, kind, locality, opened, closed, status in rows
    )


def _agreements(session: Session) -> tuple[AgreementName, ...]:
    parties: dict[int, list[str]] = defaultdict(list)
    for agreement_id, code in session.execute(
        select(AgreementParty.agreement_id, AgreementParty.country_code).order_by(AgreementParty.country_code)
    ):
        parties[agreement_id].append(code)
    bases: dict[int, list[str]] = defaultdict(list)
    for agreement_id, slug in session.execute(
        select(AgreementBase.agreement_id, Base.slug).join(Base, Base.id == AgreementBase.base_id)
    ):
        bases[agreement_id].append(slug)
    rows = session.execute(
        select(
            Agreement.id,
            Agreement.slug,
            Agreement.title,
            Agreement.kind,
            Agreement.signed,
            Agreement.expires,
        )
        .where(is_held(Agreement))
        .order_by(Agreement.slug)
    )
    return tuple(
        AgreementName(slug, title, kind, tuple(parties[row_id]), signed, expires, tuple(bases[row_id]))
        for row_id, slug, title, kind, signed, expires in rows
    )
