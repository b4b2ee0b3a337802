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
        # Other bases of that country are in use: it need not be the place of the only talks on record.
        ("Moscow denies that it plans a naval base in Libya.", [(None, "LY")]),
        ("Yemen was offered a Russian base, a report says.", [(None, "YE")]),
        ("The Russian forces at Hmeimim air base and the Tartus naval base stay.",
         [("khmeimim-air-base", "SY"), ("tartus-naval-facility", "SY")]),
        ("A Russian base at Maaten al-Sarra near the border with Chad.", [("maaten-al-sarra-air-base", "LY")]),
        ("Hmeimim air base is busy. Russian bases in Syria are safe.", [("khmeimim-air-base", "SY")]),
        ("Russian peacekeepers, like peacekeepers from Moldova and Ukraine, stay in Transnistria.",
         [("transnistria-peacekeeping-contingent", "MD")]),
        ("Peacekeepers serve in Transnistria. The Russian peacekeepers number 400.",
         [("transnistria-peacekeeping-contingent", "MD")]),
        ("Russia maintains military bases (air and sea) in Armenia.", [(None, "AM")]),
        ("Russia's military presence in Armenia grew after the war in Georgia.",
         [("gyumri-102nd-military-base", "AM")]),
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
        (
            "База ВМФ России в сирийском порту будет создана. Авиабаза Хмеймим останется.",
            [("tartus-naval-facility", "SY"), ("khmeimim-air-base", "SY")],
        ),
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
        "Moscow sent Jakarta a request to base bombers in Papua, Indonesia said.",
        "Russian pilots may use Nicaragua bases for training.",
        "The war in Ukraine puts a strain on Russia's foreign military deployments.",
        "Russia grows its military presence near Turkey.",
    ],
)
def test_not_a_russian_base_abroad(index: NameIndex, text: str) -> None:
    assert found(index, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Moscow protested against the deployment of missiles at the base in Deveselu, Romania."),
        ("en", "Russia fears the bases of the United States in Poland."),
        ("ru", "Россия выступила против базы США в Румынии."),
        ("es", "Rusia teme la base de Estados Unidos en Polonia."),
        ("fr", "La Russie craint la base des États-Unis en Pologne."),
    ],
)
def test_the_base_of_another_power(index: NameIndex, language: str, text: str) -> None:
    assert found(index, text, language) == []


def test_claims_of_one_base(index: NameIndex) -> None:
    text = (
        "Tajikistan hosts the 201st Russian military base, which is deployed in Dushanbe and Bokhtar. "
        "The number of military personnel is about 7,500. The stay of the base in Tajikistan was extended until 2042."
    )
    values = claims(index, text)
    assert values[ClaimProperty.PERSONNEL] == ["about 7500"]
    assert values[ClaimProperty.LOCATION] == ["Dushanbe", "Bokhtar"]
    assert values[ClaimProperty.LEASE_EXPIRES] == ["2042"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("up to 300 military personnel", "up to 300"),
        ("more than 5,000 soldiers", "over 5000"),
        ("some 1,500 servicemen", "about 1500"),
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
        ("Yemen denied claims that Russia plans to build a naval base in Yemen.", "denied"),
        ("Reports that Moscow may open a naval base in Yemen are false, Russia says.", "denied"),
        ("Yemen wants to host a Russian military base.", "proposed"),
        ("Russia keeps a naval base in Yemen.", "active"),
        ("The creation of a Russian base in Yemen was not discussed.", "denied"),
        ("Moscow and Yemen signed an agreement to establish a Russian naval base in Yemen.", "planned"),
        ("Russia has withdrawn from its military base in Yemen.", "withdrawn"),
        ("The Russian military base in Yemen has been suspended.", "suspended"),
        ("Yemen has suspended an agreement with Russia to build a naval base in Yemen.", "suspended"),
        ("An embassy in Washington denied that Moscow seeks to set up a base in Yemen.", "denied"),
        ("The Russian military base in Armenia will remain.", "active"),
        ("Russia maintains its base at Gyumri in Armenia.", "active"),
    ],
)
def test_status(index: NameIndex, text: str, status: str) -> None:
    assert claims(index, text)[ClaimProperty.STATUS] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The embassy denied that Yemen has refused to host a Russian naval base in Yemen.",
        "Moscow denies that Yemen suspended the deal on a Russian naval base in Yemen.",
        "Yemen has not rejected the plan to build a Russian base in Yemen.",
        "The minister considers that the Russian base in Yemen is of use.",
        "Officials asked whether Russia plans to build a base in Yemen.",
        "If Russia opens a base in Yemen, others will follow.",
        "Russia plans to modernise its military base in Yemen.",
        "Washington rejects a Russian base in Yemen.",
        "The agreement on the Russian military base in Armenia was suspended.",
        "Fifty soldiers at the Russian base in Yemen were evacuated.",
        "The presence of the Russian military base in Armenia was discussed.",
        "Russia has sent some troops to a base in Yemen.",
        "Yemen cancelled an agreement with Russia to build a naval base in Yemen.",
        "Russia does not rule out a military base in Yemen.",
        "The creation of a Russian military base in Yemen is not ruled out.",
        "Yemen's denial was read out. It spoke of the Russian base in Yemen.",
    ],
)
def test_no_status_from_words_about_something_else(index: NameIndex, text: str) -> None:
    assert ClaimProperty.STATUS not in claims(index, text)


