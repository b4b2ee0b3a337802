"""Facility words, owners and seats of government, in folded text: what tells a base from a town's other news."""

import re
import tomllib
from pathlib import Path

from app.extract.triggers import FOLDED

_RAW: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "data" / "site_words.toml").read_text("utf-8")
)
_WORDS = {name: "|".join(patterns) for name, patterns in _RAW.items()}

FACILITY = FOLDED.compile(rf"(?<!\w)(?:{_WORDS['facility']})(?!\w)", re.IGNORECASE)
# Case counts in the short ones ("РФ", "rusa" the name of a nymph is no owner).
OWNER = FOLDED.compile(rf"(?<!\w)(?:{_WORDS['owner']})(?!\w)")

# A town that is in the news for other things too names the base only beside a facility: "the naval base in Tartus",
# "facilities at Hmeimim and Tartus", "the Tartus naval facility", "база в Тартусе".
_TO_TOWN = (
    rf"(?:,? [\w-]+){{0,4}}? (?:(?:{_WORDS['before_town']})(?: (?:{_WORDS['town_words']}|a))*? "
    rf"(?:[A-ZА-Я][\w'-]+(?:,? (?:{_WORDS['pair_words']}))?(?: (?:at|in|в|en|de|a))? )?(?:d'|l')?|d')$"
)
SITE_BEFORE = FOLDED.compile(rf"(?<!\w)(?:{_WORDS['site']}){_TO_TOWN}", re.IGNORECASE)
BASE_BEFORE = FOLDED.compile(rf"(?<!\w)(?:{_WORDS['base']}){_TO_TOWN}", re.IGNORECASE)
# A town that Russia leaves or keeps is its base there: "Russia will not leave Tartus".
HELD_BEFORE = FOLDED.compile(
    rf"(?<!\w)(?:{_WORDS['owner']})(?: (?!(?:{_WORDS['people']})(?!\w))[\w'-]+){{0,3}} (?:{_WORDS['held']}) $"
)
IN_TOWN = FOLDED.compile(
    rf"(?<!\w)(?:{_WORDS['before_town']}) (?:(?:{_WORDS['town_words']}) )*$", re.IGNORECASE
)
BASE_WORD = FOLDED.compile(rf"(?<!\w)(?:{_WORDS['base']})(?!\w)", re.IGNORECASE)
# Between two bases: "Hmeimim and Tartus", "from Hmeimim to Al Khadim"; and with words for the second one.
_JOIN = f"{_WORDS['pair_words']}|{_WORDS['way']}"
_AT = f"(?:(?:{_WORDS['before_town']}) )?(?:(?:{_WORDS['town_words']}) )*"
JOINED = FOLDED.compile(rf"[\"')]?,? (?:{_JOIN}) {_AT}|[\"')]?, {_AT}", re.IGNORECASE)
JOINED_LOOSELY = FOLDED.compile(
    rf"[^.;:!?\n]*?(?:,| )(?:{_WORDS['pair_words']}) (?:[\w'-]+ ){{0,4}}?(?:{_WORDS['before_town']}) "
    rf"(?:(?:{_WORDS['town_words']}|lake) )*",
    re.IGNORECASE,
)
# A list of several.
BASES = FOLDED.compile(rf"(?<!\w)(?:{_WORDS['bases']})(?!\w)", re.IGNORECASE)
SITE_AFTER = re.compile(
    r"(?:'s)?(?: (?:military|naval|air|logistics|support|international|airport|supply|Mediterranean|navy|port)){0,2}"
    r" (?:base|airbase|airfield|facility|garrison|outpost|point|hub|airport|contingent|logistics|radar"
    r"|communications? cent(?:er|re)|(?:early[- ]warning )?radar station|(?:test|training|firing) range)(?!\w)"
    r"|,? (?:and|&) [A-Z][\w'-]+(?: (?:air|naval|military))* (?:bases|facilities|installations)(?!\w)",
)
SEAT_OF_GOVERNMENT = re.compile(
    r"(?:'s government)?,? (?:has |had |have |is |was |also |would |will |ha |a )?"
    rf"(?:{_WORDS['speaks']})(?!\w)"
)
