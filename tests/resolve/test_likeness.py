"""Which two records are asked about, and with which words."""

import pytest

from app.domain.kinds import StatementKind, StatementTopic
from app.resolve.likeness import (
    BaseLike,
    OfficialLike,
    StatementLike,
    like_bases,
    like_officials,
    like_statements,
    name_keys,
    sound,
)


def official(*names: str, country: str | None = "RU", is_body: bool = False) -> OfficialLike:
    return OfficialLike(names, country, is_body, frozenset({"Minister of Defence"}))


def base(*names: str, place: tuple[float, float] | None = (40.0, 44.0), host: str = "AM") -> BaseLike:
    return BaseLike(names, host, None, "Gyumri", "garrison", place)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лавров", "Lavrov"),
        ("Shoigu", "Шойгу"),
        ("Sergey", "Сергей"),
        ("Sergei", "Sergey"),
        ("Хмеймим", "Khmeimim"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one.casefold()) == sound(other.casefold()) or name_keys([one], is_person=True) == name_keys(
        [other], is_person=True
    )


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (official("Anna Orlova"), official("Анна Орлова"), True),
        (official("Anna Orlova"), official("A. Orlova"), True),
        (official("Anna Orlova"), official("Anna Orlova", country="TJ"), False),
        (official("Anna Orlova"), official("Boris Orlov"), False),
        (
            official("Ministry of Defence of Chad", is_body=True),
            official("Ministry of Trade of Chad", is_body=True),
            False,
        ),
        (
            official("United States Department of Defense", is_body=True),
            official("U.S. Department of State", is_body=True),
            False,
        ),
        (
            official("Africa Corps of the Ministry of Defence", is_body=True),
            official("Ministry of Defence", is_body=True),
            False,
        ),
        (
            official("Ministry of Defence of Chad", is_body=True),
            official("Ministry of Defense", is_body=True),
            True,
        ),
        (official("Anna Orlova"), official("Anna Orlova", is_body=True), False),
    ],
)
def test_officials(one: OfficialLike, other: OfficialLike, asked: bool) -> None:
    found = like_officials(one, other)
    assert (found is not None) is asked
    if found:
        assert "role “Minister of Defence”" in found.reasons


def test_bases_are_asked_about_by_name_and_way() -> None:
    near = like_bases(base("102nd Military Base"), base("102nd base, Gyumri", place=(40.05, 44.0)))
    assert near is not None
    assert "6 km apart" in near.reasons
    assert like_bases(base("102nd Military Base"), base("102nd base", host="TJ")) is None
    far = like_bases(base("Karatau range"), base("Sosnovka range", place=(50.0, 44.0)))
    assert far is None


def test_statements_of_some_days_apart_are_not_asked_about() -> None:
    def said(quote: str, day: str | None) -> StatementLike:
        return StatementLike(quote, day, StatementKind.DENIAL, StatementTopic.BASE)

    first = said("We have never asked for a base in that country.", "2020-01-05")
    again = like_statements(first, said("We never asked for any base in that country", "2020-01-06"))
    assert again is not None
    assert again.reasons[0].endswith("of the words agree")
    assert like_statements(first, said("We never asked for any base in that country", "2021-01-06")) is None
    assert like_statements(first, said("The weather was fine on the coast.", "2020-01-05")) is None
