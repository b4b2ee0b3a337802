"""The outside world -> RawArticle."""
