"""The reference names that extraction and resolution match: frozen data, from seeds or the database."""

from dataclasses import dataclass

from app.domain.kinds import AgreementKind, BaseKind, CountryKind, MatchRule


@dataclass(frozen=True, slots=True)
class CountryName:
    """A state, territory or organisation with every form that names it, in all languages that we read."""

    code: str  # `TJ`, `GE-AB`
    name: str
    name_ru: str
    kind: CountryKind
    parent: str | None  # the state that a territory is recognised as part of
    names: tuple[str, ...]  # all names and spellings, every language, inflected Russian forms included
    demonyms: tuple[str, ...]  # "Tajik", "Tajikistani", "таджикский" with its forms
    capital: tuple[str, ...]  # spellings of the capital, which stands for the government


@dataclass(frozen=True, slots=True)
class RoleName:
    """A post of an official; `start` and `end` are EDTF, null where unknown (no `end`: may still hold it)."""

    title: str
    body: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class OfficialName:
    slug: str
    name: str
    name_ru: str
    country: str | None
    spellings: tuple[str, ...]  # both scripts, `name` and `name_ru` included
    roles: tuple[RoleName, ...]
    is_body: bool = False  # a ministry, a presidency: an office rather than a person


@dataclass(frozen=True, slots=True)
class Spelling:
    text: str
    rule: MatchRule


@dataclass(frozen=True, slots=True)
class BaseName:
    slug: str
    name: str
    country: str
    territory: str | None
    kind: BaseKind
    locality: str | None
    spellings: tuple[Spelling, ...]
    opened: str | None = None
    closed: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class AgreementName:
    slug: str
    title: str
    kind: AgreementKind
    parties: tuple[str, ...]
    signed: str | None
    expires: str | None
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceNames:
    """Everything that can be resolved to."""

    countries: tuple[CountryName, ...]
    officials: tuple[OfficialName, ...]
    bases: tuple[BaseName, ...]
    agreements: tuple[AgreementName, ...]
