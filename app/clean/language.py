"""Which language a text is in."""

import re
from typing import Any

_ISO_639_1 = {
    "afr": "af", "aka": "ak", "amh": "am", "ara": "ar", "aze": "az", "bel": "be", "ben": "bn", "bul": "bg",
    "cat": "ca", "ces": "cs", "cmn": "zh", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "epo": "eo",
    "est": "et", "fin": "fi", "fra": "fr", "guj": "gu", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu",
    "hye": "hy", "ind": "id", "ita": "it", "jav": "jv", "jpn": "ja", "kan": "kn", "kat": "ka", "khm": "km",
    "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "mal": "ml", "mar": "mr", "mkd": "mk", "mya": "my",
    "nep": "ne", "nld": "nl", "nob": "nb", "ori": "or", "pan": "pa", "pes": "fa", "pol": "pl", "por": "pt",
    "ron": "ro", "rus": "ru", "sin": "si", "slk": "sk", "slv": "sl", "sna": "sn", "spa": "es", "srp": "sr",
    "swe": "sv", "tam": "ta", "tel": "te", "tgl": "tl", "tha": "th", "tuk": "tk", "tur": "tr", "ukr": "uk",
    "urd": "ur", "uzb": "uz", "vie": "vi", "yid": "yi", "zul": "zu",
}  # fmt: skip
_SAMPLE = 4000  # code points; more adds time, not certainty
# Words that tell apart the languages we read, for texts too short for letter statistics.
_COMMON = {
    "en": frozenset(
        ["the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "said", "has", "by", "not"]
    ),
    "ru": frozenset(
        [
            "и",
            "в",
            "не",
            "на",
            "что",
            "с",
            "по",
            "как",
            "это",
            "из",
            "для",
            "о",
            "также",
            "его",
            "был",
            "заявил",
            "сообщил",
        ]
    ),
    "uk": frozenset(
        [
            "і",
            "в",
            "не",
            "на",
            "що",
            "з",
            "та",
            "як",
            "це",
            "із",
            "для",
            "про",
            "також",
            "його",
            "був",
            "заявив",
            "є",
            "й",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "de",
            "que",
            "y",
            "en",
            "los",
            "del",
            "las",
            "un",
            "una",
            "con",
            "por",
            "para",
            "se",
            "ha",
            "no",
            "su",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "de",
            "et",
            "les",
            "des",
            "en",
            "un",
            "une",
            "du",
            "que",
            "est",
            "pour",
            "dans",
            "qui",
            "par",
            "sur",
            "au",
        ]
    ),
}


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`; `en` where nothing can be told."""
    import whatlang  # a 20 ms import

    sample = text[:_SAMPLE]
    if not any(c.isalpha() for c in sample):
        return "en"
    found: Any = whatlang.detect(sample)  # its own stubs are of an older version
    words = re.findall(r"[^\W\d_]+", sample.lower())
    votes = {code: sum(w in common for w in words) for code, common in _COMMON.items()}
    best = max(votes, key=lambda code: votes[code])
    if not found.is_reliable and votes[best] > 0:
        return best
    if not found.is_reliable:
        return "ru" if re.search("[а-яё]", sample.lower()) else "en"
    return _ISO_639_1.get(str(found.lang), "en")
