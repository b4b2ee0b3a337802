"""The test databases themselves: one backend each, and nobody sees another test's rows."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.kinds import CountryKind
from app.store.models.country import Country


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_starts_without_rows(session: Session, backend: str, turn: str) -> None:
    assert session.get_bind().dialect.name == {"sqlite": "sqlite", "postgres": "postgresql"}[backend]
    assert session.scalar(select(func.count()).select_from(Country)) == 0
    session.add(
        Country(code="TJ", kind=CountryKind.STATE, name="Tajikistan", name_ru="Таджикистан", region="Asia")
    )
    session.commit()
