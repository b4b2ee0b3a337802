"""Who speaks: a speaker's phrase to the person, body or government that it stands for in the article."""

from collections.abc import Iterable
from typing import NamedTuple

from app.extract.cast import Cast, Person
from app.extract.lexicon import Lexicon, Verb
from app.extract.name_index import NameIndex
from app.extract.name_spellings import CountryCue
from app.extract.posts import Post
from app.extract.sources import NounPhrase, head_of
from app.extract.speaker_names import SpeakerNames
from app.extract.tokens import Token, part_of

_POSTS = frozenset(str(post) for post in Post)
MAX_WORDS = 18  # of a body's or a group's name
MAX_LATTER = 250  # code points before "the latter" that may name him
_ANY_POST = frozenset({"mp", "lawmaker", "politician", "senator", "deputy", "official"})
_UNIQUE = frozenset({"head_of_state_spokesperson"})  # posts that a description names with their state


class Speaker(NamedTuple):
    """`name` is the fullest form that is known, `mention` the article's words, `sure` 0..1.

    `side`: speaks for a state, a body or a side. `kind`: "person", "body", "country", "group" or "other".
    """

    name: str
    mention: str
    official: str | None
    side: bool
    kind: str
    country: str | None
    sure: float
    person: Person | None = None

    def same_as(self, other: "Speaker | None") -> bool:
        if other is None:
            return False
        return (
            self.person is other.person
            if self.person or other.person
            else self.name.lower() == other.name.lower()
        )


