"""Findings + ReferenceNames -> findings whose names are slugs where one can be sure. Pure."""
