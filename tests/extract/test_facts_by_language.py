"""Bases, claims and agreements in English, Russian, Spanish and French, in our own sentences, and what is none."""

import pytest

from app.domain.kinds import AgreementStatus
from app.extract.agreements import find_agreements
from app.extract.bases import find_bases
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference

GYUMRI, KANT, DUSHANBE = "gyumri-102nd-military-base", "kant-999th-air-base", "tajikistan-201st-military-base"
TARTUS, HMEIMIM, SUDAN = "tartus-naval-facility", "khmeimim-air-base", "port-sudan-naval-logistics-point"
GABALA, KARABAKH, VENEZUELA = (
    "gabala-radar-station",
    "karabakh-peacekeeping-contingent",
    "la-orchila-reported-base",
)
BAIKONUR, OCHAMCHIRE, HANTSAVICHY = (
    "baikonur-cosmodrome",
    "ochamchire-naval-point",
    "hantsavichy-radar-station",
)
TIRASPOL, SHAYRAT, CUBA = "tiraspol-ogrf", "shayrat-air-base", "lourdes-signals-station"


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_reference())


def told(index: NameIndex, language: str, text: str) -> dict[str, set[str]]:
    """What is found: slug or country -> "property value" of each claim."""
    bases = find_bases(text, index, "2023-06-06", language)
    for base in bases:
        assert base.span.of(text) == base.name
        assert 0.5 <= base.confidence <= 1
        assert all(claim.span.of(text) and 0.5 <= claim.confidence <= 1 for claim in base.claims)
    return {b.base or b.country: {f"{c.property.value} {c.value}" for c in b.claims} for b in bases}


