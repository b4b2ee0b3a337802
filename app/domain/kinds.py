"""The controlled vocabularies, one StrEnum each; the values are what database, API and URLs carry."""

from enum import StrEnum


class StatementKind(StrEnum):
    """What a speaker does by saying it."""

    DENIAL = "denial"
    CONFIRMATION = "confirmation"
    ANNOUNCEMENT = "announcement"
    PROPOSAL = "proposal"
    WARNING = "warning"
    CRITICISM = "criticism"
    COMMENT = "comment"


class StatementMode(StrEnum):
    """How the article gives the words: quoted, reported, or reported with quoted fragments."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementTopic(StrEnum):
    """What the statement is about; for a denial, what exactly is denied."""

    BASE = "base"
    DEPLOYMENT = "deployment"
    AGREEMENT = "agreement"
    MILITARY_AID = "military_aid"
    EXERCISE = "exercise"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class BaseKind(StrEnum):
    GARRISON = "garrison"
    AIR_BASE = "air_base"
    NAVAL_BASE = "naval_base"
    RADAR_STATION = "radar_station"
    SIGNALS_STATION = "signals_station"
    SPACE_FACILITY = "space_facility"
    TEST_RANGE = "test_range"
    LOGISTICS_POINT = "logistics_point"
    PEACEKEEPING = "peacekeeping"
    TRAINING_CENTRE = "training_centre"
    HEADQUARTERS = "headquarters"
    OTHER = "other"


class BaseStatus(StrEnum):
    ACTIVE = "active"
    PLANNED = "planned"
    PROPOSED = "proposed"
    REPORTED = "reported"
    DENIED = "denied"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    DISPUTED = "disputed"


class Branch(StrEnum):
    """The arm of the forces that runs a base."""

    GROUND_FORCES = "ground_forces"
    AEROSPACE_FORCES = "aerospace_forces"
    NAVY = "navy"
    SPACE_FORCES = "space_forces"
    BORDER_GUARDS = "border_guards"
    MILITARY_INTELLIGENCE = "military_intelligence"
    AFRICA_CORPS = "africa_corps"
    WAGNER = "wagner"
    MIXED = "mixed"


class Precision(StrEnum):
    """How exactly the coordinates of a base are known."""

    EXACT = "exact"
    LOCALITY = "locality"
    REGION = "region"


class ClaimProperty(StrEnum):
    PERSONNEL = "personnel"
    STATUS = "status"
    LOCATION = "location"
    EQUIPMENT = "equipment"
    AGREEMENT_SIGNED = "agreement_signed"
    LEASE_EXPIRES = "lease_expires"
    RENT_USD_PER_YEAR = "rent_usd_per_year"
    OPENED = "opened"
    MAX_SHIPS = "max_ships"


class AgreementKind(StrEnum):
    BASING = "basing"
    STATUS_OF_FORCES = "status_of_forces"
    MUTUAL_DEFENCE = "mutual_defence"
    DEFENCE_COOPERATION = "defence_cooperation"
    MILITARY_TECHNICAL = "military_technical"
    STRATEGIC_PARTNERSHIP = "strategic_partnership"
    LEASE = "lease"
    PORT_ACCESS = "port_access"
    PEACEKEEPING = "peacekeeping"
    AIR_DEFENCE = "air_defence"


class AgreementStatus(StrEnum):
    PROPOSED = "proposed"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    TERMINATED = "terminated"


class ReviewState(StrEnum):
    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class DenialOutcome(StrEnum):
    """What became of a denial; a person decides it."""

    OPEN = "open"
    HELD = "held"
    CONTRADICTED = "contradicted"
    SUPERSEDED = "superseded"


class BearingRelation(StrEnum):
    """What a record on the same matter is to a denial; none of them is a verdict."""

    CONTRADICTS = "contradicts"  # it goes against it
    SUPERSEDES = "supersedes"  # what came later overtook it
    SAYS_OTHERWISE = "says_otherwise"  # somebody of another side, or of no known one
    SUPPORTS = "supports"
    SEE_ALSO = "see_also"


class ArticleKind(StrEnum):
    """What the stored text is."""

    ARTICLE = "article"  # the publisher's own text
    BRIEF = "brief"  # our short report of an article, quoting the officials' words
    REFERENCE = "reference"  # our one-line notes on a page that we read; none of its text is held


class Origin(StrEnum):
    """Where a record came from."""

    SEED = "seed"
    EXTRACTED = "extracted"
    ANALYST = "analyst"


class MatchRule(StrEnum):
    """What must stand near a spelling before it may be matched; see seeds/README.md."""

    ALONE = "alone"
    CONTEXT = "context"  # a facility word in the same sentence
    CONTEXT_COUNTRY = "context_country"  # the host country, or the place, in the same paragraph
    NEVER_ALONE = "never_alone"  # a facility word and a Russian owner in the same sentence


class CountryKind(StrEnum):
    STATE = "state"
    TERRITORY = "territory"
    ORGANISATION = "organisation"


class PublisherKind(StrEnum):
    STATE_MEDIA = "state_media"
    NEWS_AGENCY = "news_agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    THINK_TANK = "think_tank"
    GOVERNMENT = "government"
    AGGREGATOR = "aggregator"
    BLOG = "blog"


class RunOutcome(StrEnum):
    """What became of one input of an ingest run."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


