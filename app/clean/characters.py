"""Characters put in order: one Unicode form, plain spaces, no invisible marks, certain mojibake repaired."""

import html
import re
import unicodedata

# Invisible marks and joiners, halves of a pair, controls.
_UNSEEN_ONES = (  # first and last
    ("\u00ad", "\u00ad"), ("\u200b", "\u200f"), ("\u202a", "\u202e"), ("\u2060", "\u2064"), ("\u2066", "\u2069"),
    ("\ufeff", "\ufeff"), ("\ufff9", "\ufffb"), ("\ud800", "\udfff"), ("\x00", "\x08"), ("\x0b", "\x0c"),
    ("\x0e", "\x1f"), ("\x7f", "\x84"), ("\x86", "\x9f"),
)  # fmt: skip
_UNSEEN = re.compile("[" + "".join(f"{first}-{last}" for first, last in _UNSEEN_ONES) + "]")
_UNSEEN_MARKS = frozenset(chr(at) for first, last in _UNSEEN_ONES for at in range(ord(first), ord(last) + 1))
_LINE_ENDS = frozenset("\r\u2028\u2029\u0085\x0b\x0c")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\u0085\x0b\x0c]")
_SPACE = re.compile(r"[^\S\n]+")
_ODD_SPACES = frozenset(filter(str.isspace, map(chr, range(0x3001)))) - {" ", "\n"}

# What byte a character of a misread text came from: cp1252, and Latin-1 where cp1252 has a hole.
_BYTE_OF = {chr(b): b for b in range(0x80, 0x100)}
for _byte in range(0x80, 0xA0):
    try:
        _BYTE_OF[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        continue
_CONTINUATION = "[" + "".join(re.escape(c) for c, b in _BYTE_OF.items() if 0x80 <= b < 0xC0) + "]"
_MARKS = "\u00a0«»‹›“”‘’„‚…–—•°"  # two of them after a letter are punctuation: `liberté »`, `liberté…»`
_MISREAD_UTF8 = re.compile(
    f"[\u00c2-\u00df]{_CONTINUATION}|[\u00e0-\u00ef](?![{_MARKS}]{{2}}){_CONTINUATION}{{2}}"
    f"|[\u00f0-\u00f4]{_CONTINUATION}{{3}}"
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,5});", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|a|img)\b[^<>]{0,500}>", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"</?(?:p|br|div|blockquote|h[1-6]|li|ul|ol|figure)\b[^<>]{0,500}>", re.I)
_LATIN_HIGH = frozenset(map(chr, range(0xC0, 0x100)))
_RUSSIAN_COMMON = frozenset("оеаинтсрвл")


def put_in_order(text: str) -> str:
    """NFC; every line end a newline; every run of blanks one space; no control or invisible characters.

    Nothing else is altered: quotation marks, dashes and letters stay as the article has them.
    """
    present = set(text)  # read once: most texts hold few of the characters that are looked for
    if not present.isdisjoint(_LATIN_HIGH):
        text = repair_mojibake(text)
        present = set(text)
    if not present.isdisjoint(_LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    if not present.isdisjoint(_UNSEEN_MARKS):
        text = _UNSEEN.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if "  " in text or not present.isdisjoint(_ODD_SPACES):
        text = _SPACE.sub(" ", text)
    return text


def without_markup(text: str) -> str:
    """Plain text without what was left in it of HTML: entities become characters, tags line ends or
    nothing."""
    if "<" in text:
        text = _INLINE_TAG.sub("", _PARAGRAPH_TAG.sub("\n", text))
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def repair_mojibake(text: str) -> str:
    """Undo one wrong decoding, only where it is certain: UTF-8 read as cp1252, or cp1251 read as Latin-1."""
    shown = _LATIN_HIGH.intersection(text)
    if not shown:
        return text
    misread = _MISREAD_UTF8.findall(text)
    if len(misread) >= 2:
        return _MISREAD_UTF8.sub(_as_utf8, text)
    high = sum(map(text.count, shown))
    letters = sum(c.isalpha() for c in text) if high >= max(40, len(text) // 5) else 0
    if letters and high > 0.8 * letters:
        try:
            russian = text.encode("latin-1").decode("cp1251")
        except UnicodeError:
            return text
        common = sum(c in _RUSSIAN_COMMON for c in russian.lower())
        if common > 0.4 * letters:  # ten letters make up more than half of any Russian text
            return russian
    return text


def _as_utf8(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[c] for c in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
