"""Countries, publishers and officials: the records that others refer to."""

from collections.abc import Sequence

from sqlalchemy import select

from app.domain.dates import first_day, last_day
from app.domain.kinds import CountryKind, Origin, ReviewState
from app.store.models import (
    Country,
    Official,
    OfficialRole,
    OfficialSpelling,
    Publisher,
    PublisherDomain,
    SeedRecord,
)
from app.store.seeds.ledger import Ledger, Plan, digest
from app.store.seeds.schema import CountrySeed, OfficialSeed, PublisherSeed, Seed, as_json

UNSETTLED = "No state is generally recognised as the one that it belongs to."


def hashes_of(seeds: Sequence[Seed]) -> dict[str, str]:
    return {seed.key: digest(as_json(seed)) for seed in seeds}


def load_countries(ledger: Ledger, seeds: list[CountrySeed]) -> None:
    """States before what is part of them. A country has no number, so its record goes by its code."""
    loaded = ledger.known.get("country", {})
    stored = set(ledger.session.scalars(select(Country.code)))
    counts = ledger.report.of("country")
    rows, records = [], []
    for seed in sorted(seeds, key=lambda one: (one.parent is not None, one.code)):
        values = {
            "code": seed.code,
            "kind": seed.kind,
            "name": seed.name,
            "name_ru": seed.name_ru,
            "region": seed.region or "Organisations",
            "subregion": seed.subregion,
            "parent_code": seed.parent,
            "note": seed.note
            or (UNSETTLED if seed.kind is CountryKind.TERRITORY and not seed.parent else None),
            "source_url": seed.source_url,
        }
        seed_hash = digest(as_json(seed))
        if loaded.get(seed.code, (None, None))[1] == seed_hash:
            counts.unchanged += 1
        elif seed.code in stored:
            counts.changed += 1
            ledger.session.merge(Country(**values))
            ledger.session.merge(
                SeedRecord(record_type="country", key=seed.code, record_id=None, seed_hash=seed_hash)
            )
        else:
            counts.added += 1
            rows.append(values)
            records.append(
                {"record_type": "country", "key": seed.code, "record_id": None, "seed_hash": seed_hash}
            )
    ledger.insert_links(Country, rows)
    ledger.insert_links(SeedRecord, records)
    ledger.session.flush()


def load_publishers(ledger: Ledger, seeds: list[PublisherSeed]) -> dict[str, int]:
    """The id of every publisher by its main domain. Reliability is an editor's, so no seed has it."""
    plan = ledger.plan("publisher", Publisher, hashes_of(seeds), Publisher.domain)
    ledger.write(
        plan,
        Publisher,
        {
            seed.domain: {
                "domain": seed.domain,
                "name": seed.name,
                "country_code": seed.country,
                "language": seed.language,
                "kind": seed.kind,
                "state_controlled": seed.state_controlled,
                "note": seed.note,
                "origin": Origin.SEED,
            }
            for seed in seeds
        },
    )
    ledger.delete_of(PublisherDomain.publisher_id, plan.changed_ids)
    taken = set(ledger.session.scalars(select(PublisherDomain.domain)))
    written = set(plan.written)
    ledger.insert_links(
        PublisherDomain,
        [
            {"domain": also, "publisher_id": plan.ids[seed.domain]}
            for seed in seeds
            if seed.domain in written
            for also in seed.also
            if also not in taken
        ],
    )
    return plan.ids


def load_officials(ledger: Ledger, people: list[OfficialSeed], offices: list[OfficialSeed]) -> Plan:
    """People, then offices."""
    seeds = [*people, *offices]
    bodies = {one.slug for one in offices}
    plan = ledger.plan("official", Official, hashes_of(seeds), Official.slug)
    ledger.write(
        plan,
        Official,
        {
            seed.slug: {
                "slug": seed.slug,
                "name": seed.name,
                "name_ru": seed.name_ru,
                "country_code": seed.country,
                "is_body": seed.slug in bodies,
                "note": seed.note,
                "origin": Origin.SEED,
                "review": ReviewState.ACCEPTED,
            }
            for seed in seeds
        },
    )
    ledger.delete_of(OfficialSpelling.official_id, plan.changed_ids)
    ledger.delete_of(OfficialRole.official_id, plan.changed_ids)
    written = set(plan.written)
    new = [seed for seed in seeds if seed.slug in written]
    ledger.insert_links(
        OfficialSpelling,
        [
            {"official_id": plan.ids[seed.slug], "spelling": spelling}
            for seed in new
            for spelling in dict.fromkeys(one for one in (seed.name, seed.name_ru, *seed.spellings) if one)
        ],
    )
    ledger.insert_links(
        OfficialRole,
        [
            {
                "official_id": plan.ids[seed.slug],
                "title": role.title,
                "body": role.body,
                "held_from": role.held_from,
                "held_to": role.held_to,
                "from_day": first_day(role.held_from) if role.held_from else None,
                "to_day": last_day(role.held_to) if role.held_to else None,
                "source": role.source,
            }
            for seed in new
            for role in seed.roles
        ],
    )
    return plan
