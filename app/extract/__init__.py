"""CleanArticle + ReferenceNames -> Findings, each with its span. Pure: no database, clock or network."""
