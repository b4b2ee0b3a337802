"""The review of one article: its text, everything found in it, and what the person may undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, ReviewState, UserRole
from app.query.bases import country_names
from app.query.review_rows import Finding, load_findings
from app.store.models import Article, Base, Publisher, Revision, RevisionChange
from app.store.records import Record
from app.store.reviewer import Reviewer, latest_revision
from app.store.sign_in import is_at_least


@dataclass(frozen=True, slots=True)
class LastAct:
    """What the person did last on the article, and may take back."""

    revision: int
    at: datetime
    reason: str
    records: tuple[str, ...]  # whose: `statement:12`


@dataclass(frozen=True, slots=True)
class Review:
    """One article under review."""

    id: int
    kind: ArticleKind
    title: str
    url: str | None
    publisher: str | None
    publisher_domain: str | None
    published: str | None  # EDTF
    language: str
    text: str
    added_by: str
    added_at: datetime
    review: ReviewState
    seen: int  # the newest revision of the article itself
    findings: tuple[Finding, ...]
    countries: dict[str, str]  # code -> name, of those that findings name
    bases: dict[str, str]  # slug -> name, likewise
    is_editor: bool
    is_adder: bool
    last_act: LastAct | None

    def may_decide(self, one: Finding) -> bool:
        """An editor on everything, an analyst on what their own article brought in."""
        return self.is_editor or (self.is_adder and not one.is_elsewhere)

    @property
    def may_add(self) -> bool:
        return self.is_editor or self.is_adder

    @property
    def decided(self) -> int:
        return sum(one.is_decided for one in self.findings)

    def find(self, record: str) -> Finding | None:
        """The finding that a form or an address names."""
        return next((one for one in self.findings if one.record == record), None)


def get_review(session: Session, article_id: int, by: Reviewer) -> Review | None:
    """The review of an article, or null where there is none. At most eighteen queries."""
    found = session.execute(
        select(Article, Publisher)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.id == article_id)
    ).first()
    if found is None:
        return None
    article, publisher = found
    findings = tuple(load_findings(session, article_id))
    return Review(
        id=article.id,
        kind=article.kind,
        title=article.title,
        url=article.url,
        publisher=publisher.name if publisher else None,
        publisher_domain=publisher.domain if publisher else None,
        published=article.published,
        language=article.language,
        text=article.text,
        added_by=article.added_by,
        added_at=article.added_at,
        review=article.review,
        seen=latest_revision(session, Record("article", article_id)),
        findings=findings,
        countries=country_names(session, _codes(findings)),
        bases=_base_names(session, findings),
        is_editor=is_at_least(by.role, UserRole.EDITOR),
        is_adder=is_at_least(by.role, UserRole.ANALYST) and article.added_by == by.name,
        last_act=_last_act(session, article_id, findings, by.name),
    )


def _codes(findings: Sequence[Finding]) -> set[str]:
    codes: set[str] = set()
    for one in findings:
        codes.update(one.values.get("countries") or ())
        codes.update(one.values.get("parties") or ())
        codes.update(code for code in (one.values.get("country"), one.values.get("territory")) if code)
    return codes


def _base_names(session: Session, findings: Sequence[Finding]) -> dict[str, str]:
    slugs = {slug for one in findings for slug in one.values.get("bases") or ()}
    slugs |= {one.values["base"] for one in findings if one.values.get("base")}
    rows = session.execute(select(Base.slug, Base.name).where(Base.slug.in_(sorted(slugs))))
    return {row.slug: row.name for row in rows}


def _last_act(session: Session, article_id: int, findings: Sequence[Finding], actor: str) -> LastAct | None:
    """The newest act of a person on the article or a finding of it that stands and is no undo."""
    keys: dict[str, list[str]] = {"article": [str(article_id)]}
    for one in findings:
        keys.setdefault(one.kind, []).append(str(one.id))
    of = [
        (RevisionChange.table_name == kind) & RevisionChange.row_key.in_(ids)
        for kind, ids in sorted(keys.items())
    ]
    found = session.execute(
        select(Revision.id, Revision.at, Revision.reason)
        .join(RevisionChange, RevisionChange.revision_id == Revision.id)
        .where(
            or_(*of),
            Revision.actor == actor,
            Revision.undone_by_id.is_(None),
            Revision.undoes_id.is_(None),
        )
        .order_by(Revision.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    changed = session.execute(
        select(RevisionChange.table_name, RevisionChange.row_key).where(
            RevisionChange.revision_id == found.id,
            RevisionChange.table_name.in_(sorted(keys)),
        )
    )
    return LastAct(found.id, found.at, found.reason, tuple(f"{table}:{key}" for table, key in changed))
