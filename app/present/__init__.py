"""Rows -> text, with no database and no request. Pure."""
