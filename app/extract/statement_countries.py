"""Which states a statement is about, other than Russia where another one is meant."""

from app.clean.article import CleanArticle
from app.domain.kinds import CountryKind
from app.domain.spans import Span
from app.extract.cast import Cast
from app.extract.name_index import NameIndex
from app.extract.said import Said
from app.extract.sentences import Sentence

_HOME = "RU"


class CountryFinder:
    """Countries of the statements of one article."""

    def __init__(
        self, article: CleanArticle, cast: Cast, index: NameIndex, sentences: list[Sentence]
    ) -> None:
        self._cast, self._index, self._sentences = cast, index, sentences
        self._leading = self._lead(article)

    def of(self, said: Said, frame: str, carried: tuple[str, ...]) -> tuple[str, ...]:
        """Named in the words; else beside them; else `carried` on from the statement before; else the speaker's own."""
        own = self._in(said.content, said)
        if own:
            return own
        sentence = self._sentences[said.sentence].span
        beside = self._in(Span(sentence.start, sentence.end), said)
        if beside:
            return beside
        if carried:
            return carried
        if said.speaker.country not in (None, _HOME) and self._is_state(str(said.speaker.country)):
            return (str(said.speaker.country),)
        return self._leading

    def _in(self, span: Span, said: Said) -> tuple[str, ...]:
        codes = []
        for mention in self._cast.countries_in(span.start, span.end):
            if mention.code == _HOME or not self._is_state(mention.code):
                continue
            if (
                said.source is not None
                and said.source.start <= mention.start < said.source.end
                and mention.code == said.speaker.country
            ):
                continue
            codes.append(mention.code)
        return tuple(dict.fromkeys(codes))

    def _is_state(self, code: str) -> bool:
        country = self._index.country(code)
        return country is not None and country.kind is not CountryKind.ORGANISATION

    def _lead(self, article: CleanArticle) -> tuple[str, ...]:
        """The one foreign state of the title, when it has one."""
        if not article.title:
            return ()
        codes = {
            m.code
            for m in self._index.country_mentions(article.title)
            if m.code != _HOME and self._is_state(m.code)
        }
        return tuple(codes) if len(codes) == 1 else ()
