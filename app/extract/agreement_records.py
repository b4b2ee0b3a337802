"""Which agreement on record an agreement of an article is: by parties, kind, dates, term and base."""

from collections.abc import Iterator

from app.domain.dates import first_day, last_day
from app.domain.kinds import AgreementKind
from app.domain.names import AgreementName
from app.extract.findings import FoundAgreement
from app.extract.name_index import NameIndex

# Kinds that reports mix up: a base's agreement is its lease and the status of its forces.
_FAMILIES = (
    {AgreementKind.BASING, AgreementKind.LEASE, AgreementKind.STATUS_OF_FORCES, AgreementKind.PORT_ACCESS},
    {AgreementKind.DEFENCE_COOPERATION, AgreementKind.MILITARY_TECHNICAL},
    {AgreementKind.MUTUAL_DEFENCE, AgreementKind.STRATEGIC_PARTNERSHIP},
    {AgreementKind.PEACEKEEPING},
    {AgreementKind.AIR_DEFENCE},
)


class AgreementRecords:
    """Looks agreements up for one article, published on the EDTF date `published`."""

    def __init__(self, index: NameIndex, published: str | None) -> None:
        self._index, self._published = index, published

    def find(self, found: FoundAgreement, bases: frozenset[str]) -> str | None:
        """The slug of the one record that `found` on `bases` fits; null where several or none do."""
        candidates = list(self._candidates(found))
        fitting = [a for a in candidates if self._agrees(a, found)]
        if bases:
            fitting = [a for a in fitting if not a.bases or bases & set(a.bases)]
            fitting = [a for a in fitting if bases & set(a.bases)] or fitting
        if len(fitting) > 1 and found.term_years:
            fitting = [a for a in fitting if _has_term(a, found.term_years)] or fitting
        if len(fitting) != 1:
            return None
        # Left over once the others disagree is not enough: something must speak for it.
        known = fitting[0]
        tied = (
            len(candidates) == 1
            or bool(found.signed and known.signed)
            or bool(found.expires and known.expires)
            or bool(bases & set(known.bases))
            or bool(found.term_years and _has_term(known, found.term_years))
            or sum(self._is_signed_by(a) for a in candidates) == 1
        )
        return known.slug if tied else None

    def _candidates(self, found: FoundAgreement) -> Iterator[AgreementName]:
        for agreement in self._index.agreements():
            if set(agreement.parties) == set(found.parties) and family_of(agreement.kind) == family_of(
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

    def _is_signed_by(self, agreement: AgreementName) -> bool:
        """True unless it was signed only after the article."""
        if self._published is None or agreement.signed is None:
            return True
        return first_day(agreement.signed) <= last_day(self._published)


def family_of(kind: AgreementKind) -> int:
    """Kinds that reports mix up share a number."""
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
