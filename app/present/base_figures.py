"""What the page of a base says first: key figures, each with date and source, and the chart of its claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.domain.dates import first_day, is_edtf
from app.domain.kinds import ClaimProperty
from app.present.charts import ClaimDot, dot_range
from app.present.format import day_words, label, span_words
from app.present.language import gettext as _
from app.query.base_details import BaseFacts
from app.query.claims import ClaimRow, Known, figures, known
from app.query.sources import SourceRow
from app.resolve.claim_rules import Criterion

MORE, UP_TO = ("more than", "over ", "at least"), ("up to", "upper", "ceiling", "at most")
LONGEST_FIGURE = 28  # characters; a longer claim stands in the table alone


def property_words() -> dict[ClaimProperty, str]:
    """What a property of a base is called on its page."""
    return {
        ClaimProperty.PERSONNEL: _("Personnel"),
        ClaimProperty.STATUS: _("Status"),
        ClaimProperty.LOCATION: _("Place"),
        ClaimProperty.EQUIPMENT: _("Equipment"),
        ClaimProperty.AGREEMENT_SIGNED: _("Agreement signed"),
        ClaimProperty.LEASE_EXPIRES: _("May stay until"),
        ClaimProperty.RENT_USD_PER_YEAR: _("Rent, USD a year"),
        ClaimProperty.OPENED: _("Opened"),
        ClaimProperty.MAX_SHIPS: _("Ships at most"),
    }


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure: what it is, what it says, and what it stands on."""

    name: str
    text: str
    unit: str
    about: str  # a date and what is thin, in words; may be empty
    source: SourceRow | None  # null: the record itself, no claim says it
    against: tuple[ClaimRow, ...]  # claims that disagree with it
    what: ClaimProperty | None = None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one property, side by side."""

    what: ClaimProperty
    name: str
    claims: tuple[ClaimRow, ...]
    publishers: int

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every number that the claims give, the known end of an open range too ("up to 300")."""
        ends = [end for claim in self.claims for end in (claim.low, claim.high) if end is not None]
        return tuple(sorted(ends))


def claim_text(claim: ClaimRow) -> str:
    """What a claim says, as readers see it: `7,500`, `3,214 to 5,000`, `5 Oct 2042`, or its own words."""
    numeric = claim.what in (
        ClaimProperty.PERSONNEL,
        ClaimProperty.RENT_USD_PER_YEAR,
        ClaimProperty.MAX_SHIPS,
    )
    bare = claim.value.strip().replace(".", "").replace("-", "").replace(" ", "").isdigit()
    if numeric and bare and claim.low is not None and claim.high is not None:
        return span_words((claim.low, claim.high))
    if claim.what == ClaimProperty.STATUS:
        return label(claim.value)
    return day_words(claim.value) if is_edtf(claim.value) else claim.value


def claim_marks(claim: ClaimRow) -> list[str]:
    """What is thin about a claim, in single words: shown as tags beside it."""
    marks = []
    if claim.is_computed:
        marks.append(_("computed"))
    if not claim.reviewed:
        marks.append(_("as extracted"))
    return marks


def key_figures(facts: BaseFacts, claims: Sequence[ClaimRow], on: date | None) -> list[Figure]:
    """Status first, then what is known of personnel, stay, rent and opening; at most five."""
    found = [_status(facts, claims, on)]
    for what, name, unit in (
        (ClaimProperty.PERSONNEL, _("Personnel, latest figure"), ""),
        (ClaimProperty.LEASE_EXPIRES, _("May stay until"), ""),
        (ClaimProperty.RENT_USD_PER_YEAR, _("Rent"), _("USD a year")),
        (ClaimProperty.MAX_SHIPS, _("Ships at most"), ""),
    ):
        short = [c for c in claims if c.pin_reason is not None or len(claim_text(c)) <= LONGEST_FIGURE]
        answer = known(short, what, on)
        if answer is not None:
            plain = unit if claim_text(answer.claim)[0].isdigit() else ""
            found.append(_figure(name, answer, plain))
    opened = known(claims, ClaimProperty.OPENED, on)
    if opened is not None:
        found.append(_figure(_("Opened"), opened, ""))
    elif facts.opened and (on is None or first_day(facts.opened) <= on):
        found.append(Figure(_("Opened"), day_words(facts.opened), "", "", None, ()))
    if facts.closed and (on is None or first_day(facts.closed) <= on):
        found.append(Figure(_("Closed"), day_words(facts.closed), "", "", None, ()))
    return found[:5]


