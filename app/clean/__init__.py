"""RawArticle -> CleanArticle: the text in which every offset counts. Pure."""
