"""Who speaks, in languages whose phrases have the head first: "глава МИД России", "el canciller ruso"."""

import re
from functools import cache, cached_property

from app.extract.cast import Person, PersonMention
from app.extract.lexicon import Verb, lexicon
from app.extract.name_index import CountryMention
from app.extract.name_spellings import CountryCue
from app.extract.posts import Post
from app.extract.sources import NounPhrase
from app.extract.speakers import MAX_LATTER, Speaker, SpeakerResolver
from app.extract.tokens import Token

_POSTS = frozenset(str(post) for post in Post)
MAX_WORDS = 24  # of a body's or a group's name
MIN_INITIALS = 3  # letters of a body that its initials name
MAX_GOVERNMENT = 3  # words of a state or a capital that speaks
_VOWELS = frozenset("аеёиоуыэюяь")
_UNSURE = ("other", "document", "agencies", "media")


class HeadFirstResolver(SpeakerResolver):
    """As its parent; a phrase's head is its first noun, in whatever case."""

    _outsider = False  # the latest speaker is an outlet, an analyst or unknown
    _named_at = 0  # where the phrase that was resolved last ends

    @cached_property
    def _kin(self) -> dict[str, str]:
        """A noun for a member of a family -> gender."""
        kin: dict[str, str] = self._words.raw["speakers"].get("kin", {})
        return kin

    @cached_property
    def _oblique(self) -> re.Pattern[str]:
        return re.compile(self._words.raw["grammar"]["oblique"])

    def resolve(self, phrase: NounPhrase, verb: Verb | None, subject: Person | None) -> Speaker:
        speaker = self._resolved(phrase, verb, subject)
        self._outsider = speaker.kind == "other"
        return speaker

    def _resolved(self, phrase: NounPhrase, verb: Verb | None, subject: Person | None) -> Speaker:
        mention = self._text[phrase.span.start : phrase.span.end]
        first = phrase.tokens[0].low
        if len(phrase.tokens) == 1 and first in self._words.pronouns:
            return self._pronoun(first, mention, subject)
        if len(phrase.tokens) == 1 and first in self._words.verbs:
            return self._unnamed(phrase, mention, subject)
        latter = self._words.raw["speakers"].get("latter", {}).get("words", {})
        if phrase.tokens[-1].low in latter:
            return self._named_last(phrase, latter[phrase.tokens[-1].low], mention)
        self._named_at = phrase.span.end
        persons = self._persons_in(phrase)
        if len(persons) > 1:
            side = any(person.speaks_for_side for person in persons)
            return Speaker(mention, mention, None, side, "group", None, 0.8)
        if persons:
            return self._of_person(persons[0], mention, 0.97)
        head = self._head(phrase.tokens)
        if head is None:
            return self._government_or_other(phrase, mention)
        noun = self._lemma(phrase.tokens[head])
        if noun in self._kin:
            return self._relative(self._kin[noun], mention)
        if noun in self._words.heads["official"]:
            return self._official(phrase, head, noun, mention, verb)
        return self._body(phrase, head, noun, mention)

    def _named_last(self, phrase: NounPhrase, gender: str, mention: str) -> Speaker:
        """Of those whom the sentences before name, the last: "X a rencontré Y. Ce dernier a démenti …"."""
        start = phrase.span.start
        named = self._cast.mentions_in(max(0, start - MAX_LATTER), start)
        person = next((m.person for m in reversed(named) if self._gender_fits(m.person, gender)), None)
        if person is None:
            return Speaker(mention, mention, None, False, "other", None, 0.3)
        return self._of_person(person, mention, 0.75)

    def _relative(self, gender: str, mention: str) -> Speaker:
        """Who spoke before, whom his family describes: "le fils du maréchal"; nobody known where nobody did."""
        last = self.last
        if last is None or last.person is None or last.person.gender not in (gender, None):
            return Speaker(mention, mention, None, False, "other", None, 0.3)
        return last._replace(mention=mention, sure=min(last.sure, 0.75))

    def _unnamed(self, phrase: NounPhrase, mention: str, subject: Person | None) -> Speaker:
        """Who spoke before, whom the verb alone names; nobody known where a sentence since is about another."""
        between = self._text[self._named_at : phrase.span.start]
        other = self._outsider or _other_subject(self._words.language).search(between) is not None
        if subject is None and other:
            return Speaker(mention, mention, None, False, "other", None, 0.3)
        if self.last is None or self.last.kind in ("other", "group"):
            if subject is not None:
                return self._of_person(subject, mention, 0.7)
            return Speaker(mention, mention, None, False, "other", None, 0.3)
        return self.last._replace(mention=mention, sure=min(self.last.sure, 0.8))

    def _lemma(self, token: Token) -> str:
        return self._words.lemmas.get(token.low, token.low)

    def _head(self, tokens: tuple[Token, ...]) -> int | None:
        kinds = ("official", "body", "other", "document", "agencies", "media")
        heads = self._words.heads
        return next((k for k, t in enumerate(tokens) if any(t.low in heads[kind] for kind in kinds)), None)

    # Names ----------------------------------------------------------------------------------------------------

    def _persons_in(self, phrase: NounPhrase) -> list[Person]:
        """Whom the phrase names: one as a rule, two of "Лавров и Мирзоян"."""
        head = self._head(phrase.tokens)
        kind = self._lemma(phrase.tokens[head]) if head is not None else None
        if kind is not None and kind not in self._words.heads["official"]:
            return []
        own = [
            m
            for m in self._cast.mentions_in(phrase.span.start, phrase.span.end)
            if self._is_own(m, phrase, head)
        ]
        if not own and self._cast.mentions_in(phrase.tokens[-1].start, phrase.span.end):
            return []  # "el portavoz del presidente Putin" ends with the name of another
        if not own:
            new = self._new_name(phrase, head)
            return [new] if new is not None else []
        joined = self._words.grammar["and"]
        between = {
            token.low for token in phrase.tokens if own[0].end <= token.start and token.end <= own[-1].start
        }
        if len(own) > 1 and between & joined and own[0].person is not own[-1].person:
            return [own[0].person, own[-1].person]
        return [own[-1].person if head is not None else own[0].person]

    def _is_own(self, mention: PersonMention, phrase: NounPhrase, head: int | None) -> bool:
        """False for the name that belongs to a title inside: "пресс-секретарь президента Путина"."""
        at = next((k for k, token in enumerate(phrase.tokens) if token.end > mention.start), 0)
        undeclined: bool = self._words.raw["grammar"].get("undeclined", False)
        while undeclined and at - 1 > (head or 0) and self._is_of_name(phrase.tokens[at - 1]):
            at -= 1  # the "Vladímir" of whom the index knows as Putin
        if at and phrase.tokens[at - 1].low in self._words.grammar["prepositions"]:
            return False
        if head is None or at <= head or at - 1 == head or not self._is_title(phrase.tokens[at - 1]):
            return True
        return self._holds_post(mention, phrase.tokens[head]) or (
            phrase.tokens[at - 1].low in self._words.lemmas and self._is_nominative(mention)
        )

    def _holds_post(self, mention: PersonMention, head: Token) -> bool:
        """True for the name in "le porte-parole du président Dmitri Peskov": the whole title is of a post of his."""
        slug = mention.person.slug
        role = self._names.role_of(self._text[head.start : mention.start]) if slug is not None else None
        if slug is None or role is None:
            return False
        return role in (self._index.posts_of(slug, self._published) or self._index.posts_of(slug))

    def _is_nominative(self, mention: PersonMention) -> bool:
        """True for the name in "пресс-секретарь лидера Дмитрий Песков", which cannot be the leader's."""
        last = self._text[mention.end - 1]
        if mention.person.gender == "f":
            return self._oblique.search(self._text[mention.start : mention.end].lower()) is None
        return last not in _VOWELS

    def _is_of_name(self, token: Token) -> bool:
        return token.capital and not self._is_title(token) and self._cast.country_at(token.start) is None

    def _is_title(self, token: Token) -> bool:
        return token.low in self._words.heads["official"]

    def _new_name(self, phrase: NounPhrase, head: int | None) -> Person | None:
        """A name that nothing has introduced: the capitalised words that end the phrase."""
        grammar, heads = self._words.grammar, self._words.heads
        words: list[Token] = []
        for token in reversed(phrase.tokens):
            if (
                not (token.capital or token.text.rpartition("-")[2][:1].isupper())
                or token.low in grammar["no_names"]
                or any(token.low in heads[kind] for kind in ("official", "body", *_UNSURE))
                or self._cast.country_at(token.start) is not None
            ):
                break
            words.insert(0, token)
        if not words:
            return None
        if len(words) == 1:
            return self._cast.by_surname(words[0].text.rpartition(".")[2])  # "M.Petrov"
        if len(words) > 4 or (head is not None and not self._names_head(phrase, words, head)):
            return None
        before = phrase.tokens[: len(phrase.tokens) - len(words)] or phrase.apposed
        title = self._text[before[0].start : before[-1].end] if before else ""
        role = self._names.role_of(title) if title else None
        countries = self._cast.countries_in(before[0].start, before[-1].end) if before else []
        side = (head is not None or bool(phrase.apposed)) and not self._is_former(before)
        name = " ".join(token.text for token in words)
        return self._cast.add(
            name, words[0].start, words[-1].end, speaks_for_side=side, roles={role} if role else set(),
            country=countries[0].code if countries and side else None,
        )  # fmt: skip

    def _names_head(self, phrase: NounPhrase, words: list[Token], head: int) -> bool:
        """False after a preposition, and for the "Ивана Петрова" of "помощник министра Ивана Петрова"."""
        at = len(phrase.tokens) - len(words) - 1
        if at < 0:
            return True
        before = phrase.tokens[at]
        if (
            at - 1 > head
            and self._is_title(before)
            and phrase.tokens[at - 1].low in self._words.grammar["prepositions"]
        ):
            return False  # "le porte-parole du président Paul Durand"
        if at > head and self._is_title(before) and before.low in self._words.lemmas:
            return words[-1].low[-1] not in _VOWELS or words[0].text in self._words.female_names
        return before.low not in self._words.grammar["prepositions"]

    def _is_former(self, tokens: tuple[Token, ...]) -> bool:
        return not {token.low for token in tokens}.isdisjoint(self._words.raw["speakers"]["marks"]["former"])

    # Descriptions ---------------------------------------------------------------------------------------------

    def _official(self, phrase: NounPhrase, head: int, noun: str, mention: str, verb: Verb | None) -> Speaker:
        if self._is_former(phrase.tokens):
            return Speaker(mention, mention, None, False, "other", None, 0.5)
        generic = self._words.raw["speakers"]["generic"]
        country = self._country_of(phrase)
        role = self._names.role_of(mention)
        wanted = {role} if role else set(generic.get(noun, ()))
        after = {token.low for token in phrase.tokens[head + 1 :]}
        if role is None and not self._words.grammar["linking"].isdisjoint(after) and "kremlin" not in after:
            wanted.discard("*")  # "el jefe del comité" is not any official, "el político del Kremlin" is one
        several = noun in self._words.heads["plural"] or any(
            token.low in self._words.grammar["indefinite"] for token in phrase.tokens[: head + 1]
        )
        if wanted and not several:
            person, sure = self._fitting(wanted, country, phrase.span.start, verb)
            if person is not None:
                return self._of_person(person, mention, sure)
            known = self._in_post(role, country, phrase) if sure > 0 else None
            if known is not None:
                return self._of_person(known, mention, 0.75)
        name = self._written(phrase, head, noun)
        return Speaker(name, mention, None, True, "group" if several else "person", country, 0.6)

    def _in_post(self, role: str | None, country: str | None, phrase: NounPhrase) -> Person | None:
        """Who held the post on the article's date, when one did."""
        if role not in _POSTS or role == str(Post.AMBASSADOR) or country is None or self._published is None:
            return None
        slugs = self._index.officials_in_post(country, Post(role), self._published)
        return self._cast.known(slugs[0], phrase.span.start) if len(slugs) == 1 else None

    def _written(self, phrase: NounPhrase, head: int, noun: str) -> str:
        """The phrase, from its head on where that must take the form of the dictionary, or where articles lead it."""
        token = phrase.tokens[head]
        text = self._text[token.start : phrase.tokens[-1].end]
        if token.low not in self._words.lemmas:
            declined = not self._words.raw["grammar"].get("undeclined", False)
            return self._text[phrase.tokens[0].start : phrase.tokens[-1].end] if declined else text
        form = noun.upper() if token.text[:2].isupper() else noun.capitalize() if token.capital else noun
        return form + text[token.end - token.start :]

    def _country_of(self, phrase: NounPhrase) -> str | None:
        mentions = self._cast.countries_in(phrase.span.start, phrase.span.end)
        return mentions[0].code if mentions else None

    # Bodies and governments -----------------------------------------------------------------------------------

    def _body(self, phrase: NounPhrase, head: int, noun: str, mention: str) -> Speaker:
        heads = self._words.heads
        country = self._country_of(phrase)
        if noun in heads["document"]:
            return self._of_document(phrase, head, mention, country)
        if noun not in heads["body"] or len(phrase.tokens) > MAX_WORDS:
            return Speaker(mention, mention, None, False, "other", country, 0.6)
        name = self._written(phrase, head, noun)
        official = self._body_slug(phrase) or self._body_by_kind(mention, country)
        fuller = self._bodies.get(noun) or self._same_body(noun)
        if len(name.split()) == 1 and fuller is not None and official is None and country is None:
            return fuller._replace(mention=mention, sure=0.8)
        speaker = Speaker(name, mention, official, True, "body", country, 0.9)
        if len(name.split()) > 1:
            self._bodies.pop(noun, None)
            self._bodies[noun] = speaker  # the latest one last
        return speaker

    def _body_by_kind(self, mention: str, code: str | None) -> str | None:
        """The office that the kind of a body and its state name: "ministère russe des Affaires étrangères"."""
        kinds: dict[str, str] = self._words.raw["speakers"].get("bodies", {})
        country = self._index.country(code) if code is not None and kinds else None
        if country is None:
            return None
        low = mention.lower()
        kind = next((kind for kind, pattern in kinds.items() if re.search(pattern, low)), None)
        if kind is None:
            return None
        return self._index.body(f"{kind} {country.name}") or self._index.body(f"{kind} the {country.name}")

    def _same_body(self, noun: str) -> Speaker | None:
        """The body named last, where `noun` may mean it: the "ведомство" of "МИД Грузии"."""
        known: dict[str, list[str]] = self._words.raw["speakers"].get("same_body", {})
        may = known.get(noun, ())
        body = next((self._bodies[body] for body in reversed(self._bodies) if body in may), None)
        return body if body is not None and (body.country or body.official) else None

    def _of_document(self, phrase: NounPhrase, head: int, mention: str, country: str | None) -> Speaker:
        """Whose statement it is: "заявление МИД"; that of the speaker before where it is not told."""
        inner = phrase.tokens[head + 1 :]
        if inner and inner[0].low in self._words.grammar["prepositions"]:
            inner = inner[1:]
        if any(token.capital or self._head((token,)) is not None for token in inner):  # not "nota publicada"
            return self.resolve(NounPhrase(inner, (), phrase.first, phrase.stop), None, None)
        of_body = self.last is not None and (
            self.last.kind != "person" or not self._words.raw["grammar"].get("undeclined", False)
        )
        if self.last is not None and self.last.side and of_body:
            return self.last._replace(mention=mention, sure=0.75)
        return Speaker(mention, mention, None, False, "other", country, 0.3)

    def _government_or_other(self, phrase: NounPhrase, mention: str) -> Speaker:
        """A state or a capital that speaks: "Москва", "в Киеве"."""
        mentions = self._cast.countries_in(phrase.span.start, phrase.span.end)
        if mentions and len(phrase.tokens) <= MAX_GOVERNMENT and mentions[0].how is not CountryCue.DEMONYM:
            name = " ".join(self._nominative(token) for token in self._without_article(phrase.tokens))
            name = self._name_of_place(phrase, mentions[0]) or name
            return Speaker(name, mention, None, True, "country", mentions[0].code, 0.85)
        token = phrase.tokens[0]
        outlets = self._words.heads["agencies"] | self._words.heads["media"]
        initials = len(phrase.tokens) == 1 and token.text.isupper() and len(token.text) >= MIN_INITIALS
        if initials and token.low not in outlets:
            return Speaker(mention, mention, None, True, "body", None, 0.7)  # "ЦВО", "МЧС"
        return Speaker(mention, mention, None, False, "other", None, 0.4)

    def _name_of_place(self, phrase: NounPhrase, country: CountryMention) -> str | None:
        """The name of the state in "в Индонезии заявили", in the form of the dictionary; none for a capital."""
        if self._words.raw["grammar"].get("undeclined", False) or country.how is not CountryCue.NAME:
            return None
        before = self._text[max(0, phrase.span.start - 4) : phrase.span.start].split()
        if not before or before[-1].lower() not in self._words.grammar["places"]:
            return None
        known = self._index.country(country.code)
        return known.name_ru if known is not None else None

    def _without_article(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        articles = self._words.grammar["articles"]
        return tokens[1:] if len(tokens) > 1 and tokens[0].low in articles else tokens

    def _nominative(self, token: Token) -> str:
        lemma = self._words.lemmas.get(token.low)
        return token.text if lemma is None else lemma.capitalize()


@cache
def _other_subject(language: str) -> re.Pattern[str]:
    """A title or a body that opens a sentence."""
    words = lexicon(language)
    assert words is not None
    articles, heads = words.grammar["articles"], words.heads["official"] | words.heads["body"]
    return re.compile(
        rf"(?:[.!?…»”\"]\s|\n)\s*(?:{'|'.join(articles) or '(?!)'}) (?:{'|'.join(map(re.escape, heads))})\b",
        re.IGNORECASE,
    )
