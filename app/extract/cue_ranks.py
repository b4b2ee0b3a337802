"""Which of a sentence's reporting verbs count: not those inside what another one already reports."""

from app.extract.cue import Cue, quoted_between
from app.extract.lexicon import Lexicon
from app.extract.sources import is_media
from app.extract.tokens import QUOTE, Token


class CueRanks:
    """Weighs a cue against those found before it in its sentence."""

    def __init__(self, words: Lexicon) -> None:
        self._words, self._grammar = words, words.grammar

    def outranks(self, tokens: list[Token], cue: Cue, found: list[Cue]) -> bool:
        """True for `A proposes B, the minister told reporters.`: the last verb reports the whole sentence."""
        if not cue.before or cue.after or cue.accords or cue.source is None or cue.source.shared:
            return False
        earlier = [c for c in found if c.after and not quoted_between(tokens, c.right, cue.left)]
        return bool(earlier) and cue.verb.lemma != "report" and not is_media(cue.source, self._words)

    def follows_lead(self, tokens: list[Token], cue: Cue, found: list[Cue]) -> bool:
        """True for "told" in "As the paper reported, the minister told an agency that", "According to the paper, …"."""
        if self._is_lead(tokens, cue, found):
            return True
        named_media = (
            found and found[0].accords and found[0].source and is_media(found[0].source, self._words)
        )
        if tokens[0].low != "as" and not (named_media and "plain" in cue.verb.traits):
            return False
        if len(found) != 1 or found[0].left > 1 or cue.source is None or cue.source.shared:
            return False
        return cue.verb.form != "gerund" and tokens[cue.left - 1].text == ","

    def _is_lead(self, tokens: list[Token], cue: Cue, found: list[Cue]) -> bool:
        """True for "said" in "Reacting to what the agency had reported, the minister said that"."""
        opens = tokens[0].low.endswith("ing") or tokens[0].low in self._grammar["questioned"]
        if (
            not opens
            or len(found) != 1
            or cue.source is None
            or cue.source.shared
            or "plain" not in cue.verb.traits
        ):
            return False
        return cue.left > 0 and tokens[cue.left - 1].text == "," and cue.verb.form != "gerund"

    def stands_alone(self, tokens: list[Token], cue: Cue, found: list[Cue]) -> bool:
        """False for a cue inside what another one already reports: "He said that Y had asked …"."""
        if cue.accords and any(c.after for c in found):
            return False  # "told us that …, according to his office"
        if found and cue.source is not None and is_media(cue.source, self._words):
            return False  # "…, TASS reports"
        if not any(c.after for c in found):
            asked = {token.low for token in tokens[found[-1].right : cue.left]} if found else set()
            return not asked & (
                self._grammar["subordinators"] | {"when", "asked", "that", "after", "hours", "days"}
            )
        source = cue.source
        if cue.verb.form == "gerund" and source is not None and tokens[cue.left - 1].low == "with":
            return True
        if cue.verb.form == "gerund" and not (source and source.stop == cue.index - 1):
            return tokens[cue.index - 1].text in (",", QUOTE)
        if "judgement" in cue.verb.traits and source is not None and not source.shared and cue.left > 1:
            # "…, an accord that the ministry is calling “illegal”": the quoted word is the ministry's.
            opens = source.tokens[0].capital or source.tokens[0].low in self._grammar["articles"]
            return opens and any(token.text == QUOTE for token in tokens[cue.right : cue.right + 3])
        if source is not None and source.relative:
            return True
        if source is not None and source.shared:
            return tokens[cue.left - 1].text == "," or cue.verb.lemma in (
                "add",
                "say",
                "note",
                "stress",
                "claim",
            )
        previous = tokens[cue.left - 1].text if cue.left > 0 else ""
        if previous in (QUOTE, ";"):
            return True
        if cue.left < 2:
            return False
        if previous == "," and tokens[cue.left - 2].text == QUOTE:
            return True
        if tokens[cue.left - 1].low not in self._grammar["contrast"] or tokens[cue.left - 2].text != ",":
            return False
        # "The spokeswoman stated that A may change, but Moscow confirms B": told in the present, B is hers too.
        return not (found[-1].verb.form == "past" and cue.verb.form in ("present", "base"))


def follows_aside(tokens: list[Token], cue: Cue, found: list[Cue]) -> bool:
    """True for "said" in "X, who had pledged A, said B": what the relative clause tells is no news."""
    aside = found[-1] if found else None
    if aside is None or aside.source is None or cue.source is None or tokens[cue.index - 1].text != ",":
        return False
    same = cue.source.shared or cue.source.first == aside.source.first
    return same and aside.source.relative and tokens[aside.index - 1].low == "had"
