"""Bases in our own sentences: named, described, hypothetical, and those that are not Russia's."""

import pytest

from app.domain.kinds import ClaimProperty
from app.extract.bases import find_bases
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_reference())


def found(index: NameIndex, text: str, language: str = "en") -> list[tuple[str | None, str]]:
    bases = find_bases(text, index, "2023-06-06", language)
    assert all(base.span.of(text) == base.name for base in bases)
    return [(base.base, base.country) for base in bases]


def claims(index: NameIndex, text: str, language: str = "en") -> dict[ClaimProperty, list[str]]:
    values: dict[ClaimProperty, list[str]] = {}
    for base in find_bases(text, index, "2023-06-06", language):
        for claim in base.claims:
            assert claim.span.of(text)
            values.setdefault(claim.property, []).append(claim.value)
    return values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia keeps a military base in Armenia.", [("gyumri-102nd-military-base", "AM")]),
        ("A Russian naval logistics centre in Port Sudan was due.", [("port-sudan-naval-logistics-point", "SD")]),
        ("Moscow will widen its naval presence in Syria.", [("tartus-naval-facility", "SY")]),
        ("Moscow may revive its military base in Cuba.", [("lourdes-signals-station", "CU")]),
        ("Russia thinks of reopening military bases in Cuba and Vietnam.", [(None, "CU"), (None, "VN")]),
        ("Kyrgyzstan hosts a Russian air base.", [("kant-999th-air-base", "KG")]),
        ("Yemen was offered a Russian base, a report says.", [(None, "YE")]),
        ("The Russian forces at Hmeimim air base and the Tartus naval base stay.",
         [("khmeimim-air-base", "SY"), ("tartus-naval-facility", "SY")]),
        ("A Russian base at Maaten al-Sarra near the border with Chad.", [("maaten-al-sarra-air-base", "LY")]),
        ("Hmeimim air base is busy. Russian bases in Syria are safe.", [("khmeimim-air-base", "SY")]),
    ],
)  # fmt: skip
def test_found(index: NameIndex, text: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(index, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Российская военная база в Армении останется.", [("gyumri-102nd-military-base", "AM")]),
        ("102-я российская военная база находится в Гюмри.", [("gyumri-102nd-military-base", "AM")]),
        ("Россия планирует создать военную базу в Йемене.", [(None, "YE")]),
    ],
)
def test_found_in_russian(index: NameIndex, text: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(index, text, "ru") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The American base in Romania grew, Russia complained.",
        "A British base in Cyprus was hit by a drone, Moscow noted.",
        "India opened a naval base in Seychelles, unlike Russia.",
        "Russian oil reached its customer base in Turkey.",
        "The party's power base in Russia and Serbia shrank.",
        "Russia opened a military base in Pskov.",
        "The Turkish base in Qatar worries Russia.",
        "NATO's base in Kosovo is what Russia criticises.",
        "The data base in Cuba was hacked by Russia.",
        "The team based in Minsk beat Russia.",
        "The football club from Russia set up a training base in Turkey.",
        "Kazakhstan bought Russian helicopters for its air base near Almaty.",
        "Russian missiles struck the Ukrainian military base in Yavoriv.",
        "Russia moved troops and hit an airfield in Poltava, Ukraine.",
        "Australia says an airfield 1,300 kilometers from Darwin is no concern of Russia.",
    ],
)
def test_not_a_russian_base_abroad(index: NameIndex, text: str) -> None:
    assert found(index, text) == []


def test_claims_of_one_base(index: NameIndex) -> None:
    text = (
        "Tajikistan hosts the 201st Russian military base, which is deployed in Dushanbe and Bokhtar. "
        "The number of military personnel is about 7,500. The stay of the base in Tajikistan was extended until 2042."
    )
    values = claims(index, text)
    assert values[ClaimProperty.PERSONNEL] == ["7500"]
    assert values[ClaimProperty.LOCATION] == ["Dushanbe", "Bokhtar"]
    assert values[ClaimProperty.LEASE_EXPIRES] == ["2042"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("up to 300 military personnel", "up to 300"),
        ("more than 5,000 soldiers", "over 5000"),
        ("some 1,500 servicemen", "1500"),
        ("between 5,000 and 7,000 troops", "5000-7000"),
        ("two thousand soldiers", "2000"),
    ],
)
def test_personnel_is_written_one_way(index: NameIndex, words: str, value: str) -> None:
    assert claims(index, f"The Russian base in Armenia houses {words}.")[ClaimProperty.PERSONNEL] == [value]


def test_the_dead_are_no_garrison(index: NameIndex) -> None:
    text = "At the Russian base in Armenia 200 soldiers were killed."
    assert ClaimProperty.PERSONNEL not in claims(index, text)


def test_rent_ships_and_opening(index: NameIndex) -> None:
    text = (
        "Kyrgyzstan hosts a Russian air base that opened in 2003. Russia pays $4.8 million a year in rent for the base "
        "in Kyrgyzstan."
    )
    values = claims(index, text)
    assert values[ClaimProperty.RENT_USD_PER_YEAR] == ["4800000"]
    assert values[ClaimProperty.OPENED] == ["2003"]
    ships = "Russia may keep up to four warships at its naval base in Sudan."
    assert claims(index, ships)[ClaimProperty.MAX_SHIPS] == ["4"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia is considering a military base in Yemen.", "proposed"),
        ("Russia has ruled out a military base in Yemen.", "denied"),
        ("A Russian military base in Yemen was not discussed at the talks.", "denied"),
        ("Russia plans to build a military base in Yemen.", "planned"),
        ("Yemen is against a Russian military base in Yemen.", "denied"),
        ("Russian troops left after the Russian base in Yemen was closed.", "closed"),
    ],
)
def test_status(index: NameIndex, text: str, status: str) -> None:
    assert claims(index, text)[ClaimProperty.STATUS] == [status]


def test_talk_of_a_new_base_is_not_the_one_in_use(index: NameIndex) -> None:
    assert found(index, "Putin and Minsk spoke of a deal to build a Russian air base in Belarus.") == [
        (None, "BY")
    ]


def test_peacekeepers_are_a_force_of_their_own(index: NameIndex) -> None:
    text = (
        "The OGRF guards depots in Transnistria. Some 400 Russian peacekeepers are deployed in Transnistria."
    )
    sizes = {b.base: [c.value for c in b.claims] for b in find_bases(text, index, None)}
    assert "400" in sizes["transnistria-peacekeeping-contingent"]
    assert "400" not in sizes["tiraspol-ogrf"]


def test_a_base_in_use_and_one_denied_stay_apart(index: NameIndex) -> None:
    text = "Russia now has several bases in Yemen.\nA new Russian military base in Yemen was not discussed."
    statuses = [{c.value for c in base.claims} for base in find_bases(text, index, None)]
    assert statuses == [{"active"}, {"denied"}]
