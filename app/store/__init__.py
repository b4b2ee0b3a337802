"""Findings and editors' acts -> rows; the only package that writes."""
