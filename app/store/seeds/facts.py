"""The one-line notes that reference pages hold: what each page is cited for, a line for each fact."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.dates import first_day
from app.domain.kinds import ClaimProperty
from app.domain.spans import Span
from app.store.seeds.ledger import digest
from app.store.seeds.links import SeedData
from app.store.seeds.schema import AgreementSeed, BaseSeed, ClaimSeed, PageSeed

UNDATED = date(1991, 12, 26)  # sorts what bears no date at all last, before anything else on record

_LABELS = {
    ClaimProperty.PERSONNEL: "personnel",
    ClaimProperty.STATUS: "status",
    ClaimProperty.LOCATION: "location",
    ClaimProperty.EQUIPMENT: "equipment",
    ClaimProperty.AGREEMENT_SIGNED: "agreement signed",
    ClaimProperty.LEASE_EXPIRES: "lease expires",
    ClaimProperty.RENT_USD_PER_YEAR: "rent in USD a year",
    ClaimProperty.OPENED: "opened",
    ClaimProperty.MAX_SHIPS: "ships at most",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What one page is cited for by one record. `text` is its evidence; `lead` stands before it."""

    owner: str  # "base:slug", "claim:key", "agreement:slug", "statement:slug"
    url: str
    text: str
    day: date | None = None
    lead: str = ""

    @property
    def key(self) -> str:
        return f"{self.owner}@{self.url}"


def facts_of(data: SeedData) -> Iterator[Fact]:
    """Every fact of the seeds, in file order: bases with their claims, agreements, statements."""
    for base in data.bases:
        for key, claim in claims_of(base):
            day = first_day(claim.as_of) if claim.as_of else None
            yield Fact(f"claim:{key}", claim.page, _claim_line(base, claim), day)
        for url in base.pages:
            yield Fact(f"base:{base.slug}", url, f"{base.name}: a source on this facility as a whole.")
    for agreement in data.agreements:
        for url in agreement.pages:
            yield Fact(f"agreement:{agreement.slug}", url, _agreement_line(agreement))
    names = {one.slug: one.name for one in (*data.officials, *data.offices)}
    for one in data.statements:
        speaker = one.speaker or names[one.official or ""]
        yield Fact(
            f"statement:{one.slug}",
            one.page,
            one.summary,
            first_day(one.said_on),
            f"{speaker}, {one.said_on}: ",
        )


def claims_of(base: BaseSeed) -> Iterator[tuple[str, ClaimSeed]]:
    """The claims of a base, each with a key that stays while fact and page do; a repeat is numbered."""
    seen: Counter[str] = Counter()
    for claim in base.claims:
        fact = digest([claim.property, claim.value, claim.as_of, claim.page])[:12]
        seen[fact] += 1
        yield f"{base.slug}#{fact}" + (f"-{seen[fact]}" if seen[fact] > 1 else ""), claim


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The text of a reference page with the span of each fact in it; code points."""

    text: str
    spans: dict[str, Span]  # by the fact's key

    @classmethod
    def lay_out(cls, page: PageSeed, facts: list[Fact]) -> "PageNotes":
        lines = [f"Source as credited: {page.credit}."] if page.credit else []
        at = sum(len(line) + 1 for line in lines)
        spans = {}
        for fact in facts:
            start = at + len(fact.lead)
            spans[fact.key] = Span(start, start + len(fact.text))
            lines.append(fact.lead + fact.text)
            at += len(lines[-1]) + 1
        return cls("\n".join(lines), spans)


def sort_day(page: PageSeed, facts: list[Fact]) -> date:
    """The first day of publication, else the latest day that its facts speak of, else UNDATED."""
    if page.published:
        return first_day(page.published)
    return max((fact.day for fact in facts if fact.day), default=UNDATED)


def _claim_line(base: BaseSeed, claim: ClaimSeed) -> str:
    as_of = f", as of {claim.as_of}" if claim.as_of else ""
    note = f" ({claim.note})" if claim.note else ""
    return f"{base.name}: {_LABELS[claim.property]} {claim.value}{as_of}{note}."


def _agreement_line(agreement: AgreementSeed) -> str:
    dates = {
        "signed": agreement.signed,
        "ratified": agreement.ratified,
        "in force": agreement.in_force,
        "expires": agreement.expires,
    }
    known = "".join(f", {word} {day}" for word, day in dates.items() if day)
    status = re.sub("_", " ", agreement.status)
    return f"{agreement.title} ({', '.join(agreement.parties)}): a source on this agreement; {status}{known}."