ENGLISH: list[tuple[str, dict[str, set[str]]]] = [
    ("A Russian naval logistics centre in Port Sudan has been suspended.", {SUDAN: {"status suspended"}}),
    ("The base in Gyumri stays, Russia says.", {GYUMRI: set()}),
    ("There are about a thousand Russian troops in Mali.", {"ML": {"personnel about 1000"}}),
    ("Russia has reportedly sent up to 200 troops to Equatorial Guinea.",
     {"GQ": {"personnel up to 200", "status reported"}}),
    ("Russia has more than 6,000 troops in Tajikistan.", {DUSHANBE: {"personnel over 6000", "status active"}}),
    ("In Tajikistan, Russia has some 7,000 troops.", {DUSHANBE: {"personnel about 7000", "status active"}}),
    ("Russia has between 1,500 and 2,000 soldiers in Transnistria.",
     {TIRASPOL: {"personnel 1500-2000", "status active"}}),
    ("Rent is $7 million per year for the Russian radar station at Gabala.",
     {GABALA: {"rent_usd_per_year 7000000"}}),
    ("Gabala Radar Station (GRS) is Russia's. At the GRS serve about 900 Russian soldiers.",
     {GABALA: {"personnel about 900"}}),
    ("The Russian 102nd base is in Armenia. In 2010, Moscow and Yerevan extended the agreement until 2044, "
     "which widens the base's tasks.", {GYUMRI: {"lease_expires 2044"}}),
    ("Russia has an agreement to use sites until 2017 that include the base at Kant, the 954th torpedo testing "
     "range and the 338th communications centre in Kyrgyzstan.",
     {KANT: {"lease_expires 2017"}, "karakol-954th-torpedo-test-base": {"lease_expires 2017"},
      "chaldovar-338th-communications-centre": {"lease_expires 2017"}}),
    ("Russia's Hantsavichy radar station in Belarus employs at least 600 people.",
     {HANTSAVICHY: {"personnel at least 600"}}),
    ("The Russian base in Batumi was closed in 2007.", {"batumi-12th-military-base": {"status closed"}}),
    ("Russian peacekeepers in Nagorno-Karabakh left the region.", {KARABAKH: {"status withdrawn"}}),
    ("It is nonsense that Russia plans to build a base in Yemen.", {"YE": {"status denied"}}),
    ("Sudan has no fundamental objections to the creation of a Russian naval base.", {SUDAN: set()}),
    ("The media fuss about the presumed deployment of a Russian base in Yemen does not reflect the real state of "
     "affairs.", {"YE": {"status denied"}}),
    ("Media reported that the Russian naval base in Sudan was closed.", {SUDAN: set()}),
    ("Russia has bases in Syria (Tartus and Hmeimim), Armenia (Gyumri), Tajikistan, Kyrgyzstan (Kant), Abkhazia "
     "(Gudauta), South Ossetia (Tskhinvali), Belarus (Hantsavichy), Kazakhstan (Baikonur) and Vietnam (Cam Ranh).",
     {TARTUS: set(), HMEIMIM: set(), GYUMRI: {"status active"}, DUSHANBE: {"status active"},
      KANT: {"status active"}, "gudauta-7th-military-base": {"status active"},
      "tskhinvali-4th-guards-military-base": {"status active"}, HANTSAVICHY: set(), BAIKONUR: set(),
      "cam-ranh-base": set()}),
    ("These are the Russian bases abroad:\n\n- Tartus, a naval base in Syria\n\n- Gyumri, a garrison in Armenia",
     {TARTUS: set(), GYUMRI: set()}),
    ("Putin stated that Russia had no plans to reopen the Lourdes base in Cuba.", {CUBA: {"status denied"}}),
    ("Moscow intends to establish military bases in Kyrgyzstan, Tajikistan and Armenia.",
     {"KG": {"status planned"}, "TJ": {"status planned"}, "AM": {"status planned"}}),
    ("Russia has a naval base in the Syrian port of Tartus, staffed by about 1,700 servicemen, and an air base at "
     "Hmeimim with up to 4,000 personnel.",
     {TARTUS: {"status active", "location Tartus", "personnel about 1700"}, HMEIMIM: {"personnel up to 4000"}}),
    ("Kyrgyzstan hosts a Russian torpedo test base.", {"KG": {"status active"}}),
    ("Belarus has ruled out hosting a Russian air base. Baranovichi airfield hosts Russian jets.",
     {"BY": {"status denied"}, "baranovichi-airfield": set()}),
    # None of ours.
    ("Russia said the French base in N'Djamena was closed.", {}),
    ("Moscow criticised the US base at Incirlik in Turkey.", {}),
    ("The American base at Manas closed, Moscow noted.", {}),
    ("Chinese troops in Djibouti number 400, Russia said.", {}),
    ("Russia plans to send up to 200 troops to Chad.", {}),
    ("Russia withdrew 500 troops from Mali.", {}),
    ("More than 50 Russian instructors were killed in Mali.", {}),
    ("300 Cuban troops left Angola, Russia said.", {}),
    ("Russia has 200,000 troops in Ukraine.", {}),
    ("Russia uses sports bases in Cuba.", {}),
]  # fmt: skip

