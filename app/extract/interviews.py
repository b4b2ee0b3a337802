"""Speech without quotation marks: the answers of an interview, and lines that open with a speaker and a colon."""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from app.extract.cast import Cast, Person
from app.extract.dialogues import Dialogue, find_dialogue, tells
from app.extract.folding import fold
from app.extract.lexicon import Lexicon, lexicon
from app.extract.name_spellings import CountryCue
from app.extract.sentences import Sentence
from app.extract.speakers import Speaker

_LABEL = re.compile(r"\w[\w\s.,'’“”\"()/–-]*")  # no tag, handle or sign of a post on a social network
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[\s-]?){2,4}\s*")
_PART = re.compile(r"[^\W\d_]+")
_COLON = re.compile(r"([^\s:][^:\n“”\"]{1,70}?):\s+(?=\S)")
MAX_LABEL = 80  # code points up to its colon
MIN_QUESTIONS = 2
MAX_QUESTION = 200  # code points of what asks without a question mark
MAX_INTRODUCTION = 4  # paragraphs in which the person interviewed is introduced


class Turn(NamedTuple):
    """A sentence, from text offset `start` on, that belongs to a speaker. `direct` false: a headline's paraphrase.

    `speaker` null: a question, which states nothing.
    """

    speaker: Speaker | None
    start: int
    direct: bool
    certainty: float


def find_turns(text: str, sentences: list[Sentence], cast: Cast, words: Lexicon) -> dict[int, Turn]:
    """Turns by sentence number."""
    turns = _colon_lines(text, sentences, cast, words)
    labelled = _labelled(text, sentences, cast, words)
    turns.update(labelled)
    if labelled:
        _continue(turns, text, sentences, words)
    dialogue = find_dialogue(text, sentences, words)
    if dialogue is not None:
        speaker = _interviewed(text, sentences, cast, dialogue.paragraph, words) or _only(labelled)
        speaker = speaker or _introduced(sentences, cast, dialogue)
        for number, start in dialogue.asked.items():
            turns[number] = Turn(None, start, True, 0.7)
        for number, start in dialogue.answered.items() if speaker is not None else ():
            turns[number] = Turn(speaker, start, True, 0.75)
        return turns
    for number, turn in _answers(text, sentences, cast, words, turns).items():
        turns.setdefault(number, turn)
    return turns


def _introduced(sentences: list[Sentence], cast: Cast, dialogue: Dialogue) -> Speaker | None:
    """The one person who speaks for a side and is named before the first line, or by the title alone."""
    start = next(s.span.start for s in sentences if s.paragraph == dialogue.paragraph)
    named = [mention.person for mention in cast.mentions_in(0, start) if mention.person.speaks_for_side]
    if not named and len(cast.in_title) == 1:
        named = [person for slug in cast.in_title if (person := cast.known(slug, start)) is not None]
    if not named or any(person is not named[0] for person in named):
        return None
    person = named[0]
    return Speaker(person.name, person.name, person.slug, True, "person", person.country, 0.85, person)


def _labelled(text: str, sentences: list[Sentence], cast: Cast, words: Lexicon) -> dict[int, Turn]:
    """`Q: Will it stay?` and `A: It will.`: an answer is that of the person interviewed."""
    patterns = _patterns(words.language)
    turns: dict[int, Turn] = {}
    speaker: Speaker | None = None
    asked = False
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].paragraph == sentence.paragraph:
            if number - 1 in turns:
                turns[number] = Turn(turns[number - 1].speaker, sentence.span.start, True, 0.7)
            continue
        question = patterns.question.match(text, sentence.span.start, sentence.span.end)
        answer = patterns.answer.match(text, sentence.span.start, sentence.span.end) if asked else None
        if question is not None:
            if not asked:
                speaker = _interviewed(text, sentences, cast, sentence.paragraph, words)
            asked = True
            turns[number] = Turn(None, question.end(), True, 0.7)
        elif answer is not None and speaker is not None:
            turns[number] = Turn(speaker, answer.end(), True, 0.75)
    return turns


