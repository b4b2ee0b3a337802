"""Which language a text is in: by its script, then by the commonest words and the letters of each language.

No model and no library: it must give the same answer on every machine. Of article length it is sure; of one line it
is right for the languages that have articles of ours.
"""

import re
from collections import Counter

_SAMPLE = 3000  # code points; more adds time, not certainty

# Where one script means one language.
_SCRIPTS = (
    ("[\u3040-\u30ff]", "ja"),  # before zh: Japanese is half Chinese characters
    ("[\u4e00-\u9fff]", "zh"),
    ("[\uac00-\ud7af]", "ko"),
    ("[\u10a0-\u10ff]", "ka"),
    ("[\u0530-\u058f]", "hy"),
    ("[\u0370-\u03ff]", "el"),
    ("[\u0590-\u05ff]", "he"),
    ("[پچژگکی]", "fa"),  # letters that Arabic does not write
    ("[\u0600-\u06ff]", "ar"),
    ("[\u0900-\u097f]", "hi"),
    ("[\u0e00-\u0e7f]", "th"),
)

# The commonest words of each language that another one does not lead with, some fifteen each, so that counts compare.
_WORDS = {
    "en": "the of and to in that is was for on with said has by not",
    "ru": "и в не на что с по как это из для о также его был заявил сообщил",
    "uk": "і в не на що з та як це із для про також його був заявив є й",
    "be": "і ў не на што з па як гэта для пра таксама яго быў ён якія паведаміў",
    "bg": "и в не на че с по как това от за също си да се ще са беше е",
    "sr": "и у не на да са по као то од за је се су што био који који ће",
    "kk": "және мен бұл үшін деп бір болды туралы қазақстан жылы осы деген бойынша",
    "ky": "жана менен бул үчүн деп бир болду тууралуу кыргызстан жылы ошол боюнча",
    "tg": "ва дар аз ба ки барои ин бо аст буд шуд як тоҷикистон мегӯяд",
    "es": "el la de que y en los del las un una con por para se ha no su",
    "fr": "le la de et les des en un une du que est pour dans qui par sur au",
    "pt": "o a de que e em os do da um uma com por para se não foi dos ao",
    "it": "il la di che e in gli del della un una con per non sono ha le nel",
    "ca": "el la de que i en els del les un una amb per a se ha no seva",
    "ro": "și de în la a cu pe că din nu pentru este au care sa fost mai",
    "de": "der die und das den von zu mit sich des auf für ist nicht ein dem eine",
    "nl": "de het een van en in op te dat is voor met zijn niet aan door ook",
    "sv": "och att i en på som det är för av med den till inte har om ett",
    "da": "og at i en på som det er for af med den til ikke har om et",
    "fi": "ja on ei että se oli hän myös mukaan ovat joka mutta kun ole kuin",
    "et": "ja on ei et see oli ta ka kui mis oma või aga ning tema",
    "pl": "i w nie na z że do się o jest to za od przez po jak jego",
    "cs": "a v ne na s že do se o je to za od po jako jeho který byl",
    "sk": "a v nie na s že do sa o je to za od po ako jeho ktorý bol",
    "hr": "i u ne na da s od se za je su to koji kao bi što će biti",
    "lt": "ir į ne kad iš su tai yra buvo kaip jo taip pat bet per už",
    "lv": "un uz ne ka no ar tas ir bija kā par arī bet pie pēc viņš",
    "hu": "a az és hogy nem is egy ez volt meg de ki el van szerint azt",
    "tr": "ve bir bu da de için ile olarak olan çok daha sonra dedi gibi",
    "az": "və bir bu da də üçün ilə olan olaraq daha sonra dedi kimi edib",
    "uz": "va bir bu ham uchun bilan deb bo‘lgan haqida yil edi qilish",
}

# Letters that show a language among those of its script: a word that has one counts as one more common word.
_LETTERS = {
    "ru": "ыэё",
    "uk": "їєґ",
    "be": "ў",
    "sr": "јљњђћџ",
    "kk": "әқұһ",
    "ky": "үө",
    "tg": "ӣӯҳҷ",
    "es": "ñ¿¡",
    "fr": "èêœù",
    "pt": "ãõ",
    "it": "ìò",
    "ro": "ășțşţ",
    "de": "ßü",
    "sv": "å",
    "da": "æø",
    "et": "õ",
    "pl": "łąężśź",
    "cs": "ěřů",
    "sk": "ľĺŕ",
    "hr": "đ",
    "lt": "ėįųū",
    "lv": "ķļņēīā",
    "hu": "őű",
    "tr": "ğı",
    "az": "ə",
}

_COMMON = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_MARKING = {code: frozenset(letters) for code, letters in _LETTERS.items()}
_OTHER_SCRIPT = re.compile("[" + "".join(script.strip("[]") for script, _ in _SCRIPTS) + "]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`; `en` where nothing can be told, `ru` where it is Cyrillic."""
    sample = text[:_SAMPLE].lower()
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    present = set(sample)
    if _OTHER_SCRIPT.search(sample):
        letters = sum(len(word) * times for word, times in words.items())
        for script, code in _SCRIPTS:
            if len(re.findall(script, sample)) * 10 > letters:
                return code
    votes = {code: sum(words[word] for word in common & words.keys()) for code, common in _COMMON.items()}
    for code, marking in _MARKING.items():
        if shown := marking & present:
            votes[code] += sum(times for word, times in words.items() if not shown.isdisjoint(word))
    best = max(votes, key=lambda code: votes[code])
    if votes[best] == 0:
        return "ru" if _CYRILLIC.search(sample) else "en"
    return best