@pytest.mark.parametrize(
    ("text", "prop", "values"),
    [
        ("The Russian base in Armenia was set up in Gyumri, near Turkey, in 1995.", ClaimProperty.OPENED, ["1995"]),
        ("Russia established in October 2003 its air base in Kyrgyzstan.", ClaimProperty.OPENED, ["2003-10"]),
        ("Moscow annually pays about $4.5 million for the lease of its base in Kyrgyzstan.",
         ClaimProperty.RENT_USD_PER_YEAR, ["4500000"]),
        ("Russia's maintenance base in the port city of Tartus stays.", ClaimProperty.LOCATION, ["Tartus"]),
        ("Russia's base in Armenia may stay until August 2044 under the treaty.",
         ClaimProperty.LEASE_EXPIRES, ["2044-08"]),
    ],
)  # fmt: skip
def test_fact(index: NameIndex, text: str, prop: ClaimProperty, values: list[str]) -> None:
    assert claims(index, text)[prop] == values


@pytest.mark.parametrize(
    ("text", "prop"),
    [
        ("Russia wants a military presence in Egypt by 2031.", ClaimProperty.LEASE_EXPIRES),
        ("The treaty was signed, and the Russian base in Armenia held drills until 2019.", ClaimProperty.LEASE_EXPIRES),
        ("Moscow is close to extending the lease of its base in Armenia until 2049.", ClaimProperty.LEASE_EXPIRES),
        ("Bishkek wanted to raise the rent of the Russian base in Kyrgyzstan to $300 million a year.",
         ClaimProperty.RENT_USD_PER_YEAR),
        ("Russia cuts the number of soldiers at the 201st military base in Tajikistan.", ClaimProperty.PERSONNEL),
        ("Leaders ask Russia to increase the number of its troops at the base in Armenia to 3,200 soldiers.",
         ClaimProperty.PERSONNEL),
        ("A battalion (about 400 men), as well as the OGRF, is in Transnistria.", ClaimProperty.PERSONNEL),
        ("The Russian base in Armenia is capable of housing up to 10,000 troops.", ClaimProperty.PERSONNEL),
        ("Plans for a Russian naval base in Sudan date back to 2017.", ClaimProperty.OPENED),
        ("The Russian naval base in Sudan is to be opened in 2022.", ClaimProperty.OPENED),
        ("Russia withdrew about 200 servicemen from its base in Armenia.", ClaimProperty.PERSONNEL),
        ("At the Russian base in Armenia, talks were located in Paris.", ClaimProperty.LOCATION),
    ],
)  # fmt: skip
def test_no_fact(index: NameIndex, text: str, prop: ClaimProperty) -> None:
    assert prop not in claims(index, text)


