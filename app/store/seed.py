"""Load the reference data of `seeds/`: twice is the same as once, and what people changed stays."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.errors import StoreError
from app.store.dump_load import IMPORTED
from app.store.models import Article, SeedRecord
from app.store.same_candidates import fill_pairs
from app.store.search_index import index_records
from app.store.seeds.bases import (
    drop_vanished_claims,
    load_agreements,
    load_bases,
    plan_claims,
    write_claims,
)
from app.store.seeds.files import file_hash, parse_seeds, seed_files
from app.store.seeds.ledger import Counts, Ledger, LeftRecord, Plan, SeedReport
from app.store.seeds.links import SeedData
from app.store.seeds.names import load_countries, load_officials, load_publishers
from app.store.seeds.pages import drop_vanished, load_pages
from app.store.seeds.statements import plan_statements, write_reports, write_statements
from app.store.versions import bump_data_version

__all__ = ["Counts", "LeftRecord", "SeedReport", "load_seeds"]

LOADER_VERSION = 1  # raise it when the same files should give other rows: every file is then read again
_UNCOUNTED = ("file", "evidence")  # seed records that are no records of the domain

Step = Callable[[str, int, int], None]  # (what is done now, steps done, steps in all)


def load_seeds(
    session: Session, folder: Path, *, actor: str = "seed", on_step: Step | None = None
) -> SeedReport:
    """Bring the database up to the seed files of `folder`, within the caller's transaction.

    Files that are as they were at the last load are not even parsed. A changed seed updates its record with a
    Revision, unless a person has changed or rejected the record since: it is then left and reported.
    Raises: SeedError naming file, record and field of every error; nothing is written then.
    """
    contents = seed_files(folder)
    hashes = {name: file_hash(content + str(LOADER_VERSION).encode()) for name, content in contents.items()}
    files = select(SeedRecord.key, SeedRecord.seed_hash).where(SeedRecord.record_type == "file")
    known = dict(session.execute(files).all())
    if hashes == known:
        return _unchanged(session)
    if not known and session.scalar(select(Article.id).where(Article.added_by == IMPORTED).limit(1)):
        raise StoreError(
            "this database was filled from a dump, which holds the reference data already: leave `basewatch seed` "
            "and `basewatch run` out, and start it with `basewatch serve`"
        )
    data = parse_seeds(folder, contents)
    ledger = Ledger(session, actor)
    is_first = not known
    plans = _load(ledger, data, on_step or (lambda *_: None))
    _remember_files(session, hashes, known)
    if ledger.report.has_changes:
        session.flush()
        _index(session, ledger, plans, everything=is_first)
        fill_pairs(session)
        bump_data_version(session)
    return ledger.report


def _load(ledger: Ledger, data: SeedData, on_step: Step) -> dict[str, Plan]:
    steps = iter(
        [
            "countries",
            "publishers",
            "officials",
            "bases",
            "agreements",
            "pages",
            "claims",
            "statements",
            "search index",
        ]
    )
    done = 0

    def step() -> None:
        nonlocal done
        on_step(next(steps), done, 9)
        done += 1

    step()
    load_countries(ledger, data.countries)
    step()
    publishers = load_publishers(ledger, data.publishers)
    step()
    officials = load_officials(ledger, data.officials, data.offices)
    step()
    bases = load_bases(ledger, data.bases)
    data.bases = [one for one in data.bases if one.slug in bases.ids]  # a base that was removed has no facts
    step()
    agreements = load_agreements(ledger, data.agreements, bases.ids)
    claims = plan_claims(ledger, data.bases)
    statements = plan_statements(ledger, data.statements)
    step()
    drop_vanished_claims(ledger, claims)
    plans = {"base": bases, "agreement": agreements, "claim": claims, "statement": statements}
    notes = load_pages(ledger, data, publishers, plans)
    step()
    write_claims(ledger, claims, data.bases, bases.ids, notes.evidence)
    write_reports(ledger, notes, bases.ids, agreements.ids)
    step()
    write_statements(ledger, statements, data, notes, officials.ids, bases.ids)
    drop_vanished(ledger, notes)
    step()
    return plans | {"official": officials, "article": notes.articles}


def _index(session: Session, ledger: Ledger, plans: dict[str, Plan], *, everything: bool) -> None:
    """Renew the search documents of what was written."""
    if everything or ledger.report.of("country").added or ledger.report.of("country").changed:
        index_records(session, "country", None)
    for record_type in ("base", "official", "statement", "agreement", "article"):
        plan = plans[record_type]
        index_records(session, record_type, [plan.ids[key] for key in plan.written])


def _remember_files(session: Session, hashes: dict[str, str], known: dict[str, str]) -> None:
    new = [
        {"record_type": "file", "key": name, "record_id": None, "seed_hash": seed_hash}
        for name, seed_hash in hashes.items()
        if name not in known
    ]
    if new:
        session.execute(insert(SeedRecord), new)
    for name, seed_hash in hashes.items():
        if known.get(name, seed_hash) != seed_hash:
            session.execute(
                update(SeedRecord)
                .where(SeedRecord.record_type == "file", SeedRecord.key == name)
                .values(seed_hash=seed_hash)
            )


def _unchanged(session: Session) -> SeedReport:
    report = SeedReport()
    counted = select(SeedRecord.record_type, func.count()).group_by(SeedRecord.record_type)
    for record_type, count in session.execute(counted.order_by(SeedRecord.record_type)):
        if record_type not in _UNCOUNTED:
            report.of(record_type).unchanged = count
    return report
