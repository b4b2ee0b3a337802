"""Officials and bases are found while they are typed, and say why."""

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.query.picking import OFFERED, named, pick


@pytest.mark.parametrize(
    ("kind", "typed", "first", "because"),
    [
        ("base", "Hmeym", "khmeimim-air-base", "alias «Hmeymim»"),
        ("base", "Хмейм", "khmeimim-air-base", "alias «Хмеймим»"),
        ("official", "lavr", "sergey-lavrov", "name"),
        ("official", "Лавров", "sergey-lavrov", "alias «"),
        ("official", "sergei lavrov", "sergey-lavrov", "alias «Sergei"),
        ("agreement", "Tajikistan base", "tajikistan-2012-base-agreement", "name"),
    ],
)
def test_the_best_match_says_why(
    seeded_session: Session, kind: str, typed: str, first: str, because: str
) -> None:
    found = pick(seeded_session, kind, typed)
    assert len(found) <= OFFERED
    assert found[0].slug == first
    assert found[0].because.startswith(because)


def test_a_name_stands_for_its_record_alone(seeded_session: Session) -> None:
    assert named(seeded_session, "official", "Sergey LAVROV") == ["sergey-lavrov"]
    assert named(seeded_session, "official", "Лавр") == []
    assert named(seeded_session, "base", "no such base") == []


@pytest.mark.parametrize("typed", ["", "  ", "the of", "'\"*():|&!", "\0"])
def test_nothing_to_look_for_finds_nothing(seeded_session: Session, typed: str) -> None:
    assert pick(seeded_session, "base", typed) == []


def test_what_cannot_be_picked_is_said(seeded_session: Session) -> None:
    with pytest.raises(InputError, match="cannot be picked"):
        pick(seeded_session, "article", "x")
    with pytest.raises(InputError, match="at most 120"):
        pick(seeded_session, "base", "x" * 121)
