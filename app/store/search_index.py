"""Write the search index: one document for each record that a reader may look for.

A document is matched by its `stems`: the record's names in every spelling and script, then its words. So
«Лавров» finds what Lavrov said, and "Hmeymim" what is about Khmeimim.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.dates import first_day
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    Article,
    Base,
    BaseSpelling,
    Country,
    Official,
    OfficialRole,
    OfficialSpelling,
    Publisher,
    SearchDocument,
    Statement,
    StatementBase,
    StatementCountry,
)
from app.store.search_facets import write_facets
from app.store.stems import MAX_STEMS, stems_of
from app.store.visible import is_public

RECORD_TYPES = ("base", "official", "country", "agreement", "statement", "article")
UNDATED = date(1900, 1, 1)
BATCH = 400  # below SQLite's limit of bound values
MAX_BODY = 60_000  # code points kept for the snippet

Key = TypeVar("Key", bound=int | str)


class Document(NamedTuple):
    record_id: int
    record_key: str
    title: str
    body: str
    stems: str
    sort_day: date


def index_records(session: Session, record_type: str, ids: Iterable[int | str] | None = None) -> int:
    """Bring the documents of these records up to date; the caller commits.

    Args: record_type: one of RECORD_TYPES; ids: of the records (codes of countries), null for all of
        the type, which also removes documents of records that are no more. A rejected record loses its own.
    Returns: the number of documents written or removed; one that is as it was is left alone.
    """
    load = _LOADERS[record_type]
    if ids is None:
        ids = list(session.scalars(_ALL_IDS[record_type]))
        gone = _without(session, record_type, set(map(_number, ids)))
        changed = remove_documents(session, record_type, gone)
    else:
        ids = list(dict.fromkeys(ids))
        changed = 0
    for batch in _batches(ids):
        changed += _write(session, record_type, [_number(one) for one in batch], load(session, batch))
    return changed


def remove_documents(session: Session, record_type: str, ids: Iterable[int | str]) -> int:
    """Remove the documents of these records; returns how many there were."""
    removed = 0
    for batch in _batches([_number(one) for one in ids]):
        done = session.execute(
            delete(SearchDocument).where(
                SearchDocument.record_type == record_type, SearchDocument.record_id.in_(batch)
            )
        )
        removed += done.rowcount  # type: ignore[attr-defined]
    return removed


def remove_hidden(session: Session) -> int:
    """Remove the documents of statements that are not public: what that is may have changed since."""
    shown = select(Statement.id).where(is_public(Statement))
    hidden = select(SearchDocument.record_id).where(
        SearchDocument.record_type == "statement", SearchDocument.record_id.not_in(shown)
    )
    return remove_documents(session, "statement", session.scalars(hidden).all())


def _number(one: int | str) -> int:
    """A country has a code and no number: 31 bits of the code stand for it."""
    return one if isinstance(one, int) else zlib.crc32(one.encode()) >> 1


def _batches(ids: Iterable[Key]) -> Iterator[list[Key]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _without(session: Session, record_type: str, present: set[int]) -> list[int]:
    held = session.scalars(select(SearchDocument.record_id).where(SearchDocument.record_type == record_type))
    return [one for one in held if one not in present]


def _write(session: Session, record_type: str, asked: list[int], documents: list[Document]) -> int:
    held = {
        row.record_id: row
        for row in session.execute(
            select(
                SearchDocument.id,
                SearchDocument.record_id,
                SearchDocument.record_key,
                SearchDocument.title,
                SearchDocument.body,
                SearchDocument.stems,
                SearchDocument.sort_day,
            ).where(SearchDocument.record_type == record_type, SearchDocument.record_id.in_(asked))
        )
    }
    new = [one for one in documents if one.record_id not in held]
    changed = [one for one in documents if one.record_id in held and tuple(held[one.record_id][1:]) != one]
    if new:
        session.execute(
            insert(SearchDocument), [{"record_type": record_type, **one._asdict()} for one in new]
        )
    if changed:
        session.execute(
            update(SearchDocument), [{"id": held[one.record_id].id, **one._asdict()} for one in changed]
        )
    gone = set(held) - {one.record_id for one in documents}
    write_facets(session, record_type, asked)
    return len(new) + len(changed) + remove_documents(session, record_type, sorted(gone))


def _stems(names: Iterable[str | None], body: str = "") -> str:
    stems = stems_of("\n".join(dict.fromkeys(one for one in names if one)))
    return " ".join((stems + stems_of(body, MAX_STEMS))[:MAX_STEMS])


def _kind(one: Base | Agreement) -> str:
    return f"{one.kind.replace('_', ' ')} {one.status.replace('_', ' ')}"


def _grouped(session: Session, query: object) -> dict[int, list[str]]:
    """The texts of a query for (id, text, text, …), by id."""
    found: dict[int, list[str]] = {}
    for first, *texts in session.execute(query):  # type: ignore[call-overload]
        found.setdefault(first, []).extend(text for text in texts if text)
    return found


def _bases(session: Session, ids: Sequence[int | str]) -> list[Document]:
    names = _grouped(
        session, select(BaseSpelling.base_id, BaseSpelling.spelling).where(BaseSpelling.base_id.in_(ids))
    )
    places = _grouped(
        session,
        select(Base.id, Country.name, Country.name_ru)
        .join(Country, (Country.code == Base.host_code) | (Country.code == Base.territory_code))
        .where(Base.id.in_(ids)),
    )
    rows = session.scalars(select(Base).where(Base.id.in_(ids), is_public(Base)))
    return [
        Document(
            one.id,
            one.slug,
            one.name,
            one.summary or "",
            _stems(
                [
                    one.name,
                    one.name_ru,
                    *names.get(one.id, ()),
                    one.locality,
                    *places.get(one.id, ()),
                    _kind(one),
                ],
                one.summary or "",
            ),
            first_day(one.status_as_of or one.opened or "1900"),
        )
        for one in rows
    ]


def _officials(session: Session, ids: Sequence[int | str]) -> list[Document]:
    names = _grouped(
        session,
        select(OfficialSpelling.official_id, OfficialSpelling.spelling).where(
            OfficialSpelling.official_id.in_(ids)
        ),
    )
    roles = session.execute(
        select(OfficialRole.official_id, OfficialRole.title, OfficialRole.body)
        .where(OfficialRole.official_id.in_(ids))
        .order_by(OfficialRole.from_day.desc(), OfficialRole.id)
    )
    posts: dict[int, list[str]] = {}
    for official_id, title, body in roles:
        posts.setdefault(official_id, []).append(f"{title}, {body}" if body and body != title else title)
    newest = session.execute(
        select(Statement.official_id, func.max(Statement.sort_day))
        .where(Statement.official_id.in_(ids), is_public(Statement))
        .group_by(Statement.official_id)
    )
    latest = {row.official_id: row[1] for row in newest}
    rows = session.execute(
        select(Official.id, Official.slug, Official.name, Official.name_ru, Country.name, Country.name_ru)
        .outerjoin(Country, Country.code == Official.country_code)
        .where(Official.id.in_(ids), is_public(Official))
    )
    return [
        Document(
            number,
            slug,
            name,
            body := "; ".join(posts.get(number, ())),
            _stems([name, name_ru, *names.get(number, ()), *country], body),
            latest.get(number, UNDATED),
        )
        for number, slug, name, name_ru, *country in rows
    ]


def _countries(session: Session, codes: Sequence[int | str]) -> list[Document]:
    rows = session.scalars(select(Country).where(Country.code.in_(codes)))
    return [
        Document(
            _number(one.code),
            one.code,
            one.name,
            body := ", ".join(dict.fromkeys(part for part in (one.subregion, one.region) if part)),
            _stems([one.name, one.name_ru], f"{body} {one.note or ''}"),
            UNDATED,
        )
        for one in rows
    ]


def _agreements(session: Session, ids: Sequence[int | str]) -> list[Document]:
    parties = _grouped(
        session,
        select(AgreementParty.agreement_id, Country.name, Country.name_ru)
        .join(Country, Country.code == AgreementParty.country_code)
        .where(AgreementParty.agreement_id.in_(ids)),
    )
    bases = _grouped(
        session,
        select(AgreementBase.agreement_id, BaseSpelling.spelling)
        .join(BaseSpelling, BaseSpelling.base_id == AgreementBase.base_id)
        .where(AgreementBase.agreement_id.in_(ids)),
    )
    rows = session.scalars(select(Agreement).where(Agreement.id.in_(ids), is_public(Agreement)))
    return [
        Document(
            one.id,
            one.slug,
            one.title,
            one.summary or "",
            _stems(
                [one.title, _kind(one), *parties.get(one.id, ()), *bases.get(one.id, ())],
                f"{one.summary or ''} {one.note or ''}",
            ),
            one.sort_day,
        )
        for one in rows
    ]


def _statements(session: Session, ids: Sequence[int | str]) -> list[Document]:
    speakers = _grouped(
        session,
        select(Statement.id, OfficialSpelling.spelling)
        .join(OfficialSpelling, OfficialSpelling.official_id == Statement.official_id)
        .where(Statement.id.in_(ids)),
    )
    countries = _grouped(
        session,
        select(StatementCountry.statement_id, Country.name, Country.name_ru)
        .join(Country, Country.code == StatementCountry.country_code)
        .where(StatementCountry.statement_id.in_(ids)),
    )
    bases = _grouped(
        session,
        select(StatementBase.statement_id, BaseSpelling.spelling)
        .join(BaseSpelling, BaseSpelling.base_id == StatementBase.base_id)
        .where(StatementBase.statement_id.in_(ids)),
    )
    rows = session.execute(
        select(Statement.id, Statement.speaker, Official.name, Statement.quote, Statement.sort_day)
        .outerjoin(Official, Official.id == Statement.official_id)
        .where(Statement.id.in_(ids), is_public(Statement))
    )
    return [
        Document(
            number,
            str(number),
            official or speaker,
            quote,
            _stems(
                [
                    *(official, speaker, *speakers.get(number, ())),
                    *(*countries.get(number, ()), *bases.get(number, ())),
                ],
                quote,
            ),
            day,
        )
        for number, speaker, official, quote, day in rows
    ]


def _articles(session: Session, ids: Sequence[int | str]) -> list[Document]:
    rows = session.execute(
        select(Article.id, Article.title, Article.text, Article.sort_day, Publisher.name, Publisher.domain)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.id.in_(ids), is_public(Article))
    )
    return [
        Document(number, str(number), title, text[:MAX_BODY], _stems([title, *publisher], text), day)
        for number, title, text, day, *publisher in rows
    ]


_LOADERS: dict[str, Callable[[Session, Sequence[int | str]], list[Document]]] = {
    "base": _bases,
    "official": _officials,
    "country": _countries,
    "agreement": _agreements,
    "statement": _statements,
    "article": _articles,
}
_ALL_IDS = {
    "base": select(Base.id),
    "official": select(Official.id),
    "country": select(Country.code),
    "agreement": select(Agreement.id),
    "statement": select(Statement.id),
    "article": select(Article.id),
}
