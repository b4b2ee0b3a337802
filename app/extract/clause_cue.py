"""A clause cue: one reporting verb of a sentence with its speaker, in languages read by clauses."""

from dataclasses import dataclass

from app.extract.lexicon import Verb
from app.extract.sources import NounPhrase
from app.extract.tokens import QUOTE

LEADS = (",", "–", "—", "-", QUOTE)
ENDS = (",", ":", ";", "–", "—", ".", "!", "?", "…", "...", "(", QUOTE)


@dataclass(slots=True)
class ClauseCue:
    """A verb at tokens[index:index+size] with its speaker. tokens[left:right] is what belongs to neither side's words.

    `led`: a comma, a dash or a quotation stands before it, so that what was said may too.
    """

    index: int
    size: int
    verb: Verb
    negated: bool
    source: NounPhrase
    left: int
    right: int
    led: bool
    as_said: bool = False  # "как заявил X"

    @property
    def end(self) -> int:
        return self.index + self.size
