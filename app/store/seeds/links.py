"""Everything that the seed files hold together, and the references between records that lead nowhere."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.store.seeds.schema import (
    AgreementSeed,
    BaseSeed,
    CountrySeed,
    OfficialSeed,
    PageSeed,
    PublisherSeed,
    StatementSeed,
)


@dataclass(slots=True)
class SeedData:
    """Everything in the folder, in file order."""

    countries: list[CountrySeed] = field(default_factory=list)
    publishers: list[PublisherSeed] = field(default_factory=list)
    officials: list[OfficialSeed] = field(default_factory=list)
    offices: list[OfficialSeed] = field(default_factory=list)
    bases: list[BaseSeed] = field(default_factory=list)
    agreements: list[AgreementSeed] = field(default_factory=list)
    statements: list[StatementSeed] = field(default_factory=list)
    pages: list[PageSeed] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # "bases:gyumri-…" -> the file that holds it


@dataclass(frozen=True, slots=True)
class _Target:
    """What a field may refer to, and how an error calls it."""

    keys: frozenset[str]
    name: str

    def missing(self, given: Iterable[str | None]) -> Iterator[str]:
        for one in given:
            if one is not None and one not in self.keys:
                near = difflib.get_close_matches(one, self.keys, n=1)
                yield f"{one!r} is no {self.name}" + (f"; did you mean {near[0]}?" if near else "")


def broken_links(data: SeedData) -> Iterator[str]:
    """One line for each reference that leads nowhere, each name used twice, each page not cited."""
    for group, key, field_name, problem in _problems(data):
        yield f"{data.files[f'{group}:{key}']}: {key}: {field_name}: {problem}"


def _problems(data: SeedData) -> Iterator[tuple[str, str, str, str]]:
    country = _Target(frozenset(one.code for one in data.countries), "code in countries.yaml")
    domain = _Target(frozenset(one.domain for one in data.publishers), "domain in publishers*.yaml")
    official = _Target(
        frozenset(one.slug for one in (*data.officials, *data.offices)),
        "slug in officials.yaml or offices.yaml",
    )
    base = _Target(frozenset(one.slug for one in data.bases), "slug in bases*.yaml")
    statement = _Target(frozenset(one.slug for one in data.statements), "slug in statements.yaml")
    page = _Target(frozenset(one.url for one in data.pages), "url in pages.yaml")
    references: list[tuple[str, str, str, Iterable[str | None], _Target]] = []
    for c in data.countries:
        references.append(("countries", c.code, "parent", [c.parent], country))
    for p in data.publishers:
        references.append(("publishers", p.domain, "country", [p.country], country))
    for group, people in (("officials", data.officials), ("offices", data.offices)):
        references += [(group, one.slug, "country", [one.country], country) for one in people]
    for b in data.bases:
        references += [
            ("bases", b.slug, "host_country", [b.host_country], country),
            ("bases", b.slug, "territory", [b.territory], country),
            ("bases", b.slug, "pages", b.pages, page),
            ("bases", b.slug, "claims.page", [claim.page for claim in b.claims], page),
        ]
    for a in data.agreements:
        references += [
            ("agreements", a.slug, "parties", a.parties, country),
            ("agreements", a.slug, "bases", a.bases, base),
            ("agreements", a.slug, "pages", a.pages, page),
        ]
    for s in data.statements:
        references += [
            ("statements", s.slug, "official", [s.official], official),
            ("statements", s.slug, "countries", s.countries, country),
            ("statements", s.slug, "bases", s.bases, base),
            ("statements", s.slug, "page", [s.page], page),
            ("statements", s.slug, "contradicted_by", [one.slug for one in s.contradicted_by], statement),
            ("statements", s.slug, "see_also", s.see_also, statement),
        ]
    references += [("pages", one.url, "publisher", [one.publisher], domain) for one in data.pages]
    for group, key, field_name, given, target in references:
        for problem in target.missing(given):
            yield group, key, field_name, problem
    yield from _used_twice(data)
    cited = {url for *_, given, target in references if target is page for url in given}
    for one in data.pages:
        if one.url not in cited:
            yield "pages", one.url, "url", "no record cites it: cite it or take it out"


def _used_twice(data: SeedData) -> Iterator[tuple[str, str, str, str]]:
    people = {one.slug for one in data.officials}
    for office in data.offices:
        if office.slug in people:
            yield "offices", office.slug, "slug", "is used in officials.yaml too"
    taken = {one.domain for one in data.publishers}
    for publisher in data.publishers:
        for also in publisher.also:
            if also in taken:
                yield "publishers", publisher.domain, "also", f"{also!r} is a domain of another record"
            taken.add(also)
    for base in data.bases:
        spellings = [one.text for one in base.spellings]
        for text in {one for one in spellings if spellings.count(one) > 1}:
            yield "bases", base.slug, "spellings", f"{text!r} stands twice"
    for statement in data.statements:
        linked = [one.slug for one in statement.contradicted_by if one.slug] + statement.see_also
        if statement.slug in linked or len(linked) != len(set(linked)):
            yield (
                "statements",
                statement.slug,
                "contradicted_by",
                "links to itself, or to one statement twice",
            )
