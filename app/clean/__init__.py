"""RawArticle -> CleanArticle: the text in which every offset counts. Pure."""

from app.clean.article import MAX_TEXT, CleanArticle
from app.clean.cleaning import clean, content_hash
from app.clean.urls import canonical_url, registered_domain, url_key

__all__ = [
    "MAX_TEXT",
    "CleanArticle",
    "canonical_url",
    "clean",
    "content_hash",
    "registered_domain",
    "url_key",
]
