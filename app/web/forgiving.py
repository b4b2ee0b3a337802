"""A filter of a page that means nothing is left out and told of beside its field; the others stay on.

Files and the API refuse it instead: a file under a filter that was not applied would be cited wrongly.
"""

import difflib
import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Request

from app.domain.errors import InputError
from app.present.format import label
from app.present.language import gettext as _
from app.query.known import country_like, slug_like
from app.web.filters import linker
from app.web.pages import RequestSession
from app.web.refusals import Refusal

Where = TypeVar("Where")
MOST_SHOWN = 40  # characters of a value that a message repeats
MOST_LOOKED_UP = 200
PLACES = ("country", "territory", "by")
SLUGS = ("official", "base")


def forgiving(read: Callable[..., Where]) -> Callable[..., Where]:
    """`read`, a dependency that raises InputError naming a parameter, as one that leaves that parameter out."""

    def dependency(request: Request, session: RequestSession, **given: str | None) -> Where:
        for name, value in given.items():
            if value and name in PLACES + SLUGS:
                given[name] = _known(request, session, name, value)
        while True:
            try:
                return read(**given)
            except InputError as error:
                if error.parameter is None or not given.get(error.parameter):
                    raise
                refuse(request, error, given[error.parameter] or "")
                given[error.parameter] = None

    own = [
        inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request),
        inspect.Parameter("session", inspect.Parameter.KEYWORD_ONLY, annotation=RequestSession),
    ]
    asked = inspect.signature(read)
    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in asked.parameters.values()]
    dependency.__signature__ = inspect.Signature([*own, *parameters])  # type: ignore[attr-defined]
    return dependency


def refuse(request: Request, error: InputError, value: str) -> None:
    """Leave the parameter of `error` out of the request, and remember what to say of it."""
    assert error.parameter
    message, near = str(error), None
    if error.parameter == "after":
        message = _("The address named no place in this list: it is shown from its beginning.")
    elif error.allowed:
        message = _("“%(value)s” is not known here and is left out.") % {"value": _shown(value)}
        near = _near_word(value, error.allowed)
    leave_out(request, error.parameter, message, near)


def _known(request: Request, session: RequestSession, name: str, value: str) -> str | None:
    """The code or slug that is meant, null where there is none such: that is then told of."""
    looked_up = value[:MOST_LOOKED_UP]
    if name in PLACES:
        found, near = country_like(session, looked_up)
        message = _("“%(value)s” is no country or territory on record and is left out.")
    else:
        found, near = slug_like(session, name, looked_up)
        message = _("Nothing on record has the address “%(value)s”: it is left out.")
    if found is None:
        leave_out(request, name, message % {"value": _shown(value)}, near)
    elif found != value:
        _rewrite(request, name, found)
    return found


def _shown(value: str) -> str:
    return value[:MOST_SHOWN] + ("…" if len(value) > MOST_SHOWN else "")


def _near_word(value: str, allowed: Iterable[str]) -> tuple[str, str] | None:
    words = {word.replace("_", " "): word for word in allowed}
    found = difflib.get_close_matches(value[:MOST_SHOWN].lower().replace("_", " "), words, n=1, cutoff=0.6)
    return (words[found[0]], label(words[found[0]])) if found else None


def leave_out(request: Request, parameter: str, message: str, near: tuple[str, str] | None = None) -> None:
    """Take a parameter out of the request. near: (value, text) of what was probably meant."""
    _rewrite(request, parameter, None)
    meant = (near[1], linker(request)(**{parameter: near[0]})) if near else None
    refused: list[Refusal] = getattr(request.state, "refused", [])
    request.state.refused = [*refused, Refusal(parameter, message, meant)]


def _rewrite(request: Request, parameter: str, value: str | None) -> None:
    """The links of the page say what it shows: the parameter as it was understood, or not at all."""
    asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    kept = [(name, given if name != parameter else value) for name, given in asked]
    request.scope["query_string"] = urlencode([(name, given) for name, given in kept if given]).encode()
    for read_before in ("_query_params", "_url"):  # the request remembers what it read of its address
        request.__dict__.pop(read_before, None)


def forgiven(read: Callable[..., Where]) -> Any:
    """As a parameter of a route: `where: Annotated[BaseFilter, forgiven(base_filter)]`."""
    return Depends(forgiving(read))
