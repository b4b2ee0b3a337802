"""What was said, by whom: attributions of all sentences with their speakers, in text order."""

import re
from functools import cache
from typing import NamedTuple

from app.domain.spans import Span
from app.extract.attribution import Attribution
from app.extract.cast import Cast, Person
from app.extract.interviews import Turn
from app.extract.lexicon import Lexicon, Verb, lexicon
from app.extract.quotations import Quotation
from app.extract.sentences import Sentence
from app.extract.sources import is_media
from app.extract.speakers import Speaker, SpeakerResolver
from app.extract.stance import denial_in
from app.extract.syntax import Reader, sentence_reader

_DASH_BEFORE = re.compile(r"[,!?…]\s*[–—]\s")
MAX_LEAD = 60  # code points of a title before the name that is a sentence's subject
MAX_SAID_BETWEEN = 6  # words of "the foreign minister said." between two quotations of one statement
MAX_RUN = 3  # sentences of a run that one "he said" closes
MAX_CLOSING = 8  # words of the sentence that closes it
MAX_BACK = 2  # sentences that a bare quotation, or a pronoun's subject, may lie after its speaker


class Said(NamedTuple):
    """One act of saying with its speaker. `content` is what was said, without outer quotation marks."""

    sentence: int
    last_sentence: int
    speaker: Speaker
    verb: Verb | None
    content: Span
    quotations: tuple[Quotation, ...]
    direct: bool
    negated: bool
    source: Span | None
    bare: bool  # a quotation whose speaker is the one before
    certainty: float  # of the pattern, 0..1

    @property
    def unmarked(self) -> bool:
        """Direct words without marks: the answer of an interview."""
        return self.verb is None and self.direct and not self.quotations


def find_said(
    text: str,
    sentences: list[Sentence],
    turns: dict[int, Turn],
    cast: Cast,
    resolver: SpeakerResolver,
    words: Lexicon,
) -> list[Said]:
    """All attributions; `turns` are the sentences that an interview or a colon gives to a speaker, by number."""
    reader = sentence_reader(text, words)
    stated = _stated(words.language)
    found: list[Said] = []
    waiting: list[Attribution] = []  # quotations that go on in the next paragraph, where their speaker stands
    latest = -9  # sentence of the latest attribution
    introduced = False  # "The ministry said:" stands before
    for number, sentence in enumerate(sentences):
        turn = turns.get(number)
        if turn is not None and turn.speaker is None:
            continue  # a question
        if turn is not None and turn.speaker is not None:
            found.append(_of_turn(turn, turn.speaker, number, sentence))
            resolver.last, latest = turn.speaker, number
            continue
        introduces = tails = False
        _state_before(text, sentences, number, stated, reader, resolver, found, cast)
        phrases: dict[int, Speaker] = {}
        attributions = reader.read(sentence, number)
        if (
            not attributions
            and (freely := _goes_on_freely(text, sentences, number, found, words)) is not None
        ):
            found.append(freely)
            latest = number
        for attribution in attributions:
            if attribution.source is None:
                speaker = _carried(resolver, sentences, number, latest, introduced)
                if speaker is None:
                    if not attribution.quotations[-1].closed:
                        waiting.append(attribution)
                    continue
            else:
                key = attribution.source.span.start
                if key not in phrases:
                    subject = _subject(text, sentences, number, latest, attribution, cast, words)
                    owned = attribution.source.tokens[-1].low == "office"  # "…, his office said"
                    if owned or (subject is None and (resolver.last is None or number - latest > MAX_BACK)):
                        subject = _first_of_words(sentence, attribution, cast) or subject
                    phrases[key] = resolver.resolve(attribution.source, attribution.verb, subject)
                    if phrases[key].kind == "other" and len(attribution.source.tokens) == 1:
                        phrases[key] = (
                            _body_of_sentence(sentence, attribution, reader, resolver, words) or phrases[key]
                        )
                speaker = phrases[key]
                if speaker.kind != "other" or not (
                    is_media(attribution.source, words)
                    or (attribution.verb is not None and attribution.verb.lemma == "according to")
                ):
                    resolver.last = speaker
                elif not attribution.direct:
                    tails = True
            if not tails:
                latest = number
            if attribution.content.start >= attribution.content.end:
                introduces = True
                continue
            if waiting and attribution.direct and number - waiting[-1].sentence == 1:
                found.extend(_said(one, speaker) for one in waiting)
            waiting = []
            found.append(_with_run(text, sentences, number, _said(attribution, speaker), found, words))
        introduced = introduces
    return _merged(text, found, sentences)


