"""Agreements of Russia with other states on bases, forces and military cooperation that an article speaks of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.domain.dates import first_day, last_day
from app.domain.kinds import AgreementKind, AgreementStatus, CountryKind
from app.domain.names import AgreementName
from app.domain.spans import Span
from app.extract.base_status import is_denied, is_negated
from app.extract.context import Context
from app.extract.fact_words import FactWords, fact_words
from app.extract.findings import FoundAgreement, FoundBase
from app.extract.folding import fold
from app.extract.name_index import CountryMention, NameIndex
from app.extract.status_words import StatusWords, status_words
from app.extract.written_dates import WrittenDate, edtf_of_written, find_written_dates

_RUSSIA = "RU"
# Kinds that reports mix up: a base's agreement is its lease and the status of its forces.
_FAMILIES = (
    {AgreementKind.BASING, AgreementKind.LEASE, AgreementKind.STATUS_OF_FORCES, AgreementKind.PORT_ACCESS},
    {AgreementKind.DEFENCE_COOPERATION, AgreementKind.MILITARY_TECHNICAL},
    {AgreementKind.MUTUAL_DEFENCE, AgreementKind.STRATEGIC_PARTNERSHIP},
    {AgreementKind.PEACEKEEPING},
    {AgreementKind.AIR_DEFENCE},
)
_LEFT, _RIGHT = 60, 130  # code points around the noun in which its kind is told
_CLAUSE_BREAK = re.compile(r"[;:]|, (?:and|but|while|which|who|where|as|when|said)\b")
_BETWEEN = re.compile(r"(?:between|между) ", re.IGNORECASE)
_WITH = re.compile(
    r"(?<!tensions )(?<!relations )(?<!border )(?<!conflict )(?<!war )(?<!ties )(?<!talks )"
    r"(?:with|с|со) (?:the )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_NUMBERS = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty-nine": 49, "fifty": 50,
}  # fmt: skip
_TERM = re.compile(
    r"(?<![\w-])(?P<a>\d{1,2}|"
    + "|".join(_NUMBERS)
    + r")[- ]years?(?![\w-]| (?:old|ago|later|period|after|before|extension))"
    r"|(?:на|сроком на|срок действия) (?P<b>\d{1,2}) (?:лет|года?)",
    re.IGNORECASE,
)
_TERM_BEFORE = re.compile(
    r"(?:for|by|lasts?|another|period of|term of|a|an|the|new|signed|valid for|stand for) (?:\w+ )?$",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:further|additional|extra) $", re.IGNORECASE)
_REACH = 400  # code points from the end of the sentence that spoke of an agreement to one that refers back
_EARLIER = re.compile(
    r"\b(?:current(?:ly)?|existing|previous(?:ly)?|had been due|was (?:due|set|scheduled) to expire|initial|original)\b"
    r"|действующ\w+|прежн\w+",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"(?:\b(?:the|this|that)|(?<!\w)(?:это|этот|данное)) (?:[\w-]+ )?$|^\W*$", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d) (?:(?!(?:an?|the|of|to|under|on) )[\w-]+ ){0,4}$")
# Before a verb: the deed is not done.
_TO_COME = re.compile(
    r"\b(?:to|will|would|could|might|may|can|should|must|would be|will be|to be|may be|not|never) (?:\w+ly )?$"
    r"|(?:планиру\w+|намерен\w*|готов\w*|будет|могут|может) (?:быть )?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:from|since|starting in|beginning in|effect in|force in|с|со) $", re.IGNORECASE)
_REGION_OF = re.compile(r"(?:'s)? (?:[\w-]+ ){0,3}(?:region|republic|territory|province|enclave)(?: of)? ")
_SIGN_NOTHING = frozenset({"UA-CRI"})
_LEASE_NOUN = re.compile(
    r"(?:'s|\bthe|\ban?|\bits|\bfree|\byear|\blong-term|\bin) $|[\d-]+year $"
    r"|\b(?:agreed to|current|existing|previous|original|new) $",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    found: FoundAgreement
    bases: frozenset[str] = field(default_factory=frozenset)
    earlier: bool = False  # the one that is or was in force, told apart from the one that is news


def find_agreements(
    text: str,
    index: NameIndex,
    published: str | None,
    language: str = "en",
    bases: Sequence[FoundBase] = (),
) -> list[FoundAgreement]:
    """Find the agreements on bases, forces or military cooperation with Russia as a party.

    Args: text: cleaned article text. published: EDTF, the ground of "last May" and "on Friday".
        bases: what find_bases found in the same text; an agreement on one of them resolves better.
    Returns: each agreement once, in order of first mention; the span is the sentence that tells of it. It resolves to
        a record when parties, kind, date, term and base fit exactly one. Agreements on trade, gas or peace are none.
    """
    return _Reader(text, index, published, fact_words(language), status_words(language), bases).read()


class _Reader:
    def __init__(
        self,
        text: str,
        index: NameIndex,
        published: str | None,
        words: FactWords,
        cues: StatusWords,
        bases: Sequence[FoundBase],
    ) -> None:
        self._bases = bases
        self._text = text
        self._folded = fold(text)
        self._index = index
        self._published = published
        self._words = words
        self._cues = cues
        self._countries = index.country_mentions(text)
        self._context = Context(self._folded, [(m.start, m.code) for m in self._countries])
        self._drafts: list[_Draft] = []

    def read(self) -> list[FoundAgreement]:
        last: tuple[int, _Draft] | None = None  # end of the sentence that spoke of the agreement last
        for match in self._words.agreement.finditer(self._folded):
            sentence = self._context.sentence(match.start())
            draft = self._draft_at(match, sentence)
            if draft is None:
                if last is not None and self._refers_back(match.start(), sentence, last[1], last[0]):
                    self._add_terms(last[1], match, sentence)
                    last = (sentence[1], last[1])
                continue
            kept = self._merge(draft)
            last = (sentence[1], kept)
        return [self._resolved(draft) for draft in self._drafts]

    # One mention --------------------------------------------------------------------------------------------

    def _draft_at(self, match: re.Match[str], sentence: tuple[int, int]) -> _Draft | None:
        start, end = match.span()
        near = (max(sentence[0], start - _LEFT), min(sentence[1], end + _RIGHT))
        if self._words.not_agreement.search(
            self._folded, max(sentence[0], start - 40), min(sentence[1], end + 40)
        ):
            return None
        if re.compile(r" organi[sz]ation| member", re.IGNORECASE).match(self._folded, end):
            return None
        if match[0].lower().startswith("lease") and (
            not _LEASE_NOUN.search(self._folded, near[0], start) or self._folded.startswith(" period", end)
        ):
            return None
        kind, phrase_end = self._kind(start, end, near)
        if match[0].lower().startswith("lease"):
            kind = AgreementKind.LEASE
        if kind is None:
            return None
        parties = self._parties(start, end, sentence)
        if parties is None:
            return None
        span = self._sentence_span(sentence)
        status = self._status(start, end, sentence)
        found = FoundAgreement(
            title=self._title(start, max(end, phrase_end), sentence),
            agreement=None,
            parties=parties,
            kind=kind,
            status=status,
            signed=self._signed(start, end, sentence, status),
            expires=self._expires(sentence, end),
            term_years=self._term(start, end, sentence),
            span=span,
        )
        bases = frozenset(slug for slug, _ in self._bases_in(sentence))
        return _Draft(found, bases, _EARLIER.search(self._folded, *sentence) is not None)

    def _kind(self, start: int, end: int, near: tuple[int, int]) -> tuple[AgreementKind | None, int]:
        """What stands before the noun tells its kind, else what follows it."""
        breaks = [m.end() for m in _CLAUSE_BREAK.finditer(self._folded, near[0], start)]
        left = max(near[0], start - 45, *breaks)
        for kind, pattern in self._words.agreement_kinds:
            if pattern.search(self._folded, left, end):
                return kind, end
        after = _CLAUSE_BREAK.search(self._folded, end, near[1])
        right = after.start() if after else near[1]
        for kind, pattern in self._words.agreement_kinds:
            match = pattern.search(self._folded, end, right)
            if match is not None:
                listed = "," in self._folded[end : match.start()]
                return kind, end if listed else _TITLE_TAIL.match(self._folded, match.end()).end()  # type: ignore[union-attr]
        for kind, pattern in self._words.agreement_kinds:
            if pattern.search(self._folded, near[0], left):
                return kind, end
        return None, end

    def _parties(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[str, ...] | None:
        mentions = self._party_mentions(sentence)
        between = _BETWEEN.search(self._folded, end, min(sentence[1], end + 160))
        if between is not None:
            listed = [m.code for m in mentions if between.end() <= m.start < between.end() + 60]
            if len(set(listed[:2])) == 2:
                return self._ordered(listed[:2]) if _RUSSIA in listed[:2] else None
        codes = list(dict.fromkeys(m.code for m in mentions))
        if _RUSSIA not in codes:
            return None
        others = [code for code in codes if code != _RUSSIA]
        if len(others) > 1:
            partners = [
                m.code
                for m in mentions
                if m.code != _RUSSIA and _WITH.search(self._folded, sentence[0], m.start)
            ]
            joined = partners or self._joined(mentions)
            others = list(dict.fromkeys(joined))[:1]
        if not others:
            others = (
                self._officials_countries(sentence)
                or list(dict.fromkeys(host for _, host in self._bases_in(sentence)))
                or self._before(sentence)
            )
        return self._ordered([_RUSSIA, *others]) if len(others) == 1 else None

    def _party_mentions(self, sentence: tuple[int, int]) -> list[CountryMention]:
        """The states and territories of a sentence; of "the Georgian region of Abkhazia" the territory alone."""
        inside = [
            m for m in self._countries if sentence[0] <= m.start < sentence[1] and self._is_party(m.code)
        ]
        mentions = []
        for number, mention in enumerate(inside):
            following = inside[number + 1] if number + 1 < len(inside) else None
            record = self._index.country(following.code) if following else None
            ours = following is not None and record is not None and record.parent == mention.code
            if ours and following and _REGION_OF.fullmatch(self._folded, mention.end, following.start):
                continue
            mentions.append(replace(mention, code=self._state(mention.code)))
        return mentions

    def _state(self, code: str) -> str:
        """Who signs for a place: an annexed territory signs nothing."""
        record = self._index.country(code)
        if code in _SIGN_NOTHING and record is not None and record.parent:
            return record.parent
        return code

    def _joined(self, mentions: list[CountryMention]) -> list[str]:
        """ "Russia and Tajikistan", "Russian-Tajik": named beside Russia."""
        pairs = pairwise(mentions)
        for a, b in pairs:
            gap = self._folded[a.end : b.start]
            if (
                _RUSSIA in (a.code, b.code)
                and a.code != b.code
                and re.fullmatch(r"-| and (?:the )?(?:(?:[\w-]+ ){1,4}of )?| и ", gap)
            ):
                return [b.code if a.code == _RUSSIA else a.code]
        return []

    def _officials_countries(self, sentence: tuple[int, int]) -> list[str]:
        codes = []
        for mention in self._index.official_mentions(self._text):
            official = self._index.official(mention.slugs[0])
            if (
                sentence[0] <= mention.start < sentence[1]
                and len(mention.slugs) == 1
                and official is not None
            ):
                codes.append(official.country)
        return [code for code in dict.fromkeys(codes) if code and code != _RUSSIA and self._is_party(code)]

    def _bases_in(self, sentence: tuple[int, int]) -> list[tuple[str, str]]:
        """(slug, host) of the bases that a sentence names or describes."""
        found = [(m.slug, m.start) for m in self._index.base_mentions(self._text)]
        found += [(b.base, b.span.start) for b in self._bases if b.base is not None]
        pairs = []
        for slug, start in found:
            base = self._index.base(slug)
            if sentence[0] <= start < sentence[1] and base is not None:
                pairs.append((slug, self._state(base.territory or base.country)))
        return list(dict.fromkeys(pairs))

    def _before(self, sentence: tuple[int, int]) -> list[str]:
        """The other country of the sentence before."""
        if sentence[0] == 0:
            return []
        before = self._context.sentence(max(0, sentence[0] - 2))
        codes = self._context.countries_in(*before) - {_RUSSIA}
        return [code for code in codes if self._is_party(code)]

    def _is_party(self, code: str) -> bool:
        country = self._index.country(code)
        return country is not None and country.kind is not CountryKind.ORGANISATION

    @staticmethod
    def _ordered(codes: list[str]) -> tuple[str, ...]:
        unique = dict.fromkeys(codes)
        return (_RUSSIA, *(code for code in unique if code != _RUSSIA))

    def _status(self, start: int, end: int, sentence: tuple[int, int]) -> AgreementStatus | None:
        if self._words.not_ratified.search(self._folded, *sentence):
            return AgreementStatus.SIGNED
        near = (max(sentence[0], start - 70), min(sentence[1], end + 140))
        statuses = dict(self._words.agreement_statuses)
        if statuses[AgreementStatus.PROPOSED].search(self._folded, max(sentence[0], start - 25), start):
            return AgreementStatus.PROPOSED
        for status, pattern in self._words.agreement_statuses:
            for match in pattern.finditer(self._folded, *near):
                if self._holds(match, status, sentence):
                    return status
        return None

    def _holds(self, match: re.Match[str], status: AgreementStatus, sentence: tuple[int, int]) -> bool:
        """False for what its clause denies, negates or only plans: "do not plan to terminate", "would sign"."""
        if status in (AgreementStatus.PROPOSED, AgreementStatus.IN_FORCE):
            return not is_negated(self._folded, sentence[0], match.start(), self._cues)
        if _TO_COME.search(self._folded, max(sentence[0], match.start() - 40), match.start()):
            return False
        return not is_denied(self._folded, sentence[0], match.start(), self._cues)

    def _signed(
        self, start: int, end: int, sentence: tuple[int, int], status: AgreementStatus | None
    ) -> str | None:
        if status is AgreementStatus.PROPOSED:
            return None
        year = _YEAR_BEFORE.search(self._folded, sentence[0], start)  # "a 1995 agreement"
        if year is not None:
            return next((d.edtf for d in self._dates(sentence) if d.end == year.end(1)), year[1])
        bracket = re.compile(r"[^().]{0,140}\(((?:19|20)\d\d)\)").match(self._folded, end, sentence[1])
        if bracket is not None:
            return bracket[1]
        signs = dict(self._words.agreement_statuses)[AgreementStatus.SIGNED]
        verbs = [
            m
            for m in signs.finditer(self._folded, *sentence)
            if abs(m.start() - start) < 120 and self._holds(m, AgreementStatus.SIGNED, sentence)
        ]
        if not verbs:
            return None
        verb = min(verbs, key=lambda m: abs(m.start() - start))
        dates = [d for d in self._dates(sentence) if not self._is_end(d)]
        near = [d for d in dates if min(abs(d.start - verb.end()), abs(verb.start() - d.end)) < 70]
        near += [
            d for d in dates if d not in near and d.start - sentence[0] < 8
        ]  # "In 2010, Moscow and … signed"
        if not near:
            return None
        return max(near, key=lambda d: (len(d.edtf), -abs(d.start - verb.start()))).edtf

    def _dates(self, sentence: tuple[int, int]) -> list[WrittenDate]:
        return list(find_written_dates(self._folded, *sentence, self._published))

    def _is_end(self, date: WrittenDate) -> bool:
        """ "until 2042" is no date of signing."""
        if _FROM.search(self._folded, max(0, date.start - 18), date.start):
            return True
        if self._folded.endswith(" to ", 0, date.start):
            return True
        until = self._words.until.search(self._folded, max(0, date.start - 30), date.end)
        if until is None or until.end() < date.end:
            return False
        return not re.search(r"(?:^|\W)(?:by|by the)\W*$", self._folded[max(0, date.start - 8) : date.start])

    def _expires(self, sentence: tuple[int, int], end: int) -> str | None:
        for match in self._words.until.finditer(self._folded, *sentence):
            if abs(match.start() - end) < 220:
                return edtf_of_written(match[0])
        return None

    def _term(self, start: int, end: int, sentence: tuple[int, int]) -> int | None:
        for match in _TERM.finditer(self._folded, max(sentence[0], start - 40), min(sentence[1], end + 150)):
            if match["b"]:
                return int(match["b"])
            if _FURTHER.search(self._folded, sentence[0], match.start()):
                continue  # of an extension
            attached = match.end() <= start or "-" not in match[0][:4]
            if _TERM_BEFORE.search(self._folded, sentence[0], match.start()) and attached:
                number = match["a"].lower()
                return _NUMBERS.get(number) or int(number)
        return None

    def _title(self, start: int, end: int, sentence: tuple[int, int]) -> str:
        left = re.compile(r"(?:(?<=\s)|^)(?:(?:[\w'-]+) ){0,4}$").search(
            self._folded, max(sentence[0], start - 60), start
        )
        begin = left.start() if left else start
        words = list(re.finditer(r"[\w'-]+ ", self._folded[begin:start]))
        for word in reversed(words):
            if _TITLE_STOP.fullmatch(word[0].strip()):
                begin += word.end()
                break
        return self._text[begin:end].strip()

    def _sentence_span(self, sentence: tuple[int, int]) -> Span:
        raw = self._text[sentence[0] : sentence[1]]
        lead = len(raw) - len(raw.lstrip())
        return Span(sentence[0] + lead, sentence[0] + len(raw.rstrip()))

    # Several mentions ---------------------------------------------------------------------------------------

    def _refers_back(self, start: int, sentence: tuple[int, int], draft: _Draft, last_end: int) -> bool:
        """ "The deal will stand for 25 years": no agreement of its own, but more on the last one."""
        if sentence[0] - last_end > _REACH or not _DEFINITE.search(self._folded, sentence[0], start):
            return False
        return self._context.countries_in(*sentence) <= set(draft.found.parties)

    def _add_terms(self, draft: _Draft, match: re.Match[str], sentence: tuple[int, int]) -> None:
        found = draft.found
        draft.found = replace(
            found,
            expires=found.expires or self._expires(sentence, match.end()),
            term_years=found.term_years or self._term(match.start(), match.end(), sentence),
        )

    def _merge(self, draft: _Draft) -> _Draft:
        for known in self._drafts:
            a, b = known.found, draft.found
            same = set(a.parties) == set(b.parties) and _family(a.kind) == _family(b.kind)
            agree = all(
                x is None or y is None or str(x).startswith(str(y)) or str(y).startswith(str(x))
                for x, y in ((a.signed, b.signed), (a.expires, b.expires), (a.term_years, b.term_years))
            )
            if (
                {a.status, b.status} & {AgreementStatus.PROPOSED}
                and a.status is not b.status
                and (a.signed or b.signed)
            ):
                continue  # a new one in the making beside the one that was signed
            if _has_end(a) and _has_end(b) and known.earlier != draft.earlier:
                continue
            if same and agree and not (known.bases and draft.bases and not known.bases & draft.bases):
                known.found = replace(
                    a,
                    status=a.status or b.status,
                    signed=max(filter(None, (a.signed, b.signed)), key=len, default=None),
                    expires=a.expires or b.expires,
                    term_years=a.term_years or b.term_years,
                )
                known.bases |= draft.bases
                known.earlier = known.earlier and draft.earlier
                return known
        self._drafts.append(draft)
        return draft

    def _resolved(self, draft: _Draft) -> FoundAgreement:
        found = draft.found
        candidates = list(self._candidates(found))
        fitting = [a for a in candidates if self._agrees(a, found)]
        if draft.bases:
            fitting = [a for a in fitting if not a.bases or draft.bases & set(a.bases)]
            fitting = [a for a in fitting if draft.bases & set(a.bases)] or fitting
        if len(fitting) > 1 and found.term_years:
            fitting = [a for a in fitting if _has_term(a, found.term_years)] or fitting
        if len(fitting) != 1:
            return found
        # Left over once the others disagree is not enough: something must speak for it.
        known = fitting[0]
        tied = (
            len(candidates) == 1
            or bool(found.signed and known.signed)
            or bool(found.expires and known.expires)
            or bool(draft.bases & set(known.bases))
            or bool(found.term_years and _has_term(known, found.term_years))
            or sum(self._is_signed_by(a) for a in candidates) == 1
        )
        return replace(found, agreement=known.slug) if tied else found

    def _is_signed_by(self, agreement: AgreementName) -> bool:
        """True unless it was signed only after the article."""
        if self._published is None or agreement.signed is None:
            return True
        return first_day(agreement.signed) <= last_day(self._published)

    def _candidates(self, found: FoundAgreement) -> Iterator[AgreementName]:
        for agreement in self._index.agreements():
            if set(agreement.parties) == set(found.parties) and _family(agreement.kind) == _family(
                found.kind
            ):
                yield agreement

    def _agrees(self, agreement: AgreementName, found: FoundAgreement) -> bool:
        if not self._is_signed_by(agreement):
            return False
        known_term = agreement.signed and agreement.expires
        if found.term_years and known_term and not _has_term(agreement, found.term_years):
            return False
        if found.signed:
            known = agreement.signed
            if known is None or not _overlap(known, found.signed):
                return False
        return not (found.expires and agreement.expires and found.expires[:4] != agreement.expires[:4])


_TITLE_TAIL = re.compile(r"(?: (?:bases?|facilit\w+|ties|cooperation|presence|units?|troops|forces))*")
_TITLE_STOP = re.compile(
    r"an?|the|this|that|to|of|in|on|under|with|and|or|sign\w*|has|have|had|its|by|for|which|as|per|reached|inked|"
    r"в|на|о|об|по|с|и|подписа\w+",
    re.IGNORECASE,
)


def _has_end(found: FoundAgreement) -> bool:
    return found.expires is not None or found.term_years is not None


def _family(kind: AgreementKind) -> int:
    return next(number for number, family in enumerate(_FAMILIES) if kind in family)


def _overlap(a: str, b: str) -> bool:
    """Reports give the day of signing, of publication or of the news: a month is as near as they agree."""
    a, b = a[:7], b[:7]
    return first_day(a) <= last_day(b) and first_day(b) <= last_day(a)


def _has_term(agreement: AgreementName, years: int) -> bool:
    """True within a year: reports round 49 to 50."""
    if agreement.signed is None or agreement.expires is None:
        return False
    return abs(int(agreement.expires[:4]) - int(agreement.signed[:4]) - years) <= 1
