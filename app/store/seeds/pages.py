"""Reference pages as articles that hold our notes, and the evidence rows that are lines of these notes."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from app.domain.kinds import ArticleKind
from app.domain.spans import Span
from app.store.models import (
    AgreementReport,
    Article,
    BaseReport,
    Evidence,
    Model,
    SeedRecord,
    StatementReport,
)
from app.store.seeds.facts import Fact, PageNotes, facts_of, sort_day
from app.store.seeds.ledger import Ledger, Plan, digest
from app.store.seeds.links import SeedData
from app.store.seeds.schema import PageSeed, PublisherSeed, as_json

_REPORTS: tuple[type[Model], ...] = (BaseReport, AgreementReport, StatementReport)


@dataclass(slots=True)
class Notes:
    """What the pages of this load hold. `evidence` and `articles` give ids by fact key and by URL."""

    articles: Plan
    evidence: dict[str, int]
    new_facts: list[Fact]
    vanished: list[str]  # fact keys whose evidence is to go once nothing refers to it


def load_pages(ledger: Ledger, data: SeedData, publishers: dict[str, int], plans: dict[str, Plan]) -> Notes:
    """Write the articles and their evidence.

    publishers: id by domain. plans: of base, claim, agreement and statement; a record that is left keeps the
    lines that it has, so that its evidence stays what a person saw.
    """
    loaded = ledger.known.get("evidence", {})
    keeps = {
        f"{kind}:{key}"
        for kind, plan in plans.items()
        for key in (plan.left if kind == "claim" else plan.left | set(plan.vanished))
    }
    kept = _kept_facts(ledger, keeps)
    facts: dict[str, Fact] = {fact.key: fact for fact in facts_of(data) if fact.owner not in keeps}
    facts |= {fact.key: fact for fact in kept}
    by_url: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts.values():
        by_url[fact.url].append(fact)
    pages = [page for page in data.pages if by_url[page.url]]
    notes = {page.url: PageNotes.lay_out(page, by_url[page.url]) for page in pages}
    hashes = {page.url: digest([as_json(page), notes[page.url].text]) for page in pages}
    articles = ledger.plan("page", Article, hashes, None)
    by_domain = {one.domain: one for one in data.publishers}
    values = {
        page.url: _article_values(ledger, page, by_domain[page.publisher], publishers)
        | _text_values(page, by_url[page.url], notes[page.url])
        for page in pages
    }
    _park_evidence(ledger, articles.changed_ids)
    ledger.write(articles, Article, values)
    evidence = {key: row_id for key, (row_id, _) in loaded.items() if row_id is not None and key in facts}
    new_facts = [fact for fact in facts.values() if fact.key not in evidence]
    rows = [_evidence_row(articles, notes, fact) for fact in new_facts]
    ids = ledger.insert(Evidence, rows)
    evidence |= {fact.key: row_id for fact, row_id in zip(new_facts, ids, strict=True)}
    ledger.insert_links(
        SeedRecord,
        [
            {"record_type": "evidence", "key": fact.key, "record_id": row_id, "seed_hash": ""}
            for fact, row_id in zip(new_facts, ids, strict=True)
        ],
    )
    new = {fact.key for fact in new_facts}
    _move_evidence(
        ledger,
        [
            (evidence[fact.key], notes[url].spans[fact.key], fact.text)
            for url in articles.changed
            for fact in by_url[url]
            if fact.key not in new
        ],
    )
    return Notes(articles, evidence, new_facts, [key for key in loaded if key not in facts])


def drop_vanished(ledger: Ledger, notes: Notes) -> None:
    """Delete the evidence of facts that are in the seeds no more, with the reports that rest on it."""
    loaded = ledger.known.get("evidence", {})
    ids = [row_id for key in notes.vanished if (row_id := loaded[key][0]) is not None]
    for report in _REPORTS:
        ledger.delete_of(report.evidence_id, ids)  # type: ignore[attr-defined]  # all three have it
    ledger.delete_of(Evidence.id, ids)
    ledger.forget("evidence", notes.vanished)


def _kept_facts(ledger: Ledger, owners: set[str]) -> list[Fact]:
    """The lines, as they stand, of records that this load leaves alone."""
    ids = {
        row_id: key
        for key, (row_id, _) in ledger.known.get("evidence", {}).items()
        if row_id is not None and key.partition("@")[0] in owners
    }
    found = []
    for row_id, quote, url in ledger.session.execute(
        select(Evidence.id, Evidence.quote, Article.url)
        .join(Article, Article.id == Evidence.article_id)
        .where(Evidence.id.in_(ids))
        .order_by(Evidence.id)
    ):
        found.append(Fact(ids[row_id].partition("@")[0], url or "", quote))
    return found


def _article_values(
    ledger: Ledger, page: PageSeed, publisher: PublisherSeed, publishers: dict[str, int]
) -> dict[str, Any]:
    return {
        "kind": ArticleKind.REFERENCE,
        "url": page.url,
        "title": page.title or f"{page.credit or publisher.name}, {page.published or 'undated'}",
        "publisher_id": publishers.get(page.publisher),
        "published": page.published,
        "language": publisher.language or "und",  # ISO 639-2: undetermined
        "added_by": ledger.actor,
        "added_at": ledger.now,
    }


def _text_values(page: PageSeed, facts: list[Fact], notes: PageNotes) -> dict[str, Any]:
    return {
        "sort_day": sort_day(page, facts),
        "text": notes.text,
        "text_length": len(notes.text),
        "content_hash": hashlib.sha256(f"{page.url}\n{notes.text}".encode()).hexdigest(),
    }


def _evidence_row(articles: Plan, notes: dict[str, PageNotes], fact: Fact) -> dict[str, Any]:
    span = notes[fact.url].spans[fact.key]
    return {
        "article_id": articles.ids[fact.url],
        "text_length": len(notes[fact.url].text),
        "start_at": span.start,
        "end_at": span.end,
        "quote": fact.text,
    }


def _park_evidence(ledger: Ledger, article_ids: list[int]) -> None:
    """Point the evidence of pages whose text will change at their first character.

    The database lets no evidence lie outside its text, also for the moment in which the text grows shorter.
    """
    for article_id in article_ids:
        first = ledger.session.scalar(select(Article.text).where(Article.id == article_id)) or " "
        ledger.session.execute(
            update(Evidence)
            .where(Evidence.article_id == article_id)
            .values(start_at=0, end_at=1, quote=first[0])
        )


def _move_evidence(ledger: Ledger, places: list[tuple[int, Span, str]]) -> None:
    if places:
        table = Evidence.__table__
        ledger.session.connection().execute(
            update(Evidence)
            .where(table.c.id == bindparam("row_id"))
            .values(start_at=bindparam("at"), end_at=bindparam("until"), quote=bindparam("words")),
            [
                {"row_id": row_id, "at": span.start, "until": span.end, "words": words}
                for row_id, span, words in places
            ],
        )
