"""Save one article with its findings, inside one transaction; the same article again changes nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clean.article import CleanArticle
from app.clean.urls import canonical_url, same_page
from app.domain.dates import first_day
from app.domain.kinds import ArticleKind, Origin, ReviewState, RunOutcome
from app.extract.findings import Findings
from app.store.models import (
    Article,
    Claim,
    Evidence,
    Publisher,
    PublisherDomain,
    Revision,
    Statement,
    StatementReport,
)
from app.store.origins import assign_origin
from app.store.review_queue import refresh_queue
from app.store.same_candidates import refresh_article
from app.store.save_facts import save_agreements, save_bases
from app.store.save_statements import save_statements
from app.store.saving import Saving
from app.store.search_index import index_records
from app.store.versions import bump_data_version, wait_for_writers


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one article; `reason` is a sentence for the run's record."""

    outcome: RunOutcome
    article_id: int
    reason: str


def find_stored(session: Session, article: CleanArticle) -> Article | None:
    """The stored article of the same URL and kind; of a text without a URL, the one with the same words.

    The same words at another URL are a reprint, which is an article of its own: see `app.store.origins`.
    """
    if article.url is None:
        same = Article.content_hash == article.content_hash
    else:
        same = Article.url.in_([article.url, *same_page(article.url)])
        same &= Article.kind == ArticleKind(article.kind)
    return session.scalars(select(Article).where(same).order_by(Article.id).limit(1)).first()


def find_at(session: Session, url: str) -> int | None:
    """The id of the stored article of this address; null where there is none."""
    address = canonical_url(url)
    same = select(Article.id).where(
        Article.url.in_([address, *same_page(address)]), Article.kind == ArticleKind.ARTICLE
    )
    return session.scalar(same.order_by(Article.id).limit(1))


def save_article(session: Session, article: CleanArticle, findings: Findings, *, actor: str) -> Saved:
    """Store `article` and what was found in it, all unreviewed.

    A name that resolves to no record becomes a Proposal. An article that is stored already is left as it
    is: `unchanged` when its text is the same, `skipped` when the text under its URL has changed since.
    A reprint is stored with the origin of the text that it repeats.
    """
    wait_for_writers(session)  # two processes may store two prints of one text at once: one origin
    if (stored := find_stored(session, article)) is not None:
        if stored.content_hash == article.content_hash:
            reason = f"already stored as article {stored.id}{_decisions(session, stored)}"
            stored.met_rejected = _rejected_of(session, stored)
            return Saved(RunOutcome.UNCHANGED, stored.id, reason)
        return Saved(
            RunOutcome.SKIPPED,
            stored.id,
            f"its URL is stored as article {stored.id} with another text; the stored one was kept",
        )
    now = datetime.now(UTC)
    published_day = first_day(article.published) if article.published else None
    row = Article(
        kind=ArticleKind(article.kind),
        url=article.url,
        title=article.title or article.text[:80].strip(),
        publisher_id=_publisher_id(session, article.publisher),
        published=article.published,
        sort_day=published_day or now.date(),
        language=article.language,
        text=article.text,
        text_length=len(article.text),
        content_hash=article.content_hash,
        added_by=actor,
        added_at=now,
    )
    session.add(row)
    session.flush()
    bands = assign_origin(session, row)
    saving = Saving.begin(session, row, findings.extractor)
    base_count = save_bases(saving, findings.bases)
    agreement_count = save_agreements(saving, findings.agreements)
    statements = save_statements(saving, findings.statements)
    session.flush()
    session.add(
        Revision(
            record_type="article",
            record_id=row.id,
            at=now,
            actor=actor,
            reason="article added",
            before=None,
            after={"url": row.url, "title": row.title, "statements": statements.added + statements.joined},
        )
    )
    index_records(session, "article", [row.id])
    index_records(session, "statement", statements.ids)
    bump_data_version(session)
    of_known = select(Statement.article_id).where(Statement.id.in_(statements.ids))  # some are surer now
    refresh_queue(session, [row.id, *session.scalars(of_known)])
    refresh_article(session, row.id, bands, statements.ids)
    counts = (
        (statements.added, "statement"),
        (statements.joined, "more report of a known one", "more reports of known ones"),
        (base_count, "base"),
        (agreement_count, "agreement"),
        (saving.proposed, "name to review", "names to review"),
    )
    reason = ", ".join(_counted(*one) for one in counts if one[0]) or "nothing found in it"
    if rejected := statements.rejected + saving.rejected:
        row.met_rejected = rejected
        reason += f"; {rejected} found again that a person has rejected: they stay so"
    return Saved(RunOutcome.ADDED, row.id, reason)


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _decisions(session: Session, article: Article) -> str:
    """What people have rejected of a stored article, for the record of a run that meets it again."""
    if article.review is ReviewState.REJECTED:
        return ", which a person has rejected: it stays so"
    rejected = _rejected_of(session, article)
    return f"; {rejected} of its findings a person has rejected: they stay so" if rejected else ""


def _rejected_of(session: Session, article: Article) -> int:
    """How many findings of a stored article people have rejected."""
    statements = (
        select(func.count(Statement.id.distinct()))
        .join(StatementReport, StatementReport.statement_id == Statement.id)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .where(Evidence.article_id == article.id, Statement.review == ReviewState.REJECTED)
    )
    claims = (
        select(func.count(Claim.id))
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .where(Evidence.article_id == article.id, Claim.review == ReviewState.REJECTED)
    )
    return (session.scalar(statements) or 0) + (session.scalar(claims) or 0)


def _publisher_id(session: Session, domain: str | None) -> int | None:
    """The publisher of a domain; one that is not known yet is added with nothing but its domain."""
    if domain is None:
        return None
    known = session.scalar(select(Publisher.id).where(Publisher.domain == domain)) or session.scalar(
        select(PublisherDomain.publisher_id).where(PublisherDomain.domain == domain)
    )
    if known is not None:
        return known
    publisher = Publisher(
        domain=domain,
        name=domain,
        country_code=None,
        language=None,
        kind=None,
        state_controlled=None,
        reliability=None,
        note=None,
        origin=Origin.EXTRACTED,
    )
    session.add(publisher)
    session.flush()
    return publisher.id
