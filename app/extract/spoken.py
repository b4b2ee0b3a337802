"""Speech that the writer breaks into: «Нет, — сказал он, — не планируем»; lines that open with a dash."""

import re

from app.domain.spans import Span
from app.extract.lexicon import Lexicon
from app.extract.quotations import Quotation
from app.extract.sentences import Sentence

_BREAK = re.compile(r"[,.!?…]\s*[–—-]\s+(?=([^\W\d_]+)(?:\s+([^\W\d_]+))?)")
# "…, promettait Poutine", "…, a déclaré M. Dupont" within the marks of a quotation.
_INSERTED = re.compile(r",\s+(?=([a-zà-ÿ]+)(?:\s+([a-zà-ÿ]+))?\s+(?:MM?\.\s|Mme\s)?[^\W\d_a-zà-ÿ])")
_GOES_ON = re.compile(r"[,.]\s+(?=\w)")
_RESUME = re.compile(r"[,.:]\s*[–—-]\s+")
_DASH = re.compile(r"[–—-]\s+(?=\S)")
MAX_SPEAKER = 12  # words that say who speaks a line of dialogue
MAX_BEFORE_VERB = 4  # of them, before and with the verb: "a-t-il répondu"
_WORD = re.compile(r"\w+")


def with_insertions(text: str, sentence: Sentence, words: Lexicon) -> Sentence:
    """The sentence with its quotations cut where the writer says who speaks; a line of dialogue is a quotation."""
    quotations: list[Quotation] = []
    for quotation in sentence.quotations:
        quotations.extend(_cut(text, quotation, words))
    dash = _DASH.match(text, sentence.span.start, sentence.span.end)
    if dash is not None and not sentence.quotations:
        whole = Span(dash.end(), _before_speaker(text, Span(dash.end(), sentence.span.end), words))
        spoken = _cut(text, Quotation(whole, Span(sentence.span.start, whole.end), True, 2), words)
        # A hyphen opens an item of a list too.
        if text[dash.start()] != "-" or len(spoken) > 1 or whole.end < sentence.span.end:
            quotations = spoken
    return sentence._replace(quotations=tuple(quotations))


def _before_speaker(text: str, line: Span, words: Lexicon) -> int:
    """Where a line of dialogue ends that says who speaks after a comma: "— Non, a répondu le ministre."."""
    comma = text.rfind(", ", line.start, line.end)
    if comma < 0:
        return line.end
    said = [word.lower() for word in _WORD.findall(text, comma, line.end)]
    if (
        not 0 < len(said) <= MAX_SPEAKER or said[0] in words.grammar["and"]
    ):  # "…, но цифры пусть называет министр"
        return line.end
    spoken = any(words.verb_at(said, at) for at in range(min(len(said), MAX_BEFORE_VERB)))
    return comma if spoken else line.end


def _cut(text: str, quotation: Quotation, words: Lexicon) -> list[Quotation]:
    """The parts of a quotation that are the speaker's, in order."""
    parts: list[Quotation] = []
    rest: Quotation | None = quotation
    while rest is not None:
        own, rest = _first_part(text, rest, words)
        parts.extend(own)
    return parts


def _first_part(text: str, quotation: Quotation, words: Lexicon) -> tuple[list[Quotation], Quotation | None]:
    """(what stands before the first words of the writer, what follows them)."""
    span = quotation.span
    if words.grammar["attached"]:
        for match in _INSERTED.finditer(text, span.start, span.end):
            if not _names_speaker(match, words):
                continue
            first = _part(text, span.start, match.start(), quotation.outer.start)
            resumed = _GOES_ON.search(text, match.end(), span.end)
            if resumed is None:
                return first, None
            rest = _part(text, resumed.end(), span.end, resumed.end(), quotation.outer.end)
            return first, rest[0] if rest else None
    for match in _BREAK.finditer(text, span.start, span.end):
        if not any(word and word.lower() in words.verbs for word in match.groups()):
            continue
        first = _part(text, span.start, match.start() + (text[match.start()] != ","), quotation.outer.start)
        resumed = _RESUME.search(text, match.end(), span.end)
        if resumed is None:
            return first, None
        rest = _part(text, resumed.end(), span.end, resumed.end(), quotation.outer.end)
        return first, rest[0] if rest else None
    return [quotation], None


def _names_speaker(match: re.Match[str], words: Lexicon) -> bool:
    """True for a verb, with its auxiliary where it is a participle, before a name."""
    verb, participle = match.groups()
    if participle is None:
        return verb in words.verbs and words.verb_at([verb], 0) is not None
    return verb in words.grammar["having"] and words.verb_at([participle], 0) is not None


def _part(text: str, start: int, end: int, outer_start: int, outer_end: int | None = None) -> list[Quotation]:
    words = len(_WORD.findall(text, start, end))
    return [Quotation(Span(start, end), Span(outer_start, outer_end or end), True, words)] if words else []