class FetchHow(StrEnum):
    """How the bytes of a source came in."""

    FETCHED = "fetched"  # when the article was added
    UPLOADED = "uploaded"
    RECHECKED = "rechecked"  # later, to see what became of the page


class SourceState(StrEnum):
    """What became of a page since its article was stored, as far as the last look at it says."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"  # for good, with the same text
    GONE = "gone"
    BLOCKED = "blocked"  # the site refuses, or wants a sign-in
    FAILED = "failed"  # no answer that can be read


class EditKind(StrEnum):
    """What a page did to a sentence that a record rests on."""

    ALTERED = "altered"
    VANISHED = "vanished"


class BatchState(StrEnum):
    """How far one item of a batch is."""

    WAITING = "waiting"  # to be fetched or looked at
    READY = "ready"  # it can be saved
    FAILED = "failed"
    SAVED = "saved"


class FeedState(StrEnum):
    """Whether a feed is polled."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"  # its site says that it is no more


class FeedItemOutcome(StrEnum):
    """What became of an item of a feed."""

    WAITING = "waiting"  # to be fetched
    TAKEN_IN = "taken_in"
    KNOWN = "known"  # its article was stored already
    SKIPPED = "skipped"  # by a rule, or as it repeats another item
    FAILED = "failed"


class PairState(StrEnum):
    """What was decided on two records that may be one."""

    OPEN = "open"
    LATER = "later"
    APART = "apart"  # a person found that they are two


class AlertSubject(StrEnum):
    """What people follow."""

    COUNTRY = "country"
    OFFICIAL = "official"
    BASE = "base"
    AGREEMENT = "agreement"
    SEARCH = "search"
    EXPIRY = "expiry"  # of any agreement


class AlertChannel(StrEnum):
    """How they are told; Atom needs no subscription."""

    WEBHOOK = "webhook"
    EMAIL = "email"


class SubscriptionState(StrEnum):
    UNCONFIRMED = "unconfirmed"  # an e-mail address whose owner has not said yes
    ACTIVE = "active"
    PAUSED = "paused"  # by its owner, or after too many failures


class AlertNews(StrEnum):
    """What happened to a record."""

    NEW = "new"
    CHANGED = "changed"  # the outcome of a denial, the status of a base or an agreement
    ENDING = "ending"  # an agreement, in twelve, six or one months


class MessageKind(StrEnum):
    EVENTS = "events"
    TEST = "test"
    CONFIRM = "confirm"


class MessageState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class CorrectionState(StrEnum):
    """How far editors are with a mistake that somebody reported."""

    WAITING = "waiting"
    ACCEPTED = "accepted"  # something was set right
    DECLINED = "declined"


class UserRole(StrEnum):
    VIEWER = "viewer"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


class TokenScope(StrEnum):
    """What a program may do with an API token; never more than its user may."""

    READ = "read"
    ADD = "add"
    REVIEW = "review"
    ALERTS = "alerts"
