"""Rows -> frozen row types and keyset pages. Reads only."""