@cache
def _stated(language: str) -> re.Pattern[str]:
    """What opens a sentence that only says whose words the one before was, up to the speaker."""
    words = lexicon(language)
    assert words is not None
    return re.compile(words.raw["grammar"]["stated_before"])


def _state_before(
    text: str,
    sentences: list[Sentence],
    number: int,
    stated: re.Pattern[str],
    reader: Reader,
    resolver: SpeakerResolver,
    found: list[Said],
    cast: Cast,
) -> None:
    """`The base is closed. This was stated by the minister.`: gives the sentence before to its speaker."""
    match = stated.match(text, sentences[number].span.start, sentences[number].span.end)
    if match is None or number == 0:
        return
    source = reader.source_at(sentences[number], match.end())
    if source is None:
        return
    told = found[-1] if found and found[-1].last_sentence >= number - 1 else None
    if told is not None:
        # "Москва осуждает … С таким заявлением выступила Захарова.": hers, who speaks for it.
        body = told.speaker.kind in ("country", "body")
        if not body or told.quotations or told.sentence != number - 1:
            return
        found.pop()
    before = sentences[number - 1]
    # "X sees no need for a base. He told it to reporters."
    named = cast.mentions_in(before.span.start, min(before.span.end, before.span.start + 2 * MAX_LEAD))
    speaker = resolver.resolve(source, None, named[0].person if named else None)
    resolver.last = speaker
    if told is not None and not speaker.side:
        found.append(told)
        return
    if told is not None:
        found.append(told._replace(last_sentence=number, speaker=speaker, source=source.span, certainty=0.85))
        return
    found.append(
        Said(
            number - 1,
            number,
            speaker,
            reader.saying,
            before.span,
            before.quotations,
            False,
            False,
            source.span,
            False,
            0.85,
        )
    )


def _body_of_sentence(
    sentence: Sentence, attribution: Attribution, reader: Reader, resolver: SpeakerResolver, words: Lexicon
) -> Speaker | None:
    """`The ministry was vague: it knew of no base, it said.`: the body that opens the sentence is "it"."""
    assert attribution.source is not None
    if words.pronouns.get(attribution.source.tokens[0].low) != "b":
        return None
    source = reader.source_at(sentence, sentence.span.start)
    if source is None or source.span.start == attribution.source.span.start:
        return None
    speaker = resolver.resolve(source, attribution.verb, None)
    return speaker._replace(sure=min(speaker.sure, 0.7)) if speaker.kind == "body" and speaker.side else None


def _goes_on_freely(
    text: str, sentences: list[Sentence], number: int, found: list[Said], words: Lexicon
) -> Said | None:
    """`The base would stay, he said. It would threaten nobody.`: the second sentence is told in the same way."""
    before = found[-1] if found else None
    sentence = sentences[number]
    if (
        before is None
        or before.last_sentence != number - 1
        or before.direct
        or before.source is None
        or sentences[number - 1].paragraph != sentence.paragraph
        or sentence.quotations
        or not _is_told_freely(text, sentence, before, words)
    ):
        return None
    return before._replace(
        sentence=number,
        last_sentence=number,
        content=sentence.span,
        quotations=(),
        negated=False,
        source=None,
        bare=True,
        certainty=0.6,
    )


