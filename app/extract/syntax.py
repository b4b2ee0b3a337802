"""Which classes read a language, by the `syntax` of its lexicon."""

from typing import Protocol

from app.extract.attribution import Attribution, SentenceReader
from app.extract.cast import Cast
from app.extract.clauses import ClauseReader
from app.extract.head_first_speakers import HeadFirstResolver
from app.extract.lexicon import Lexicon, Syntax, Verb
from app.extract.name_index import NameIndex
from app.extract.sentences import Sentence
from app.extract.sources import NounPhrase
from app.extract.speakers import SpeakerResolver


class Reader(Protocol):
    """Finds who says what in one sentence."""

    @property
    def saying(self) -> Verb:
        """Plain saying, for words whose verb stands in another sentence."""

    def read(self, sentence: Sentence, number: int) -> list[Attribution]:
        """The attributions of a sentence in text order."""

    def source_at(self, sentence: Sentence, start: int) -> NounPhrase | None:
        """The phrase of a speaker that begins at the text offset `start`."""


def sentence_reader(text: str, words: Lexicon) -> Reader:
    return SentenceReader(text, words) if words.syntax is Syntax.ENGLISH else ClauseReader(text, words)


def speaker_resolver(
    text: str, cast: Cast, index: NameIndex, words: Lexicon, published: str | None
) -> SpeakerResolver:
    resolver = SpeakerResolver if words.syntax is Syntax.ENGLISH else HeadFirstResolver
    return resolver(text, cast, index, words, published)
