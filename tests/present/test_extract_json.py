"""The JSON of `basewatch extract`, field by field."""

import json

from app.clean import CleanArticle
from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    ClaimProperty,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.domain.spans import Span
from app.extract.findings import Findings, FoundAgreement, FoundBase, FoundClaim, FoundStatement
from app.present.extract_json import to_json

ARTICLE = CleanArticle("Título — «база»", None, None, None, "en", "Ünd: no base 😀 here.", "hash")
SAID = FoundStatement(
    "Ann Lee", "she", None, Span(5, 14), StatementMode.DIRECT, StatementKind.DENIAL, StatementTopic.BASE,
    ("VE",), (), "2023-06", 0.93456,
)  # fmt: skip


def test_every_field_of_the_contract() -> None:
    base = FoundBase(
        "no base", None, "VE", None, BaseKind.NAVAL_BASE, Span(5, 12),
        (FoundClaim(ClaimProperty.PERSONNEL, "7500", "2023", Span(5, 7)),),
    )  # fmt: skip
    agreement = FoundAgreement(
        "an accord",
        None,
        ("RU", "VE"),
        AgreementKind.BASING,
        AgreementStatus.SIGNED,
        "2012",
        "2042",
        None,
        Span(0, 3),
    )
    found = json.loads(to_json(ARTICLE, Findings(("VE",), (SAID,), (base,), (agreement,))))
    assert found == {
        "article": {
            "title": "Título — «база»", "url": None, "publisher": None, "published": None, "language": "en",
            "text": "Ünd: no base 😀 here.",
        },
        "countries": ["VE"],
        "statements": [{
            "speaker": "Ann Lee", "official": None, "text": "no base 😀", "start": 5, "end": 14, "mode": "direct",
            "kind": "denial", "topic": "base", "countries": ["VE"], "bases": [], "said_on": "2023-06",
            "confidence": 0.935,
        }],
        "bases": [{
            "name": "no base", "base": None, "country": "VE", "territory": None, "kind": "naval_base", "start": 5,
            "end": 12,
            "claims": [{"property": "personnel", "value": "7500", "as_of": "2023", "start": 5, "end": 7}],
        }],
        "agreements": [{
            "title": "an accord", "agreement": None, "parties": ["RU", "VE"], "kind": "basing", "status": "signed",
            "signed": "2012", "expires": "2042", "term_years": None, "start": 0, "end": 3,
        }],
    }  # fmt: skip


def test_attributions_say_how_the_article_names_the_speaker() -> None:
    found = json.loads(to_json(ARTICLE, Findings(attributions=(SAID,)), attributions=True))
    assert "statements" not in found
    assert [(said["speaker"], said["speaker_mention"]) for said in found["attributions"]] == [
        ("Ann Lee", "she")
    ]


def test_it_is_one_line() -> None:
    assert "\n" not in to_json(ARTICLE, Findings())