def _with_run(
    text: str, sentences: list[Sentence], number: int, said: Said, found: list[Said], words: Lexicon
) -> Said:
    """`We plan no base. There were no talks. There is nothing to add, he said.`: the denials before are his too."""
    if said.direct or said.source is None or said.content.end > said.source.start:
        return said
    # "У нас нет планов. Мы партнёры, — сказал министр.": a quotation that lost its marks.
    unmarked = _DASH_BEFORE.match(text, said.content.end, said.source.start) is not None
    if unmarked and not said.quotations and _first_person(words.language).search(said.content.of(text)):
        said = said._replace(direct=True, certainty=0.85)
    if not unmarked and len(said.content.of(text).split()) > MAX_CLOSING:
        return said
    first = number
    paragraph = sentences[number].paragraph
    while first and sentences[first - 1].paragraph == paragraph and number - first <= MAX_RUN:
        first -= 1
    own = sentences[first:number]
    if not own or number - first > MAX_RUN or (found and found[-1].last_sentence >= first):
        return said
    if any(one.quotations for one in own) or said.quotations:
        return said
    if not unmarked and any(denial_in(one.span.of(text), words) is None for one in own):
        return said
    content = Span(own[0].span.start, said.content.end)
    return said._replace(
        sentence=first,
        content=content,
        last_sentence=number,
        direct=unmarked,
        certainty=0.8 if unmarked else 0.65,
    )