def test_a_claim_goes_to_the_base_that_its_clause_is_about(index: NameIndex) -> None:
    text = (
        "Russia's 102nd military base stands in Armenia. The base's men are stationed in Gyumri, and in part at the "
        "Erebuni airfield. The treaty on this base was extended until 2044."
    )
    by_base = {b.base: {c.property: c.value for c in b.claims} for b in find_bases(text, index, "2023-06-06")}
    assert by_base["gyumri-102nd-military-base"] == {
        ClaimProperty.LOCATION: "Gyumri",
        ClaimProperty.LEASE_EXPIRES: "2044",
    }
    assert by_base["erebuni-3624th-air-base"] == {}


def test_of_two_bases_the_one_that_the_words_follow(index: NameIndex) -> None:
    text = "Russia has two bases: the Tartus naval base, and the Hmeimim air base, located in Latakia."
    places = {
        b.base: [c.value for c in b.claims if c.property == "location"] for b in find_bases(text, index, None)
    }
    assert places["khmeimim-air-base"] == ["Latakia"]
    assert places["tartus-naval-facility"] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Россия планирует построить военную базу в Йемене.", "planned"),
        ("В Кремле опровергли планы создать военную базу России в Йемене.", "denied"),
        ("Российская военная база в Армении останется.", "active"),
    ],
)
def test_status_in_russian(index: NameIndex, text: str, status: str) -> None:
    assert claims(index, text, "ru")[ClaimProperty.STATUS] == [status]


def test_talk_of_a_new_base_is_not_the_one_in_use(index: NameIndex) -> None:
    assert found(index, "Putin and Minsk spoke of a deal to build a Russian air base in Belarus.") == [
        (None, "BY")
    ]


def test_peacekeepers_are_a_force_of_their_own(index: NameIndex) -> None:
    text = (
        "The OGRF guards depots in Transnistria. Some 400 Russian peacekeepers are deployed in Transnistria."
    )
    sizes = {b.base: [c.value for c in b.claims] for b in find_bases(text, index, None)}
    assert "about 400" in sizes["transnistria-peacekeeping-contingent"]
    assert "400" not in sizes["tiraspol-ogrf"]


def test_a_base_in_use_and_one_denied_stay_apart(index: NameIndex) -> None:
    text = "Russia now has several bases in Yemen.\nA new Russian military base in Yemen was not discussed."
    statuses = [{c.value for c in base.claims} for base in find_bases(text, index, None)]
    assert statuses == [{"active"}, {"denied"}]


