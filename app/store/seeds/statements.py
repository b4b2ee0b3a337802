"""Statements with their countries, bases and what bears on them, and the reports of bases and agreements."""

from typing import Any

from app.domain.dates import first_day
from app.domain.kinds import DenialOutcome, Origin, ReviewState, StatementKind, StatementMode
from app.store.models import (
    AgreementReport,
    BaseReport,
    Statement,
    StatementBase,
    StatementBearing,
    StatementCountry,
    StatementReport,
)
from app.store.seeds.ledger import Ledger, Plan, digest
from app.store.seeds.links import SeedData
from app.store.seeds.pages import Notes
from app.store.seeds.schema import StatementSeed, as_json


def plan_statements(ledger: Ledger, seeds: list[StatementSeed]) -> Plan:
    return ledger.plan(
        "statement", Statement, {one.slug: digest(as_json(one)) for one in seeds}, Statement.slug
    )


def write_statements(
    ledger: Ledger,
    plan: Plan,
    data: SeedData,
    notes: Notes,
    officials: dict[str, int],
    bases: dict[str, int],
) -> None:
    """officials, bases: ids by slug."""
    names = {one.slug: one.name for one in (*data.officials, *data.offices)}
    written = set(plan.written)
    seeds = [one for one in data.statements if one.slug in written]
    values = {one.slug: _values(one, notes, names, officials) for one in seeds}
    ledger.write(plan, Statement, values)
    ids = plan.changed_ids
    for column in (StatementCountry.statement_id, StatementBase.statement_id, StatementBearing.statement_id):
        ledger.delete_of(column, ids)
    own = [values[slug]["evidence_id"] for slug in plan.changed]
    ledger.delete_of(StatementReport.evidence_id, own)
    ledger.insert_links(
        StatementReport,
        [
            {"statement_id": plan.ids[one.slug], "evidence_id": values[one.slug]["evidence_id"]}
            for one in seeds
        ],
    )
    ledger.insert_links(
        StatementCountry,
        [
            {"statement_id": plan.ids[one.slug], "country_code": code, "sort_day": first_day(one.said_on)}
            for one in seeds
            for code in dict.fromkeys(one.countries)
        ],
    )
    ledger.insert_links(
        StatementBase,
        [
            {"statement_id": plan.ids[one.slug], "base_id": bases[slug], "sort_day": first_day(one.said_on)}
            for one in seeds
            for slug in dict.fromkeys(one.bases)
            if slug in bases
        ],
    )
    ledger.insert_links(StatementBearing, [row for one in seeds for row in _bearings(plan, one)])


def _values(
    seed: StatementSeed, notes: Notes, names: dict[str, str], officials: dict[str, int]
) -> dict[str, Any]:
    others = f"Also names: {', '.join(seed.other_places)}." if seed.other_places else None
    return {
        "slug": seed.slug,
        "official_id": officials.get(seed.official) if seed.official else None,
        "speaker": seed.speaker or names[seed.official or ""],
        "mode": StatementMode.INDIRECT,
        "kind": seed.kind,
        "topic": seed.topic,
        "said_on": seed.said_on,
        "sort_day": first_day(seed.said_on),
        "article_id": notes.articles.ids[seed.page],
        "evidence_id": notes.evidence[f"statement:{seed.slug}@{seed.page}"],
        "quote": seed.summary,
        "is_summary": True,
        "outcome": DenialOutcome.OPEN if seed.kind is StatementKind.DENIAL else None,
        "note": " ".join(one for one in (seed.note, others) if one) or None,
        "origin": Origin.SEED,
        "review": ReviewState.ACCEPTED,
    }


def _bearings(plan: Plan, seed: StatementSeed) -> list[dict[str, Any]]:
    links = [(one.slug, one.event, one.source_url, one.day, "contradicts") for one in seed.contradicted_by]
    links += [(slug, None, None, None, "see_also") for slug in seed.see_also]
    return [
        {
            "statement_id": plan.ids[seed.slug],
            "relation": relation,
            "other_id": plan.ids[slug] if slug else None,
            "event": event,
            "source_url": source_url,
            "day": day,
            "is_dismissed": False,
        }
        for slug, event, source_url, day, relation in links
        if slug is None or slug in plan.ids
    ]


def write_reports(ledger: Ledger, notes: Notes, bases: dict[str, int], agreements: dict[str, int]) -> None:
    """Where bases and agreements are reported, for the evidence that is new.

    The sources of an agreement are given for it as a whole: no report says which date a source states.
    """
    of_base, of_agreement = [], []
    for fact in notes.new_facts:
        kind, _, slug = fact.owner.partition(":")
        evidence_id = notes.evidence[fact.key]
        if kind == "base" and slug in bases:
            of_base.append({"base_id": bases[slug], "evidence_id": evidence_id})
        elif kind == "agreement" and slug in agreements:
            of_agreement.append({"agreement_id": agreements[slug], "evidence_id": evidence_id})
    ledger.insert_links(BaseReport, of_base)
    ledger.insert_links(AgreementReport, of_agreement)
