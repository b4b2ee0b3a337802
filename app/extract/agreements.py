"""Agreements of Russia with other states on bases, forces and military cooperation that an article speaks of."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.kinds import AgreementKind, AgreementStatus
from app.domain.spans import Span
from app.extract.agreement_parties import PartyReader
from app.extract.agreement_records import AgreementRecords, family_of
from app.extract.base_status import is_denied, is_negated
from app.extract.context import Context
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import fact_words
from app.extract.findings import FoundAgreement, FoundBase
from app.extract.folding import fold
from app.extract.name_index import NameIndex
from app.extract.status_words import status_words
from app.extract.written_dates import WrittenDate, edtf_of_written, find_written_dates

# How sure an agreement is: a party that its sentence does not name is inferred from what stands near.
_ON_RECORD, _NAMED, _INFERRED = 0.93, 0.87, 0.7
_FAR = 65  # more of them before it: "the stay of the base … is regulated by the treaty"
_LEFT, _RIGHT = 75, 130  # code points around the noun in which its kind is told
_NEAR = 700  # code points to either side of the noun in which the rest of it is told
_TERM_REACH = 200  # code points after the noun in which its term is looked for
_OF_BASE = frozenset({AgreementKind.BASING, AgreementKind.LEASE, AgreementKind.STATUS_OF_FORCES})
_SIGNING = 300  # code points to either side of the noun in which its signing is told
_DATED = 110  # code points after the noun that hold the date of "the treaty of 16 March 1995"
_MOST = 12  # agreements told of in one sentence; a text without full stops may hold thousands
_REACH = 800  # code points from the end of the sentence that spoke of an agreement to one that refers back


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
    if fact_words(language).agreement.search(fold(text)) is None:
        return []
    return _Reader(text, index, published, language, bases).read()


class _Reader:
    def __init__(
        self,
        text: str,
        index: NameIndex,
        published: str | None,
        language: str,
        bases: Sequence[FoundBase],
    ) -> None:
        self._text = text
        self._folded = fold(text)
        self._index = index
        self._published = published
        self._words = fact_words(language)
        self._cues = status_words(language)
        self._whole_grammar = fact_grammar(language)
        self._grammar = self._whole_grammar.agreements
        self._countries = index.country_mentions(text)
        self._context = Context(self._folded, [(m.start, m.code) for m in self._countries])
        self._sides = PartyReader(text, index, self._context, self._grammar, self._countries, bases)
        self._drafts: list[_Draft] = []

    def read(self) -> list[FoundAgreement]:
        last: tuple[int, _Draft] | None = None  # end of the sentence that spoke of the agreement last
        told: Counter[int] = Counter()  # agreements by the start of their sentence
        for match in self._words.agreement.finditer(self._folded):
            whole = self._context.sentence(match.start())
            told[whole[0]] += 1
            if told[whole[0]] > _MOST:
                continue
            # The sentence, as far as it is near.
            sentence = max(whole[0], match.start() - _NEAR), min(whole[1], match.end() + _NEAR)
            draft = self._draft_at(match, sentence)
            if draft is None:
                if last is not None and self._refers_back(match.start(), sentence, last[1], last[0]):
                    self._add_terms(last[1], match, sentence)
                    last = (sentence[1], last[1])
                continue
            kept = self._merge(draft)
            last = (sentence[1], kept)
        records = AgreementRecords(self._index, self._published)
        return [self._resolved(d, records) for d in self._drafts]

    @staticmethod
    def _resolved(draft: _Draft, records: AgreementRecords) -> FoundAgreement:
        slug = records.find(draft.found, draft.bases)
        sure = draft.found.confidence
        return replace(
            draft.found, agreement=slug, confidence=_ON_RECORD if slug and sure == _NAMED else sure
        )

    def _named_in(self, sentence: tuple[int, int]) -> set[str]:
        """The states and territories that a sentence names, the parents of territories too."""
        codes = self._context.countries_in(*sentence)
        records = (self._index.country(code) for code in codes)
        return codes | {record.parent for record in records if record is not None and record.parent}

    # One mention --------------------------------------------------------------------------------------------

    def _draft_at(self, match: re.Match[str], sentence: tuple[int, int]) -> _Draft | None:
        start, end = match.span()
        near = (max(sentence[0], start - _LEFT), min(sentence[1], end + _RIGHT))
        if self._words.not_agreement.search(
            self._folded, max(sentence[0], start - 40), min(sentence[1], end + 40)
        ):
            return None
        if self._grammar.body_after.match(self._folded, end):
            return None
        if self._grammar.lease.match(match[0]) and (
            not self._grammar.lease_noun.search(self._folded, near[0], start)
            or self._grammar.lease_period.match(self._folded, end)
        ):
            return None
        kind, phrase_end = self._kind(start, end, near, sentence[0])
        if self._grammar.lease.match(match[0]):
            kind = AgreementKind.LEASE
        if kind is None and self._is_of_base(start, end, sentence):
            kind = AgreementKind.BASING
        if kind is None:
            return None
        parties = self._sides.parties(start, end, sentence, of_base=kind in _OF_BASE)
        if parties is None:
            return None
        span = self._sentence_span(self._context.sentence(start))
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
            confidence=_NAMED if set(parties) <= self._named_in(sentence) else _INFERRED,
        )
        bases = frozenset(slug for slug, _ in self._sides.bases_in(sentence))
        return _Draft(found, bases, self._grammar.earlier.search(self._folded, *sentence) is not None)

    def _is_of_base(self, start: int, end: int, sentence: tuple[int, int]) -> bool:
        """ "the radar and the centre work under accords of 1995", "the base …; the agreement on it": a base's own."""
        if not self._sides.bases_in((sentence[0], start)):
            return False
        return (
            self._grammar.ground.search(self._folded, max(sentence[0], start - 45), end) is not None
            or self._grammar.on_base.match(self._folded, end) is not None
        )

    def _kind(
        self, start: int, end: int, near: tuple[int, int], first: int
    ) -> tuple[AgreementKind | None, int]:
        """What stands before the noun tells its kind, else what follows it."""
        breaks = [m.end() for m in self._grammar.clause_break.finditer(self._folded, near[0], start)]
        left = max(near[0], start - 45, *breaks)
        for kind, pattern in self._words.agreement_kinds:
            if pattern.search(self._folded, left, end):
                return kind, end
        after = self._grammar.clause_break.search(self._folded, end, near[1])
        right = after.start() if after else near[1]
        for kind, pattern in self._words.agreement_kinds:
            match = pattern.search(self._folded, end, right)
            if match is not None:
                listed = "," in self._folded[end : match.start()]
                return kind, end if listed else self._grammar.title_tail.match(
                    self._folded, match.end()
                ).end()  # type: ignore[union-attr]
        far = max(first, near[0] - _FAR, *breaks)
        for kind, pattern in self._words.agreement_kinds:
            if pattern.search(self._folded, far, left):
                return kind, end
        return None, end

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
        if self._grammar.to_come.search(self._folded, max(sentence[0], match.start() - 40), match.start()):
            return False
        return not is_denied(self._folded, sentence[0], match.start(), self._cues)

    def _signed(
        self, start: int, end: int, sentence: tuple[int, int], status: AgreementStatus | None
    ) -> str | None:
        if status is AgreementStatus.PROPOSED:
            return None
        sentence = max(sentence[0], start - _SIGNING), min(sentence[1], end + _SIGNING)
        year = self._grammar.year_before.search(self._folded, sentence[0], start)  # "a 1995 agreement"
        if year is not None:
            return next((d.edtf for d in self._dates(sentence) if d.start <= year.start(1) < d.end), year[1])
        bracket = re.compile(r"[^().]{0,140}\(((?:19|20)\d\d)\)").match(self._folded, end, sentence[1])
        if bracket is not None:
            return bracket[1]
        dated = self._grammar.dated.match(self._folded, end, min(sentence[1], end + _DATED))
        if dated is not None:  # "the treaty of 16 March 1995"
            date = next(
                (d for d in self._dates((dated.start(), sentence[1])) if d.start <= dated.end() <= d.end),
                None,
            )
            if date is not None:
                return date.edtf
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
        near = [
            d
            for d in dates
            if min(abs(d.start - verb.end()), abs(verb.start() - d.end)) < 70
            or d.start - sentence[0] < 8  # "In 2010, Moscow and … signed"
        ]
        told = [d for d in near if not self._is_day_of_report(d, verb)]
        if not told:
            return None
        return max(told, key=lambda d: (len(d.edtf), -abs(d.start - verb.start()))).edtf

    def _is_day_of_report(self, date: WrittenDate, verb: re.Match[str]) -> bool:
        """ "told a paper on October 5 that they had signed it": the day of the telling."""
        between = self._folded[min(date.end, verb.end()) : max(date.start, verb.start())]
        return date.start < verb.start() and self._grammar.reported_gap.search(between) is not None

    def _dates(self, sentence: tuple[int, int]) -> list[WrittenDate]:
        return list(find_written_dates(self._folded, *sentence, self._published, self._words.language))

    def _is_end(self, date: WrittenDate) -> bool:
        """ "until 2042" is no date of signing."""
        if self._grammar.date_from.search(self._folded, max(0, date.start - 18), date.start):
            return True
        if self._grammar.date_to.search(self._folded, max(0, date.start - 8), date.start):
            return True
        until = self._words.until.search(self._folded, max(0, date.start - 30), date.end)
        if until is None or until.end() < date.end:
            return False
        return self._grammar.date_by.search(self._folded[max(0, date.start - 8) : date.start]) is None

    def _expires(self, sentence: tuple[int, int], end: int) -> str | None:
        for match in self._words.until.finditer(self._folded, *sentence):
            if abs(match.start() - end) < 220:
                return edtf_of_written(match[0], self._words.language)
        return None

    def _term(self, start: int, end: int, sentence: tuple[int, int]) -> int | None:
        for match in self._grammar.term.finditer(
            self._folded, max(sentence[0], start - 40), min(sentence[1], end + _TERM_REACH)
        ):
            if self._grammar.further.search(self._folded, sentence[0], match.start()):
                continue  # of an extension
            attached = match.end() <= start or "-" not in match[0][:4]
            if self._grammar.term_before.search(self._folded, sentence[0], match.start()) and attached:
                number = match["years"].lower()
                return self._whole_grammar.numbers.get(number) or int(number)
        return None

    def _title(self, start: int, end: int, sentence: tuple[int, int]) -> str:
        left = re.compile(r"(?:(?<=\s)|^)(?:(?:[\w'-]+) ){0,4}$").search(
            self._folded, max(sentence[0], start - 60), start
        )
        begin = left.start() if left else start
        words = list(re.finditer(r"[\w'-]+ ", self._folded[begin:start]))
        for word in reversed(words):
            written = word[0].strip()
            if self._grammar.title_stop.fullmatch(written) or not self._grammar.title_word.fullmatch(written):
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
        if sentence[0] - last_end > _REACH:
            return False
        own = self._grammar.own_term.search(self._folded, start, sentence[1])
        if own is None and not self._grammar.definite.search(self._folded, sentence[0], start):
            return False
        return self._context.countries_in(*sentence) <= set(draft.found.parties)

    def _add_terms(self, draft: _Draft, match: re.Match[str], sentence: tuple[int, int]) -> None:
        found = draft.found
        start, end = match.span()
        status = self._status(start, end, sentence)
        draft.found = replace(
            found,
            status=found.status or status,
            signed=found.signed or self._signed(start, end, sentence, status),
            expires=found.expires or self._expires(sentence, end),
            term_years=found.term_years or self._term(start, end, sentence),
        )

    def _merge(self, draft: _Draft) -> _Draft:
        for known in self._drafts:
            a, b = known.found, draft.found
            same = set(a.parties) == set(b.parties) and family_of(a.kind) == family_of(b.kind)
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


def _has_end(found: FoundAgreement) -> bool:
    return found.expires is not None or found.term_years is not None