RUSSIAN: list[tuple[str, dict[str, set[str]]]] = [
    ("Российская военная база в Гюмри останется до 2044 года.", {GYUMRI: {"status active", "lease_expires 2044"}}),
    ("Россия и Сирия подписали соглашение о базе в Тартусе.", {TARTUS: set()}),
    ("Кремль опроверг сообщения о планах создать военную базу в Венесуэле.", {VENEZUELA: {"status denied"}}),
    ("Россия не планирует размещать военную базу на Кубе.", {"CU": {"status denied"}}),
    ("База в Гюмри не будет закрыта, заявили в Москве.", {GYUMRI: set()}),
    ("Россия приостановила создание военно-морской базы в Судане.", {SUDAN: {"status suspended"}}),
    ("Российские войска вывели с авиабазы Шайрат.", {SHAYRAT: {"status withdrawn"}}),
    ("В Таджикистане находится более 6 тысяч российских военных.", {DUSHANBE: {"personnel over 6000"}}),
    ("Россия держит в Приднестровье около 1,5 тыс. военнослужащих.", {TIRASPOL: {"personnel about 1500"}}),
    ("В ЦАР работают около 1,8 тыс. российских инструкторов.", {"CF": {"personnel about 1800"}}),
    ("Россия направила до 100 военных в Венесуэлу.", {"VE": {"personnel up to 100"}}),
    ("От 1000 до 1500 бойцов ЧВК «Вагнер» находятся в Мали.", {"ML": {"personnel 1000-1500"}}),
    ("Договор аренды Байконура действует до 2050 года, Россия платит 115 млн долларов в год.",
     {BAIKONUR: {"status active", "lease_expires 2050", "rent_usd_per_year 115000000"}}),
    ("Численность российских миротворцев в Нагорном Карабахе составляет 1960 военнослужащих.",
     {KARABAKH: {"personnel 1960"}}),
    ("Российские миротворцы в Нагорном Карабахе покинули регион.", {KARABAKH: {"status withdrawn"}}),
    ("Численность персонала ПМТО ВМФ РФ в Порт-Судане не должна превышать 300 человек.",
     {SUDAN: {"personnel up to 300"}}),
    ("Не менее 600 российских военнослужащих обслуживают РЛС в Ганцевичах в Белоруссии.",
     {HANTSAVICHY: {"personnel at least 600"}}),
    ("Российская РЛС в Габале закрыта в 2012 году.", {GABALA: {"status closed"}}),
    ("Россия имеет базы в Сирии (Тартус и Хмеймим), Армении (Гюмри), Киргизии (Кант), Абхазии (Гудаута) и "
     "Таджикистане.",
     {TARTUS: set(), HMEIMIM: set(), GYUMRI: {"status active"}, KANT: {"status active"},
      "gudauta-7th-military-base": {"status active"}, DUSHANBE: {"status active"}}),
    ("201-я российская база в Таджикистане стоит с 2004 года. База дислоцируется в трёх гарнизонах в городах Душанбе, "
     "Курган-Тюбе и Кулябе.",
     {DUSHANBE: {"location Душанбе", "location Курган-Тюбе", "location Кулябе"}}),
    ("Никаких планов создания новых российских военных баз в Сирии нет.", {"SY": {"status denied"}}),
    ("СМИ сообщали, что российская база в Судане закрыта.", {SUDAN: set()}),
    ("Американская база в Манасе была закрыта, напомнили в Москве.", {}),
    ("Французская база в Нджамене закрыта, сообщил МИД России.", {}),
    ("Турецкая база в Катаре беспокоит Россию.", {}),
    ("Китайская база в Джибути беспокоит Москву.", {}),
    ("На базе соглашения с Россией растёт сотрудничество в Армении.", {}),
    ("Россия нанесла удар по украинской военной базе в Яворове.", {}),
    ("Хакеры взломали базу данных Минобороны России на Кубе.", {}),
    ("Правовая база сотрудничества России и Кубы расширена.", {}),
    ("Россия открыла военную базу в Пскове.", {}),
    ("Спортивная база российского клуба в Турции открыта.", {}),
]  # fmt: skip

