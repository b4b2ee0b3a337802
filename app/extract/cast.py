"""The persons of one article: whom it names, with which titles, for which country."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from app.domain.dates import first_day, last_day
from app.extract.head_first_titles import HeadFirstTitles
from app.extract.languages import LanguageText
from app.extract.lexicon import Syntax
from app.extract.name_index import CountryMention, NameCue, NameIndex
from app.extract.russian_forms import is_cyrillic, surname_forms
from app.extract.titles import NAME_PART, TitleReader

# The two words before a surname in Cyrillic, within one clause.
_CYRILLIC_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w-]*) (?P<given>[А-ЯЁ][а-яё]{2,}) $")
_PATRONYMIC = re.compile(r"(?:вич|ьич|вна|чна)(?:[ауе]|ем|ой)?$")
_NO_GIVEN_NAMES = ("titles_before_names", "no_names", "temporal", "adverbs")


@dataclass(slots=True)
class Person:
    """One person of the article. `mentions` are the starts of the places that name them, in order."""

    name: str
    slug: str | None
    country: str | None
    roles: set[str]
    gender: str | None  # "m", "f" or unknown
    speaks_for_side: bool
    mentions: list[int] = field(default_factory=list)

    @property
    def surname(self) -> str:
        return self.name.split()[-1]

    @property
    def surnames(self) -> tuple[str, ...]:
        """The surname in every case form that it has."""
        surname = self.surname
        return surname_forms(surname, feminine=self.gender == "f") if is_cyrillic(surname) else (surname,)


class PersonMention(NamedTuple):
    start: int
    end: int
    person: Person


_start_of = attrgetter("start")


_NESTED = 4


class _Taken:
    """Stretches of text that are spoken for."""

    def __init__(self, mentions: Iterable[PersonMention | CountryMention]) -> None:
        self._spans = sorted((mention.start, mention.end) for mention in mentions)

    def overlaps(self, start: int, end: int) -> bool:
        before = bisect_left(self._spans, (end,))
        # Few of them lie within another: a country in the name of a person.
        return any(last > start for _, last in self._spans[max(0, before - _NESTED) : before])

    def add(self, start: int, end: int) -> None:
        insort(self._spans, (start, end))


class Cast:
    """Persons and their mentions, in text order."""

    def __init__(
        self,
        text: str,
        title: str | None,
        published: str | None,
        index: NameIndex,
        texts: Sequence[LanguageText],
    ) -> None:
        """`texts` are the parts of `text` by language, one at least."""
        self._text, self._index, self._published = text, index, published
        self._readers = [
            (part, (TitleReader if part.words.syntax is Syntax.ENGLISH else HeadFirstTitles)(part.words))
            for part in texts
        ]
        self._female_names = frozenset[str]().union(*(part.words.female_names for part in texts))
        # The title first: the index keeps the matches of the latest text only.
        self.title_countries = index.country_mentions(title) if title else []
        self._title_officials = index.official_mentions(title) if title else []
        self.in_title = {m.slugs[0] for m in self._title_officials if len(m.slugs) == 1}
        self.countries = index.country_mentions(text)
        self._country_starts = [mention.start for mention in self.countries]
        self.persons: list[Person] = []
        self.mentions: list[PersonMention] = []
        self._by_slug: dict[str, Person] = {}
        self._add_known()
        self._add_titled()
        self._link_surnames()
        self._sort()
        for mention in self.mentions:
            mention.person.mentions.append(mention.start)
            self._take_title(mention)

    def mentions_in(self, start: int, end: int) -> list[PersonMention]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, lo=first)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def country_at(self, at: int) -> CountryMention | None:
        """The name of a country that holds the offset `at`."""
        before = bisect_left(self._country_starts, at + 1)
        found = self.countries[before - 1] if before else None
        return found if found is not None and at < found.end else None

    def countries_in(self, start: int, end: int) -> list[CountryMention]:
        first = bisect_left(self._country_starts, start)
        last = bisect_left(self._country_starts, end, lo=first)
        return [mention for mention in self.countries[first:last] if mention.end <= end]

    def add(
        self, name: str, start: int, end: int, *, speaks_for_side: bool, roles: set[str], country: str | None
    ) -> Person:
        """A person that only a speaker's phrase names."""
        known = self.by_surname(name.rsplit(maxsplit=1)[-1])
        if known is not None and (len(name.split()) == 1 or known.name.split()[0][0] == name[0]):
            return known
        person = Person(name, None, country, roles, self._gender_of(name), speaks_for_side, [start])
        self.persons.append(person)
        mention = PersonMention(start, end, person)
        self.mentions.append(mention)
        self._sort()
        self._take_title(mention)
        return person

    def _sort(self) -> None:
        self.mentions.sort(key=_start_of)
        self._starts = [mention.start for mention in self.mentions]

    def by_surname(self, surname: str) -> Person | None:
        """The person with that surname, or with that first name where no surname fits ("Le" of Le Hai Binh)."""
        found = [person for person in self.persons if surname in person.surnames]
        found = found or [person for person in self.persons if person.name.split()[0] == surname]
        return found[0] if len(found) == 1 else None

    def by_spelling(self, name: str, at: int) -> Person | None:
        """The one official of the reference whom `name` alone can mean, for a name that the text glues to a word."""
        slugs = {slug for mention in self._index.official_mentions(name) for slug in mention.slugs}
        return self.known(slugs.pop(), at) if len(slugs) == 1 else None

    def known(self, slug: str, at: int) -> Person | None:
        """An official of the reference who is not named in the article, for one of its descriptions."""
        if slug in self._by_slug:
            return self._by_slug[slug]
        official = self._index.official(slug)
        if official is None:
            return None
        person = Person(
            official.name,
            slug,
            official.country,
            set(self._index.posts_of(slug, self._published)),
            self._gender_of(official.name),
            True,
            [at],
        )
        self._by_slug[slug] = person
        return person

    # Building -------------------------------------------------------------------------------------------------

    def _add_known(self) -> None:
        found = self._index.official_mentions(self._text)
        sure = {m.slugs[0] for m in found if len(m.slugs) == 1 and m.how is not NameCue.SURNAME}
        # The title may give the full name once and the text the surname alone.
        sure |= {m.slugs[0] for m in self._title_officials if len(m.slugs) == 1 and m.how is NameCue.FULL}
        named = {mention.code for mention in self.countries}
        for mention in found:
            slug = self._choose(mention.slugs, sure, named, mention.how)
            if slug is None or self._is_other_person(mention.start, mention.end, mention.how):
                continue
            official = self._index.official(slug)
            if official is None or official.is_body:
                continue
            if mention.how is NameCue.SURNAME and self._is_given_name(
                official.name, mention.start, mention.end
            ):
                continue
            person = self._by_slug.get(slug)
            if person is None:
                posts = self._index.posts_of(slug, self._published) or self._index.posts_of(slug)
                person = Person(
                    official.name,
                    slug,
                    official.country,
                    {str(post) for post in posts},
                    self._gender_of(official.name),
                    True,
                )
                self._by_slug[slug] = person
                self.persons.append(person)
            self.mentions.append(PersonMention(mention.start, mention.end, person))

    def _choose(self, slugs: tuple[str, ...], sure: set[str], named: set[str], how: NameCue) -> str | None:
        """The one bearer of a surname whom the article can mean, or none: a wrong name is worse than no name."""
        fitting = [slug for slug in slugs if slug in sure]
        if len(fitting) == 1:
            return fitting[0]
        if fitting or (len(slugs) > 1 and how is NameCue.SURNAME and sure & set(slugs)):
            return None
        candidates = []
        for slug in slugs:
            official = self._index.official(slug)
            if official is not None and (
                how is not NameCue.SURNAME or official.country in named or official.country is None
            ):
                candidates.append(slug)
        if len(candidates) > 1:
            held = [slug for slug in candidates if self._holds_office(slug)]
            candidates = held if len(held) == 1 else []
        return candidates[0] if candidates else None

    def _is_given_name(self, name: str, start: int, end: int) -> bool:
        """True for the "Ali" of "Ali Yousuf", where Ali is both names of an official."""
        own = self._text[start:end]
        return (
            name.split(maxsplit=1)[0] == own
            and re.match(rf" {NAME_PART}", self._text[end : end + 40]) is not None
        )

    def _holds_office(self, slug: str) -> bool:
        official = self._index.official(slug)
        on = self._published
        if official is None or on is None:
            return False
        return any(
            (role.start is None or first_day(role.start) <= last_day(on))
            and (role.end is None or first_day(on) <= last_day(role.end))
            for role in official.roles
        )

    def _is_other_person(self, start: int, end: int, how: NameCue) -> bool:
        """A surname inside a longer name: "Ivan Lavrov", "Putin Peak", "Lavrova"."""
        if how is not NameCue.SURNAME:
            return False
        if is_cyrillic(self._text[start:end]):
            return self._has_other_given_name(start)
        before = re.search(rf"({NAME_PART}) $", self._text[max(0, start - 30) : start])
        if before is None:
            return False
        word = before[1].lower().removesuffix("’s").removesuffix("'s")
        grammar = self._reading(start)[0].words.grammar
        if (
            word in grammar["titles_before_names"]
            or word in grammar["no_names"]
            or word in grammar["temporal"]
        ):
            return False
        near = bisect_left(self._country_starts, start - 1)  # "Russia's Lavrov", "Syrian Assad"
        if near and self.countries[near - 1].end >= start - 1:
            return False
        begin = start - 1 - len(before[1])
        # A capital that only opens the sentence says nothing.
        lead = self._text[max(0, begin - 2) : begin]
        return (
            not (begin == 0 or lead.strip()[-1:] in (".", "!", "?", "“", '"', "") or "\n" in lead)
            and not before[1].isupper()
        )

    def _has_other_given_name(self, start: int) -> bool:
        """True for the "Иван" of "депутат Иван Лавров": no title, no place, no patronymic, in no other case."""
        before = _CYRILLIC_BEFORE.search(self._text, max(0, start - 50), start)
        if before is None or _PATRONYMIC.search(before["given"]):
            return False
        low = before["given"].lower()
        words = self._reading(start)[0].words
        oblique = words.raw["grammar"].get("oblique", "(?!)")
        heads = ("official", "body", "other", "agencies", "media")
        known = (*(words.grammar[k] for k in _NO_GIVEN_NAMES), *(words.heads[k] for k in heads))
        if any(low in group for group in known) or low in words.lemmas or re.search(oblique, low):
            return False
        governed = before["word"].lower() in words.grammar["prepositions"]  # "в Сочи Путин"
        return not governed and not self.countries_in(before.start("given"), before.end("given") + 1)

    def _add_titled(self) -> None:
        """Persons whom only the article knows, by the titles next to their names."""
        taken = _Taken([*self.mentions, *self.countries])
        for start, name, former in self._introduced():
            end = start + len(name)
            if taken.overlaps(start, end):
                continue
            person = self.by_surname(name.split()[-1])
            if person is None or person.name.split()[0] != name.split()[0]:
                person = Person(name, None, None, set(), self._gender_of(name), not former)
                self.persons.append(person)
            self.mentions.append(PersonMention(start, end, person))
            taken.add(start, end)

    def _introduced(self) -> Iterator[tuple[int, str, bool]]:
        """(start, name, of a former official) of the names that stand beside titles, in every language."""
        for part, titles in self._readers:
            for span in part.spans:
                for at, name, former in titles.names_in(span.of(self._text)):
                    start, words = span.start + at, name.split(" ")
                    while len(words) > 2 and self.countries_in(start, start + len(words[0])):
                        start += len(words.pop(0)) + 1  # the "Судана" of "посол Судана Хасан Дирар"
                    yield start, " ".join(words), former

    def _link_surnames(self) -> None:
        """Later mentions by surname of the persons whom the reference does not know."""
        taken = _Taken(self.mentions)
        for person in [p for p in self.persons if p.slug is None]:
            surname = person.surname
            if len(surname) < 3 or sum(p.surname == surname for p in self.persons) > 1:
                continue
            forms = "|".join(map(re.escape, person.surnames))
            for match in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", self._text):
                if not taken.overlaps(match.start(), match.end()):
                    self.mentions.append(PersonMention(match.start(), match.end(), person))
                    taken.add(match.start(), match.end())

    def _take_title(self, mention: PersonMention) -> None:
        """Roles, country and side from the words next to a name: "Tajik Foreign Minister X", "X, a senator"."""
        part, titles = self._reading(mention.start)
        person, heads = mention.person, part.words.heads
        for title in titles.beside(self._text, mention.start, mention.end):
            person.roles |= title.roles
            if not title.former:
                person.speaks_for_side = True
            if person.country is None:
                countries = self.countries_in(title.at, title.at + len(title.words))
                # "el embajador de Rusia en Cuba" is Russia's
                sent = [country for country in countries if not self._is_place(title.at, country.start, part)]
                person.country = (sent or countries)[-1].code if countries else None
            if person.gender is None:
                words = title.words.lower().split()
                if any(word in heads["female"] for word in words):
                    person.gender = "f"
                elif any(word in heads["male"] for word in words):
                    person.gender = "m"

    def _is_place(self, title: int, at: int, part: LanguageText) -> bool:
        """True for the state at `at` that says where the holder of a title is posted."""
        before = self._text[title:at].lower().split()
        return bool(before) and before[-1] in part.words.grammar.get("places", frozenset())

    def _reading(self, at: int) -> tuple[LanguageText, TitleReader | HeadFirstTitles]:
        """The language of a place of the text and how its titles are read."""
        return next(((part, titles) for part, titles in self._readers if part.holds(at)), self._readers[0])

    def _gender_of(self, name: str) -> str | None:
        first = name.split(maxsplit=1)[0]
        if first in self._female_names:
            return "f"
        # Russian surnames tell: Zakharova, Matviyenko does not.
        if re.search(r"(?:ova|eva|ina|skaya|aya)$", name.rsplit(maxsplit=1)[-1]):
            return "f"
        if (
            re.search(r"(?:ov|ev|yov|in|sky|skiy|skii)$", name.rsplit(maxsplit=1)[-1])
            and len(name.split()) > 1
        ):
            return "m"
        return None
