"""The findings of an article as numbered cards, joined to their places in the text; what speaks against each. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.dates import days_between
from app.domain.kinds import ClaimProperty
from app.domain.publishing import PUBLISHED_FROM
from app.present.format import counted, day_words, label, listed, number, words
from app.present.highlight import Mark, Segment, highlight
from app.present.language import gettext as _
from app.query.review import Review
from app.query.review_rows import Finding

TOGETHER = ("statement", "claim", "base_report", "agreement_report")  # what may be accepted with the rest


def families() -> tuple[tuple[str, str], ...]:
    """The families of findings, each with the word that heads it."""
    return (
        ("statement", _("Statements")),
        ("base", _("Bases")),
        ("agreement", _("Agreements")),
        ("proposal", _("New names")),
    )


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One finding: its number links the card and its place in the text."""

    number: int
    finding: Finding
    css: str  # the colour by what it says: `k-denial`, `s-active`, `a-signed`
    mark: (
        str  # the classes of its highlight: solid for a statement, dotted for a base, double for an agreement
    )
    family: str  # of `families`
    chip: tuple[str, str]  # (which chip, its state): ("statement", "denial"); ("", "a word") is a plain tag
    title: str
    details: tuple[str, ...]
    why: str | None  # why other words were taken for this record; null where its name stands there
    flags: tuple[str, ...]  # what speaks against accepting it unseen
    is_true: bool  # its words are where they were
    may_decide: bool

    @property
    def is_together(self) -> bool:
        """Accepted with all that remain."""
        one = self.finding
        return one.kind in TOGETHER and not one.is_decided and not self.flags and self.may_decide

    @property
    def href(self) -> str | None:
        """The page of the record; null for a name that is none yet."""
        one = self.finding
        if one.kind == "statement":
            return f"/statements/{one.id}"
        if one.kind == "proposal":
            kind, _, slug = (one.key or "").partition(":")
            return f"/{kind}s/{slug}" if slug else None
        noun = "agreements" if one.kind == "agreement_report" else "bases"
        return f"/{noun}/{one.key}" + (f"#claim-{one.id}" if one.kind == "claim" else "")

    @property
    def is_ready(self) -> bool:
        """A new name that can be made a record as it is proposed: it is a name, and lacks nothing that it needs."""
        one = self.finding
        needed = {"official": (), "base": ("country",), "agreement": ("kind", "status")}
        proposed = one.values.get("proposed")
        if one.kind != "proposal" or proposed not in needed or not one.name[:1].isupper():
            return False
        return all(one.values.get(name) for name in needed[proposed])

    @property
    def spoken(self) -> str:
        """As a screen reader says it when the card is reached."""
        one = self.finding
        state = _("as extracted") if not one.is_decided else words(one.review)
        what = words(self.chip[1]) if self.chip[0] else self.chip[1]
        told = [self.title, what, state]
        if self.flags:
            told.append(counted(len(self.flags), "doubt", "doubts"))
        return f"{self.number}: {', '.join(told)}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; `start` is its offset in code points, which a selection counts from."""

    start: int
    segments: tuple[Segment, ...]


def cards_of(review: Review) -> list[ReviewCard]:
    """A card for each finding, numbered from 1 in the order of the text; those whose words are lost come last."""
    ordered = sorted(review.findings, key=lambda one: one.span.of(review.text) != one.quote)
    return [_card(place, one, review) for place, one in enumerate(ordered, 1)]


def paragraphs_of(review: Review, cards: Sequence[ReviewCard]) -> list[Paragraph]:
    """The text, cut where findings begin and end; a finding's id is given once, at its begin."""
    marks = [
        Mark(
            card.finding.start,
            card.finding.end,
            card.finding.quote,
            css=f"{card.mark} {'gone' if card.finding.review == 'rejected' else ''}".strip(),
            href=f"#f{card.number}",
            anchor=f"t{card.number}",
        )
        for card in cards
        if card.is_true
    ]
    found: list[Paragraph] = []
    given: set[str] = set()
    start = 0
    for line in review.text.split("\n"):
        if line.strip():
            segments = [_new_only(one, given) for one in highlight(line, marks, start)]
            found.append(Paragraph(start, tuple(segments)))
        start += len(line) + 1
    return found


def flags_of(one: Finding, review: Review) -> tuple[str, ...]:
    """What speaks against accepting a finding with the rest."""
    is_true = one.span.of(review.text) == one.quote
    return tuple(doubts_of(one.kind, one.values, one.confidence, review.published, is_true=is_true))


def doubts_of(
    kind: str, values: Mapping[str, Any], confidence: float | None, published: str | None, *, is_true: bool
) -> Iterator[str]:
    """As `flags_of`; `published` is the EDTF date of the article, `is_true`: the words are where they were."""
    if not is_true:
        yield _("Its words are not where they were in the stored text: set them anew, or reject it.")
    if confidence is not None and confidence < PUBLISHED_FROM:
        yield _("Confidence %(share)s is below %(limit)s: look at it by itself.") % {
            "share": f"{confidence:.2f}",
            "limit": f"{PUBLISHED_FROM:.2f}",
        }
    yield from _late(kind, values, published)


def _late(kind: str, values: Mapping[str, Any], published: str | None) -> Iterator[str]:
    """Dates that cannot be, by the day of the article."""
    dated = {
        "statement": (("said_on", _("Said on")),),
        "claim": (("as_of", _("As of")),),
        "agreement_report": (("signed", _("Signed")),),
    }
    for name, told in dated.get(kind, ()):
        day = values.get(name)
        gap = days_between(published, day)
        if gap is not None and gap[0] > 1:  # a day: the article may stand in another time zone
            yield _("%(what)s %(day)s, but the article is of %(published)s: check both dates.") % {
                "what": told,
                "day": day_words(day),
                "published": day_words(published),
            }


