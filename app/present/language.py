"""The reader's language: every text of a page goes through these functions. Pure but for a context variable.

A text is written in English, in the place where it is shown, and is its own key in the catalogue.
"""

from contextvars import ContextVar
from gettext import NullTranslations

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue", default=NullTranslations())  # noqa: B039 - never changed


def gettext(text: str) -> str:
    """The text in the reader's language, or as it is where the catalogue lacks it."""
    return _catalogue.get().gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that the reader's language has for this count."""
    return _catalogue.get().ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """As `gettext`, where one English word is two in another language: `pgettext("of a base", "open")`."""
    return _catalogue.get().pgettext(context, text)
