"""The verbs of a sentence that attribute, each with its speaker on either side, in languages read by clauses."""

import re
from itertools import pairwise

from app.extract.clause_cue import ENDS, LEADS, ClauseCue
from app.extract.lexicon import Lexicon, Verb
from app.extract.noun_phrases import PhraseFinder
from app.extract.sources import NounPhrase
from app.extract.tokens import QUOTE, Token

MAX_ASIDE = 30  # tokens between a subject and its verb


class ClauseCueFinder:
    """Finds cues in the tokens of one language."""

    def __init__(self, words: Lexicon, phrases: PhraseFinder) -> None:
        self._words, self._phrases = words, phrases
        self._undeclined: bool = words.raw["grammar"].get("undeclined", False)
        voices = words.grammar.get("voices", frozenset[str]())
        self._voices = frozenset(tuple(voice.split()) for voice in voices)
        # What stands between a subject and its verb: "X, …, a dit", "X, …, сообщения опроверг".
        self._predicates = words.grammar["having"] | words.grammar.get("objects", frozenset[str]())
        self._last_of_voices = frozenset(voice[-1] for voice in self._voices)

    def find(self, tokens: list[Token]) -> list[ClauseCue]:
        """The cues of a sentence in order."""
        lows = [token.low for token in tokens]
        found: list[ClauseCue] = []
        index = 0
        while index < len(tokens):
            at = self._words.verb_at(lows, index) if lows[index] in self._words.verbs else None
            if at is None:
                index += 1
                continue
            size, verb = at
            if verb.form == "according" and self._is_nested(tokens, index, found):
                index += size
                continue
            cue = self._cue(tokens, index, size, verb, found)
            if cue is not None and self._voices:
                self._give_voice(tokens, cue, found[-1].right if found else 0)
            if cue is not None and found and "citing" in verb.traits and found[-1].end <= index:
                # "…, сообщает агентство со ссылкой на министра": the words are those of the minister.
                # An outlet that cites another takes nothing from the person who spoke.
                told = found[-1].source.tokens[0].text.isascii() or self._phrases.is_outlet(found[-1].source)
                if told or not self._phrases.is_outlet(cue.source):
                    found[-1].source, found[-1].right = cue.source, cue.right
            elif cue is not None and not (
                self._is_reported(tokens, cue, found) or self._describes(tokens, cue, found)
            ):
                found.append(cue)
            index += size if cue is None else max(size, cue.size)
        return found

    def _give_voice(self, tokens: list[Token], cue: ClauseCue, begin: int) -> None:
        """Let who speaks for a body be the speaker: "El Ministerio, por boca de su titular, X, rechazó …"."""
        stop = self._until(tokens, cue.end)
        for at in (*range(begin, cue.index), *range(cue.end, stop)):
            if tokens[at].low not in self._last_of_voices or at + 2 >= len(tokens):
                continue
            lead = next(
                (v for v in self._voices if tuple(t.low for t in tokens[at - len(v) + 1 : at + 1]) == v), None
            )
            if lead is None or tokens[at + 1].low not in self._words.grammar["linking"]:
                continue
            named = self._phrases.subject(tokens, at + 2, self._until(tokens, at + 2))
            if named is not None and not self._phrases.is_outlet(named):
                cue.source = named
                if at >= cue.end:
                    cue.right = max(cue.right, named.stop)
            return

    def _is_nested(self, tokens: list[Token], index: int, earlier: list[ClauseCue]) -> bool:
        """True for the "по его мнению" of "X сказал, что, по его мнению, …"."""
        that = self._words.grammar["complementizers"]
        return bool(earlier) and any(tokens[k].low in that for k in range(earlier[-1].end, index))

    def _is_reported(self, tokens: list[Token], cue: ClauseCue, earlier: list[ClauseCue]) -> bool:
        """True for what the one before says that somebody said: "X напомнил, что Судан предложил базу"."""
        if cue.led or not earlier or cue.source is earlier[-1].source:
            return False
        before = earlier[-1]
        first = tokens[before.right] if before.right < len(tokens) else None
        told = before.verb.form == "according" and first is not None and first.text == ","
        if not told and not self._is_nested(tokens, cue.left, earlier):
            return False
        if self._phrases.is_outlet(before.source):
            that = self._words.grammar["complementizers"]
            if cue.right < len(tokens) and tokens[cue.right].low in that:
                return False  # "Según la agencia, el ministro anunció que …"
            if told and cue.verb.stance != "proposal":
                return False  # "Selon l'agence, le ministre a confirmé …"
            return bool(cue.verb.traits & {"object", "infinitive"})
        return True

    def _cue(
        self, tokens: list[Token], index: int, size: int, verb: Verb, earlier: list[ClauseCue]
    ) -> ClauseCue | None:
        grammar = self._words.grammar
        begin = earlier[-1].right if earlier else 0
        left = index
        negated = having = opens = False
        own: Token | None = None
        while left > begin and (
            self._is_adverb(tokens[left - 1])
            or tokens[left - 1].low in grammar["negations"]
            or tokens[left - 1].low in grammar["auxiliaries"]
        ):
            left -= 1
            negated = negated or tokens[left].low in grammar["negations"]
            having = having or tokens[left].low in grammar["having"]
            # "X lui a dit", "X a lui aussi dit"
            dative = tokens[left].low in grammar.get("datives", frozenset())
            if tokens[left].low in self._words.pronouns and not dative:  # "a-t-il ajouté"
                own = tokens[left]
                opens = having or verb.form == "finite"  # "il a ajouté", "il ajoute"
        if (negated and verb.stance != "denial") or (verb.form == "participle" and not having):
            return None
        if index > begin and verb.form == "finite" and tokens[index - 1].low in grammar["determiners"]:
            return None  # "l'annonce"
        if index > begin and tokens[index - 1].low in grammar["being"]:
            return None  # "tout est dit"
        if self._is_manner(tokens, left, begin, verb, earlier):
            return None
        if left > begin and (tokens[left - 1].low in grammar["reflexive"] or self._is_relative(tokens, left)):
            return None  # "se anunció que", "una cooperación que describió como"
        end = index + size
        if negated and end + 1 < len(tokens) and tokens[end].low in grammar["negations"]:
            other = self._words.verb_at([token.low for token in tokens[end + 1 : end + 4]], 0)
            if other is not None and other[1].form == verb.form:  # "no descartó ni confirmó"
                end += 1 + other[0]
                size = end - index
        if verb.form in ("according", "passive"):
            return self._according(tokens, index, size, verb, negated=negated)
        as_said = left > begin and tokens[left - 1].low in grammar["as"]
        told = self._told_of_this(tokens, left, begin, verb)
        if told:
            left -= 2
        led = as_said or told or left == 0 or tokens[left - 1].text in LEADS
        follows = (
            self._past_aside(tokens, end) if not self._undeclined or not led else self._past_time(tokens, end)
        )
        stop = self._until(tokens, follows)
        own = own or next((token for token in tokens[index:end] if token.low in self._words.pronouns), None)
        if own is not None:
            led = led and not (opens and self._is_past_lead(tokens, left, end, verb))
            source = NounPhrase((own,), (), left, end)
            return ClauseCue(index, size, verb, negated, source, left, end, led)
        if "quoting" in verb.traits and led:
            quoted = self._phrases.quoted(tokens, end, stop)
            return ClauseCue(index, size, verb, negated, quoted, left, stop, led) if quoted else None
        impersonal = "impersonal" in verb.traits or self._agrees(tokens[index].low, "plural")
        after = self._phrases.subject(tokens, follows, stop, impersonal=impersonal)
        before = self._before(tokens, begin, left, impersonal=impersonal)
        if before is not None and impersonal and self._is_object_name(before):
            before = None
        if (
            self._undeclined
            and left > 1
            and tokens[left - 1].low in grammar["relatives"]
            and tokens[left - 2].text == ","
        ):
            before = self._phrases.antecedent(tokens, left - 2) or before
        if self._undeclined and verb.form == "converb" and not earlier:
            before = self._phrases.subject(tokens, begin, left) or before  # that of the whole sentence
        cited = earlier.pop() if earlier and self._is_citing(tokens, earlier[-1], left) else None
        if cited is not None:  # "Агентство со ссылкой на министра сообщает"
            return ClauseCue(index, size, verb, negated, cited.source, cited.left, end, False)
        shared = earlier[-1].source if earlier and self._goes_on(tokens, left, begin, verb) else None
        dropped = (
            self._dropped(tokens, begin, left, index, end, led=led)
            if after is None and shared is None
            else None
        )
        joined = (
            shared if verb.form != "converb" else None
        )  # a verb that "and" joins has no subject of its own
        source_found: NounPhrase | None
        if led and before is not None and after is not None and self._takes_object(verb, after):
            source_found = before
        elif led:
            ends = (
                end >= len(tokens)
                or tokens[end].text in ENDS
                or (left > 1 and tokens[left - 2].text == QUOTE)
            )
            source_found = after or shared or (dropped if ends else None) or before or dropped
        else:
            source_found = joined or before or shared or after or dropped
        if source_found is None:
            after = self._phrases.beside(tokens, end, stop, first=True)
            before = None if led else self._phrases.beside(tokens, begin, left, first=False)
            source_found = before or after
        if source_found is None:
            return None
        if as_said:
            left -= 1
        if source_found is dropped and not as_said and tokens[0].low in grammar["prepositions"]:
            led = led and not (begin == 0 and self._is_past_lead(tokens, left, end, verb))
        if before is not None and source_found is before:
            left = min(before.first, left)
            return ClauseCue(index, size, verb, negated, before, left, end, as_said, as_said)
        own_stop = after.stop if after is not None and source_found is after else end
        return ClauseCue(index, size, verb, negated, source_found, left, max(end, own_stop), led, as_said)

    def _is_past_lead(self, tokens: list[Token], left: int, end: int, verb: Verb) -> bool:
        """True for "Dans un entretien, il a démenti la base": what stands before the comma is no words of his."""
        if not verb.traits & {"object", "judgement"} or left < 2 or not self._undeclined:
            return False
        comma = tokens[left - 1].text == "," and tokens[left - 2].text != QUOTE
        return comma and end < len(tokens) and tokens[end].text not in ENDS

    def _is_citing(self, tokens: list[Token], cue: ClauseCue, left: int) -> bool:
        return "citing" in cue.verb.traits and all(token.word for token in tokens[cue.right : left])

    def _according(
        self, tokens: list[Token], index: int, size: int, verb: Verb, *, negated: bool
    ) -> ClauseCue | None:
        end = index + size
        if end < len(tokens) and tokens[end].low in self._words.grammar["relatives"]:
            return None  # "les informations selon lesquelles"
        own = next((k for k in range(index, end) if tokens[k].low in self._words.pronouns), None)
        source = (
            NounPhrase((tokens[own],), (), index, end)
            if own is not None
            else self._phrases.governed(tokens, end, self._until(tokens, end))
        )
        return ClauseCue(index, size, verb, negated, source, index, source.stop, True) if source else None

    def _dropped(
        self, tokens: list[Token], begin: int, left: int, index: int, end: int, *, led: bool
    ) -> NounPhrase | None:
        """The verb itself for the subject that its ending tells: "Señaló que …", "«…», aseguró"."""
        if not self._words.grammar["drops_subject"] or self._agrees(tokens[index].low, "plural"):
            return None
        grammar = self._words.grammar
        if not self._undeclined:  # "А также заверил, что …", at the start of its sentence alone
            lead = grammar["adverbs"] | grammar["and"]
            bare = begin == 0 and all(token.low in lead for token in tokens[:left])
            return NounPhrase((tokens[index],), (), index, end) if bare else None
        closes = (
            end >= len(tokens)
            or tokens[end].text in ENDS
            or tokens[end].low in grammar["adverbs"]
            or tokens[end].low in grammar["prepositions"]
        )
        opener = tokens[begin].low
        opens = left == begin or opener in grammar["prepositions"] or opener in grammar["adverbs"]
        if not (opens or (led and closes)):
            return None
        return NounPhrase((tokens[index],), (), index, end)

    def _takes_object(self, verb: Verb, after: NounPhrase) -> bool:
        """True for "El canciller, …, rechazó el informe": what follows is the object and no inverted subject."""
        if not self._undeclined or "object" not in verb.traits:
            return False
        heads = self._words.heads
        kinds = ("official", "body", "other", "document")
        head = next((t.low for t in after.tokens if any(t.low in heads[kind] for kind in kinds)), None)
        return head is not None and head in heads["other"] | heads["document"]

    def _describes(self, tokens: list[Token], cue: ClauseCue, earlier: list[ClauseCue]) -> bool:
        """True inside what another denied or reported: "a démenti les propos selon lesquels X aurait demandé …"."""
        if not self._undeclined or not earlier or cue.source is earlier[-1].source:
            return False
        opened = tokens[earlier[-1].end : cue.left]
        relatives = self._words.grammar["relatives"]
        return any(
            token.low in relatives and before.low in self._words.verbs for before, token in pairwise(opened)
        )

    def _is_manner(
        self, tokens: list[Token], left: int, begin: int, verb: Verb, earlier: list[ClauseCue]
    ) -> bool:
        """True for "en annonçant", which tells how a deed was done."""
        if verb.form != "converb" or earlier or left <= begin:
            return False
        return tokens[left - 1].low in self._words.grammar["prepositions"]

    def _is_relative(self, tokens: list[Token], left: int) -> bool:
        """True right after the "que" of a clause that only describes a noun."""
        if not self._undeclined or tokens[left - 1].low not in self._words.grammar["complementizers"]:
            return False
        if left < 2:
            return True
        before = tokens[left - 2]
        return (
            before.text != "," and before.low not in self._words.grammar["articles"]
        )  # "… en las que afirmó"

    def _goes_on(self, tokens: list[Token], left: int, begin: int, verb: Verb) -> bool:
        """True for a verb that shares the subject of the one before: "опроверг это и добавил", "…, отметив"."""
        if verb.form == "converb":
            return True
        if left <= begin:
            return False
        if tokens[left - 1].low in self._words.grammar["relatives"]:  # "dijo Peskov, quien subrayó"
            return left - 1 == begin or (left - 2 == begin and tokens[begin].text == ",")
        return tokens[left - 1].low in self._words.grammar["and"]

    def _before(self, tokens: list[Token], begin: int, left: int, *, impersonal: bool) -> NounPhrase | None:
        """The subject before a verb, asides between commas passed over."""
        edges = [
            k
            for k in range(max(begin, left - MAX_ASIDE), left)
            if tokens[k].text in (",", "(", ")", "–", "—")
        ]
        stop = left
        relative = self._words.raw["grammar"].get("relative", "(?!)")
        for edge in (*reversed(edges), begin - 1):
            if edge + 1 < stop and (edge < 0 or tokens[edge].text != "("):
                first = tokens[edge + 1]
                aside = self._words.raw["grammar"]["aside"]
                opens_aside = not first.capital and self._matches(aside, first.low)
                opens_aside = opens_aside or self._is_parenthetical(tokens[edge + 1 : stop])
                if opens_aside and self._undeclined and stop == left:
                    # The verb is of the aside itself: "…, en la que Estados Unidos rechazó …".
                    own = self._phrases.subject(tokens, edge + 1, stop, impersonal=impersonal)
                    if own is not None and tokens[own.first].low not in self._words.pronouns:
                        return own
                if not opens_aside and not self._names_aside(tokens, edge, stop, begin):
                    source = self._phrases.subject(tokens, edge + 1, stop, impersonal=impersonal)
                    if source is not None:
                        return self._with_name(tokens, source, edge, begin)
                    predicate = first.low in self._predicates
                    if not predicate and not any(
                        self._matches(relative, t.low) for t in tokens[edge + 1 : stop]
                    ):
                        return None  # else it tells of what stands before the comma: "…, в котором отрицает"
            stop = edge
        return None

    def _names_aside(self, tokens: list[Token], edge: int, stop: int, begin: int) -> bool:
        """True for the name that ends an aside on another: "…, lors d'un entretien avec le ministre, X, a dit"."""
        if (
            not self._undeclined
            or edge <= begin
            or not all(token.capital for token in tokens[edge + 1 : stop])
        ):
            return False
        start = next((k for k in range(edge - 1, begin - 1, -1) if tokens[k].text == ","), begin - 1) + 1
        aside = self._words.raw["grammar"]["aside"]
        if start == begin or tokens[start].capital or not self._matches(aside, tokens[start].low):
            return False
        return any(token.low in self._words.heads["official"] for token in tokens[start:edge])

    def _with_name(self, tokens: list[Token], source: NounPhrase, edge: int, begin: int) -> NounPhrase:
        """With the name that the phrase describes: "Дмитрий Песков, пресс-секретарь президента, заявил"."""
        if edge <= begin or tokens[edge].text != "," or source.first != edge + 1:
            return source
        named = self._phrases.subject(tokens, begin, edge)
        if named is None or named.stop != edge:
            return source
        if (
            self._undeclined
            and self._phrases.ends_with_name(source)
            and not self._phrases.ends_with_name(named)
        ):
            return source._replace(apposed=named.tokens)  # "el jefe del Ejército, general Juan Pérez, negó"
        if tokens[edge - 1].capital:
            return named._replace(apposed=source.tokens, stop=source.stop)
        return source

    def _past_aside(self, tokens: list[Token], at: int) -> int:
        """Past what commas put between a verb and its subject: "сказал, отвечая на вопрос, Песков"."""
        if self._undeclined or at + 1 >= len(tokens) or tokens[at].text != ",":
            return at
        stop = min(len(tokens), at + MAX_ASIDE)
        close = next((k for k in range(at + 1, stop) if not tokens[k].word), len(tokens))
        if close >= len(tokens) or tokens[close].text != ",":
            return at
        inner = tokens[at + 1 : close]
        told = self._matches(self._words.raw["grammar"]["aside"], inner[0].low) if inner else False
        return close + 1 if told or self._is_parenthetical(inner) else at

    def _is_object_name(self, phrase: NounPhrase) -> bool:
        """True for the name in "Рябкова попросили ответить", beside a verb in the plural."""
        pattern = self._words.raw["grammar"].get("object_name")
        if pattern is None or len(phrase.tokens) > 2 or not all(token.capital for token in phrase.tokens):
            return False
        return self._matches(pattern, phrase.tokens[-1].low)

    def _told_of_this(self, tokens: list[Token], left: int, begin: int, verb: Verb) -> bool:
        """True for the "об этом" of "База закрыта, об этом заявил министр"."""
        if "about" not in verb.traits or left - begin < 3:
            return False
        grammar = self._words.grammar
        pointing = tokens[left - 1].low in grammar.get("demonstratives", frozenset())
        return pointing and tokens[left - 2].low in grammar["about"] and tokens[left - 3].text in LEADS

    def _past_time(self, tokens: list[Token], at: int) -> int:
        """Past when and where somebody spoke: "a déclaré, mercredi 5 juin à Paris, le ministre"."""
        if at + 1 >= len(tokens) or tokens[at].text != ",":
            return at
        grammar = self._words.grammar
        close = next((k for k in range(at + 1, min(len(tokens), at + MAX_ASIDE)) if not tokens[k].word), at)
        opens = grammar["temporal"] | grammar["prepositions"] | grammar["adverbs"]
        if close + 1 >= len(tokens) or tokens[close].text != "," or tokens[at + 1].low not in opens:
            return at
        following = tokens[close + 1]
        return close + 1 if following.capital or following.low in grammar["articles"] else at

    def _is_parenthetical(self, tokens: list[Token]) -> bool:
        """True for "в свою очередь" and the like."""
        return " ".join(token.low for token in tokens) in self._words.grammar.get(
            "parenthetical", frozenset()
        )

    def _is_adverb(self, token: Token) -> bool:
        """True for a listed adverb and for one that its ending shows: "лаконично ответил"."""
        if token.low in self._words.grammar["adverbs"]:
            return True
        adverb = self._words.raw["grammar"].get("adverb")
        return adverb is not None and not token.capital and self._matches(adverb, token.low)

    def _until(self, tokens: list[Token], at: int) -> int:
        """Where the words that may hold a verb's subject end."""
        that = self._words.grammar["complementizers"]
        that = that | self._words.grammar["relatives"]
        while at < len(tokens) and tokens[at].text not in ENDS and tokens[at].low not in that:
            at += 1
        return at

    def _agrees(self, form: str, number: str) -> bool:
        return self._matches(self._words.raw["grammar"][number], form)

    def _matches(self, pattern: str, word: str) -> bool:
        return re.search(pattern, word) is not None
