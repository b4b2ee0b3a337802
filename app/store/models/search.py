"""The search index: one document for each record that a reader may look for."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Id, Model


class SearchDocument(Model):
    """A record as the search sees it; the migration makes the full-text index over `stems`, per database."""

    __tablename__ = "search_document"
    __table_args__ = (
        UniqueConstraint("record_type", "record_id"),
        Index("ix_search_document_type_day", "record_type", "sort_day", "id"),
    )

    id: Mapped[Id]
    record_type: Mapped[str]  # base, official, statement, agreement, article, country
    record_id: Mapped[int]  # of a country, which has no number: one made from its code
    record_key: Mapped[str]  # slug, code or id as text: what its URL needs
    title: Mapped[str]
    body: Mapped[str]  # shown as the snippet
    stems: Mapped[str]  # title, names and body, stemmed: what is matched
    sort_day: Mapped[date]


class SearchFacet(Model):
    """What a document can be narrowed by: its country, speaker, kind, topic, language, publisher or state of review."""

    __tablename__ = "search_facet"
    __table_args__ = (Index("ix_search_facet_value", "field", "value", "document_id"),)

    document_id: Mapped[int] = mapped_column(
        ForeignKey("search_document.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(primary_key=True)  # one of app.store.search_facets.FIELDS
    value: Mapped[str] = mapped_column(primary_key=True)  # a code, slug, domain or word
