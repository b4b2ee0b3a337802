"""Every word of the vocabularies with what it means: for the page of the vocabulary. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain import kinds as k
from app.present.language import gettext as _


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One list of words. `sign` names the chip that shows a word; `filter` is the address of the list of one."""

    key: str
    title: str
    about: str
    words: Mapping[StrEnum, str]
    sign: str = ""
    filter: str = ""


def vocabularies() -> list[Vocabulary]:
    """All of them, in the order of the page."""
    return [*_of_statements(), *_of_bases(), *_of_agreements(), _review()]


def topic_words() -> dict[StrEnum, str]:
    """What each topic of a statement means."""
    return {
        k.StatementTopic.BASE: _("a base, a facility or a place for one"),
        k.StatementTopic.DEPLOYMENT: _("troops, aircraft, ships or arms that are sent or stand somewhere"),
        k.StatementTopic.AGREEMENT: _("a treaty, lease or accord: its making, its terms, its end"),
        k.StatementTopic.MILITARY_AID: _("arms, money, training or instructors given to a side"),
        k.StatementTopic.EXERCISE: _("manoeuvres, and forces that are there for them alone"),
        k.StatementTopic.WITHDRAWAL: _("forces that leave, or are asked to"),
        k.StatementTopic.OTHER: _("military or security cooperation that is none of these"),
    }


def _of_statements() -> list[Vocabulary]:
    return [
        Vocabulary(
            "kinds",
            _("Kinds of statements"),
            _("What a speaker does by saying it."),
            {
                k.StatementKind.DENIAL: _(
                    "denies, rules out, rejects, plays down; says that there is no such base, plan, request or troops"
                ),
                k.StatementKind.CONFIRMATION: _(
                    "admits or confirms that something exists, or is still in force"
                ),
                k.StatementKind.ANNOUNCEMENT: _(
                    "makes a deployment, base, agreement, aid, visit or plan known; says what will be done"
                ),
                k.StatementKind.PROPOSAL: _("offers, asks for, is ready for, considers"),
                k.StatementKind.WARNING: _("threatens, warns, urges against"),
                k.StatementKind.CRITICISM: _("condemns another side's presence or conduct"),
                k.StatementKind.COMMENT: _("says anything else on the subject"),
            },
            "statement",
            "/statements?kind=",
        ),
        Vocabulary(
            "topics",
            _("Topics"),
            _("What a statement is about; of a denial, what exactly is denied."),
            topic_words(),
            filter="/statements?topic=",
        ),
        Vocabulary(
            "modes",
            _("Whose words"),
            _("How the article gives what was said."),
            {
                k.StatementMode.DIRECT: _("inside quotation marks"),
                k.StatementMode.INDIRECT: _("reported in the writer's words"),
                k.StatementMode.MIXED: _("an indirect sentence with quoted parts"),
            },
        ),
        Vocabulary(
            "outcomes",
            _("What became of a denial"),
            _("An editor decides it. Until then a denial is open, whatever stands beside it."),
            {
                k.DenialOutcome.OPEN: _("nothing is decided yet"),
                k.DenialOutcome.HELD: _(
                    "what was denied has not come to be known, and an editor found that it held"
                ),
                k.DenialOutcome.CONTRADICTED: _("a source shows that what was denied was so at the time"),
                k.DenialOutcome.SUPERSEDED: _("it was so when it was said, and later events overtook it"),
            },
            "outcome",
            "/denials?outcome=",
        ),
        Vocabulary(
            "bearings",
            _("What bears on a denial"),
            _("What stands beside it; none of these is a verdict."),
            {
                k.BearingRelation.CONTRADICTS: _("it goes against the denial"),
                k.BearingRelation.SUPERSEDES: _("what came later overtook it"),
                k.BearingRelation.SAYS_OTHERWISE: _(
                    "somebody of another side, or of no known one, says otherwise"
                ),
                k.BearingRelation.SUPPORTS: _("it speaks for the denial"),
                k.BearingRelation.SEE_ALSO: _("it is on the same matter"),
            },
        ),
    ]