@pytest.mark.parametrize(
    ("language", "text", "slug"),
    [
        ("en", "Every Russian lease is under review, that of Hmeimim and Tartous too.", "tartus-naval-facility"),
        ("en", "Cargo planes of Russia flew from Hmeimim to Al Khadim.", "al-khadim-air-base"),
        ("en", "Russia has the Hantsavichy radar and a naval transmitter near Vileyka.",
         "vileyka-naval-communications-centre"),
        ("en", "Russia's 7th base in Gudauta, Abkhazia, has tanks, and so have those around Tskhinvali.",
         "tskhinvali-4th-guards-military-base"),
        ("en", "A second military base of Russia in Osh is not wanted.", "osh-proposed-base"),
        ("en", "The price of Moscow's help will be an air base in Babruisk.", "babruysk-proposed-air-base"),
        ("fr", "La Russie ne quittera pas Tartous.", "tartus-naval-facility"),
        ("es", "Los rusos volvieron a La Habana, y con ellos la palabra Lourdes.", "lourdes-signals-station"),
        ("ru", "Российские военные вытеснили американцев с авиабазы 101 в Ниамее.", "niamey-air-base-101"),
        ("ru", "После закрытия радиолокационной станции в Габале Россия искала замену.", "gabala-radar-station"),
    ],
)  # fmt: skip
def test_a_name_that_the_words_around_it_carry(index: NameIndex, language: str, text: str, slug: str) -> None:
    assert slug in [base for base, _ in found(index, text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Pilgrims from Cuba prayed at Lourdes.",
        "Russian tourists left Tartus in the morning.",
        "Moscow refused to send Russian soldiers to Osh, where houses burned.",
        "Russian paratroopers in Grodno ended their drill.",
        "Hmeimim is a Russian air base. Fighting went on in the streets of Tartus.",
    ],
)
def test_a_town_in_other_news_is_no_base(index: NameIndex, text: str) -> None:
    slugs = [base for base, _ in found(index, text)]
    assert {
        "tartus-naval-facility", "lourdes-signals-station", "osh-proposed-base", "grodno-joint-training-centre",
    }.isdisjoint(slugs)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "prop", "values"),
    [
        ("en", "Russia keeps a base in Gyumri. The base, which guards the border with Turkey, hosts 3,000 servicemen.",
         ClaimProperty.PERSONNEL, ["3000"]),
        ("en", "Russia's Kant airbase is old. Washington waits. The base hosts 500 airmen.",
         ClaimProperty.PERSONNEL, ["500"]),
        ("ru", "Россия в Киргизии: авиабаза «Кант» (более 500 военнослужащих) и испытательная база в Караколе.",
         ClaimProperty.PERSONNEL, ["over 500"]),
        ("ru", "Армения и Россия. 102-я база в Гюмри, до 2044 года.", ClaimProperty.LEASE_EXPIRES, ["2044"]),
        ("ru", "Таджикистан и Россия. 201-я база, срок пребывания — по 2042 год.",
         ClaimProperty.LEASE_EXPIRES, ["2042"]),
        ("ru", "Россия хочет сохранить 102-ю базу в Армении. В Гюмри служат около 3 тыс. военных.",
         ClaimProperty.PERSONNEL, ["about 3000"]),
        ("ru", "Катера России стоят в Очамчыре, это база в Абхазии. Там базируется до десяти судов.",
         ClaimProperty.MAX_SHIPS, ["10"]),
        ("ru", "Мы слушали эфир на Кубе, в Лурдесе, для России. Станцию закрыли в 2001 году.",
         ClaimProperty.STATUS, ["closed"]),
        ("ru", "После закрытия радиолокационной станции в Габале Россия искала замену.",
         ClaimProperty.STATUS, ["closed"]),
        ("es", "Un centenar de rusos ocupa parte de la base aérea 101 de Niamey.", ClaimProperty.PERSONNEL, ["100"]),
        ("fr", "L'ambassadeur à Moscou parle d'une base en Centrafrique, d'une base pour 10 000 soldats.",
         ClaimProperty.PERSONNEL, ["10000"]),
    ],
)  # fmt: skip
def test_a_fact_beside_its_base(
    index: NameIndex, language: str, text: str, prop: ClaimProperty, values: list[str]
) -> None:
    assert claims(index, text, language).get(prop) == values


def test_what_another_base_could_hold_is_not_told_of_this_one(index: NameIndex) -> None:
    text = "Russia trains soldiers at Berengo in the Central African Republic. It wants a base for 10,000 soldiers."
    told = {b.base: b.claims for b in find_bases(text, index, "2025-11-11")}
    assert told["berengo-training-centre"] == ()


def test_a_number_for_each_of_two_bases(index: NameIndex) -> None:
    text = "Абхазия и Южная Осетия: 7-я база России в Гудауте и 4-я в Цхинвале, примерно по 4 тыс. человек."
    told = {b.base: [c.value for c in b.claims] for b in find_bases(text, index, "2025-11-11", "ru")}
    assert told == {"gudauta-7th-military-base": ["4000"], "tskhinvali-4th-guards-military-base": ["4000"]}
