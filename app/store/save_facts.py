"""Save the bases with their claims, and the agreements, of one article."""

from collections.abc import Iterable

from sqlalchemy import select

from app.domain.dates import first_day
from app.domain.kinds import Origin, ReviewState
from app.domain.quantities import number_range
from app.extract.findings import FoundAgreement, FoundBase, FoundClaim
from app.store.models import AgreementReport, Article, BaseReport, Claim, Evidence
from app.store.saving import Saving


def save_bases(saving: Saving, found: Iterable[FoundBase]) -> int:
    """Reports and claims of known bases, proposals for the others; returns how many known bases were met."""
    known: set[int] = set()
    for base in found:
        base_id = saving.base_id(base.base)
        if base_id is None:
            saving.propose("base", base.name, base.country, base.span, _base_details(base))
            continue
        if base_id not in known and _is_rejected_report(saving, BaseReport, base_id):
            saving.rejected += 1
        elif base_id not in known:
            saving.session.add(
                BaseReport(
                    base_id=base_id,
                    evidence_id=saving.evidence(base.span).id,
                    confidence=base.confidence,
                    extractor=saving.extractor,
                )
            )
        known.add(base_id)
        for claim in base.claims:
            if _is_rejected(saving, base_id, claim):
                saving.rejected += 1
                continue
            low, high = number_range(claim.value)
            saving.session.add(
                Claim(
                    base_id=base_id,
                    property=claim.property,
                    value=claim.value,
                    low=low,
                    high=high,
                    as_of=claim.as_of,
                    as_of_day=first_day(claim.as_of) if claim.as_of else None,
                    evidence_id=saving.evidence(claim.span).id,
                    note=None,
                    credibility=None,
                    confidence=claim.confidence,
                    extractor=saving.extractor,
                    origin=Origin.EXTRACTED,
                )
            )
    return len(known)


def _is_rejected(saving: Saving, base_id: int, claim: FoundClaim) -> bool:
    """Whether a person rejected this claim in a text of the same origin: a reprint does not bring it back."""
    query = (
        select(Claim.id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(
            Claim.base_id == base_id,
            Claim.property == claim.property,
            Claim.value == claim.value,
            Claim.review == ReviewState.REJECTED,
            Article.origin_id == saving.article.origin_id,
        )
        .limit(1)
    )
    return saving.session.scalar(query) is not None


def _is_rejected_report(
    saving: Saving, report: type[BaseReport] | type[AgreementReport], record_id: int
) -> bool:
    """Whether a person found that a text of the same origin does not name this base, or tell of this agreement."""
    owner = BaseReport.base_id if report is BaseReport else AgreementReport.agreement_id
    query = (
        select(report.id)
        .join(Evidence, Evidence.id == report.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(
            owner == record_id,
            report.review == ReviewState.REJECTED,
            Article.origin_id == saving.article.origin_id,
        )
        .limit(1)
    )
    return saving.session.scalar(query) is not None


def save_agreements(saving: Saving, found: Iterable[FoundAgreement]) -> int:
    """Reports of known agreements, proposals for the others; returns how many known ones were met."""
    known: set[int] = set()
    for one in found:
        agreement_id = saving.agreement_id(one.agreement)
        if agreement_id is None:
            country = next((code for code in one.parties if code != "RU"), None)
            saving.propose("agreement", one.title, country, one.span, _agreement_details(one))
            continue
        if agreement_id in known:
            continue
        known.add(agreement_id)
        if _is_rejected_report(saving, AgreementReport, agreement_id):
            saving.rejected += 1
            continue
        saving.session.add(
            AgreementReport(
                agreement_id=agreement_id,
                evidence_id=saving.evidence(one.span).id,
                status=one.status,
                signed=one.signed,
                expires=one.expires,
                term_years=one.term_years,
                confidence=one.confidence,
                extractor=saving.extractor,
            )
        )
    return len(known)


def _base_details(base: FoundBase) -> dict[str, object]:
    return {
        "territory": base.territory,
        "kind": base.kind,
        "confidence": base.confidence,
        "claims": [
            {
                "property": claim.property,
                "value": claim.value,
                "as_of": claim.as_of,
                "start": claim.span.start,
                "end": claim.span.end,
            }
            for claim in base.claims
        ],
    }


def _agreement_details(one: FoundAgreement) -> dict[str, object]:
    return {
        "parties": list(one.parties),
        "kind": one.kind,
        "status": one.status,
        "signed": one.signed,
        "expires": one.expires,
        "term_years": one.term_years,
        "confidence": one.confidence,
    }
