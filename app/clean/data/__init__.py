"""Lexicons of what surrounds an article on a page, one file per language."""
