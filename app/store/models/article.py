"""Published texts and the exact places in them that records rest on."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.kinds import ArticleKind, ReviewState
from app.store.models.base import Edtf, Id, Model, not_blank
from app.store.models.publisher import Publisher


class Article(Model):
    """One text with its own URL; `kind` says whose words: the publisher's, our brief's, our notes'.

    `text_length` counts code points; evidence refers to it, so that no evidence can lie outside the text.
    Reprints of one text are articles of their own under one origin: the first of them that was stored.
    """

    __tablename__ = "article"
    __table_args__ = (
        not_blank("title"),
        not_blank("text"),
        CheckConstraint("text_length = length(text)", name="text_length_true"),
        UniqueConstraint("url", "kind"),  # a brief and the article it reports may both be held
        Index("ix_article_content_hash", "content_hash"),
        Index(  # a pasted text has nothing but its words to be known by
            "uq_article_pasted",
            "content_hash",
            unique=True,
            sqlite_where=text("url IS NULL"),
            postgresql_where=text("url IS NULL"),
        ),
        Index(
            "ix_article_met_rejected",
            "id",
            sqlite_where=text("met_rejected > 0"),
            postgresql_where=text("met_rejected > 0"),
        ),
        UniqueConstraint("id", "text_length"),  # what evidence refers to
        Index("ix_article_newest", "sort_day", "id"),
        Index("ix_article_publisher_newest", "publisher_id", "sort_day", "id"),
    )

    id: Mapped[Id]
    kind: Mapped[ArticleKind]
    url: Mapped[str | None]  # canonical; null for pasted text without one
    archived_url: Mapped[str | None]  # a copy of the page in a public web archive, as a person recorded it
    title: Mapped[str]
    publisher_id: Mapped[int | None] = mapped_column(ForeignKey("publisher.id"))
    published: Mapped[Edtf | None]
    sort_day: Mapped[date]  # first day of `published`, else the day it was added; never null: it keys a page
    language: Mapped[str]
    text: Mapped[str]
    text_length: Mapped[int]
    content_hash: Mapped[str]  # of the words alone: the same for every exact reprint
    origin_id: Mapped[int | None] = mapped_column(
        ForeignKey("article.id"), index=True
    )  # the first stored article of the same text, often itself; null: our own words, or not yet compared
    minhash: Mapped[bytes | None]  # see app.resolve.origins; null where the text is too short to compare
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    met_rejected: Mapped[int] = mapped_column(
        default=0
    )  # findings that the last import met in it again and a person had rejected
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)
    publisher: Mapped[Publisher | None] = relationship(lazy="raise")


class ArticleBand(Model):
    """One band of an article's MinHash: texts that share one are looked at as near-copies of each other."""

    __tablename__ = "article_band"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy reads it

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)


class Evidence(Model):
    """The exact characters of an article's text that a record rests on: code points, half-open."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("0 <= start_at AND start_at < end_at", name="not_empty"),
        CheckConstraint("end_at <= text_length", name="inside_text"),
        CheckConstraint("length(quote) = end_at - start_at", name="quote_is_the_span"),
        ForeignKeyConstraint(
            ["article_id", "text_length"],
            ["article.id", "article.text_length"],
            name="fk_evidence_article",
            onupdate="CASCADE",
        ),
        Index("ix_evidence_article_start", "article_id", "start_at"),
    )

    id: Mapped[Id]
    article_id: Mapped[int]
    text_length: Mapped[int]
    start_at: Mapped[int]
    end_at: Mapped[int]
    quote: Mapped[str]  # article.text[start_at:end_at], so that a list loads no text
    article: Mapped[Article] = relationship(lazy="raise")
