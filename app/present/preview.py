"""What was found in an article before it is saved: numbered cards, and the text with their places marked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.clean.article import CleanArticle
from app.domain.kinds import ClaimProperty
from app.domain.spans import Span
from app.extract.findings import Findings, FoundAgreement, FoundBase, FoundClaim, FoundStatement
from app.present.format import counted, day_words, label, listed, number, words
from app.present.highlight import Mark, Segment, highlight
from app.present.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One finding: its number links the card and the place in the text."""

    number: int = 0  # given once all are in order
    span: Span
    family: str  # statement, base, claim or agreement
    css: str  # the colour by what it says: `k-denial`, `s-active`, `a-signed`
    title: str
    href: str | None = None  # the record that it joins; null for a name that is new
    new: str | None = None  # what the reviewer will be asked, where the name is new
    state: str | None = None  # statement kind or agreement status, for the chip
    details: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def mark(self) -> str:
        """The classes of its highlight: solid for a statement, dotted for a base, double for an agreement."""
        return {"statement": self.css, "agreement": "agr"}.get(self.family, "base")


def cards_of(article: CleanArticle, findings: Findings, countries: Mapping[str, str]) -> list[Card]:
    """A card for each finding, numbered from 1 in the order of the text; `countries` is code -> name."""
    text = article.text
    cards = [_statement(statement, countries) for statement in findings.statements]
    for base in findings.bases:
        cards.append(_base(base, countries))
        cards.extend(_claim(base, claim) for claim in base.claims)
    cards.extend(_agreement(agreement, countries) for agreement in findings.agreements)
    inside = [card for card in cards if 0 <= card.span.start < card.span.end <= len(text)]
    inside.sort(key=lambda card: (card.span.start, -card.span.end))
    return [replace(card, number=place) for place, card in enumerate(inside, 1)]


def paragraphs_of(text: str, cards: Sequence[Card]) -> list[list[Segment]]:
    """The paragraphs of `text`, cut where findings begin and end; each finding's id is given once, at its begin."""
    marks = [
        Mark(
            card.span.start,
            card.span.end,
            card.span.of(text),
            css=card.mark,
            href=f"#f{card.number}",
            anchor=f"t{card.number}",
        )
        for card in cards
    ]
    found = []
    given: set[str] = set()
    start = 0
    for line in text.splitlines(keepends=True):
        words_only = line.rstrip("\r\n")
        if words_only.strip():
            segments = highlight(words_only, marks, start)
            found.append([_without_given(segment, given) for segment in segments])
        start += len(line)
    return found


def _without_given(segment: Segment, given: set[str]) -> Segment:
    """A finding that runs over two paragraphs begins in the first alone."""
    new = tuple(anchor for anchor in segment.anchors if anchor not in given)
    given.update(new)
    return replace(segment, anchors=new)


def _statement(found: FoundStatement, countries: Mapping[str, str]) -> Card:
    about = listed(countries.get(code, code) for code in found.countries)
    details = [
        _("%(kind)s, %(mode)s, topic: %(topic)s")
        % {"kind": label(found.kind), "mode": words(found.mode), "topic": words(found.topic)}
        + (_("; about %(places)s") % {"places": about} if about else "")
        + "."
    ]
    if found.said_on:
        details.append(_("Said %(day)s.") % {"day": day_words(found.said_on)})
    mention = found.speaker_mention.strip()
    named = mention.casefold() in found.speaker.casefold() or found.speaker.casefold() in mention.casefold()
    if mention and not named:
        details.append(
            _("“%(mention)s” taken as %(speaker)s.") % {"mention": mention, "speaker": found.speaker}
        )
    return Card(
        span=found.span,
        family="statement",
        css=f"k-{found.kind}",
        title=found.speaker,
        href=f"/officials/{found.official}" if found.official else None,
        new=None if found.official else _("No known official: the name goes to the reviewer."),
        state=found.kind,
        details=tuple(details),
        confidence=found.confidence,
    )


def _base(found: FoundBase, countries: Mapping[str, str]) -> Card:
    where = countries.get(found.territory or found.country, found.country)
    kind = label(found.kind) if found.kind else _("Military presence")
    return Card(
        span=found.span,
        family="base",
        css="s-active",
        title=found.name,
        href=f"/bases/{found.base}" if found.base else None,
        new=None if found.base else _("No known base: it goes to the reviewer."),
        details=(f"{kind}, {where}.",),
    )


def _claim(base: FoundBase, found: FoundClaim) -> Card:
    value = words(found.value) if found.property is ClaimProperty.STATUS else found.value
    if found.property is ClaimProperty.PERSONNEL and value.isdigit():
        value = number(float(value))
    return Card(
        span=found.span,
        family="claim",
        css=f"s-{found.value}" if found.property is ClaimProperty.STATUS else "s-active",
        title=f"{label(found.property)}: {value}",
        details=(
            _("Claim on %(base)s, %(as_of)s.")
            % {"base": base.name, "as_of": _("as of %(day)s") % {"day": day_words(found.as_of)}}
            if found.as_of
            else _("Claim on %(base)s.") % {"base": base.name},
        ),
    )


def _agreement(found: FoundAgreement, countries: Mapping[str, str]) -> Card:
    parties = listed(countries.get(code, code) for code in found.parties)
    details = [
        _("%(kind)s between %(parties)s.") % {"kind": label(found.kind), "parties": parties}
        if len(found.parties) > 1
        else f"{label(found.kind)}."
    ]
    known = ((_("Signed %(day)s."), found.signed), (_("Expires %(day)s."), found.expires))
    details.extend(what % {"day": day_words(day)} for what, day in known if day)
    if found.term_years:
        details.append(_("For %(years)s.") % {"years": counted(found.term_years, "year", "years")})
    return Card(
        span=found.span,
        family="agreement",
        css=f"a-{found.status or 'signed'}",
        title=found.title[:1].upper() + found.title[1:],
        href=f"/agreements/{found.agreement}" if found.agreement else None,
        new=None if found.agreement else _("No known agreement: it goes to the reviewer."),
        state=found.status,
        details=tuple(details),
    )
