"""Which countries a text names: forms in two scripts, and words that name a country elsewhere but not here."""

import pytest

from app.clean.article import CleanArticle
from app.extract.countries import find_countries
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_reference())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Moscow and Dushanbe agreed.", ["RU", "TJ"]),
        ("The Tajik-Russian exercise began.", ["TJ", "RU"]),
        ("Россия и Таджикистан подписали договор.", ["RU", "TJ"]),
        ("Переговоры с Таджикистаном о базе в Киргизии.", ["TJ", "KG"]),
        ("Глава белорусского МИД приехал в Вашингтон.", ["BY", "US"]),
        ("США и Сирийская Арабская Республика", ["US", "SY"]),
        ("в Центральноафриканской Республике", ["CF"]),
        ("Rusia y Venezuela firman un acuerdo; el gobierno cubano calla.", ["RU", "VE", "CU"]),
        ("La Russie et le Mali", ["RU", "ML"]),
        ("Україна та Білорусь", ["UA", "BY"]),
        ("Nigerien officers met a Nigerian general in Niger.", ["NE", "NG", "NE"]),
        ("South Sudan is not Sudan.", ["SS", "SD"]),
        ("Equatorial Guinea, Guinea-Bissau and Guinea", ["GQ", "GW", "GN"]),
        ("North Korea and South Korean troops", ["KP", "KR"]),
        ("Ereván y Moscú; el Gobierno armenio y la delegación tayika", ["AM", "RU", "AM", "TJ"]),
        ("Erevan et Moscou ; la base abkhaze, les élus centrafricains", ["AM", "RU", "GE-AB", "CF"]),
        ("Los militares sirios, las tropas francesas y el ejército chadiano", ["SY", "FR", "TD"]),
        (
            "les troupes maliennes, une délégation libyenne et les autorités vénézuéliennes",
            ["ML", "LY", "VE"],
        ),
        ("в Ереване и Душанбе, у Бишкека и Джибути", ["AM", "TJ", "KG", "DJ"]),
        ("Guinea Ecuatorial, Guinea-Bisáu, Guinea y Papúa Nueva Guinea", ["GQ", "GW", "GN", "PG"]),
        ("Guinée équatoriale, Guinée-Bissau, Guinée", ["GQ", "GW", "GN"]),
        ("Sudán del Sur no es Sudán. Le Soudan du Sud n'est pas le Soudan.", ["SS", "SD", "SS", "SD"]),
        ("Teherán, Damasco, Jartum y Yamena", ["IR", "SY", "SD", "TD"]),
        ("Téhéran, Damas, Douchanbé et Bichkek", ["IR", "SY", "TJ", "KG"]),
        ("The junta in Niger trains the Nigerian army.", ["NE", "NE"]),
        ("Malabo, in Equatorial Guinea, said Guinean guards were trained.", ["GQ", "GQ", "GQ"]),
        ("Nigeria's president met Nigerian officers back from Niger.", ["NG", "NG", "NE"]),
        ("Abkhazia and South Ossetia and Transnistria", ["GE-AB", "X-SO", "MD-PMR"]),
        ("в Приднестровье и Абхазии", ["MD-PMR", "GE-AB"]),
        ("RUSSIA DENIES PLANS IN CUBA", ["RU", "CU"]),
        ("the U.S. and the UK said", ["US", "GB"]),
    ],
)
def test_named(index: NameIndex, text: str, codes: list[str]) -> None:
    mentions = index.country_mentions(text)
    assert [m.code for m in mentions] == codes
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] for m in mentions)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Georgia Tech beat Clemson.", "GE"),
        ("Voters in Atlanta decided the race in Georgia.", "GE"),
        ("Michael Jordan sold his shoes.", "JO"),
        ("Jordan Peterson spoke.", "JO"),
        ("Chad Johnson signed for the team.", "TD"),
        ("Elections in New Mexico.", "MX"),
        ("Tribes of New Guinea.", "GN"),
        ("They told us nothing, and Romania's women left.", "US"),
        ("Niger Delta militants", "NE"),
        ("Latin American markets", "US"),
        ("The Washington Post wrote", "US"),
        ("the Formalities of a woman", "ML"),
        ("Того же мнения придерживается эксперт.", "TG"),
        ("the South China Sea", "CN"),
        ("En Atlanta (Georgia) se votó.", "GE"),
        ("Le golfe de Guinée est vaste.", "GN"),
        ("Chad Wilkins, who lives in Ohio, was hired.", "TD"),
        ("Kevin Jordan sold his house.", "JO"),
        ("The Paris Agreement on climate", "FR"),
        ("Denzel Washington won.", "US"),
        ("Damas y caballeros, empezamos.", "SY"),
        ("Cuba Gooding came.", "CU"),
        ("the roast turkey and the Turkey sandwich", "TR"),
    ],
)
def test_other_sense(index: NameIndex, text: str, code: str) -> None:
    assert code not in [m.code for m in index.country_mentions(text)]


def test_georgia_the_state_beside_the_caucasus_stays_the_country(index: NameIndex) -> None:
    first, *_ = index.country_mentions("Georgia's government in Tbilisi thanked Atlanta.")
    assert first.code == "GE"


def _article(text: str, *, title: str | None = None, url: str | None = None) -> CleanArticle:
    return CleanArticle(title, url, None, None, "en", text, "")


def test_title_and_section_of_the_site_count(index: NameIndex) -> None:
    article = _article("Russia said so.", title="A base in Cuba", url="https://a.example.org/lithuania/?p=1")
    assert find_countries(article, index) == ("RU", "CU", "LT")


def test_a_headline_in_the_url_is_no_section(index: NameIndex) -> None:
    article = _article("Nothing.", url="https://example.org/2020/russia-denies-base-in-cuba")
    assert find_countries(article, index) == ()


def test_bodies_of_states_are_no_countries(index: NameIndex) -> None:
    assert find_countries(_article("NATO and the United Nations spoke to Mali."), index) == ("ML",)
