"""The persons of one article: whom it names, with which titles, for which country."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from app.domain.dates import first_day, last_day
from app.extract.lexicon import Lexicon
from app.extract.name_index import CountryMention, NameCue, NameIndex
from app.extract.titles import NAME_PART, TitleReader

# Before a name these hand the title on to another: "a spokesman for", "secretary of President".
_ANOTHERS = re.compile(
    r"\b(?:for|to|by|with|from|and|told|at|against|between|under"
    r"|of(?= (?:the )?(?:[\w-]+ )?(?:[Pp]resident|[Mm]inister|[Ll]eader|[Pp]rime|[Kk]ing)\b)) "
)
_TITLE_END = re.compile(r"[.,;:“”\"()\n]")
_SCARED = re.compile(r"[“\"‘](\w{3,20})[”\"’]")  # the “president” of
MAX_TITLE = 90  # code points looked at before a name


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


@dataclass(frozen=True, slots=True)
class PersonMention:
    start: int
    end: int
    person: Person


def _start_of(mention: PersonMention | CountryMention) -> int:
    return mention.start


class Cast:
    """Persons and their mentions, in text order."""

    def __init__(
        self, text: str, title: str | None, published: str | None, index: NameIndex, words: Lexicon
    ) -> None:
        self._text, self._index, self._words, self._published = text, index, words, published
        # The title first: the index keeps the matches of the latest text only.
        self.title_countries = index.country_mentions(title) if title else []
        self._title_officials = index.official_mentions(title) if title else []
        self.countries = index.country_mentions(text)
        self.persons: list[Person] = []
        self.mentions: list[PersonMention] = []
        self._by_slug: dict[str, Person] = {}
        self._titles = TitleReader(words)
        self._add_known()
        self._add_titled()
        self._link_surnames()
        self.mentions.sort(key=lambda mention: mention.start)
        for mention in self.mentions:
            mention.person.mentions.append(mention.start)
            self._take_title(mention)

    def mentions_in(self, start: int, end: int) -> list[PersonMention]:
        first = bisect_left(self.mentions, start, key=_start_of)
        last = bisect_left(self.mentions, end, lo=first, key=_start_of)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def countries_in(self, start: int, end: int) -> list[CountryMention]:
        first = bisect_left(self.countries, start, key=_start_of)
        last = bisect_left(self.countries, end, lo=first, key=_start_of)
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
        self.mentions.sort(key=lambda mention: mention.start)
        self._take_title(mention)
        return person

    def by_surname(self, surname: str) -> Person | None:
        """The person with that surname, or with that first name where no surname fits ("Le" of Le Hai Binh)."""
        found = [person for person in self.persons if person.surname == surname]
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
        before = re.search(rf"({NAME_PART}) $", self._text[max(0, start - 30) : start])
        if before is None:
            return False
        word = before[1].lower().removesuffix("’s").removesuffix("'s")
        grammar = self._words.grammar
        if (
            word in grammar["titles_before_names"]
            or word in grammar["no_names"]
            or word in grammar["temporal"]
        ):
            return False
        if any(m.end == start - 1 or m.start <= start - 2 < m.end for m in self.countries):
            return False
        begin = start - 1 - len(before[1])
        # A capital that only opens the sentence says nothing.
        lead = self._text[max(0, begin - 2) : begin]
        return (
            not (begin == 0 or lead.strip()[-1:] in (".", "!", "?", "“", '"', "") or "\n" in lead)
            and not before[1].isupper()
        )

    def _add_titled(self) -> None:
        """Persons whom only the article knows, by the titles next to their names."""
        taken = [(m.start, m.end) for m in self.mentions]
        taken.extend((m.start, m.end) for m in self.countries)
        for start, name, former in self._titles.names_in(self._text):
            end = start + len(name)
            if any(s < end and start < e for s, e in taken):
                continue
            person = self.by_surname(name.split()[-1])
            if person is None or person.name.split()[0] != name.split()[0]:
                person = Person(name, None, None, set(), self._gender_of(name), not former)
                self.persons.append(person)
            self.mentions.append(PersonMention(start, end, person))
            taken.append((start, end))

    def _link_surnames(self) -> None:
        """Later mentions by surname of the persons whom the reference does not know."""
        for person in [p for p in self.persons if p.slug is None]:
            surname = person.surname
            if len(surname) < 3 or sum(p.surname == surname for p in self.persons) > 1:
                continue
            for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", self._text):
                if not any(m.start < match.end() and match.start() < m.end for m in self.mentions):
                    self.mentions.append(PersonMention(match.start(), match.end(), person))

    def _take_title(self, mention: PersonMention) -> None:
        """Roles, country and side from the words next to a name: "Tajik Foreign Minister X", "X, a senator"."""
        begin = max(0, mention.start - MAX_TITLE)
        before = self._text[begin : mention.start]
        cut = max(before.rfind(mark) for mark in '.,;:“”"()\n') + 1
        # "a spokesman for President X": the words before "for" are another's title.
        for match in _ANOTHERS.finditer(before):
            cut = max(cut, match.end())
        offset, before = begin + cut, before[cut:]
        after = ""
        if self._text[mention.end : mention.end + 2] == ", ":
            after = _SCARED.sub(r" \1 ", self._text[mention.end + 2 : mention.end + MAX_TITLE])
            stop = _TITLE_END.search(after)
            after = after[: stop.start()] if stop else after
        for lead, words, at in ((True, before, offset), (False, after, mention.end + 2)):
            role = self._titles.role_in(words, at_end=lead)
            if role is None:
                continue
            mention.person.roles.add(role)
            if " and " in words:  # "Deputy Prime Minister and Foreign Minister X"
                other = self._titles.role_in(words.split(" and ")[0], at_end=True)
                mention.person.roles |= {other} if other else set()
            if not re.search(r"\b(?:former|ex|retired)\b", words, re.IGNORECASE):
                mention.person.speaks_for_side = True
            if mention.person.country is None:
                countries = self.countries_in(at, at + len(words))
                mention.person.country = countries[-1].code if countries else None
            low = words.lower()
            if mention.person.gender is None:
                if any(word in self._words.heads["female"] for word in low.split()):
                    mention.person.gender = "f"
                elif any(word in self._words.heads["male"] for word in low.split()):
                    mention.person.gender = "m"

    def _gender_of(self, name: str) -> str | None:
        first = name.split(maxsplit=1)[0]
        if first in self._words.female_names:
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