@cache
def _first_person(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    assert words is not None
    return re.compile(words.raw["speakers"]["interviews"]["first_person"], re.IGNORECASE)


def _is_told_freely(text: str, sentence: Sentence, before: Said, words: Lexicon) -> bool:
    """True for the tense of reported speech, and for a denial after a denial: "It is pure invention"."""
    indirect, denial = _freely(words.language)
    span = sentence.span
    assert before.source is not None
    closed = before.content.end <= before.source.start  # "The base would stay, he said."
    if closed and indirect.match(text, span.start, span.end) is not None:
        return True
    if not before.speaker.side or denial.match(text, span.start, span.end) is None:
        return False
    if before.verb is not None and before.verb.stance == "denial":
        return not before.negated
    return denial_in(before.content.of(text), words) is not None


@cache
def _freely(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(a sentence in the tense of reported speech that opens with a pronoun, one that says what is untrue)."""
    words = lexicon(language)
    assert words is not None
    grammar = words.raw["grammar"]
    return re.compile(grammar.get("free_indirect", "(?!)")), re.compile(grammar["free_denial"])


def _said(attribution: Attribution, speaker: Speaker) -> Said:
    certainty = 0.97 if attribution.direct else 0.93
    if attribution.source is None:
        certainty = 0.82
    if any(not quotation.closed for quotation in attribution.quotations) or attribution.first_person:
        certainty -= 0.1
    source = attribution.source.span if attribution.source else None
    return Said(
        sentence=attribution.sentence,
        last_sentence=attribution.sentence,
        speaker=speaker,
        verb=attribution.verb,
        content=attribution.content,
        quotations=attribution.quotations,
        direct=attribution.direct,
        negated=attribution.negated,
        source=source,
        bare=source is None,
        certainty=certainty,
    )


def _of_turn(turn: Turn, speaker: Speaker, number: int, sentence: Sentence) -> Said:
    span = Span(max(turn.start, sentence.span.start), sentence.span.end)
    return Said(number, number, speaker, None, span, (), turn.direct, False, None, False, turn.certainty)


def _carried(
    resolver: SpeakerResolver, sentences: list[Sentence], number: int, latest: int, introduced: bool
) -> Speaker | None:
    """The speaker of a bare quotation: the one before, when it follows closely."""
    last = resolver.last
    if last is None:
        return None
    gap = number - latest
    same_paragraph = gap > 0 and sentences[latest].paragraph == sentences[number].paragraph
    if introduced or gap <= 1 or (same_paragraph and gap <= MAX_BACK):
        return last._replace(sure=min(last.sure, 0.9))
    return None


def _subject(
    text: str,
    sentences: list[Sentence],
    number: int,
    latest: int,
    attribution: Attribution,
    cast: Cast,
    words: Lexicon,
) -> Person | None:
    """The person whom the sentences since the latest attribution are about, for a pronoun to stand for."""
    source = attribution.source
    governing = words.grammar["governing"]
    if source is None or len(source.tokens) > 2:
        return None
    first = max(latest + 1, number - MAX_BACK, 0)
    for at in range(number, first - 1, -1):
        end = source.span.start if at == number else sentences[at].span.end
        for mention in cast.mentions_in(sentences[at].span.start, end):
            quoted = any(q.outer.start <= mention.start < q.outer.end for q in sentences[at].quotations)
            if quoted or text[mention.end : mention.end + 2] in ("’s", "'s"):
                continue
            before = text[max(sentences[at].span.start, mention.start - 12) : mention.start].split()
            if before and before[-1].lower() in governing:
                continue
            if at == number and attribution.content.start <= mention.start < attribution.content.end:
                continue
            return mention.person
    return None


def _first_of_words(sentence: Sentence, attribution: Attribution, cast: Cast) -> Person | None:
    """`X does not see the point, he told reporters`: the subject of the words themselves."""
    source = attribution.source
    if source is None or len(source.tokens) > 2 or attribution.content.end > source.span.start:
        return None
    mentions = cast.mentions_in(sentence.span.start, attribution.content.end)
    if not mentions or mentions[0].start - sentence.span.start > MAX_LEAD:
        return None
    return mentions[0].person


def _line_broken(text: str, before: Said, said: Said) -> bool:
    """True where a line break fell into one quotation: the first part does not close, the second does not open."""
    if not (before.quotations and said.quotations):
        return False
    first = said.quotations[0]
    if (
        not before.quotations[-1].closed
        and text[before.quotations[-1].outer.end : first.outer.start].isspace()
    ):
        return True  # each paragraph opens with a mark, the last one closes
    if not said.bare:
        return False
    return not before.quotations[-1].closed and first.closed and first.outer.start == first.span.start


def _goes_on(text: str, before: Said, said: Said) -> bool:
    """True for `“A,” the minister said. “B,” he added.`: nothing but who says it stands between the quotations."""
    if said.source is None or said.quotations[0].outer.start > said.source.start:
        return False
    if len(text[said.source.start : said.source.end].split()) > 1:
        return False
    between = text[before.quotations[-1].outer.end : said.quotations[0].outer.start]
    return len(between.split()) <= MAX_SAID_BETWEEN and bool(between.strip(" ,"))


def _merged(text: str, found: list[Said], sentences: list[Sentence]) -> list[Said]:
    """Join quotations of one speaker in one paragraph that only "he said" parts."""
    merged: list[Said] = []
    for said in sorted(found, key=lambda s: (s.content.start, s.content.end)):
        before = merged[-1] if merged else None
        broken = before is not None and _line_broken(text, before, said)
        if (
            before is not None
            and before.direct
            and said.direct
            and before.quotations
            and said.quotations
            and (broken or said.bare or said.sentence == before.last_sentence or _goes_on(text, before, said))
            and said.sentence - before.last_sentence <= 1
            and (broken or sentences[said.sentence].paragraph == sentences[before.sentence].paragraph)
            and said.speaker.same_as(before.speaker)
        ):
            merged[-1] = before._replace(
                content=Span(before.content.start, max(before.content.end, said.content.end)),
                quotations=(*before.quotations, *said.quotations),
                last_sentence=said.sentence,
                certainty=min(before.certainty, said.certainty + 0.1),
            )
        else:
            merged.append(said)
    return merged