class SpeakerResolver:
    """Resolves phrases in text order; `last` is the speaker of the latest attribution, with its sentence number."""

    def __init__(
        self, text: str, cast: Cast, index: NameIndex, words: Lexicon, published: str | None
    ) -> None:
        self._text, self._cast, self._index, self._words, self._published = (
            text,
            cast,
            index,
            words,
            published,
        )
        self._names = SpeakerNames(text, cast, words)
        self.last: Speaker | None = None
        self._bodies: dict[str, Speaker] = {}  # head noun -> the latest body named in full

    def resolve(self, phrase: NounPhrase, verb: Verb | None, subject: Person | None) -> Speaker:
        """The speaker of a phrase. `subject` is the person whom the sentence before is about, when it names one."""
        mention = self._text[phrase.span.start : phrase.span.end]
        joint = self._joint(phrase, mention)
        if joint is not None:
            return joint
        named = self._names.in_phrase(phrase)
        if named is not None:
            return self._of_person(named, mention, 0.97)
        low = phrase.tokens[-1].low
        if subject is not None and low == "office" and phrase.tokens[0].low in ("his", "her"):
            return self._of_person(subject, mention, 0.7)
        if len(phrase.tokens) <= 2 and low in self._words.pronouns:
            return self._pronoun(low, mention, subject)
        if len(phrase.tokens) == 2 and low in self._words.grammar["paired"]:
            return self._of_two(phrase, low, mention)
        described = self._described(phrase, mention, verb)
        if described is not None:
            return described
        return self._body_or_group(phrase, mention)

    # Names ----------------------------------------------------------------------------------------------------

    def _joint(self, phrase: NounPhrase, mention: str) -> Speaker | None:
        """Two persons who speak as one: "Lavrov and his Tajik counterpart X". Neither is the speaker alone."""
        head = head_of(phrase.tokens, self._words)
        cut = next((token.start for token in head[1:] if token.low == "and"), None)
        persons = {m.person.name: m for m in self._cast.mentions_in(phrase.span.start, phrase.span.end)}
        if cut is None or len(persons) < 2 or len({m.start < cut for m in persons.values()}) < 2:
            return None
        side = any(m.person.speaks_for_side for m in persons.values())
        return Speaker(mention, mention, None, side, "group", None, 0.8)

    def _of_person(self, person: Person, mention: str, sure: float) -> Speaker:
        return Speaker(
            person.name, mention, person.slug, person.speaks_for_side, "person", person.country, sure, person
        )

    # Pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, low: str, mention: str, subject: Person | None) -> Speaker:
        kind = self._words.pronouns[low]
        last = self.last
        if kind in "mf":
            if (
                subject is not None
                and self._gender_fits(subject, kind)
                and not (last and last.person is subject)
            ):
                if last is None or last.person is None or not self._gender_fits(last.person, kind):
                    return self._of_person(subject, mention, 0.8)
                return self._of_person(subject, mention, 0.7)
            if (
                last is not None
                and last.kind == "person"
                and (last.person is None or self._gender_fits(last.person, kind))
            ):
                return Speaker(
                    last.name,
                    mention,
                    last.official,
                    last.side,
                    "person",
                    last.country,
                    min(last.sure, 0.85),
                    last.person,
                )
            one = last is not None and last.kind == "group" and not last.name.endswith("s")
            if last is not None and one and last.person is None and last.side:
                return Speaker(last.name, mention, None, last.side, last.kind, last.country, 0.6)
        elif kind in "pb" and last is not None and (last.kind in ("group", "body", "country")):
            return Speaker(last.name, mention, last.official, last.side, last.kind, last.country, 0.7)
        return Speaker(mention, mention, None, False, "other", None, 0.3)

    def _of_two(self, phrase: NounPhrase, low: str, mention: str) -> Speaker:
        """The last, or the last but one, whom the words before name: "X met Y. The latter denied …"."""
        start = phrase.span.start
        named = self._cast.mentions_in(max(0, start - MAX_LATTER), start)
        persons = list({id(m.person): m.person for m in reversed(named)}.values())
        at = 0 if low == "latter" else 1
        if len(persons) < 2:
            return Speaker(mention, mention, None, False, "other", None, 0.3)
        return self._of_person(persons[at], mention, 0.75)

    def _gender_fits(self, person: Person, kind: str) -> bool:
        return person.gender is None or person.gender == kind

    # Descriptions ---------------------------------------------------------------------------------------------

    def _described(self, phrase: NounPhrase, mention: str, verb: Verb | None) -> Speaker | None:
        """ "the Tajik minister", "Russia's top diplomat", "a spokesman for the president"."""
        head = head_of(phrase.tokens, self._words)
        noun = head[-1].low
        lows = {token.low for token in phrase.tokens}
        if noun not in self._words.heads["official"] and noun not in self._words.raw["speakers"]["generic"]:
            return None
        marks = self._words.raw["speakers"]["marks"]
        if lows & set(marks["former"]) or self._of_company(phrase, marks.get("company", ())):
            return Speaker(mention, mention, None, False, "other", None, 0.5)
        last = self.last
        unnamed = last is not None and last.person is None and last.side and last.name.endswith(f" {noun}")
        if last is not None and unnamed and _without_article(mention) == noun:
            return last._replace(mention=mention)  # "the official", after "a senior official"
        country = self._country_of(phrase)
        role = self._names.role_of(mention)
        wanted = {role} if role else set(self._words.raw["speakers"]["generic"].get(noun, ()))
        indefinite = phrase.tokens[0].low in (
            "a",
            "an",
            "one",
            "another",
            "some",
            "several",
            "two",
            "three",
            "senior",
            "many",
        ) or (noun.endswith("s") and noun not in ("chargés",))
        if wanted and not (indefinite and role is None):
            person, sure = self._fitting(wanted, country, phrase.span.start, verb)
            if person is not None:
                return self._of_person(person, mention, sure)
            if role in _POSTS and country is not None and sure > 0:
                slugs = self._index.officials_in_post(country, Post(role), self._published)
                if len(slugs) == 1 and self._published is not None and role != "ambassador":
                    known = self._cast.known(slugs[0], phrase.span.start)
                    if known is not None:
                        return self._of_person(known, mention, 0.75)
            if noun in _ANY_POST and self._may_be_last(country):
                assert self.last is not None
                return self.last._replace(mention=mention, sure=0.7)
        name = _without_article(mention)
        return Speaker(name, mention, None, True, "group" if noun.endswith("s") else "person", country, 0.6)

    def _of_company(self, phrase: NounPhrase, company: Iterable[str]) -> bool:
        """True for "a spokesman for Northwind, the largest user": he speaks for no side."""
        lows = {token.low for token in (*phrase.tokens, *phrase.apposed)}
        return not lows.isdisjoint(company)

    def _may_be_last(self, country: str | None) -> bool:
        """True when "the Armenian deputy" can be who spoke last: of that state, and of no post that says otherwise."""
        person = self.last.person if self.last else None
        return (
            person is not None
            and person.slug is None
            and country is not None
            and person.country == country
            and person.speaks_for_side
        )

    def _fitting(
        self, wanted: set[str], country: str | None, at: int, verb: Verb | None
    ) -> tuple[Person | None, float]:
        """The one person whom a description fits; (null, 0) when several do, (null, 1) when none does."""
        fitting = [
            person
            for person in self._cast.persons
            if (person.roles & wanted or ("*" in wanted and person.speaks_for_side))
            and (country is None or person.country == country)
            and person.mentions
        ]
        if len(fitting) == 1 and fitting[0].mentions[0] < at:
            return fitting[0], 0.9
        if len(fitting) == 1 and fitting[0].slug is not None and fitting[0].slug in self._cast.in_title:
            return fitting[0], 0.85
        if len(fitting) == 1:  # named only later: what tells the person apart must stand in the description
            return (fitting[0], 0.8) if country is not None or wanted & _UNIQUE else (None, 0.0)
        last = self.last.person if self.last else None
        if (
            fitting
            and last is not None
            and last in fitting
            and country is None
            and verb is not None
            and "continuing" in verb.traits
        ):
            return last, 0.8
        start = self._text.rfind("\n", 0, at) + 1
        here = [person for person in fitting if any(start <= mention < at for mention in person.mentions)]
        if len(here) == 1:
            return here[0], 0.75  # the one whom the same paragraph names
        before = [person for person in fitting if person.mentions[0] < at]
        if len(before) == 1 and "*" not in wanted:
            return before[0], 0.75
        if last is not None and last in before and country is not None:
            return last, 0.7
        return None, 0.0 if fitting else 1.0

    def _country_of(self, phrase: NounPhrase) -> str | None:
        for mention in self._cast.countries_in(phrase.span.start, phrase.span.end + 2):
            if self._text[mention.end : mention.end + 1] not in (
                "-",
                "–",
            ):  # not the "Russian" of "Russian-backed"
                return mention.code
        if any(token.low == "kremlin" for token in phrase.tokens):
            return "RU"
        if (
            any(token.low in ("pentagon",) for token in phrase.tokens)
            or "White House" in self._text[phrase.span.start : phrase.span.end]
        ):
            return "US"
        return None

    # Bodies and governments -----------------------------------------------------------------------------------

    def _body_or_group(self, phrase: NounPhrase, mention: str) -> Speaker:
        heads = self._words.heads
        marks = self._words.raw["speakers"]["marks"]
        tokens = phrase.tokens
        lows = [token.low for token in tokens]
        head = [token.low for token in head_of(tokens, self._words)]
        country = self._country_of(phrase)
        name = _without_article(mention)
        noun = head[-1]
        if noun in heads["document"]:
            return self._document(phrase, mention, country)
        if noun in ("source", "sources", "insider", "insiders") or self._swallows(tokens):
            return Speaker(name, mention, None, False, "other", country, 0.3)
        if any(low in heads["other"] for low in head) and not (
            noun in heads["body"] and not set(head) & set(marks["not_body"])
        ):
            return Speaker(name, mention, None, False, "other", country, 0.6)
        if noun == "agency" and set(lows) & set(marks["not_body"]):
            return Speaker(name, mention, None, False, "other", country, 0.6)
        mentions = self._cast.countries_in(phrase.span.start, phrase.span.end + 2)
        if any(low in heads["body"] for low in head):
            official = self._body_slug(phrase)
            fuller = self._bodies.get("embassy" if lows[-2:] == ["diplomatic", "mission"] else noun)
            bare = len(name.split()) == 1 or lows[-2:] == ["diplomatic", "mission"]
            if bare and fuller is not None and official is None and not mentions:
                return fuller._replace(mention=mention, sure=0.8)  # "the embassy"
            speaker = Speaker(name, mention, official, True, "body", country, 0.9)
            if len(name.split()) > 1:
                self._bodies[noun] = speaker
            return speaker
        if any(low in heads["official"] for low in head):
            return Speaker(name, mention, None, True, "group", country, 0.6)
        if mentions and len(tokens) <= 4 and all(t.capital or t.low in ("the", "and") for t in tokens):
            whole = [m for m in mentions if m.how is not CountryCue.DEMONYM]
            if whole:
                return Speaker(
                    self._government(whole[0].code, name, whole[0].how),
                    mention,
                    None,
                    True,
                    "country",
                    whole[0].code,
                    0.85,
                )
        return Speaker(name, mention, None, False, "other", country, 0.4)

    def _swallows(self, tokens: tuple[Token, ...]) -> bool:
        """True for a phrase that holds a clause: its speaker was cut wrongly."""
        verbs = self._words.grammar["finite"] | self._words.grammar["quoting"]
        return len(tokens) > MAX_WORDS or any(t.low in verbs and not t.capital for t in tokens[1:])

    def _government(self, code: str, name: str, how: CountryCue) -> str:
        """A capital stands for the government, in the article's own words where it has them."""
        if how is not CountryCue.CAPITAL:
            return name
        for mention in self._cast.countries:
            if mention.code == code and mention.how is CountryCue.DEMONYM:
                rest = self._text[mention.end : mention.end + 11].lower()
                if rest == " government":
                    return self._text[mention.start : mention.end + 11]
        return name

    def _document(self, phrase: NounPhrase, mention: str, country: str | None) -> Speaker:
        """ "a statement by the ministry said", "the ministry's statement said", "the statement said"."""
        tokens = phrase.tokens
        for at, token in enumerate(tokens):
            if (token.low in ("by", "from", "of") and at + 1 < len(tokens)) or (
                token.possessive and at + 1 < len(tokens)
            ):
                inner = tokens[at + 1 :] if not token.possessive else tokens[: at + 1]
                if token.possessive:
                    inner = (*inner[:-1], part_of(token.start, token.end - 2, token.text[:-2], token.low))
                part = NounPhrase(inner, (), phrase.first, phrase.stop)
                named = self._names.in_phrase(part)
                return (
                    self._of_person(named, mention, 0.85)
                    if named
                    else self._body_or_group(part, self._text[part.span.start : part.span.end])
                )
            if token.low in self._words.heads["body"]:
                part = NounPhrase(tokens[:-1], (), phrase.first, phrase.stop)
                return self._body_or_group(part, self._text[part.span.start : part.span.end])
        if self.last is not None and self.last.side:
            last = self.last
            return Speaker(
                last.name, mention, last.official, last.side, last.kind, last.country, 0.75, last.person
            )
        return Speaker(mention, mention, None, False, "other", country, 0.3)

    def _body_slug(self, phrase: NounPhrase) -> str | None:
        for mention in self._index.official_mentions(self._text):
            if (
                phrase.span.start <= mention.start
                and mention.end <= phrase.span.end
                and len(mention.slugs) == 1
            ):
                official = self._index.official(mention.slugs[0])
                if official is not None and official.is_body:
                    return mention.slugs[0]
        return None


def _without_article(mention: str) -> str:
    words = mention.split()
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words.pop(0)
    return " ".join(words)
