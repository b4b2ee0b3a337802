"""Bases with their spellings, and agreements with their parties and bases."""

from typing import Any

from sqlalchemy import select

from app.domain.dates import first_day, last_day
from app.domain.kinds import MatchRule, Origin, ReviewState
from app.store.models import Agreement, AgreementBase, AgreementParty, Base, BaseSpelling, Claim
from app.store.seeds.facts import UNDATED, claims_of
from app.store.seeds.ledger import Ledger, Plan, digest
from app.store.seeds.schema import COUNTED, AgreementSeed, BaseSeed, as_json, numbers_of


def load_bases(ledger: Ledger, seeds: list[BaseSeed]) -> Plan:
    """The bases themselves; their claims are records of their own."""
    hashes = {one.slug: digest(as_json(one) | {"claims": None}) for one in seeds}
    plan = ledger.plan("base", Base, hashes, Base.slug)
    ledger.write(plan, Base, {seed.slug: _base_values(seed) for seed in seeds})
    ledger.delete_of(BaseSpelling.base_id, plan.changed_ids)
    written = set(plan.written)
    ledger.insert_links(
        BaseSpelling,
        [
            {"base_id": plan.ids[seed.slug], "spelling": spelling, "rule": rule}
            for seed in seeds
            if seed.slug in written
            for spelling, rule in _spellings(seed).items()
        ],
    )
    return plan


def _base_values(seed: BaseSeed) -> dict[str, Any]:
    return {
        "slug": seed.slug,
        "name": seed.name,
        "name_ru": seed.name_ru,
        "host_code": seed.host_country,
        "territory_code": seed.territory,
        "locality": seed.locality,
        "latitude": seed.latitude,
        "longitude": seed.longitude,
        "precision": seed.precision,
        "coordinates_source": seed.coordinates_source,
        "kind": seed.kind,
        "branch": seed.branch,
        "status": seed.status,
        "status_as_of": seed.status_as_of,
        "opened": seed.opened,
        "closed": seed.closed,
        "summary": seed.summary,
        "note": seed.note,
        "origin": Origin.SEED,
        "review": ReviewState.ACCEPTED,
    }


def _spellings(seed: BaseSeed) -> dict[str, MatchRule]:
    """Its names, which may be matched alone, then its other spellings; one rule each."""
    rules = {one.text: one.match for one in seed.spellings}
    names = [one for one in (seed.name, seed.name_ru) if one]
    return {name: rules.get(name, MatchRule.ALONE) for name in names} | rules


def plan_claims(ledger: Ledger, seeds: list[BaseSeed]) -> Plan:
    hashes = {key: digest(as_json(claim)) for base in seeds for key, claim in claims_of(base)}
    return ledger.plan("claim", Claim, hashes, None)


def drop_vanished_claims(ledger: Ledger, plan: Plan) -> None:
    """Delete the claims whose seed is gone and that no person touched; the revision keeps their words."""
    for key in plan.vanished:
        query = select(Claim.__table__).where(Claim.id == plan.ids[key])
        ledger.removed("claim", ledger.session.execute(query).mappings().one())
        ledger.report.of("claim").changed += 1
    ledger.delete_of(Claim.id, [plan.ids[key] for key in plan.vanished])
    ledger.forget("claim", plan.vanished)


def write_claims(
    ledger: Ledger, plan: Plan, seeds: list[BaseSeed], bases: dict[str, int], evidence: dict[str, int]
) -> None:
    """evidence: the id of each fact's evidence by the fact's key."""
    values = {}
    for base in seeds:
        for key, claim in claims_of(base):
            if (
                key not in plan.hashes
                or base.slug not in bases
                or (fact := f"claim:{key}@{claim.page}") not in evidence
            ):
                continue
            low, high = numbers_of(claim.value) if claim.property in COUNTED else (None, None)
            values[key] = {
                "base_id": bases[base.slug],
                "property": claim.property,
                "value": claim.value,
                "low": low,
                "high": high,
                "as_of": claim.as_of,
                "as_of_day": first_day(claim.as_of) if claim.as_of else None,
                "evidence_id": evidence[fact],
                "note": claim.note,
                "is_computed": claim.computed,
                "origin": Origin.SEED,
                "review": ReviewState.ACCEPTED,
            }
    ledger.write(plan, Claim, values)


def load_agreements(ledger: Ledger, seeds: list[AgreementSeed], bases: dict[str, int]) -> Plan:
    """bases: id by slug."""
    hashes = {one.slug: digest(as_json(one)) for one in seeds}
    plan = ledger.plan("agreement", Agreement, hashes, Agreement.slug)
    ledger.write(plan, Agreement, {seed.slug: _agreement_values(seed) for seed in seeds})
    ledger.delete_of(AgreementParty.agreement_id, plan.changed_ids)
    ledger.delete_of(AgreementBase.agreement_id, plan.changed_ids)
    written = set(plan.written)
    new = [seed for seed in seeds if seed.slug in written]
    ledger.insert_links(
        AgreementParty,
        [
            {"agreement_id": plan.ids[seed.slug], "country_code": code}
            for seed in new
            for code in dict.fromkeys(seed.parties)
        ],
    )
    ledger.insert_links(
        AgreementBase,
        [
            {"agreement_id": plan.ids[seed.slug], "base_id": bases[slug]}
            for seed in new
            for slug in dict.fromkeys(seed.bases)
            if slug in bases
        ],
    )
    return plan


def _agreement_values(seed: AgreementSeed) -> dict[str, Any]:
    dates = (seed.signed, seed.ratified, seed.in_force, seed.expires, seed.status_as_of)
    return {
        "slug": seed.slug,
        "title": seed.title,
        "kind": seed.kind,
        "status": seed.status,
        "status_as_of": seed.status_as_of,
        "signed": seed.signed,
        "ratified": seed.ratified,
        "in_force": seed.in_force,
        "expires": seed.expires,
        "expires_day": last_day(seed.expires) if seed.expires else None,
        "sort_day": next((first_day(day) for day in dates if day), UNDATED),
        "term_years": seed.term_years,
        "summary": seed.summary,
        "note": seed.note,
        "origin": Origin.SEED,
        "review": ReviewState.ACCEPTED,
    }