SPANISH: list[tuple[str, dict[str, set[str]]]] = [
    ("Rusia mantiene una base naval en Tartús y la base aérea de Hmeimim, en Siria.",
     {TARTUS: {"status active"}, HMEIMIM: {"status active"}}),
    ("La base militar rusa de Gyumri alberga a unos 5.000 soldados.",
     {GYUMRI: {"status active", "personnel about 5000"}}),
    ("Ereván prorrogó hasta 2044 la permanencia de la base rusa en Armenia.", {GYUMRI: {"lease_expires 2044"}}),
    ("El Kremlin negó que planee abrir una base militar en Venezuela.", {VENEZUELA: {"status denied"}}),
    ("Rusia no tiene planes de instalar una base militar en Cuba.", {"CU": {"status denied"}}),
    ("Moscú no descarta reabrir su base en Cuba.", {CUBA: set()}),
    ("Rusia estudia la posibilidad de reabrir su base en Cuba.", {CUBA: {"status proposed"}}),
    ("Rusia tiene más de 6.000 soldados en Tayikistán.", {DUSHANBE: {"personnel over 6000", "status active"}}),
    ("Unos 200 instructores rusos trabajan en la República Centroafricana.", {"CF": {"personnel about 200"}}),
    ("Rusia desplegó hasta 100 militares en Venezuela.", {"VE": {"personnel up to 100"}}),
    ("Entre 1.000 y 1.500 mercenarios de Wagner están en Mali.", {"ML": {"personnel 1000-1500"}}),
    ("La base rusa en Azerbaiyán fue cerrada en 2012.", {"AZ": {"status closed"}}),
    ("Rusia retiró sus tropas de la base aérea de Shayrat.", {SHAYRAT: {"status withdrawn"}}),
    ("La 102.ª base militar rusa permanecerá en Armenia.", {GYUMRI: {"status active"}}),
    ("El cosmódromo de Baikonur está alquilado a Rusia hasta 2050.", {BAIKONUR: {"lease_expires 2050"}}),
    ("Rusia paga 4,5 millones de dólares al año por el alquiler de la base de Kant en Kirguistán.",
     {KANT: {"rent_usd_per_year 4500000"}}),
    ("Rusia construirá una base naval en Abjasia, en Ochamchira.", {OCHAMCHIRE: {"status planned"}}),
    ("Rusia anunció la suspensión de la construcción de una base naval en la costa sudanesa.",
     {SUDAN: {"status suspended"}}),
    ("La base rusa en Venezuela no existe.", {VENEZUELA: {"status denied"}}),
    ("La base estadounidense de Manas fue cerrada, dijo Rusia.", {}),
    ("La base aérea francesa en Yamena fue cerrada, dijo Rusia.", {}),
    ("La base militar china en Yibuti preocupa a Rusia.", {}),
    ("Incirlik, la base estadounidense en Turquía, preocupa a Rusia.", {}),
    ("Estados Unidos mantiene una base naval en Guantánamo, Cuba, recordó Rusia.", {}),
    ("Cuba y Rusia acordaron sobre la base del respeto mutuo ampliar el comercio.", {}),
    ("La base de datos del Ministerio de Defensa ruso en Cuba fue hackeada.", {}),
    ("Rusia atacó la base militar ucraniana de Yavoriv.", {}),
    ("El club ruso tiene una base deportiva en Turquía.", {}),
    ("Rusia abrió una base militar en Pskov.", {}),
]  # fmt: skip

