"""The reader's language: every text of a page goes through these functions. Pure but for a context variable.

A text is written in English, in the place where it is shown, and is its own key in the catalogue. A language is a file
of `catalogues/`, named by its code; nothing else knows which there are.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

CATALOGUES = Path(__file__).with_name("catalogues")
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface. `name` is what its own speakers call it."""

    code: str
    name: str
    catalogue: NullTranslations = field(default_factory=NullTranslations)


_spoken: ContextVar[Language | None] = ContextVar("language", default=None)


@cache
def codes() -> tuple[str, ...]:
    """The languages there are, English first: `("en", "ru")`."""
    return (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


@cache
def offered() -> tuple[str, ...]:
    """Those that readers are led to: not a draft (`X-Draft: yes` in its catalogue), shown at `/xx/…` all the same."""
    return tuple(code for code in codes() if code == ENGLISH or not _is_draft(CATALOGUES / f"{code}.po"))


def _is_draft(path: Path) -> bool:
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    return "X-Draft: yes" in head


@cache
def language(code: str) -> Language:
    """The language of a code that is among `codes()`. Its catalogue is read on first use, in some 60 ms."""
    if code == ENGLISH:
        return Language(ENGLISH, "English")
    from babel import Locale  # not for those who read English: it takes as long as half our own modules
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{code}.po").open("rb") as handle:
        messages = read_po(handle, locale=code)
    packed = io.BytesIO()
    write_mo(packed, messages)
    packed.seek(0)
    name = Locale.parse(code).get_display_name() or code
    return Language(code, name.capitalize(), GNUTranslations(packed))


def spoken() -> Language:
    """The language of the answer that is being made."""
    return _spoken.get() or language(ENGLISH)


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Texts are in this language inside the block, and in the threads that it starts."""
    token = _spoken.set(language(code))
    try:
        yield spoken()
    finally:
        _spoken.reset(token)


def gettext(text: str) -> str:
    """The text in the reader's language, or as it is where the catalogue lacks it."""
    return spoken().catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that the reader's language has for this count."""
    return spoken().catalogue.ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """As `gettext`, where one English word is two in another language: `pgettext("of a base", "open")`."""
    return spoken().catalogue.pgettext(context, text)
