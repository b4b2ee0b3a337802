"""The Atom feeds of what can be followed: those of the lists, under its filter."""

from urllib.parse import urlencode

from app.domain.following import Subject
from app.domain.kinds import AlertSubject
from app.present.language import gettext as _

FEEDS: dict[AlertSubject, tuple[tuple[str, str], ...]] = {  # noun of the list, its parameter
    AlertSubject.COUNTRY: (("statements", "country"), ("agreements", "country"), ("claims", "country")),
    AlertSubject.OFFICIAL: (("statements", "official"), ("denials", "official")),
    AlertSubject.BASE: (("statements", "base"), ("claims", "base")),
    AlertSubject.AGREEMENT: (),
    AlertSubject.SEARCH: (("search", "q"),),
    AlertSubject.EXPIRY: (),
}
ENDING_MONTHS = (12, 6, 1)


def feeds_of(subject: Subject) -> list[tuple[str, str]]:
    """(what it is a feed of, its address)."""
    names = {
        "statements": _("Statements"),
        "denials": _("Denials"),
        "agreements": _("Agreements"),
        "claims": _("Claims on bases"),
        "search": _("What this search finds"),
    }
    found = [
        (names[noun], f"/{noun}.atom?{urlencode({parameter: subject.key})}")
        for noun, parameter in FEEDS[subject.kind]
    ]
    if subject.kind in (AlertSubject.EXPIRY, AlertSubject.AGREEMENT):
        ending = {
            12: _("Ending within twelve months"),
            6: _("Ending within six months"),
            1: _("Ending within a month"),
        }
        found += [(ending[months], f"/agreements.atom?ends_within={months}") for months in ENDING_MONTHS]
    return found
