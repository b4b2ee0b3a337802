"""The words of the review queue: its orders, and the kinds of what is found in an article."""

from enum import StrEnum


class QueueOrder(StrEnum):
    """How the queue runs; articles that are alike in it come in the order in which they were added."""

    AGE = "age"  # the longest waiting first
    NEWEST = "newest"
    CONFIDENCE = "confidence"  # the least sure finding first
    COUNTRY = "country"
    SOURCE = "source"
    KIND = "kind"


class FindingKind(StrEnum):
    """What a finding is, the most pressing first: what a statement does, a claim, a place where a
    base or an agreement is named, or a name of nothing known."""

    DENIAL = "denial"
    CONFIRMATION = "confirmation"
    ANNOUNCEMENT = "announcement"
    PROPOSAL = "proposal"
    WARNING = "warning"
    CRITICISM = "criticism"
    COMMENT = "comment"
    CLAIM = "claim"
    BASE = "base"
    AGREEMENT = "agreement"
    NAME = "name"


PRESSING = {kind: place for place, kind in enumerate(FindingKind)}


class BulkAct(StrEnum):
    """What can be done with many findings at once."""

    ACCEPT = "accept"
    REJECT = "reject"