def _new_only(segment: Segment, given: set[str]) -> Segment:
    new = tuple(anchor for anchor in segment.anchors if anchor not in given)
    given.update(new)
    return Segment(segment.text, segment.marks, new)


def _card(place: int, one: Finding, review: Review) -> ReviewCard:
    make = {
        "statement": _statement,
        "claim": _claim,
        "base_report": _base,
        "agreement_report": _agreement,
        "proposal": _proposal,
    }[one.kind]
    css, chip, title, details = make(one, review)
    family = {"claim": "base", "base_report": "base", "agreement_report": "agreement"}.get(one.kind, one.kind)
    proposed = one.values.get("proposed")
    looks = {"statement": css, "agreement": "agr"}
    mark = looks.get(family, "base")
    if proposed == "official":
        mark = css
    return ReviewCard(
        number=place,
        finding=one,
        css=css,
        mark=mark,
        family=family,
        chip=chip,
        title=title,
        details=tuple(details),
        why=_why(one),
        flags=() if one.is_decided else flags_of(one, review),
        is_true=one.span.of(review.text) == one.quote,
        may_decide=review.may_decide(one),
    )


Parts = tuple[str, tuple[str, str], str, list[str]]


def _statement(one: Finding, review: Review) -> Parts:
    values = one.values
    about = listed(review.countries.get(code, code) for code in values["countries"])
    bases = listed(review.bases.get(slug, slug) for slug in values["bases"])
    details = [
        _("%(mode)s, topic: %(topic)s") % {"mode": label(values["mode"]), "topic": words(values["topic"])}
        + (_("; about %(places)s") % {"places": about} if about else "")
        + (f"; {bases}" if bases else "")
        + "."
    ]
    details.append(
        _("Said %(day)s.") % {"day": day_words(values["said_on"])}
        if values["said_on"]
        else _("No day is known.")
    )
    if one.is_elsewhere:
        details.append(_("Known from another article: this is one more report of it."))
    return f"k-{values['kind']}", ("statement", values["kind"]), one.name, details


def _claim(one: Finding, review: Review) -> Parts:
    values = one.values
    status = values["property"] == ClaimProperty.STATUS
    value = words(values["value"]) if status else values["value"]
    if values["property"] == ClaimProperty.PERSONNEL and value.isdigit():
        value = number(float(value))
    as_of = _("as of %(day)s") % {"day": day_words(values["as_of"])} if values["as_of"] else _("with no day")
    css = f"s-{values['value']}" if status else "s-active"
    return (
        css,
        ("", _("Claim")),
        f"{label(values['property'])}: {value}",
        [_("Claim on %(base)s, %(as_of)s.") % {"base": one.name, "as_of": as_of}],
    )


def _base(one: Finding, review: Review) -> Parts:
    values = one.values
    where = review.countries.get(values["country"], values["country"])
    return (
        f"s-{values['status']}",
        ("", _("Base")),
        one.name,
        [_("%(kind)s, %(place)s; named here.") % {"kind": label(values["kind"]), "place": where}],
    )


def _agreement(one: Finding, review: Review) -> Parts:
    values = one.values
    told = [
        what % {"day": day_words(values[name])}
        for what, name in ((_("signed %(day)s"), "signed"), (_("expires %(day)s"), "expires"))
        if values[name]
    ]
    if values["term_years"]:
        told.append(_("for %(years)s") % {"years": counted(values["term_years"], "year", "years")})
    details = [
        f"{label(values['kind'])}" + (_("; by this text %(told)s.") % {"told": listed(told)} if told else ".")
    ]
    status = values["status"] or values["held_status"]
    if values["status"] and values["status"] != values["held_status"]:
        details.append(_("On record as %(status)s.") % {"status": words(values["held_status"])})
    return f"a-{status}", ("agreement", status), one.name, details


def _proposal(one: Finding, review: Review) -> Parts:
    values = one.values
    proposed = values["proposed"]
    where = review.countries.get(values["country"] or "", "")
    details = [
        _("No %(kind)s of this name is on record; %(place)s.") % {"kind": words(proposed), "place": where}
        if where
        else _("No %(kind)s of this name is on record.") % {"kind": words(proposed)}
    ]
    if proposed == "official":
        said = sum(
            other.kind == "statement" and not other.key and other.values["speaker"] == one.name
            for other in review.findings
        )
        if said:
            statements = counted(said, "statement", "statements")
            details.append(_("Speaks here: %(statements)s.") % {"statements": statements})
    for claim in values.get("claims") or ():
        details.append(f"{label(claim['property'])}: {words(claim['value'])}.")
    if one.key:
        details = [_("Is now %(record)s.") % {"record": one.key.partition(":")[2]}]
    css = {"official": "k-comment", "base": "s-reported", "agreement": "a-signed"}[proposed]
    return css, ("", _("New: %(kind)s") % {"kind": words(proposed)}), one.name, details


def _why(one: Finding) -> str | None:
    """Why other words than its name were taken for this record: the alias, or the mention that stands there."""
    if one.kind == "statement" and one.key:
        mention = (one.mention or "").strip()
        name = one.name.casefold()
        if mention and mention.casefold() not in name and name not in mention.casefold():
            alias = any(mention.casefold() == spelling.casefold() for spelling in one.spellings)
            return f"alias «{mention}»" if alias else f"“{mention}” stands for this speaker here"
        return None
    if one.kind == "base_report":
        quote = one.quote.casefold()
        met = [spelling for spelling in one.spellings if spelling.casefold() in quote]
        best = max(met, key=len, default=None)
        if best is not None and best.casefold() != one.name.casefold():
            return f"alias «{best}»"
    return None
