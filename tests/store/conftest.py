"""What tests of the seeds share."""

import functools

import pytest

from app.store.seeds import files

_records_once = functools.cache(files._records)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes are parsed once for all tests: the loader only reads what comes of them."""
    monkeypatch.setattr(files, "_records", _records_once)