def _continue(turns: dict[int, Turn], text: str, sentences: list[Sentence], words: Lexicon) -> None:
    """In a transcript an answer goes on over paragraphs without a label, until the next one."""
    other_section = _patterns(words.language).other_section
    speaker: Speaker | None = None
    for number, sentence in enumerate(sentences):
        if number in turns:
            speaker = turns[number].speaker
        elif speaker is not None:
            opens = sentences[number - 1].paragraph != sentence.paragraph
            if opens and (
                other_section.match(text, sentence.span.start)
                or _COLON.match(text, sentence.span.start)
                or _asks(text, sentences, number)
            ):
                speaker = None
                continue
            turns[number] = Turn(speaker, sentence.span.start, True, 0.65)


def _asks(text: str, sentences: list[Sentence], number: int) -> bool:
    """True for a paragraph that ends with a question mark, from its first sentence on."""
    last = number
    while last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[number].paragraph:
        last += 1
    return text[sentences[last].span.end - 1] == "?"


def _colon_lines(text: str, sentences: list[Sentence], cast: Cast, words: Lexicon) -> dict[int, Turn]:
    """`Kremlin: X and Y have not discussed a base`, `Lavrov: We have no such plans.`"""
    turns: dict[int, Turn] = {}
    for number, sentence in enumerate(sentences):
        opens = number == 0 or sentences[number - 1].paragraph != sentence.paragraph
        start, end = sentence.span
        if not opens or text.find(":", start, start + MAX_LABEL) < 0:
            continue  # most
        match = _COLON.match(text, start, end)
        if match is None or (sentence.quotations and sentence.quotations[0].outer.start <= match.end()):
            continue
        speaker = _before_colon(match, cast, words)
        if speaker is None:
            continue
        rest = [k for k in range(number, len(sentences)) if sentences[k].paragraph == sentence.paragraph]
        said = text[match.end() : sentences[rest[-1]].span.end]
        direct = bool(_patterns(words.language).first_person.search(said)) or len(rest) > 1
        for k in rest if direct else rest[:1]:
            turns[k] = Turn(speaker, match.end() if k == number else sentences[k].span.start, direct, 0.75)
    return turns


def _before_colon(match: re.Match[str], cast: Cast, words: Lexicon) -> Speaker | None:
    start, end = match.span(1)
    label = match[1]
    if len(label.split()) > 8 or not _LABEL.fullmatch(label):
        return None
    mentions = cast.mentions_in(start, end)
    person = mentions[-1].person if mentions and mentions[-1].end >= end - 1 else _of_initials(label, cast)
    if person is not None:
        return Speaker(
            person.name, label, person.slug, person.speaks_for_side, "person", person.country, 0.95, person
        )
    lows = [
        word.lower().strip("’'s") if word.endswith(("'s", "’s")) else word.lower() for word in label.split()
    ]
    countries = cast.countries_in(start, end)
    code = countries[0].code if countries else None
    if lows[-1] in words.heads["body"] and len(lows) <= 6:
        return Speaker(label, label, None, True, "body", code, 0.85)
    if (
        len(countries) == 1
        and countries[0].how is CountryCue.NAME
        and countries[0].end - countries[0].start >= len(label) - 4
    ):
        return Speaker(label, label, None, True, "country", code, 0.6)
    return None


def _of_initials(label: str, cast: Cast) -> Person | None:
    """The one person of "F.-A. T.", or of a surname in capitals."""
    if _INITIALS.fullmatch(label):
        letters = [letter for letter in label if letter.isalpha()]
        found = [
            person for person in cast.persons if [part[0] for part in _PART.findall(person.name)] == letters
        ]
    else:
        last = fold(label).strip().rsplit(maxsplit=1)[-1]
        found = [person for person in cast.persons if last.isupper() and fold(person.surname).upper() == last]
    return found[0] if len(found) == 1 else None


