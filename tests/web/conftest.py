"""Pages are tested on SQLite: what the databases do differently is in the queries and the store, tested on both.

`test_postgres_pages.py` holds every kind of page on Postgres too.
"""

import pytest


@pytest.fixture(scope="session")
def backend() -> str:
    """The database of these tests."""
    return "sqlite"
