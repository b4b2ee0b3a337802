"""Errors that a person will read. Every message names the input, says what is wrong and what to do."""

from collections.abc import Iterable


class BasewatchError(Exception):
    """Anything Basewatch refuses; the command line prints it and exits with `exit_code`."""

    exit_code = 1


class InputError(BasewatchError):
    """The input cannot be used: too large, not text, not the stated form.

    parameter: of an address, where one of its parameters is meant; allowed: the words that it takes.
    """

    exit_code = 2

    def __init__(
        self, message: str = "", *, parameter: str | None = None, allowed: Iterable[str] = ()
    ) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.allowed = tuple(allowed)


class InputTooLarge(InputError):
    """The input is over its size limit; the message names the limit."""


class NotText(InputError):
    """The bytes are no text in an encoding that we read."""


class FetchError(InputError):
    """A URL could not be fetched: refused address, time, size, redirects or status."""


class FetchForbidden(FetchError):
    """The site's robots.txt keeps programs away from the page."""


class FetchTooLarge(FetchError):
    """What is at a URL is over its size limit; the message names the limit."""


class FeedError(InputError):
    """What came is no feed, or no list of feeds; the message says what it is and what to do."""


class SeedError(InputError):
    """A seed file breaks its schema; the message names file, record and field."""


class StoreError(BasewatchError):
    """The database refused, or is not at the expected version."""


class DuplicateArticle(StoreError):
    """The article is stored already."""


class Conflict(StoreError):
    """Another person changed the record meanwhile; the message says who and what."""


class NotAllowed(BasewatchError):
    """The person may not do this; the message says who may."""
