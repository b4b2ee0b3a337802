"""Basewatch: an open record of Russia's military presence abroad and of what officials say about it."""

__version__ = "0.1.0"
