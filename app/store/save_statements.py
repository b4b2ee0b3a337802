"""Save the statements of one article; one that is known already gets another report instead of a copy."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from app.domain.dates import first_day
from app.domain.kinds import DenialOutcome, Origin, ReviewState, StatementKind, StatementMode
from app.extract.findings import FoundStatement
from app.resolve.duplicates import same_on_one_page, same_quotation
from app.store.models import Article, Statement, StatementBase, StatementCountry, StatementReport
from app.store.saving import Saving


@dataclass(slots=True)
class SavedStatements:
    """How many were new, how many were joined to known ones, and the ids of both."""

    added: int = 0
    joined: int = 0
    ids: list[int] = field(default_factory=list)


def save_statements(saving: Saving, found: Iterable[FoundStatement]) -> SavedStatements:
    """Store what was said; a speaker who is no known official is proposed to the reviewer."""
    saved = SavedStatements()
    for one in found:
        official_id = saving.official_id(one.official)
        if official_id is None:
            saving.propose("official", one.speaker, None, one.span, {"mention": one.speaker_mention})
        evidence_id = saving.evidence(one.span).id
        known = _known(saving, one, official_id, saved.ids)
        if known is not None:
            saving.session.add(StatementReport(statement_id=known.id, evidence_id=evidence_id))
            saved.joined += 1
            saved.ids.append(known.id)
            continue
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
            quote=one.span.of(saving.article.text),
            confidence=one.confidence,
            outcome=DenialOutcome.OPEN if one.kind is StatementKind.DENIAL else None,
            note=None,
            origin=Origin.EXTRACTED,
        )
        saving.session.add(row)
        saving.session.flush()
        saving.session.add(StatementReport(statement_id=row.id, evidence_id=evidence_id))
        for code in dict.fromkeys(one.countries):
            if saving.country(code):
                saving.session.add(
                    StatementCountry(statement_id=row.id, country_code=code, sort_day=sort_day)
                )
        for base_id in {saving.base_id(slug) for slug in one.bases} - {None}:
            saving.session.add(StatementBase(statement_id=row.id, base_id=base_id, sort_day=sort_day))
        saved.added += 1
        saved.ids.append(row.id)
    return saved


def _known(
    saving: Saving, one: FoundStatement, official_id: int | None, taken: list[int]
) -> Statement | None:
    """The stored statement that `one` repeats, if there is one.

    That is the same quotation by the same official in another article, or the same statement in our brief
    of the same page. Within one article nothing is joined.
    """
    if official_id is None:
        return None
    here = saving.article
    said = one.span.of(here.text)
    candidates = (
        select(Statement)
        .join(Article, Article.id == Statement.article_id)
        .where(
            Statement.official_id == official_id,
            Statement.origin != Origin.SEED,  # a seeded one is our summary: no words to compare
            Statement.review != ReviewState.REJECTED,
            Statement.article_id != here.id,
            Statement.id.not_in(taken),
        )
        .order_by(Statement.id)
    )
    if here.url is not None:
        for row in saving.session.scalars(candidates.where(Article.url == here.url)):
            if row.mode == one.mode and same_on_one_page(row.quote, said):
                return row
    if one.mode is StatementMode.DIRECT:
        for row in saving.session.scalars(candidates.where(Statement.mode == StatementMode.DIRECT)):
            if same_quotation(row.quote, said):
                return row
    return None
