"""Write seeds/countries.yaml: every state, the de-facto territories and the organisations that officials speak for.

For developers, not at run time: needs `pip install rigour babel pymorphy3 PyYAML` (rigour needs a compiler for
pyicu, which is why its data is committed). Codes, parents and regions come from rigour, names in five languages
from CLDR through Babel, Russian case forms from pymorphy3, all other words from country_words.tsv and
country_words_es_fr.tsv beside it.

    python seeds/make_countries.py

The de-facto territories, with their notes and sources, are kept by hand in countries.yaml and carried over.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pymorphy3
import yaml
from babel import Locale
from rigour.territories import get_territories

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "uk", "es", "fr")
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
ADJECTIVE_ENDINGS = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
# Words of CLDR names that would match other things, or that are official forms nobody writes.
DROPPED_NAMES = {
    "Congo", "Конго", "Korea", "Jersey", "Réunion", "La Réunion", "Dominique", "Maurice", "Chili", "Salvador",
    "Grenade",     "Montserrat", "Maldives la", "Curaçao",
}  # fmt: skip
NO_COUNTRY = {
    "EU",
    "UN",
    "ZZ",
    "XK",
    "AC",
    "CP",
    "DG",
    "IC",
    "TA",
}  # codes without a state or territory of their own
TERRITORY_NAMES_DROPPED = {
    "Sevastopol", "Krim", "PMR", "DPR", "DNR", "LPR", "LNR", "Donezk", "Донецк", "Луганск", "State of Alania",
    "Samachablo", "Zaporozhye", "Cherson", "Jersón", "Khersón", "Zaporiyia", "Zaporijjia", "Saporischschja",
}  # fmt: skip
ORGANISATIONS = {
    "EU": ("European Union", "Европейский союз"),
    "X-NATO": ("NATO", "НАТО"),
    "X-CSTO": ("Collective Security Treaty Organization", "ОДКБ"),
    "X-CIS": ("Commonwealth of Independent States", "СНГ"),
    "X-UN": ("United Nations", "ООН"),
    "X-OSCE": ("OSCE", "ОБСЕ"),
    "X-SCO": ("Shanghai Cooperation Organisation", "ШОС"),
    "X-AU": ("African Union", "Африканский союз"),
    "X-AES": ("Alliance of Sahel States", "Альянс государств Сахеля"),
    "X-ECOWAS": ("ECOWAS", "ЭКОВАС"),
}
DEPENDENT = {
    "AI": "GB", "AX": "FI", "BM": "GB", "CK": "NZ", "FK": "GB", "GG": "GB", "GI": "GB", "GS": "GB", "IM": "GB",
    "JE": "GB", "KY": "GB", "MS": "GB", "NF": "AU", "NU": "NZ", "PN": "GB", "SH": "GB", "TC": "GB", "VG": "GB",
    "WF": "FR",     "VI": "US",     "EH": None, "AQ": None,
}  # fmt: skip
SHORT_NAMES = {"CF": "Central African Republic", "CG": "Republic of the Congo",
               "CD": "Democratic Republic of the Congo",
               "MM": "Myanmar", "CI": "Ivory Coast", "TR": "Turkey", "PS": "Palestine",
               "HK": "Hong Kong", "MO": "Macau",
               "BA": "Bosnia and Herzegovina", "CZ": "Czechia"}  # fmt: skip
SHORT_NAMES_RU = {"CF": "Центральноафриканская Республика", "CG": "Республика Конго", "BY": "Белоруссия",
                  "CD": "Демократическая Республика Конго", "GB": "Великобритания", "US": "США", "PS": "Палестина",
                  "KG": "Киргизия", "MD": "Молдавия", "TM": "Туркмения", "HK": "Гонконг", "MO": "Макао",
                  "AE": "ОАЭ", "ZA": "ЮАР", "KP": "КНДР", "KR": "Южная Корея", "MM": "Мьянма"}  # fmt: skip

morph = pymorphy3.MorphAnalyzer(lang="ru")


@dataclass
class Words:
    """One line of country_words.tsv."""

    demonyms: list[str] = field(default_factory=list)
    capital: list[str] = field(default_factory=list)
    capital_ru: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    names_ru: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_words() -> dict[str, Words]:
    words = {}
    for line in (HERE / "country_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, *cells = (*line.split("|"), *[""] * 9)
            words[code] = Words(*([w for w in cell.split(";") if w] for cell in cells[:8]))
    return words


@dataclass
class RomanceWords:
    """One line of country_words_es_fr.tsv."""

    names: list[str] = field(default_factory=list)
    spanish: list[str] = field(default_factory=list)
    french: list[str] = field(default_factory=list)
    capital: list[str] = field(default_factory=list)

    def demonyms(self) -> list[str]:
        return [
            *(form for word in self.spanish for form in spanish_forms(word)),
            *(form for word in self.french for form in french_forms(word)),
        ]


def read_romance_words() -> dict[str, RomanceWords]:
    words = {}
    for line in (HERE / "country_words_es_fr.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, *cells = (*line.split("|"), *[""] * 5)
            words[code] = RomanceWords(*([w for w in cell.split(";") if w] for cell in cells[:4]))
    return words


def spanish_forms(word: str) -> list[str]:
    """Masculine and feminine, singular and plural: sirio, siria, sirios, sirias; francés, francesa, …"""
    if word.endswith("o"):
        return [word[:-1] + ending for ending in ("o", "a", "os", "as")]
    if word[-2:] in ("és", "án", "ón"):
        stem = word[:-2] + {"é": "e", "á": "a", "ó": "o"}[word[-2]] + word[-1]
        return [word, stem + "a", stem + "es", stem + "as"]
    if word.endswith("í"):
        return [word, word + "es", word + "s"]
    if word[-1] in "aeiou":
        return [word, word + "s"]
    return [word, word + "a", word + "es", word + "as"]


def french_forms(word: str) -> list[str]:
    """Masculine and feminine, singular and plural: syrien, syrienne, syriens, syriennes; français, française, …"""
    if word.endswith("e"):
        return [word, word + "s"]
    feminine = {"grec": "grecque", "turc": "turque"}.get(word)
    if feminine is None:
        feminine = word + ("ne" if word.endswith("en") or word == "letton" else "e")
    masculine = [word] if word.endswith("s") else [word, word + "s"]
    return [*masculine, feminine, feminine + "s"]


def case_forms(phrase: str) -> list[str]:
    """A Russian name in its six cases; each word declines up to a preposition or a name that does not."""
    if "д'Ивуар" in phrase:
        return [phrase + ending for ending in ("", "а", "у", "ом", "е")]
    forms = []
    for case in CASES:
        done, words = [], phrase.split()
        for i, word in enumerate(words):
            if word in ("о", "об") or word.isupper():
                done += words[i:]
                break
            done.append(word if word == "и" else inflect(word, case))
        forms.append(" ".join(done))
        if words[0] == "Республика":  # "в Республике Беларусь"
            forms.append(" ".join([done[0], *words[1:]]))
    return list(dict.fromkeys(forms))


def inflect(word: str, case: str) -> str:
    parses = [p for p in morph.parse(word) if "nomn" in p.tag and p.tag.POS in ("NOUN", "ADJF", "PRTF")]
    if not parses or "Fixd" in parses[0].tag:
        return word
    parses.sort(key=lambda p: ("Geox" not in p.tag, -p.score))
    parse = parses[0]
    form = parse.inflect({case, "plur" if "plur" in parse.tag else "sing"})
    if form is None:
        return word
    return (
        "-".join(
            part.capitalize() if original[:1].isupper() else part
            for part, original in zip(form.word.split("-"), word.split("-"), strict=True)
        )
        if form.word.count("-") == word.count("-")
        else word
    )


def adjective_forms(adjective: str) -> list[str]:
    """All endings of an adjective in -ский or -цкий."""
    return [adjective[:-2] + ending for ending in ADJECTIVE_ENDINGS]


def ukrainian_forms(adjective: str) -> list[str]:
    stem = adjective[:-2]
    return [stem + e for e in ("ий", "ого", "ому", "им", "а", "ої", "ій", "у", "ою", "е", "і", "их", "ими")]


def foreign_forms(word: str) -> list[str]:
    """Demonyms of other languages with their plurals; Ukrainian adjectives with their endings."""
    if word[-1] >= "а" and word.endswith("ий"):
        return ukrainian_forms(word)
    if word[0].isupper() or "а" <= word[-1] <= "ї":
        return [word]
    return [word] if word.endswith("s") else [word, word + "s"]


def record(
    code: str,
    kind: str,
    words: Words,
    name: str,
    name_ru: str,
    names: dict[str, list[str]],
    romance: RomanceWords,
) -> dict:
    russian = list(dict.fromkeys([name_ru, *names.get("ru", []), *words.names_ru]))
    capitals = [w for w in words.others if w in ("Moscú", "Moscou", "La Habana", "La Havane", "Київ")]
    name_like = [w for w in words.others if w[0].isupper() and w not in capitals and w != "Kremlin"]
    demonyms_other = [w for w in words.others if w[0].islower()]
    return {
        "code": code,
        "kind": kind,
        "name": name,
        "name_ru": name_ru,
        "names": list(
            dict.fromkeys(
                n
                for n in [
                    name,
                    *(n for n in names.get("en", [])),
                    *words.names,
                    *(form for n in russian for form in case_forms(n)),
                    *(n for language in ("uk", "es", "fr") for n in names.get(language, [])),
                    *name_like,
                    *romance.names,
                ]
                if n not in DROPPED_NAMES
            )
        ),
        "demonyms": list(
            dict.fromkeys(
                [
                    *words.demonyms,
                    *(form for a in words.adjectives for form in adjective_forms(a)),
                    *(form for p in words.people for form in case_forms(p)),
                    *(form for w in demonyms_other for form in foreign_forms(w)),
                    *romance.demonyms(),
                ]
            )
        ),
        "capital": list(
            dict.fromkeys(
                [
                    *words.capital,
                    *(form for c in words.capital_ru for form in case_forms(c)),
                    *capitals,
                    *romance.capital,
                ]
            )
        ),
    }


def plain(name: str) -> str:
    """CLDR disambiguates in brackets and writes & and САР: keep what a newspaper writes."""
    return (
        name.split(" (", maxsplit=1)[0].replace(" & ", " and ").replace(" САР", "").replace(" SAR China", "")
    )


def main() -> None:
    words, romance = read_words(), read_romance_words()
    target = HERE / "countries.yaml"
    locales = {language: Locale(language) for language in LANGUAGES}
    territories = [old for old in yaml.safe_load(target.read_text("utf-8")) if "aliases" in old]
    special = {t["code"] for t in territories}
    records = []
    for territory in sorted(get_territories(), key=lambda t: t.code):
        code = territory.code.upper()
        if len(code) != 2 or territory.is_historical or code in special | NO_COUNTRY:
            continue
        cldr = {
            language: plain(locale.territories[code])
            for language, locale in locales.items()
            if code in locale.territories
        }
        if "en" not in cldr or "ru" not in cldr:
            continue
        name = SHORT_NAMES.get(code, cldr["en"])
        name_ru = SHORT_NAMES_RU.get(code, cldr["ru"].replace("ё", "е"))
        names = {language: [n] for language, n in cldr.items() if n not in DROPPED_NAMES}
        parent = DEPENDENT.get(code, territory.parent.code.upper() if territory.parent else None)
        kind = "state" if code in ("PS", "TW", "VA") else "territory"
        if territory.is_country and parent is None and code not in DEPENDENT:
            kind = "state"
        item = record(
            code, kind, words.get(code, Words()), name, name_ru, names, romance.get(code, RomanceWords())
        )
        item |= {
            "region": territory.region,
            "subregion": territory.subregion,
            "parent": parent if kind == "territory" else None,
        }
        records.append(item)
    regions = {r["code"]: (r["region"], r["subregion"]) for r in records}
    for t in territories:
        parent = t["parent"]
        aliases = [a for a in t["aliases"] if a not in TERRITORY_NAMES_DROPPED]
        item = record(
            t["code"],
            "territory",
            words[t["code"]],
            t["name"],
            t["name_ru"],
            {"en": aliases},
            romance.get(t["code"], RomanceWords()),
        )
        region = regions.get(parent or "", ("Europe", "Southern Europe"))
        item |= {
            "region": region[0], "subregion": region[1], "parent": parent,
            "aliases": t["aliases"], "note": t["note"], "source_url": t["source_url"],
        }  # fmt: skip
        records.append(item)
    for code, (name, name_ru) in ORGANISATIONS.items():
        item = record(code, "organisation", words[code], name, name_ru, {}, romance.get(code, RomanceWords()))
        records.append(item | {"region": None, "subregion": None, "parent": None})
    header = (
        "# States, de-facto territories and organisations, with every form that names them.\n"
        "# Written by make_countries.py from rigour, CLDR, pymorphy3 and country_words.tsv: change those,\n"
        "# not this file.\n"
    )
    body = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=115)
    target.write_text(header + body, encoding="utf-8")
    print(f"{len(records)} records")


if __name__ == "__main__":
    main()