FRENCH: list[tuple[str, dict[str, set[str]]]] = [
    ("La Russie dispose d'une base navale à Tartous et de la base aérienne de Hmeimim, en Syrie.",
     {TARTUS: {"status active"}, HMEIMIM: {"status active"}}),
    ("La base militaire russe de Gyumri abrite environ 5 000 soldats.",
     {GYUMRI: {"status active", "personnel about 5000"}}),
    ("Erevan a prolongé jusqu'en 2044 le maintien de la base russe en Arménie.", {GYUMRI: {"lease_expires 2044"}}),
    ("Le Kremlin a démenti vouloir ouvrir une base militaire au Venezuela.", {VENEZUELA: {"status denied"}}),
    ("La Russie n'a aucun projet de base militaire à Cuba.", {"CU": {"status denied"}}),
    ("Moscou n'exclut pas de rouvrir sa base à Cuba.", {CUBA: set()}),
    ("La Russie étudie la possibilité de rouvrir sa base à Cuba.", {CUBA: {"status proposed"}}),
    ("La Russie a plus de 6 000 soldats au Tadjikistan.", {DUSHANBE: {"personnel over 6000"}}),
    ("Environ 200 instructeurs russes travaillent en Centrafrique.", {"CF": {"personnel about 200"}}),
    ("La Russie a déployé jusqu'à 100 militaires au Venezuela.", {"VE": {"personnel up to 100"}}),
    ("Entre 1 000 et 1 500 mercenaires de Wagner sont déployés au Mali.", {"ML": {"personnel 1000-1500"}}),
    ("Un millier de soldats russes sont stationnés en Transnistrie.", {TIRASPOL: {"personnel 1000"}}),
    ("La station radar russe de Gabala, en Azerbaïdjan, a été fermée en 2012.", {GABALA: {"status closed"}}),
    ("La 102e base militaire russe restera en Arménie.", {GYUMRI: {"status active"}}),
    ("Les troupes russes ont quitté la base de Vaziani, en Géorgie.",
     {"vaziani-military-base": {"status withdrawn"}}),
    ("Le cosmodrome de Baïkonour est loué à la Russie jusqu'en 2050.", {BAIKONUR: {"lease_expires 2050"}}),
    ("La Russie paie 4,5 millions de dollars par an pour la location de la base de Kant au Kirghizstan.",
     {KANT: {"rent_usd_per_year 4500000"}}),
    ("La Russie va construire une base navale en Abkhazie, à Otchamtchira.", {OCHAMCHIRE: {"status planned"}}),
    ("La Russie a suspendu la construction d'une base navale au Soudan.", {SUDAN: {"status suspended"}}),
    ("Les soldats de la paix russes au Haut-Karabakh se sont retirés.", {KARABAKH: {"status withdrawn"}}),
    ("La base russe au Venezuela n'existe pas.", {VENEZUELA: {"status denied"}}),
    ("La base américaine de Manas a été fermée, a dit la Russie.", {}),
    ("La base aérienne française de N'Djamena a été fermée, a dit la Russie.", {}),
    ("La base chinoise de Djibouti inquiète Moscou.", {}),
    ("La Turquie a une base à Idlib, en Syrie, selon Moscou.", {}),
    ("Les États-Unis gardent une base navale à Guantanamo, à Cuba, a rappelé la Russie.", {}),
    ("Cuba et la Russie ont convenu, sur la base du respect mutuel, d'élargir le commerce.", {}),
    ("La base de données russe à Cuba a été piratée.", {}),
    ("La Russie a attaqué la base militaire ukrainienne de Iavoriv.", {}),
    ("Le club russe a une base sportive en Turquie.", {}),
    ("La Russie a ouvert une base militaire à Pskov.", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(language, text, expected, id=f"{language}: {text[:60]}")
        for language, table in (("en", ENGLISH), ("ru", RUSSIAN), ("es", SPANISH), ("fr", FRENCH))
        for text, expected in table
    ],
)
def test_what_a_sentence_tells_of_bases(
    index: NameIndex, language: str, text: str, expected: dict[str, set[str]]
) -> None:
    assert told(index, language, text) == expected


SIGNED, RATIFIED, IN_FORCE = AgreementStatus.SIGNED, AgreementStatus.RATIFIED, AgreementStatus.IN_FORCE


