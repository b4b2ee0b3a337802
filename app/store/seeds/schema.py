"""The form of each seed record, as `seeds/README.md` documents it. Unknown fields are errors."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    model_validator,
)

from app.domain.dates import is_edtf
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    BaseStatus,
    Branch,
    ClaimProperty,
    CountryKind,
    MatchRule,
    Precision,
    PublisherKind,
    StatementKind,
    StatementTopic,
)

MAX_LINE = 800  # code points of any text in a seed: these are notes, not articles
DATED = frozenset({ClaimProperty.AGREEMENT_SIGNED, ClaimProperty.LEASE_EXPIRES, ClaimProperty.OPENED})
COUNTED = frozenset({ClaimProperty.PERSONNEL, ClaimProperty.MAX_SHIPS, ClaimProperty.RENT_USD_PER_YEAR})


def _quoted(value: object) -> object:
    """A date or a number that YAML has read as such: the author forgot the quotes."""
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        raise ValueError(f"{value} is read as a number or a date: put it in quotes, '{value}'")
    return value


def _one_line(text: str) -> str:
    if not text.strip() or text != " ".join(text.split()):
        raise ValueError("must be one line of text without blanks at its ends or doubled inside")
    return text


def _edtf(text: str) -> str:
    if not is_edtf(text):
        raise ValueError(
            f"{text!r} is no EDTF date: write '2023', '2023-06' or '2023-06-06', ~ added if approximate"
        )
    return text


def _http(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?", text):
        raise ValueError(f"{text!r} is no http or https address")
    return text


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise ValueError(f"{text!r} is no slug: small letters, digits and single hyphens")
    return text


def _domain(text: str) -> str:
    if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}", text):
        raise ValueError(f"{text!r} is no domain: write it in small letters, without scheme or path")
    return text


Text = Annotated[str, BeforeValidator(_quoted), Field(max_length=MAX_LINE), AfterValidator(_one_line)]
Edtf = Annotated[str, BeforeValidator(_quoted), AfterValidator(_edtf)]
Url = Annotated[str, Field(max_length=600), AfterValidator(_http)]
Slug = Annotated[str, Field(max_length=120), AfterValidator(_slug)]
Domain = Annotated[str, Field(max_length=120), AfterValidator(_domain)]
Code = Annotated[str, Field(pattern=r"^[A-Z]{1,3}(-[A-Z0-9]{2,6})?$", max_length=8)]


class Seed(BaseModel):
    """One record of a seed file. `KEY` is the field that names it, unique within its record type."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    KEY: ClassVar[str] = "slug"

    @property
    def key(self) -> str:
        return str(getattr(self, self.KEY))


class CountrySeed(Seed):
    KEY: ClassVar[str] = "code"
    code: Code
    kind: CountryKind
    name: Text
    name_ru: Text
    names: list[Text] = []
    demonyms: list[Text] = []
    capital: list[Text] = []
    aliases: list[Text] = []  # codes of the same place elsewhere
    region: Text | None = None
    subregion: Text | None = None
    parent: Code | None = None
    note: Text | None = None
    source_url: Url | None = None


class PublisherSeed(Seed):
    KEY: ClassVar[str] = "domain"
    domain: Domain
    name: Text
    country: Code | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    kind: PublisherKind | None = None
    state_controlled: StrictBool | None = None  # left out: mixed, or not established
    also: list[Domain] = []  # its other domains and hosts
    note: Text | None = None


class PageSeed(Seed):
    """A page that was read. Nothing of its text is held."""

    KEY: ClassVar[str] = "url"
    url: Url
    title: Text | None = None  # in [square brackets]: our description
    publisher: Domain
    published: Edtf | None = None
    credit: Text | None = None  # whose report the page carries, where that is not its publisher's own
    note: Text | None = None


class RoleSeed(Seed):
    title: Text
    body: Text
    held_from: Edtf | None = None
    held_to: Edtf | None = None
    source: Text  # an address, or "general knowledge"


class OfficialSeed(Seed):
    slug: Slug
    name: Text
    name_ru: Text | None = None
    spellings: list[Text] = []
    country: Code | None = None
    roles: list[RoleSeed] = []
    note: Text | None = None


class SpellingSeed(Seed):
    text: Text
    match: MatchRule


