"""What was left out of an address because it means nothing, for the page to tell of."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from fastapi import Request


@dataclass(frozen=True, slots=True)
class Refusal:
    """One parameter that was left out: what is said of it, and what was probably meant."""

    parameter: str
    message: str
    near: tuple[str, str] | None = None  # text, address of the list with it


@dataclass(slots=True)
class Refusals:
    """Those of one page. Each is told once: beside its field, or above the list where it has none."""

    all: list[Refusal] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    def of(self, parameter: str) -> Refusal | None:
        """That of a field that is being shown."""
        found = next((one for one in self.all if one.parameter == parameter), None)
        if found:
            self._told.add(parameter)
        return found

    def rest(self) -> list[Refusal]:
        """Those that no field told of so far."""
        return [one for one in self.all if one.parameter not in self._told]


_refusals: ContextVar[Refusals | None] = ContextVar("refusals", default=None)


def refusals() -> Refusals:
    """Those of the page that is being rendered."""
    return _refusals.get() or Refusals()


@contextmanager
def telling(request: Request) -> Iterator[None]:
    """Templates inside the block see what was left out of this request."""
    token = _refusals.set(Refusals(list(getattr(request.state, "refused", ()))))
    try:
        yield
    finally:
        _refusals.reset(token)