def _answers(
    text: str, sentences: list[Sentence], cast: Cast, words: Lexicon, labelled: dict[int, Turn]
) -> dict[int, Turn]:
    """The answers of an interview whose questions and answers are paragraphs without marks."""
    paragraphs: dict[int, list[int]] = {}
    for number, sentence in enumerate(sentences):
        paragraphs.setdefault(sentence.paragraph, []).append(number)
    questions = {
        p for p, numbers in paragraphs.items()
        if text[sentences[numbers[-1]].span.end - 1] == "?" and not any(sentences[k].quotations for k in numbers)
    }  # fmt: skip
    if len(questions) < MIN_QUESTIONS:
        return {}
    speaker = _interviewed(text, sentences, cast, min(questions), words) or _only(labelled)
    if speaker is None:
        return {}
    turns: dict[int, Turn] = {}
    verbs, patterns = words.verbs, _patterns(words.language)
    last = max(questions)
    for p, numbers in paragraphs.items():
        # "Some in your party want them out.": asks too, where the one before was answered.
        own = text[sentences[numbers[0]].span.start : sentences[numbers[-1]].span.end]
        between = min(questions) < p < last and p - 1 not in questions and len(own) < MAX_QUESTION
        if between and p not in questions and patterns.second_person.search(own):
            questions.add(p)
    for p in sorted(questions):
        for number in paragraphs[p]:
            turns[number] = Turn(None, sentences[number].span.start, True, 0.7)
    for p in sorted(questions):
        answer = p + 1
        if answer in questions or answer not in paragraphs:
            continue
        numbers = paragraphs[answer]
        own = text[sentences[numbers[0]].span.start : sentences[numbers[-1]].span.end]
        lows = re.findall(r"\w+", own.lower())
        if patterns.other_section.match(own) or (
            any(sentences[k].quotations for k in numbers) and any(w in verbs for w in lows)
        ):
            continue
        if any(tells(text, sentences[k], words) for k in numbers):
            continue
        for number in numbers:
            turns[number] = Turn(speaker, sentences[number].span.start, True, 0.7)
    return turns


def _only(turns: dict[int, Turn]) -> Speaker | None:
    """The one person whom the labels of an interview name."""
    named = {
        turn.speaker.name: turn.speaker for turn in turns.values() if turn.speaker and turn.speaker.person
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _interviewed(
    text: str, sentences: list[Sentence], cast: Cast, first_question: int, words: Lexicon
) -> Speaker | None:
    """Who is introduced as talking, in the paragraphs before the first question: the last name after the cue."""
    end = max((s.span.end for s in sentences if s.paragraph < first_question), default=0)
    start = next((s.span.start for s in sentences if s.paragraph >= first_question - MAX_INTRODUCTION), 0)
    for match in _patterns(words.language).cue.finditer(text, start, end):
        stop = text.find("\n", match.end())
        mentions = cast.mentions_in(match.end(), min(end, stop if stop > 0 else end))
        if mentions:
            person = mentions[-1].person
            return Speaker(
                person.name,
                text[mentions[-1].start : mentions[-1].end],
                person.slug,
                person.speaks_for_side,
                "person",
                person.country,
                0.9,
                person,
            )
    return None


@dataclass(frozen=True, slots=True)
class _Patterns:
    cue: re.Pattern[str]  # before the name of who is interviewed
    first_person: re.Pattern[str]
    other_section: re.Pattern[str]  # opens a paragraph that is no answer
    second_person: re.Pattern[str]
    question: re.Pattern[str]  # the label of a question
    answer: re.Pattern[str]  # the label of an answer


@cache
def _patterns(language: str) -> _Patterns:
    words = lexicon(language)
    assert words is not None
    data = words.raw["speakers"]["interviews"]
    return _Patterns(
        *(
            re.compile(data.get(name, "(?!)"), re.IGNORECASE)
            for name in ("cue", "first_person", "other_section", "second_person", "question", "answer")
        )
    )
