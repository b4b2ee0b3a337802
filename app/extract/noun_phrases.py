"""Phrases that may speak, in languages whose head comes first: "официальный представитель МИД России Мария Захарова".

A phrase begins at its anchor: a pronoun, a head noun in the form of the dictionary, or a name that is in no other case.
"""

import re

from app.extract.lexicon import Lexicon
from app.extract.sources import NounPhrase
from app.extract.tokens import QUOTE, Token

MAX_PLACE = 3  # words of a place between a title and its name
MAX_LISTED = 8  # tokens of a list of places
MAX_RANK = 4  # words of a rank between a title and its name
MAX_TITLE = 18  # tokens of a title with all that belongs to it
MAX_NAME = 5  # words of a name that follows its title
MAX_TOKENS = 24  # of one phrase; a longer one is a clause
MIN_NOUN = 4  # letters of a noun that only its place shows
_KINDS = ("official", "body", "other", "document")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+$")


class PhraseFinder:
    """Finds the phrases of one language in the tokens of a sentence."""

    def __init__(self, words: Lexicon) -> None:
        grammar, heads = words.grammar, words.heads
        self._words = words
        self._prepositions = grammar["prepositions"]
        self._places, self._linking = grammar["places"], grammar["linking"]
        self._undeclined: bool = words.raw["grammar"].get("undeclined", False)
        months = grammar["temporal"] - grammar.get("also_names", frozenset[str]())
        self._no_names = grammar["no_names"] | grammar["adverbs"] | months
        self._objects = grammar.get("objects", frozenset[str]())
        self._ends = (
            grammar["adverbs"] | grammar["having"] | self._objects
        )  # where a phrase ends at the latest
        self._outlets = heads["agencies"] | heads["media"]
        self._nouns = frozenset().union(*(heads[kind] for kind in _KINDS))
        self._oblique = re.compile(words.raw["grammar"]["oblique"])
        self._lone_noun = re.compile(words.raw["grammar"]["lone_noun"])
        latter = words.raw["speakers"].get("latter", {})
        self._latter, self._before_latter = latter.get("words", {}).keys(), latter.get("before", ())
        self._place_modifier = re.compile(words.raw["grammar"]["place_modifier"])
        self._modifier = re.compile(words.raw["grammar"]["modifier"])

    def subject(
        self, tokens: list[Token], start: int, stop: int, *, impersonal: bool = False
    ) -> NounPhrase | None:
        """The first phrase of tokens[start:stop] that may be a verb's subject, else an outlet that is named there.

        `impersonal`: a body in the place of a place may speak too ("в МИД заявили").
        """
        for outlets in (False, True):
            governed = False
            for at in range(start, stop):
                token = tokens[at]
                if not token.word or (outlets and self._undeclined and at > start and governed):
                    continue
                if token.low in self._prepositions:
                    governed = True
                    spoken_from = impersonal and token.low in self._places
                    if spoken_from and (
                        self._is_body(tokens, at + 1, stop) or self._is_state(tokens, at + 1, stop)
                    ):
                        return self._phrase(tokens, at + 1, at + 1, stop)
                    continue
                if self._is_anchor(tokens, at, start, outlets=outlets):
                    return self._phrase(tokens, self._with_modifiers(tokens, at, start), at, stop)
        return None

    def governed(self, tokens: list[Token], start: int, stop: int) -> NounPhrase | None:
        """The phrase that begins at `start` in whatever case ("по словам министра обороны X")."""
        end = start
        while end < stop and (tokens[end].word or self._is_name_part(tokens, end)):
            end += 1
        phrase = tuple(tokens[start:end])
        if not phrase or len(phrase) > MAX_TOKENS:
            return None
        speaks = any(t.low in self._nouns or t.low in self._words.pronouns or t.capital for t in phrase)
        return NounPhrase(phrase, (), start, end) if speaks else None

    def beside(self, tokens: list[Token], start: int, stop: int, *, first: bool) -> NounPhrase | None:
        """A noun that touches the verb, of those who speak for no side: the "ведущий" of "сказал ведущий"."""
        at = start if first else stop - 1
        while first and at < stop and self._modifier.search(tokens[at].low):
            at += 1
        if not start <= at < stop or not tokens[at].word or len(tokens[at].low) < MIN_NOUN:
            return None
        low, grammar = tokens[at].low, self._words.grammar
        known = (
            self._prepositions,
            grammar["adverbs"],
            grammar["temporal"],
            self._words.lemmas,
            self._words.verbs,
        )
        if any(low in words for words in known) or not self._lone_noun.search(low):
            return None
        return NounPhrase((tokens[at],), (), at, at + 1)

    # Anchors --------------------------------------------------------------------------------------------------

    def _is_anchor(self, tokens: list[Token], at: int, start: int, *, outlets: bool) -> bool:
        token = tokens[at]
        if token.low in self._latter:  # "ce dernier"
            return at > start and tokens[at - 1].low in self._before_latter
        if token.low in self._objects:
            return False  # "Сообщение о базе опроверг Лавров"
        if token.low in self._words.pronouns:
            nobody = at + 1 < len(tokens) and tokens[at + 1].low in self._words.grammar["impersonal"]
            return not nobody and not self._is_governed(tokens, at, start)
        heads = self._words.heads
        if at > start and token.low in heads["body"] and tokens[at - 1].low in self._words.lemmas:
            return tokens[at - 1].low in heads["capitals"]  # not the "МИД" of "главы МИД"
        if token.low in self._nouns and token.low not in self._words.lemmas:
            return not self._is_governed(tokens, at, start) and (outlets or token.low not in self._outlets)
        foreign = token.low in self._outlets or (token.text.isascii() and not self._undeclined)
        return (
            self._is_name(tokens, at)
            and not self._is_governed(tokens, at, start)
            and (outlets or not foreign)
        )

    def _is_name(self, tokens: list[Token], at: int) -> bool:
        """True for a capitalised word that may be a name and stands in the form of the dictionary."""
        token = tokens[at]
        if not _is_capital(token) or token.low in self._no_names or token.low in self._nouns:
            return False
        if token.low in self._words.lemmas or not token.text[-1].isalpha():
            return bool(_INITIAL.match(token.text))
        modifies = self._modifier.search(token.low) is not None and at + 1 < len(tokens)
        if modifies and (tokens[at + 1].low in self._objects or self._is_noun_ahead(tokens, at + 1)):
            return False  # "Официальный представитель", "Подобные слухи"
        return self._oblique.search(token.low) is None

    def _is_noun_ahead(self, tokens: list[Token], at: int) -> bool:
        while (
            at < len(tokens) and self._modifier.search(tokens[at].low) and tokens[at].low not in self._nouns
        ):
            at += 1
        return at < len(tokens) and tokens[at].low in self._nouns

    def _is_governed(self, tokens: list[Token], at: int, start: int) -> bool:
        """True right after a preposition, modifiers between passed over."""
        before = at - 1
        joints = self._words.grammar["and"]
        listed = max(start, at - MAX_LISTED)
        while (
            self._undeclined
            and before > listed
            and tokens[before].low in joints
            and tokens[before + 1].capital
            and self._is_plain_name(tokens[before - 1])
        ):
            before -= 2  # "en Cuba y Venezuela"
        if before < at - 1:
            return before >= start and tokens[before].low in self._prepositions
        if self._undeclined and tokens[at].capital:
            first, heard = before, False
            while first > start and tokens[first].capital:
                if not self._is_plain_name(tokens[first]) and tokens[first].low not in self._outlets:
                    break
                heard = heard or tokens[first].low in self._outlets  # "à Sputnik Afrique"
                first -= 1  # the "Dingov" of "de Lev Dingov", not the "Lavrov" of "à Paris Lavrov"
            full = at + 1 < len(tokens) and tokens[at + 1].capital  # "à Sputnik Juan Pérez"
            governing = self._prepositions if heard and not full else self._prepositions - self._places
            if first >= start and tokens[first].low in governing:
                before = first
        if self._undeclined and before > start and self._is_common(tokens, before) and tokens[at].capital:
            before -= 1  # "en la red X"
        while before >= start and self._modifier.search(tokens[before].low):
            before -= 1
        return before >= start and tokens[before].low in self._prepositions

    def antecedent(self, tokens: list[Token], comma: int) -> NounPhrase | None:
        """Whom "…, quien" is about: "con Serguéi Lavrov, quien …", "a Iván Petrov, jefe del comité, quien …"."""
        before = next((k for k in range(comma - 1, -1, -1) if tokens[k].text == ","), -1)
        for end in (comma, before):
            first = end
            while first > 0 and self._is_plain_name(tokens[first - 1]):
                first -= 1
            if end - first >= 2:
                return NounPhrase(tuple(tokens[first:end]), tuple(tokens[end + 1 : comma]), first, comma)
        return None

    def _is_plain_name(self, token: Token) -> bool:
        known = self._no_names | self._nouns | self._outlets
        return token.capital and token.low not in known

    def _is_common(self, tokens: list[Token], at: int) -> bool:
        """True for a noun that may govern the name after it."""
        low = tokens[at].low
        grammar = self._words.grammar
        passed = grammar["adverbs"] | grammar["temporal"] | grammar["complementizers"] | self._prepositions
        return (
            tokens[at].word
            and not tokens[at].capital
            and low not in passed
            and low not in self._nouns
            and self._modifier.search(low) is None
        )

    def _with_modifiers(self, tokens: list[Token], at: int, start: int) -> int:
        adverbs = self._words.grammar["adverbs"]
        while (
            at > start
            and tokens[at - 1].word
            and self._modifier.search(tokens[at - 1].low)
            and tokens[at - 1].low not in adverbs
        ):
            at -= 1
        return at

    def _is_body(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True for a body, or a capital that stands for a government, after "in"."""
        heads = self._words.heads
        while at < stop and self._place_modifier.search(tokens[at].low) and tokens[at].low not in self._nouns:
            at += 1
        if at >= stop:
            return False
        kinds = ("body", "capitals", "document")
        initials = (
            tokens[at].text.isalpha() and tokens[at].text.isupper() and tokens[at].low not in self._outlets
        )
        return initials or any(tokens[at].low in heads[kind] for kind in kinds)

    def _is_state(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True for a lone name between "in" and the verb, which may be that of a state: "в Индонезии заявили"."""
        if self._undeclined or at >= stop or not tokens[at].capital or tokens[at].low in self._outlets:
            return False
        return all(token.low in self._words.grammar["adverbs"] for token in tokens[at + 1 : stop])

    # Extent ---------------------------------------------------------------------------------------------------

    def _phrase(self, tokens: list[Token], first: int, at: int, stop: int) -> NounPhrase:
        """The phrase from `first` on, whose anchor is tokens[at]."""
        if tokens[at].low in self._words.pronouns or tokens[at].low in self._latter:
            return NounPhrase(tuple(tokens[first : at + 1]), (), first, at + 1)
        end = at + 1
        named = self._is_name(tokens, at)
        while end < stop and end - first < MAX_TOKENS:
            token = tokens[end]
            inside = self._is_name_part(tokens, end) or (not named and self._is_party(tokens, end, stop))
            if not token.word and not inside:
                break
            if token.low in self._ends:
                break
            if self._undeclined and end > at and token.low in self._words.grammar["relatives"]:
                break
            joint = named and self._joins_title(tokens, end, stop)
            named = named and not joint
            if (
                named
                and not (_is_capital(token) and token.low not in self._no_names)
                and not self._joins(tokens, end, stop)
            ):
                break
            if (
                token.low in self._prepositions
                and token.low not in self._linking
                and not self._name_ahead(tokens, end, stop)
            ):
                if self._is_at_post(tokens, at, end, stop):
                    end += 2
                break
            end += 1
        phrase = NounPhrase(tuple(tokens[first:end]), (), first, end)
        return phrase if named else self._with_name(tokens, phrase)

    def _with_name(self, tokens: list[Token], phrase: NounPhrase) -> NounPhrase:
        """With the name that follows a title after a comma: "el portavoz del Kremlin, Dmitri Peskov"."""
        if not self._undeclined or phrase.stop >= len(tokens):
            return phrase
        comma = phrase.stop
        while comma < len(tokens) and comma - phrase.first < MAX_TITLE and tokens[comma].word:
            comma += 1  # "el jefe del Departamento para América Latina, X"
        if comma + 1 >= len(tokens) or tokens[comma].text != ",":
            return phrase
        start = self._past_rank(tokens, comma + 1)
        end = start
        while (
            end < len(tokens)
            and end - start < MAX_NAME
            and (
                (tokens[end].capital and self._is_name(tokens, end)) or self._is_particle(tokens, start, end)
            )
        ):
            end += 1
        if end - start < 2 or (comma > phrase.stop and end < len(tokens) and tokens[end].text != "."):
            return phrase
        return phrase._replace(tokens=tuple(tokens[start:end]), apposed=phrase.tokens, stop=end)

    def _past_rank(self, tokens: list[Token], at: int) -> int:
        """Past the rank between a title and its name: "…, general de Ejército Serguéi Shoigú"."""
        if at + 1 < len(tokens) and self._modifier.search(tokens[at].low):
            at += tokens[at + 1].low in self._words.heads["official"]
        if at >= len(tokens) or tokens[at].low not in self._words.heads["official"]:
            return at
        stop = min(at + MAX_RANK, len(tokens))
        while at < stop and tokens[at].word and not self._is_name(tokens, at):
            at += 1
        return at

    def _is_particle(self, tokens: list[Token], start: int, at: int) -> bool:
        """True for the "al" or "de" inside a name."""
        return (
            at > start and tokens[at].low in self._linking and at + 1 < len(tokens) and tokens[at + 1].capital
        )

    def _is_at_post(self, tokens: list[Token], at: int, end: int, stop: int) -> bool:
        """True for "в Судане" after "посольство": where it is, not where it spoke."""
        abroad = self._words.grammar["abroad"]
        placed = tokens[end].low in self._places and end + 1 < stop and tokens[end + 1].capital
        return placed and any(token.low in abroad for token in tokens[at:end])

    def is_outlet(self, phrase: NounPhrase) -> bool:
        """True for an agency, a newspaper, or a source without a name."""
        unnamed = self._outlets | self._words.heads["other"]
        return any(token.low in unnamed for token in phrase.tokens)

    def ends_with_name(self, phrase: NounPhrase) -> bool:
        """True for a phrase that ends with the first name and the surname of somebody."""
        return len(phrase.tokens) > 1 and all(self._is_plain_name(token) for token in phrase.tokens[-2:])

    def _is_name_part(self, tokens: list[Token], at: int) -> bool:
        """True for the stop of an initial that stands apart from its letter: "С . Лавров"."""
        return tokens[at].text == "." and at > 0 and len(tokens[at - 1].text) == 1

    def _is_party(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True for the party's name inside "секретарь фракции «…» Иван Смирнов"."""
        if self._undeclined or tokens[at].text != QUOTE:
            return False
        for k in range(at + 1, min(at + MAX_PLACE + 1, stop - 1)):
            if self._is_name(tokens, k) and self._is_name(tokens, k + 1):
                return True
            if not tokens[k].capital:
                return False
        return False

    def _joins(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True for the "and" between two names."""
        return (
            tokens[at].low in self._words.grammar["and"] and at + 1 < stop and self._is_name(tokens, at + 1)
        )

    def _joins_title(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True for the "and" between a name and another's title: "Лавров и министр обороны X"."""
        official = self._words.heads["official"] - self._words.lemmas.keys()
        return (
            not self._undeclined
            and at + 1 < stop
            and tokens[at].low in self._words.grammar["and"]
            and tokens[at + 1].low in official
        )

    def quoted(self, tokens: list[Token], start: int, stop: int) -> NounPhrase | None:
        """Whom an outlet quotes: "приводит слова X агентство", "цитирует агентство представителя ведомства"."""
        words = self._words.grammar.get("own_words", frozenset())
        at = next((k + 1 for k in range(start, stop) if tokens[k].low in words), start)
        while at < stop and self.is_outlet(NounPhrase((tokens[at],), (), at, at + 1)):
            at += 1
        end = at
        while (
            end < stop
            and tokens[end].word
            and not self.is_outlet(NounPhrase((tokens[end],), (), end, end + 1))
        ):
            end += 1
        return self.governed(tokens, at, end)

    def _name_ahead(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True when a name in the form of the dictionary ends what a preposition opens: "посол в Молдавии Олег X"."""
        if self._undeclined:
            return self._place_ahead(tokens, at, stop)
        for k in range(at + 2, min(stop, at + 12)):
            if tokens[k].text == QUOTE or not (tokens[k].word or self._is_name_part(tokens, k)):
                return False
            if self._is_name(tokens, k) and tokens[k].low not in self._outlets:
                governed = tokens[k - 1].low in self._prepositions
                full = k + 1 < stop and self._is_name(tokens, k + 1)
                if full and not governed:
                    return True
        return False

    def _place_ahead(self, tokens: list[Token], at: int, stop: int) -> bool:
        """True when "en" and a place part a title and its name: "l'ambassadeur à Bangui, Alexandre Bikantov"."""
        if tokens[at].low not in self._places:
            return False
        at += 1
        while at < len(tokens) and (self._modifier.search(tokens[at].low) or tokens[at].low in self._linking):
            at += 1
        for size in range(1, MAX_PLACE + 1):
            name = at + size
            if name + 1 >= len(tokens) or not tokens[name - 1].capital:
                return False
            name += tokens[name].text == ","
            if name + 1 < len(tokens) and self._is_name(tokens, name) and self._is_name(tokens, name + 1):
                return True
        return False


def _is_capital(token: Token) -> bool:
    """True for "Лавров", and for the "аль-Асад" whose article is small."""
    return token.capital or ("-" in token.text and token.text.rpartition("-")[2][:1].isupper())