class ClaimSeed(Seed):
    property: ClaimProperty
    value: Text
    as_of: Edtf | None = None
    page: Url
    note: Text | None = None
    computed: StrictBool = False  # follows from a date and a term; no source states it

    @model_validator(mode="after")
    def _value_fits(self) -> "ClaimSeed":
        if self.property is ClaimProperty.STATUS and self.value not in set(BaseStatus):
            raise ValueError(f"value: {self.value!r} is not one of {', '.join(BaseStatus)}")
        looks_dated = re.fullmatch(r"[\d-]+", self.value) is not None
        if self.property in DATED and looks_dated and not is_edtf(self.value):
            raise ValueError(
                f"value: {self.value!r} is no EDTF date; where no date is known, say it in words"
            )
        return self


class BaseSeed(Seed):
    slug: Slug
    name: Text
    name_ru: Text | None = None
    spellings: list[SpellingSeed] = []
    host_country: Code
    territory: Code | None = None
    locality: Text | None = None
    latitude: Annotated[StrictFloat, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[StrictFloat, Field(ge=-180, le=180)] | None = None
    precision: Precision | None = None
    coordinates_source: Text | None = None
    kind: BaseKind
    branch: Branch | None = None
    status: BaseStatus
    status_as_of: Edtf | None = None
    opened: Edtf | None = None
    closed: Edtf | None = None
    summary: Text | None = None
    note: Text | None = None
    claims: list[ClaimSeed] = []
    pages: Annotated[list[Url], Field(min_length=1)]

    @model_validator(mode="after")
    def _coordinates_together(self) -> "BaseSeed":
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("longitude: give latitude and longitude together")
        if self.latitude is not None and self.precision is None:
            raise ValueError("precision: coordinates need it: exact, locality or region")
        return self


class AgreementSeed(Seed):
    slug: Slug
    title: Text
    parties: Annotated[list[Code], Field(min_length=2)]
    kind: AgreementKind
    signed: Edtf | None = None
    ratified: Edtf | None = None
    in_force: Edtf | None = None
    expires: Edtf | None = None  # left out: unknown, not endless
    term_years: Annotated[StrictInt, Field(ge=1, le=999)] | None = None
    status: AgreementStatus
    status_as_of: Edtf | None = None
    bases: list[Slug] = []
    summary: Text | None = None
    note: Text | None = None
    pages: Annotated[list[Url], Field(min_length=1)]


class BearingSeed(Seed):
    """Another statement (`slug`), or an event with its source."""

    slug: Slug | None = None
    event: Text | None = None
    source_url: Url | None = None
    day: Edtf | None = None

    @model_validator(mode="after")
    def _statement_or_event(self) -> "BearingSeed":
        if (self.slug is None) == (self.event is None):
            raise ValueError("slug: give the slug of a statement, or an event with its source_url")
        if (self.event is None) != (self.source_url is None):
            raise ValueError("source_url: an event needs it, a statement has none")
        return self


class StatementSeed(Seed):
    slug: Slug
    official: Slug | None = None
    speaker: Text | None = None  # as the source names it, where that is not the official's name
    said_on: Edtf
    kind: StatementKind
    topic: StatementTopic
    countries: Annotated[list[Code], Field(min_length=1)]
    bases: list[Slug] = []
    other_places: list[Text] = []  # sites that it names and that are no record
    summary: Text
    page: Url
    contradicted_by: list[BearingSeed] = []
    see_also: list[Slug] = []
    note: Text | None = None

    @model_validator(mode="after")
    def _speaker_known(self) -> "StatementSeed":
        if self.official is None and self.speaker is None:
            raise ValueError("official: give the slug of an official, or a speaker")
        return self


def numbers_of(value: str) -> tuple[float | None, float | None]:
    """The number or range that a counted claim states: `3214-5000`, `up to 300`, `about 20 men`.

    A value with further numbers outside brackets ("4 Russians and 12-15 Serbs") has none.
    """
    found = re.match(
        r"(?P<hedge>up to|more than|over|at least|about|around|[<>])?\s*(?P<low>\d[\d,]*)"
        r"(?:\s*[-–]\s*(?P<high>\d[\d,]*))?(?P<rest>.*)$",
        value,
    )
    if found is None or re.search(r"\d", re.sub(r"\([^)]*\)", "", found["rest"])):
        return None, None
    low = float(found["low"].replace(",", ""))
    high = float(found["high"].replace(",", "")) if found["high"] else low
    if low > high:
        return None, None
    match found["hedge"]:
        case "up to" | "<":
            return None, high
        case "more than" | "over" | "at least" | ">":
            return low, None
    return low, high


def as_json(seed: Seed) -> dict[str, Any]:
    """The record without what is left at its default: what its hash is taken over."""
    return seed.model_dump(mode="json", exclude_defaults=True)
