"""An article and what was found in it as the JSON object that `basewatch extract` prints."""

from collections.abc import Iterable
from typing import Any

import orjson

from app.clean.article import CleanArticle
from app.extract.findings import Findings, FoundAgreement, FoundBase, FoundClaim, FoundStatement


def to_json(article: CleanArticle, findings: Findings, *, attributions: bool = False) -> str:
    """One line of JSON, the extraction contract: offsets count code points of `article.text`, dates are EDTF.

    With `attributions`, the list of that name stands in place of `statements`: every attribution before
    the filters
    of subject and speaker, each with `speaker_mention`, the words as the article has them.
    """
    text = article.text
    said: dict[str, Any] = (
        {"attributions": _statements(findings.attributions, text, with_mention=True)}
        if attributions
        else {"statements": _statements(findings.statements, text)}
    )
    found = {
        "article": {
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published,
            "language": article.language,
            "text": text,
        },
        "countries": list(findings.countries),
        **said,
        "bases": [_base(base) for base in findings.bases],
        "agreements": [_agreement(agreement) for agreement in findings.agreements],
    }
    return orjson.dumps(found).decode()


def _statements(
    statements: Iterable[FoundStatement], text: str, *, with_mention: bool = False
) -> list[dict[str, Any]]:
    return [
        {
            "speaker": statement.speaker,
            **({"speaker_mention": statement.speaker_mention} if with_mention else {}),
            "official": statement.official,
            "text": statement.span.of(text),
            "start": statement.span.start,
            "end": statement.span.end,
            "mode": statement.mode,
            "kind": statement.kind,
            "topic": statement.topic,
            "countries": list(statement.countries),
            "bases": list(statement.bases),
            "said_on": statement.said_on,
            "confidence": round(statement.confidence, 3),
        }
        for statement in statements
    ]


def _base(base: FoundBase) -> dict[str, Any]:
    return {
        "name": base.name,
        "base": base.base,
        "country": base.country,
        "territory": base.territory,
        "kind": base.kind,
        "start": base.span.start,
        "end": base.span.end,
        "claims": [_claim(claim) for claim in base.claims],
    }


def _claim(claim: FoundClaim) -> dict[str, Any]:
    return {
        "property": claim.property,
        "value": claim.value,
        "as_of": claim.as_of,
        "start": claim.span.start,
        "end": claim.span.end,
    }


def _agreement(agreement: FoundAgreement) -> dict[str, Any]:
    return {
        "title": agreement.title,
        "agreement": agreement.agreement,
        "parties": list(agreement.parties),
        "kind": agreement.kind,
        "status": agreement.status,
        "signed": agreement.signed,
        "expires": agreement.expires,
        "term_years": agreement.term_years,
        "start": agreement.span.start,
        "end": agreement.span.end,
    }
