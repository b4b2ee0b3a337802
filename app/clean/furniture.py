"""Single lines of a page that are never part of an article: buttons, captions, credits, dates, contacts."""

import re
from functools import cache, lru_cache

from app.clean.lexicon import agencies, lexicon
from app.clean.lines import count_words, ends_sentence, is_prose, is_short
from app.clean.written_dates import find_dates, find_month_day

_MACHINE = re.compile(
    r"""(?:
      \[/?(?:ad|adrotate|advert\w*|caption|gallery|embed|video|audio|media|image|photo|quads|shortcode|sc|wp\w*|
            social|related|newsletter|toc|ads?by\w*|google\w*|divider|row|column|vc_\w+|et_pb_\w+|/?\w+_\w+)
            [^\]]*\]\s*
    | (?:date\s+[\d-]+\s+)?/?https?(?:://|%3A)\S+ | www\.\S+
    | \S+\.(?:jpe?g|png|gif|webp|svg|mp4|pdf|html?)(?:\?\S*)?
    | (?:/html(?:/\S*|\b)\s*)+ | /{1,2}\w+(?:\[@[^\]]*\])?(?:/\S+)+
    | (?:\d{2,5}\s*[x×*]?\s*){1,3}(?:true|false|px)?
    | (?:true|false|null|undefined|none|nan|n/a)
    | [\W_\d]+
    | \#\w+(?:[\s,]+\#\w+)*
    | @\w+(?:[\s,]+@\w+)*
    | [<{][^>}]*[>}] | !\[[^\]]*\]\([^)]*\)[\s|]*
    | (?:•\s*)?(?:\w\w-\w\w\d?\s*){2,}
    | (?:var|function|window|document|jQuery|googletag|\$)\b[^.!?]*[({=].*
    | .{0,80}\{\s*[\w-]+\s*:[^}]*\}.*
    | (?:0?\d|1\d|2[0-3])[:.]\d\d(?:\s?(?:am|pm|h|hs|мск|gmt|utc|msk))?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_INLINE_MACHINE = re.compile(
    r"\s*(?:\[/?(?:ad|adrotate|caption|quads|embed|gallery)(?:_\d+)?(?:\s[^\]]*)?\]"
    r"|\[(?:…|\.\.\.)?read more\]?)\s*",
    re.IGNORECASE,
)
# Without one of these near its end, a bracket or a word no line is a caption that ends in a credit.
_CREDIT_MARKS = "/|—–"
_CREDIT_REACH = 160  # code points from such a mark to the end
_CAPTION_WORDS = ("photo", "image", "foto", "фото", "credit", "picture")
_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d\s()-]{7,}\d(?!\w)")
_CREDITED = rf"(?<!\w)(?:{agencies().credit})(?!\w)"
_GLUE = (
    "Read on",
    "Підписатися",
    "Подписаться",
    "Subscribe",
    "Реклама",
    "Advertisement",
    "Publicidad",
    "Узнайте",
    ":",
)
_CREDIT = re.compile(
    rf"(?:[\w.'’ -]{{2,40}}\s?(?:/|\||—|–|-|via|for)\s?)?{_CREDITED}"
    r"(?:\s?(?:/|\||,|via)\s?[\w.'’ /-]{2,50})?\.?"
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|da|автор|text by)\s+(?-i:[A-ZА-ЯЁÀ-Þ])[\w.'’-]+"
    r"(?:\s+(?:(?:and|y|et|e|и|,|&|de|van|von|al|bin)\s+)*(?-i:[A-ZА-ЯЁÀ-Þ])[\w.'’-]*){0,7}(?:\s?[,|/–—-].{0,60})?",
    re.IGNORECASE,
)
DECORATION = " -–—•*·|>»→#[]()~=_+"
SPEECH = re.compile(r"[\"«»“”„]")
_DAY_AND_TIME = re.compile(
    r"[\W_]*(?:\d{1,2}\s\w{3,10}\.?|\w{3,10}\.?\s\d{1,2})(?:\W{1,3}(?:\w{1,2}\s)?\d{1,2}[:.]\d\d.{0,12})?"
)
_LONGEST = 1500  # code points of a line that patterns are tried on
_LABEL_LEFT = 4  # letters-only words beside a date that are still no sentence


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(
        r"^(?:(?:Read on the website [A-Z]\w+ [A-Z][a-z]+|Підписатися|Подписаться|Subscribe|Реклама|Advertisement"
        r"|Publicidad)(?=[A-ZА-ЯІЇЄ][a-zа-яіїє])|Узнайте больше в полной версии\s?➞\s?"
        rf"|(?:[^.!?\n]{{2,80}}[.,]\s)?(?:Фото|Photo|Foto|Image):\s{_CREDITED}\s(?=[A-ZА-ЯІЇЄ][\w-]+\s[\w-]+\s))"
    )


@cache
def _caption_end() -> re.Pattern[str]:
    """A bare "[Reuters]" after a full stop names a source; before it, or with a photographer, it signs a picture."""
    return re.compile(
        r"(?:[\[(](?i:file(?: photo)?|photo|image|foto|фото|credit|courtesy|архив|via|©)[:\s][^\])]{0,120}[\])]"
        rf"|[\[(][^\])]{{2,80}}/\s?{_CREDITED}[^\])]{{0,30}}[\])]|(?<![.!?»”\"]\s)[\[(]{_CREDITED}[\])]"
        r"|©\s?[^.]{2,80}|(?i:photo|image|foto|фото|credit|picture)\s?(?:by|:|/)\s?[^.]{2,60}"
        rf"|(?:/|\||—|–)\s?{_CREDITED}(?:\s?/\s?\w[\w ]{{1,30}})?)[.|\s]*$"
    )


def strip_inline(line: str) -> str:
    """The line without what is glued into it: shortcodes (`[ad_1]`), a button's or a picture's words at
    its start."""
    if "[" in line:
        line = _INLINE_MACHINE.sub(" ", line).strip()
    return _glued().sub("", line, count=1) if any(map(line.__contains__, _GLUE)) else line


def is_date_line(line: str, *, day_first: bool | None = None) -> bool:
    """True for a line that holds a date or time, and beside it only labels, a name or a place."""
    if not _DIGIT.search(line) or not is_short(line, 20):
        return False
    dates = find_dates(line, day_first=True if day_first is None else day_first)
    if not dates:
        return _DAY_AND_TIME.fullmatch(line) is not None and find_month_day(line) is not None
    rest = line
    for date in reversed(dates):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    rest = lexicon().label.sub(" ", rest.lower())
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) <= _LABEL_LEFT and not (ends_sentence(line) and len(words) > 2)


def is_furniture(line: str) -> bool:
    """True for a line that is never part of an article, wherever it stands."""
    if len(line) > _LONGEST:
        return " " not in line  # an address or a script; a paragraph has blanks
    return _is_furniture(line)


@lru_cache(maxsize=1024)  # asked for the title, the date and the body
def _is_furniture(line: str) -> bool:
    if _MACHINE.fullmatch(line):
        return True
    words = count_words(line)
    lex = lexicon()
    core, lower = line.strip(DECORATION), line.lower()
    if words <= 60 and (lex.line.fullmatch(lower) or (core != line and lex.line.fullmatch(core.lower()))):
        return True
    if (
        words <= 40
        and lex.start.match(lower)
        and not (SPEECH.search(line) and ends_sentence(line) and words > 20)
    ):
        return True
    if words <= 45 and _may_be_credited(line) and _caption_end().search(line) and not _is_dateline(line):
        return True
    if _CREDIT.fullmatch(core) or (words <= 14 and not ends_sentence(line) and _BYLINE.fullmatch(line)):
        return True
    if (
        "@" in line
        and _EMAIL.search(line)
        and (words <= 12 or _PHONE.search(line))
        and not (ends_sentence(line) and words > 8)
    ):
        return True
    if words <= 8 and not ends_sentence(line) and _PHONE.search(line) and not find_dates(line):
        return True
    return is_date_line(line)


def _may_be_credited(line: str) -> bool:
    """False where no credit can stand at the end."""
    end = line.rstrip(" .|")
    if end.endswith((")", "]")) or "©" in line or any(map(end[-_CREDIT_REACH:].__contains__, _CREDIT_MARKS)):
        return True
    return any(map(line.lower().__contains__, _CAPTION_WORDS))


def _is_dateline(line: str) -> bool:
    return bool(re.match(r"[^.]{2,60}[(/]", line)) and is_prose(line) and count_words(line) > 25