@pytest.mark.parametrize(
    ("language", "text", "status", "signed", "expires", "term"),
    [
        ("en", "Moscow and Damascus have concluded an agreement to expand the Russian Navy's logistics facility in "
               "Syria for 49 years.", SIGNED, None, None, 49),
        ("en", "Tajikistan will ratify in the fall an agreement that extends Russia's military presence until 2042. "
               "The agreement was signed in 2012.", SIGNED, "2012", "2042", None),
        ("en", "Abkhazia's leader told a paper on October 5 that he and Russia signed an agreement in September 2023 "
               "on a permanent naval base.", SIGNED, "2023-09", None, None),
        ("en", "The agreement on military-technological cooperation of Cyprus with Russia has expired.",
         AgreementStatus.EXPIRED, None, None, None),
        ("ru", "Россия и Сирия подписали соглашение о базе в Тартусе сроком на 49 лет.", SIGNED, None, None, 49),
        ("ru", "Госдума ратифицировала соглашение с Таджикистаном о 201-й российской военной базе до 2042 года.",
         RATIFIED, None, "2042", None),
        ("ru", "Парламент Судана ещё не ратифицировал соглашение с Россией о военно-морской базе.",
         SIGNED, None, None, None),
        ("ru", "Россия и Мали подписали соглашение о военном сотрудничестве 13 июня 2023 года.",
         SIGNED, "2023-06-13", None, None),
        ("ru", "Парламент Таджикистана осенью ратифицирует соглашение о пребывании российских военных.",
         SIGNED, None, None, None),
        ("ru", "Парламент Таджикистана проголосовал за ратификацию соглашения с Россией о военной базе.",
         RATIFIED, None, None, None),
        ("ru", "Соглашение о российской базе в Киргизии денонсировано.", AgreementStatus.TERMINATED, None, None, None),
        ("ru", "Соглашение между Россией и Арменией о военной базе продлено до 2044 года.",
         IN_FORCE, None, "2044", None),
        ("es", "Sudán firmó con Rusia un acuerdo para una base naval en Puerto Sudán por 25 años.",
         SIGNED, None, None, 25),
        ("es", "Rusia y Tayikistán ratificaron el acuerdo sobre la base militar rusa, válido hasta 2042.",
         RATIFIED, None, "2042", None),
        ("es", "El Parlamento sudanés aún no ha ratificado el acuerdo con Rusia sobre la base naval.",
         SIGNED, None, None, None),
        ("es", "Rusia y Mali firmaron un acuerdo de cooperación militar el 13 de junio de 2023.",
         SIGNED, "2023-06-13", None, None),
        ("es", "El acuerdo entre Rusia y Armenia sobre la base militar fue prorrogado hasta 2044.",
         IN_FORCE, None, "2044", None),
        ("fr", "La Russie et la Syrie ont signé un accord sur la base de Tartous pour 49 ans.",
         SIGNED, None, None, 49),
        ("fr", "La Russie et le Tadjikistan ont ratifié l'accord sur la base militaire russe, valable jusqu'en 2042.",
         RATIFIED, None, "2042", None),
        ("fr", "Le Parlement soudanais n'a pas encore ratifié l'accord avec la Russie sur la base navale.",
         SIGNED, None, None, None),
        ("fr", "La Russie et le Mali ont signé un accord de coopération militaire le 13 juin 2023.",
         SIGNED, "2023-06-13", None, None),
        ("fr", "L'accord entre la Russie et l'Arménie sur la base militaire a été prolongé jusqu'en 2044.",
         IN_FORCE, None, "2044", None),
    ],
)  # fmt: skip
def test_steps_and_terms_of_an_agreement(
    index: NameIndex,
    language: str,
    text: str,
    status: AgreementStatus,
    signed: str | None,
    expires: str | None,
    term: int | None,
) -> None:
    bases = find_bases(text, index, "2023-10-07", language)
    (found,) = find_agreements(text, index, "2023-10-07", language, bases)
    assert (found.status, found.signed, found.expires, found.term_years) == (status, signed, expires, term)
    assert found.parties[0] == "RU"
    assert len(found.parties) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Россия и Мали подписали торговое соглашение."),
        ("es", "Rusia y Mali firmaron un acuerdo comercial."),
        ("es", "De acuerdo con Rusia, Mali reforzó su ejército."),
        ("fr", "La Russie et le Mali ont signé un accord commercial."),
        ("fr", "La Russie est d'accord avec le Mali sur la défense."),
        ("es", "Estados Unidos y Rumanía firmaron un acuerdo sobre una base militar."),
    ],
)
def test_other_agreements_are_none(index: NameIndex, language: str, text: str) -> None:
    assert find_agreements(text, index, "2023-10-07", language) == []


def test_a_name_is_surer_than_a_description_and_that_than_a_count(index: NameIndex) -> None:
    texts = (
        "Hmeimim is Russia's.",
        "A Russian radar in Yemen was seen, a Russian military base in Yemen too.",
        "There are about 300 Russian troops in Mali.",
    )
    (named,), (described,), (counted,) = (find_bases(text, index, None) for text in texts)
    assert named.confidence > described.confidence > counted.confidence
