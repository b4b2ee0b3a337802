"""Facility words, owners and seats of government, in folded text: what tells a base from a town's other news."""

import re

_EN = (
    r"bases?|air ?bases?|airbases?|airfields?|air ?stations?|radar|garrisons?|test range|firing range|port calls?|"
    r"naval|navy|warships?|troops?|contingent|instructors?|servicemen|military|logistics (?:point|cent(?:er|re)|hub)|"
    r"soldiers|barracks|peacekeepers|training cent(?:er|re)s?|training grounds?|listening (?:post|station)|facility|"
    r"facilities|fighter jets|air defen[cs]e"
)
_RU = (
    r"баз\w{1,3}|авиабаз\w*|аэродром\w*|РЛС|полигон\w*|гарнизон\w*|пункт\w*|контингент\w*|военн\w*|войск\w*|"
    r"инструктор\w*|ПМТО|солдат\w*|миротворц\w*|кораб\w*|флот\w*|узл\w{1,2}|узел"
)
_ES_FR = (
    r"bases? (?:militar\w*|naval\w*|aere\w*)|tropas|troupes|militaires?|militares?|base aerienne|instructeurs"
)
FACILITY = re.compile(rf"(?<!\w)(?:{_EN}|{_RU}|{_ES_FR})(?!\w)", re.IGNORECASE)

# A town that is in the news for other things too names the base only beside a facility: "the naval base in Tartus",
# "facilities at Hmeimim and Tartus", "the Tartus naval facility", "база в Тартусе".
_SITE = (
    r"(?:bases?|airbases?|airfields?|airports?|garrisons?|outposts?|facilit(?:y|ies)|installations?|"
    r"naval (?:hub|point)|logistics (?:point|hub|cent(?:er|re))s?|"
    r"(?:support|supply|maintenance) (?:point|cent(?:er|re)|station|facility)|"
    r"barracks|warships?|troops|soldiers|instructors|servicemen|paratroopers|fighters|mercenaries|advisers|personnel|"
    r"contingent|port|center|centre|presence|"
    r"баз\w{1,3}|авиабаз\w*|аэродром\w*|пункт\w{0,3}|ПМТО|гарнизон\w*|контингент\w*|объект\w{0,3}|военн\w+|"
    r"инструктор\w*|аэропорт\w*|порт\w?|корабл\w+)"
)
SITE_BEFORE = re.compile(
    rf"(?<!\w){_SITE}(?:,? [\w-]+){{0,4}}? (?:in|at|near|of|outside|to|from|around|including|в|под|около|близ|из|на)"
    r"(?: the| its| a)?(?: (?:port|city|town|airport|coast|порту|город\w*|аэропорту))*(?: of)?"
    r"(?: [A-ZА-Я][\w'-]+(?: and|,| и| as well as)(?: at| in| в)?)? $",
    re.IGNORECASE,
)
SITE_AFTER = re.compile(
    r"(?:'s)?(?: (?:military|naval|air|logistics|support|international|airport|supply|Mediterranean|navy|port)){0,2}"
    r" (?:base|airbase|airfield|facility|garrison|outpost|point|hub|airport|contingent|logistics)(?!\w)"
    r"|,? (?:and|&) [A-Z][\w'-]+(?: (?:air|naval|military))* (?:bases|facilities|installations)(?!\w)",
)

OWNER = re.compile(
    r"(?<!\w)(?:Russia\w*|Moscow\w*|Kremlin|Wagner|Africa Corps|Soviet\w*|USSR|Putin|Росси\w+|росс\w+|РФ|Москв\w+|"
    r"Кремл\w+|Вагнер\w*|ЧВК|Африканск\w+ корпус\w*|СССР|советск\w+|Rusia|rus[oa]s?|Moscu|Russie|russes?|Moscou)(?!\w)"
)

# "Bamako said", "Caracas announced": the city speaks for its government.
SEAT_OF_GOVERNMENT = re.compile(
    r"(?:'s government)?,? (?:has |had |have |is |was |also |would |will )?(?:said|says|announced|denied|denies|"
    r"confirmed|rejected|signed|agreed|wants|asked|requested|hopes?|accused|insist\w*|refused|sees|заявил\w*|сообщил\w*|отверг\w*)\b"
)
