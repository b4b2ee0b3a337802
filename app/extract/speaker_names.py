"""The person whom a speaker's phrase names: known to the article, or new in it."""

from app.extract.cast import Cast, Person, PersonMention
from app.extract.lexicon import Lexicon
from app.extract.name_spellings import CountryCue
from app.extract.sources import NounPhrase, head_of
from app.extract.tokens import Token


class SpeakerNames:
    """Finds names in the phrases of one article; a new one joins its cast."""

    def __init__(self, text: str, cast: Cast, words: Lexicon) -> None:
        self._text, self._cast, self._words = text, cast, words

    def in_phrase(self, phrase: NounPhrase) -> Person | None:
        """The person whom the phrase names, or what commas add to it."""
        found = self._head_name(phrase.tokens)
        if found is not None and found.slug is None and phrase.apposed and self._tells_office(phrase.apposed):
            found.speaks_for_side = True  # "X (party), 61, the defence minister,"
        if found is None and phrase.apposed and not self._head_is_name(phrase):
            found = self._head_name(phrase.apposed, apposed=True)
            if found is not None and found.slug is None and self._is_official(phrase):
                found.speaks_for_side = True  # "the ambassador in Niamey, X,"
        return found

    def _is_official(self, phrase: NounPhrase) -> bool:
        return self._tells_office(phrase.tokens)

    def _tells_office(self, tokens: tuple[Token, ...]) -> bool:
        marks = self._words.raw["speakers"]["marks"]
        lows = {token.low for token in head_of(tokens, self._words)}
        former = marks["former"]
        if tokens[0].low == "who" and len(tokens) > 2 and tokens[1].low in marks.get("heading", ()):
            return any(
                token.low in self._words.heads["body"] for token in tokens
            )  # "who heads the committee"
        return bool(lows & self._words.heads["official"]) and not lows & set(former)

    def _head_name(self, tokens: tuple[Token, ...], *, apposed: bool = False) -> Person | None:
        """The person whom the phrase names as its head, not as another's owner or chief."""
        mentions = self._cast.mentions_in(tokens[0].start, tokens[-1].end)
        for mention in reversed(mentions):
            if self._is_head(mention, tokens):
                return mention.person
        if mentions or (apposed and not all(t.capital for t in tokens if t.word)):
            return None
        return self._new_name(tokens)

    def _is_head(self, mention: PersonMention, tokens: tuple[Token, ...]) -> bool:
        last = next((k for k in reversed(range(len(tokens))) if tokens[k].start < mention.end), 0)
        first = next((k for k, token in enumerate(tokens) if token.end > mention.start), 0)
        if tokens[last].possessive or self._text[mention.end : mention.end + 2] in ("’s", "'s"):
            return False
        if (
            last + 1 < len(tokens)
            and not tokens[last + 1].capital
            and tokens[last + 1].low not in self._words.grammar["prepositions"]
            and tokens[last + 1].low not in ("and", "who")
        ):
            return False  # "Putin spokesman", "the Maduro government"
        prepositions = [k for k in range(first) if k and tokens[k].low in self._words.grammar["prepositions"]]
        if not prepositions:
            return True
        # After a preposition the name is its object, unless another noun stands in between as that object.
        between = tokens[prepositions[-1] + 1 : first]
        nouns = [t for t in between if not self._is_title(t)]
        return bool(nouns) and not self._is_title(between[-1])

    def _is_title(self, token: Token) -> bool:
        if (
            token.low.rstrip(".") in self._words.grammar["titles_before_names"]
            or token.low in self._words.grammar["determiners"]
        ):
            return True
        if token.low in self._words.heads["official"]:
            return True
        country = self._cast.country_at(token.start)
        return country is not None and country.how is CountryCue.DEMONYM

    def _head_is_name(self, phrase: NounPhrase) -> bool:
        token = phrase.tokens[-1]
        return (
            token.capital
            and token.low not in self._words.grammar["no_names"]
            and len(phrase.tokens) <= 4
            and phrase.tokens[0].capital
        )

    def _new_name(self, tokens: tuple[Token, ...]) -> Person | None:
        """A name that nothing has introduced: the capitalised words that end the phrase's head."""
        head = head_of(tokens, self._words)
        titled = head[-1].low in self._words.heads["official"] or not head[-1].capital
        if len(head) < len(tokens) and titled and tokens[-1].capital:
            head = tokens
        words: list[Token] = []
        for token in reversed(head):
            if (
                not token.capital
                or token.low in self._words.grammar["no_names"]
                or token.low in self._words.grammar["temporal"]
                or any(token.low in self._words.heads[kind] for kind in ("other", "body", "official"))
                or token.low.rstrip(".") in self._words.grammar["titles_before_names"]
            ):
                break
            if self._cast.country_at(token.start) is not None:
                break
            words.insert(0, token)
        if not words or words[-1].possessive or not (2 <= len(words) <= 5):
            if len(words) != 1:
                return None
            glued = words[0].start > 0 and self._text[words[0].start - 1].isalnum()
            known = self._cast.by_surname(words[0].text) or (
                self._cast.by_spelling(words[0].text, words[0].start) if glued else None
            )
            titled = any(t.low in self._words.heads["official"] for t in head[: len(head) - 1])
            if known is not None or glued or not titled or words[0].possessive:
                return known
        before = head[: len(head) - len(words)]
        prepositions = [k for k, t in enumerate(before) if t.low in self._words.grammar["prepositions"]]
        if prepositions and (prepositions[-1] + 1 == len(before) or self._is_title(before[-1])):
            return None  # "an adviser to President X": another's name
        side = any(t.low in self._words.heads["official"] for t in before) and not any(
            t.low in self._words.raw["speakers"]["marks"]["former"] for t in before
        )
        name = " ".join(token.text for token in words)
        role = self.role_of(self._text[before[0].start : before[-1].end]) if before else None
        countries = self._cast.countries_in(before[0].start, before[-1].end) if before else []
        return self._cast.add(
            name, words[0].start, words[-1].end, speaks_for_side=side, roles={role} if role else set(),
            country=countries[0].code if countries and side else None,
        )  # fmt: skip

    def role_of(self, words: str) -> str | None:
        """The role that the title in `words` names."""
        return self._words.role_of(words)
