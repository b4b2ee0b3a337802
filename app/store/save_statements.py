"""Save the statements of one article; one that is known already gets another report instead of a copy."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.domain.dates import first_day
from app.domain.kinds import DenialOutcome, Origin, ReviewState, StatementKind, StatementMode
from app.extract.findings import FoundStatement
from app.resolve.duplicates import words_key
from app.store.known_statements import Others, known_statement
from app.store.models import Statement, StatementBase, StatementCountry, StatementReport
from app.store.saving import Saving


@dataclass(slots=True)
class SavedStatements:
    """How many were new, how many were joined to known ones, and the ids of both; how many a person had rejected."""

    added: int = 0
    joined: int = 0
    rejected: int = 0
    ids: list[int] = field(default_factory=list)


def save_statements(saving: Saving, found: Iterable[FoundStatement]) -> SavedStatements:
    """Store what was said; a speaker who is no known official is proposed to the reviewer."""
    saved = SavedStatements()
    found = list(found)
    alike = Counter(map(_record, found))
    alike_in_mode = Counter((_record(one), one.mode is StatementMode.DIRECT) for one in found)
    for one in found:
        official_id = saving.official_id(one.official)
        if official_id is None:
            saving.propose("official", one.speaker, None, one.span, {"mention": one.speaker_mention})
        evidence_id = saving.evidence(one.span).id
        of_mode = alike_in_mode[_record(one), one.mode is StatementMode.DIRECT]
        others = Others(alike[_record(one)] - 1, of_mode - 1)
        known_id = known_statement(saving, one, official_id, taken=saved.ids, others=others)
        if known_id is not None:
            is_rejected = saving.session.get_one(Statement, known_id).review is ReviewState.REJECTED
            saved.rejected += is_rejected
            saved.joined += not is_rejected
            _reassure(saving, known_id, one.confidence)
        else:
            known_id = _add(saving, one, official_id, evidence_id)
            saved.added += 1
        saving.session.add(
            StatementReport(
                statement_id=known_id,
                evidence_id=evidence_id,
                words_key=words_key(one.span.of(saving.article.text)),
                found=found_values(saving, one),
            )
        )
        saved.ids.append(known_id)
    return saved


def _reassure(saving: Saving, known_id: int, confidence: float) -> None:
    """What was found again is as sure as its surest report, or a suggestion would keep its sure reports back."""
    row = saving.session.get_one(Statement, known_id)
    if row.confidence is not None and row.confidence < confidence:
        row.confidence = confidence


def found_values(saving: Saving, one: FoundStatement) -> dict[str, Any]:
    """What extraction said of one place, as a report keeps it: plain values, by the names of `Statement`."""
    return {
        "speaker": one.speaker,
        "speaker_mention": one.speaker_mention,
        "mode": one.mode.value,
        "kind": one.kind.value,
        "topic": one.topic.value,
        "said_on": one.said_on,
        "confidence": one.confidence,
        "extractor": saving.extractor,
        "countries": [code for code in dict.fromkeys(one.countries) if saving.country(code)],
        "bases": sorted(slug for slug in set(one.bases) if saving.base_id(slug)),
    }


def _record(one: FoundStatement) -> tuple[object, ...]:
    return one.official, one.said_on, one.kind, one.topic


def _add(saving: Saving, one: FoundStatement, official_id: int | None, evidence_id: int) -> int:
    quote = one.span.of(saving.article.text)
    sort_day = first_day(one.said_on) if one.said_on else saving.article.sort_day
    row = Statement(
        slug=None,
        official_id=official_id,
        speaker=one.speaker,
        speaker_mention=one.speaker_mention,
        mode=one.mode,
        kind=one.kind,
        topic=one.topic,
        said_on=one.said_on,
        sort_day=sort_day,
        article_id=saving.article.id,
        evidence_id=evidence_id,
        quote=quote,
        confidence=one.confidence,
        extractor=saving.extractor,
        outcome=DenialOutcome.OPEN if one.kind is StatementKind.DENIAL else None,
        note=None,
        origin=Origin.EXTRACTED,
    )
    saving.session.add(row)
    saving.session.flush()
    for code in dict.fromkeys(one.countries):
        if saving.country(code):
            saving.session.add(StatementCountry(statement_id=row.id, country_code=code, sort_day=sort_day))
    for base_id in {saving.base_id(slug) for slug in one.bases} - {None}:
        saving.session.add(StatementBase(statement_id=row.id, base_id=base_id, sort_day=sort_day))
    return row.id
