"""Words that name a country elsewhere but not here: the state of Georgia, Michael Jordan, New Mexico."""

import re

# Just before the word, within the sentence.
_BEFORE = {
    "GE": (
        r"(?:U\.?S\.? state of|US state of|the state of|South|Atlanta,|Savannah,|Augusta,|Athens,|Macon,|Columbus,"
        r"|County,|Fort (?:Benning|Stewart|Moore|Gordon|Eisenhower),) $"
    ),
    "GN": r"(?:New|Equatorial|Gulf of|Новая|Новой|Новую) $",
    "JO": r"(?:Michael|DeAndre|Barbara|Jim|Vernon|Hamilton|Neil|Gavin|Julia|Air|River|DeMarcus|Louis|Montell) $",
    "TD": r"(?:Rev\.|Father|Mr\.?|Lake) $",
    "MX": r"New $",
    "US": r"(?:Latin|South|Central|North|Латинск\w+|Южн\w+|Центральн\w+|Северн\w+|Латинській|Капитан) $",
    "IN": r"West $",
    "FR": r"(?:Radio|Anatole|Air|Agence) $",
    "IL": r"(?:Adesanya|Mr\.?) $",
    "SD": r"South $",
    "CG": r"(?:Democratic Republic of|Democratic Republic of the|DR) $",
    "TG": r"(?:^|[.!?\n\"(] ?|[Бб]олее |[Кк]роме |[Пп]осле |[Дд]о |[Дд]ля |[Бб]ез )$",
    "AE": r"Fly $",
    "TR": r"(?:roast|wild|Thanksgiving) $",
}
# Just after the word.
_AFTER = {
    "GE": (
        r" (?:Tech|State University|Bulldogs|Power|Southern|O'Keeffe|Meloni|Gov\b|Governor|Senat|Republican|Democrat"
        r"|National Guard|Secretary of State|runoff|voters|congress)|, USA|, U\.S|-Pacific"
    ),
    "JO": r" (?:Peterson|Henderson|Pickford|Belfort|Bardella|Ayew|Spieth|Peele|Brand|Shoes|Valley|River|B\.)",
    "TD": r" (?:Smith|Johnson|Kelly|Ochocinco|Brown|Wolf|Bown|le Clos|Hurley|Michaels|Kroeger|[A-Z][a-z]+son\b)",
    "CU": r" Gooding",
    "CN": r" Sea\b",
    "TR": r" (?:sandwich|dinner|Creek)",
    "IN": r" (?:Ocean|Creek|Wells|Premier League|Super League)",
    "US": (
        r" (?:Samoa|Airlines|Idol|Express|Post\b|Times\b|Examiner|Institute|Wizards|Commanders|Nationals|Capitals)"
        r"|,? D\.?C"
    ),
    "GB": r" (?:Columbia|Virgin Islands|Airways)",
    "FR": r" (?:Guiana|Polynesia|Open|fries|24\b|Press[e]?\b)",
    "GN": r"(?:-Bissau| pig| fowl)",
    "MX": r" Beach",
    "DE": r" (?:shepherd|measles)",
    "NE": r" (?:Delta|River|State)\b",
    "AE": r" (?:Stadium|airline|Airlines|flight|Cup|Palace)",
    "IL": r" Adesanya",
    "TG": r" (?:же|что|чтобы|как|требу)\b",
    "GR": r" (?:Freeman|Cruz)",
}
# The state of the United States, told by the rest of the text when nothing there speaks of the Caucasus.
_US_GEORGIA = re.compile(
    r"Atlanta|ATLANTA|Savannah|SAVANNAH|\bGa\.|R-Ga|Fort (?:Stewart|Benning|Moore|Gordon)|Fulton County"
    r"|Brian Kemp|Raffensperger|Warnock|Alabama|South Carolina|Tennessee"
)
_CAUCASUS = re.compile(
    r"Tbilisi|Abkhaz|Osseti|Caucas|Saakashvili|Georgian (?:Dream|Foreign|President)|Armenia|Azerbaijan|Black Sea"
)
_NEVER = re.compile(r"(?!)")
_BEFORE_RE = {code: re.compile(pattern) for code, pattern in _BEFORE.items()}
_AFTER_RE = {code: re.compile(pattern) for code, pattern in _AFTER.items()}


def is_other_sense(folded: str, start: int, end: int, code: str) -> bool:
    """True when folded[start:end] spells a name of the country `code` but means something else."""
    if _BEFORE_RE.get(code, _NEVER).search(folded, max(0, start - 32), start):
        return True
    if _AFTER_RE.get(code, _NEVER).match(folded, end) is not None:
        return True
    return code == "GE" and folded[start:end] == "Georgia" and _is_us_state(folded)


def _is_us_state(folded: str) -> bool:
    return _US_GEORGIA.search(folded) is not None and _CAUCASUS.search(folded) is None