def _of_bases() -> list[Vocabulary]:
    return [
        Vocabulary(
            "base-kinds",
            _("Kinds of bases"),
            _("The shape is that of the mark on the map."),
            {
                k.BaseKind.GARRISON: _("ground troops and their barracks"),
                k.BaseKind.AIR_BASE: _("an airfield that Russian aircraft fly from"),
                k.BaseKind.NAVAL_BASE: _("a port with berths or support for warships"),
                k.BaseKind.RADAR_STATION: _("a radar of early warning or air defence"),
                k.BaseKind.SIGNALS_STATION: _("a station that listens or relays"),
                k.BaseKind.SPACE_FACILITY: _("a launch site, or a station that tracks satellites"),
                k.BaseKind.TEST_RANGE: _("a ground for trials of arms"),
                k.BaseKind.LOGISTICS_POINT: _("a place for supply and repair, smaller than a base"),
                k.BaseKind.PEACEKEEPING: _("a contingent that goes by the name of peacekeepers"),
                k.BaseKind.TRAINING_CENTRE: _("instructors and the ground that they use"),
                k.BaseKind.HEADQUARTERS: _("a command without troops of its own"),
                k.BaseKind.OTHER: _("anything else"),
            },
            "base_kind",
            "/bases?kind=",
        ),
        Vocabulary(
            "base-statuses",
            _("Status of a base"),
            _("What sources say of it now, by the rule for claims that differ."),
            {
                k.BaseStatus.ACTIVE: _("Russian forces use it"),
                k.BaseStatus.PLANNED: _("its making is decided or under way"),
                k.BaseStatus.PROPOSED: _("somebody has offered or asked for it"),
                k.BaseStatus.REPORTED: _("it is said to exist, and no side confirms it"),
                k.BaseStatus.DENIED: _("it was said to exist or be planned, and a side denies it"),
                k.BaseStatus.SUSPENDED: _("its use is interrupted"),
                k.BaseStatus.WITHDRAWN: _("the forces have left"),
                k.BaseStatus.CLOSED: _("it is given up, or dissolved"),
                k.BaseStatus.DISPUTED: _("states disagree on whose territory it stands, or whether by right"),
            },
            "status",
            "/bases?status=",
        ),
        Vocabulary(
            "claims",
            _("Claims on a base"),
            _("One sourced fact each, with the day that it is true of."),
            {
                k.ClaimProperty.PERSONNEL: _("how many people serve there; a number or a range"),
                k.ClaimProperty.STATUS: _("whether it is active, planned, closed …"),
                k.ClaimProperty.LOCATION: _("where it stands"),
                k.ClaimProperty.EQUIPMENT: _("aircraft, ships, vehicles, systems"),
                k.ClaimProperty.AGREEMENT_SIGNED: _("when the agreement on it was signed"),
                k.ClaimProperty.LEASE_EXPIRES: _("when its lease ends"),
                k.ClaimProperty.RENT_USD_PER_YEAR: _("what is paid for it, in US dollars a year"),
                k.ClaimProperty.OPENED: _("when it was opened"),
                k.ClaimProperty.MAX_SHIPS: _("how many ships may be there at once"),
            },
        ),
        Vocabulary(
            "precision",
            _("How exactly a place is known"),
            _("Of the coordinates of a base."),
            {
                k.Precision.EXACT: _("the site itself"),
                k.Precision.LOCALITY: _("the town that it is named after"),
                k.Precision.REGION: _("a district or province; the mark stands in its middle"),
            },
        ),
    ]


def _of_agreements() -> list[Vocabulary]:
    return [
        Vocabulary(
            "agreement-kinds",
            _("Kinds of agreements"),
            _("What an agreement is about; of several, the most specific."),
            {
                k.AgreementKind.BASING: _("that a base may stand, and on what terms"),
                k.AgreementKind.STATUS_OF_FORCES: _(
                    "the rights and duties of forces on another state's territory"
                ),
                k.AgreementKind.MUTUAL_DEFENCE: _("that an attack on one is an attack on the other"),
                k.AgreementKind.DEFENCE_COOPERATION: _(
                    "exercises, training, exchange between ministries of defence"
                ),
                k.AgreementKind.MILITARY_TECHNICAL: _("arms: their sale, upkeep and making"),
                k.AgreementKind.STRATEGIC_PARTNERSHIP: _(
                    "relations as a whole, with articles on defence or security"
                ),
                k.AgreementKind.LEASE: _("the use of land or a facility for a rent"),
                k.AgreementKind.PORT_ACCESS: _("calls of warships at a port"),
                k.AgreementKind.PEACEKEEPING: _("a mission that goes by that name"),
                k.AgreementKind.AIR_DEFENCE: _("one system of air defence, or a share in it"),
            },
            filter="/agreements?kind=",
        ),
        Vocabulary(
            "agreement-statuses",
            _("Status of an agreement"),
            _("As of the newest source; an end that is past makes none expired by itself."),
            {
                k.AgreementStatus.PROPOSED: _("spoken of or drafted"),
                k.AgreementStatus.SIGNED: _("signed, and not known to be ratified"),
                k.AgreementStatus.RATIFIED: _("ratified, and not known to be in force"),
                k.AgreementStatus.IN_FORCE: _("it binds"),
                k.AgreementStatus.SUSPENDED: _("it stands, and is not applied"),
                k.AgreementStatus.EXPIRED: _("its term has run out"),
                k.AgreementStatus.TERMINATED: _("a party has ended it, or all have"),
            },
            "agreement",
            "/agreements?status=",
        ),
    ]


def _review() -> Vocabulary:
    return Vocabulary(
        "review",
        _("How far a person has looked"),
        _("Of every record that a program found."),
        {
            k.ReviewState.UNREVIEWED: _("as the program found it; nobody has looked at it yet"),
            k.ReviewState.ACCEPTED: _("a person found it right"),
            k.ReviewState.EDITED: _("a person set something right; its history has what stood before"),
            k.ReviewState.REJECTED: _("a person found it wrong; it is not shown"),
        },
        "review",
    )
