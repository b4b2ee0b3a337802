"""Case forms of Russian names by rule: whole forms for persons, patterns for phrases."""

import re

_VOWELS = "аеиоуыэюя"
# Endings that a word of a place or facility name may take in place of its own.
_ENDING = (
    "(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ей|ою|ею|ом|ем|ым|им|ая|яя|ую|юю|ый|ий|ое|ее|ые|ие|ых|их|ах|ях|ов|ев"
    "|ия|ию|ии|ием|а|я|у|ю|ы|и|о|е|ь|й)?"
)
_LAST_LETTERS = re.compile(r"(?:ая|яя|ый|ий|ой|ое|ее|ые|ие|ия|[аяыиоеуюьй])$")
MIN_STEM = 4  # shorter stems collide with common words


def is_cyrillic(text: str) -> bool:
    """True when the first letter of `text` is Cyrillic."""
    for char in text:
        if char.isalpha():
            return "\u0400" <= char <= "\u04ff"
    return False


def person_forms(name: str) -> tuple[str, ...]:
    """The case forms of a Russian personal name, nominative first: Сергей Лавров, Сергея Лаврова, …

    Words decline together; foreign names that end in о, у, е, и, ы or э stay as they are.
    """
    words = name.split()
    feminine = _is_feminine(words)
    tables = [
        _word_forms(word, feminine, surname=i == len(words) - 1 and i > 0) for i, word in enumerate(words)
    ]
    seen: dict[str, None] = {}
    for case in range(6):
        seen.setdefault(" ".join(table[case] for table in tables))
    return tuple(seen)


def surname_forms(surname: str, *, feminine: bool) -> tuple[str, ...]:
    """The case forms of a surname alone."""
    return tuple(dict.fromkeys(_word_forms(surname, feminine, surname=True)))


def is_feminine_name(name: str) -> bool:
    """True when a Russian full name is a woman's by its endings."""
    return _is_feminine(name.split())


def phrase_pattern(phrase: str) -> tuple[str, str]:
    """(stem of the first word, regex of the whole phrase in any case form) for a Cyrillic place or facility name.

    The regex is for folded text; each word of five letters or more may change its ending.
    """
    words = phrase.split()
    return _stem(words[0]), r"\s+".join(_word_pattern(word) for word in words) + r"(?!\w)"


def _is_feminine(words: list[str]) -> bool:
    last, first = words[-1].lower(), words[0].lower()
    if last.endswith(("ова", "ева", "ина", "ая")) and len(words) > 1:
        return True
    return first.endswith(("а", "я")) and not last.endswith(("ов", "ев", "ин", "ий", "ой")) and first not in (
        "никита", "илья", "кузьма", "лука", "фома", "мустафа", "муса", "иса", "абдалла", "абдулла", "башша",
    )  # fmt: skip


def _word_forms(word: str, feminine: bool, *, surname: bool) -> tuple[str, str, str, str, str, str]:
    if "-" in word and word[0].isupper():
        head, _, tail = word.rpartition("-")
        if len(tail) > 2:
            return tuple(f"{head}-{form}" for form in _word_forms(tail, feminine, surname=surname))  # type: ignore[return-value]
    low = word.lower()
    if len(low) < 3 or not is_cyrillic(word):
        return (word,) * 6
    forms = _feminine_forms(word, low, surname) if feminine else _masculine_forms(word, low, surname)
    return forms or (word,) * 6


def _feminine_forms(word: str, low: str, surname: bool) -> tuple[str, str, str, str, str, str] | None:
    stem = word[:-1]
    if surname and low.endswith(("ова", "ева", "ина")):
        return word, stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой"
    if low.endswith("ая"):
        stem = word[:-2]
        return word, stem + "ой", stem + "ой", stem + "ую", stem + "ой", stem + "ой"
    if low.endswith("ия"):
        return word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и"
    if low.endswith("я"):
        return word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е"
    if low.endswith("а"):
        return (
            word,
            stem + ("и" if low[-2] in "гкхжчшщ" else "ы"),
            stem + "е",
            stem + "у",
            stem + "ой",
            stem + "е",
        )
    if low.endswith("ь"):
        return word, stem + "и", stem + "и", word, word + "ю", stem + "и"
    return None  # a feminine name that ends in a consonant does not decline


def _masculine_forms(word: str, low: str, surname: bool) -> tuple[str, str, str, str, str, str] | None:
    stem = word[:-1]
    if surname and low.endswith(("ский", "цкий", "ый", "ной", "ской", "лой", "той")):
        stem = word[:-2]
        instrumental = stem + ("им" if low[-3] in "гкхжчшщ" else "ым")
        return word, stem + "ого", stem + "ому", stem + "ого", instrumental, stem + "ом"
    if low.endswith("ий"):
        return word, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "и"
    if low.endswith("й"):
        return word, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "е"
    if low.endswith("ь"):
        return word, stem + "я", stem + "ю", stem + "я", stem + "ем", stem + "е"
    if low.endswith(("иа", "еа", "уа", "оа")):
        return None
    if low.endswith("я"):
        return word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е"
    if low.endswith("а"):
        return (
            word,
            stem + ("и" if low[-2] in "гкхжчшщ" else "ы"),
            stem + "е",
            stem + "у",
            stem + "ой",
            stem + "е",
        )
    if low[-1] in _VOWELS:
        return None
    if low.endswith("авел"):  # Павел, Павла
        stem = word[:-2] + "л"
        return word, stem + "а", stem + "у", stem + "а", stem + "ом", stem + "е"
    if surname and low.endswith(("ов", "ев", "ин", "ын")):
        return word, word + "а", word + "у", word + "а", word + "ым", word + "е"
    return word, word + "а", word + "у", word + "а", word + ("ем" if low[-1] in "жчшщц" else "ом"), word + "е"


def _stem(word: str) -> str:
    if len(word) <= MIN_STEM or not is_cyrillic(word) or word.isupper():
        return word
    stem = _LAST_LETTERS.sub("", word)
    return stem if len(stem) >= MIN_STEM else word


def _word_pattern(word: str) -> str:
    stem = _stem(word)
    changes = stem != word or (
        len(word) > MIN_STEM and is_cyrillic(word) and word[-1].isalpha() and not word.isupper()
    )
    return re.escape(stem) + (_ENDING if changes else "")