def groups_of(claims: Sequence[ClaimRow]) -> list[ClaimGroup]:
    """Claims by property, in the order of the vocabulary."""
    found = []
    for what in ClaimProperty:
        about = tuple(claim for claim in claims if claim.what == what)
        if about:
            publishers = len({claim.source.publisher for claim in about})
            found.append(ClaimGroup(what, property_words()[what], about, publishers))
    return found


def personnel_chart(
    claims: Sequence[ClaimRow], on: date | None, *, narrow: bool = False, to_source: bool = False
) -> Markup | None:
    """The dots of all numeric personnel claims, those after day `on` left out; null for fewer than two.

    A dot leads to the claim's line on the same page, or `to_source`, in a picture over the whole page, to where the
    claim stands.
    """
    rows = [
        claim
        for claim in figures(claims, ClaimProperty.PERSONNEL)
        if on is None or (claim.as_of_day is not None and claim.as_of_day <= on)
    ]
    if len(rows) < 2:
        return None
    dots = [
        ClaimDot(
            claim.as_of,
            claim.low or 0,
            claim.high if claim.high is not None else claim.low or 0,
            f"{claim_text(claim)}, {day_words(claim.as_of)}: {claim.source.publisher}",
            source_href(claim) if to_source else f"#claim-{claim.id}",
            "s-active" if claim.reviewed else "s-reported",
            _bound(claim),
            claim_text(claim),
        )
        for claim in rows
    ]
    if narrow:
        return dot_range(dots, width=380, height=270)
    return dot_range(dots, width=1180, height=340) if to_source else dot_range(dots)


def source_href(claim: ClaimRow) -> str:
    """The address of the page that a claim stands on; ours of the article where it has none."""
    return claim.source.url or f"/articles/{claim.source.article_id}"


def _bound(claim: ClaimRow) -> str:
    words = f"{claim.value} {claim.note or ''}".lower()
    if any(words.startswith(word) or f" {word}" in words[:24] for word in MORE):
        return "up"
    return "down" if any(words.startswith(word) or f" {word}" in words[:24] for word in UP_TO) else ""


def _figure(name: str, answer: Known, unit: str) -> Figure:
    claim = answer.claim
    about = [claim.note] if claim.note else []
    if claim.as_of:
        about.insert(0, _("as of %(day)s") % {"day": day_words(claim.as_of)})
    if not claim.reviewed:
        about.append(_("as extracted, not reviewed"))
    elif claim.is_computed and "computed" not in (claim.note or ""):
        about.append(_("computed, in no source itself"))
    is_pinned = answer.why is Criterion.PINNED
    if is_pinned:
        about.append(_("pinned by an editor"))
    return Figure(
        name, claim_text(claim), unit, "; ".join(about), claim.source, answer.against, claim.what, is_pinned
    )


def _status(facts: BaseFacts, claims: Sequence[ClaimRow], on: date | None) -> Figure:
    answer = known(claims, ClaimProperty.STATUS, on)
    if on is not None:
        if answer is None:
            return Figure(_("Status"), _("Not known"), "", _("no source dated by then gives one"), None, ())
        return _figure(_("Status"), answer, "")
    if answer is not None and answer.why is Criterion.PINNED:
        return _figure(_("Status"), answer, "")
    as_of = (
        _("as of %(day)s") % {"day": day_words(facts.status_as_of)} if facts.status_as_of else _("undated")
    )
    same = [c for c in claims if c.what == ClaimProperty.STATUS and c.value == facts.status]
    backing = known(same, ClaimProperty.STATUS)
    source = backing.claim.source if backing else answer.claim.source if answer else None
    against = answer.against if answer else ()
    return Figure(_("Status"), label(facts.status), "", as_of, source, against, ClaimProperty.STATUS)
