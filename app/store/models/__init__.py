"""The tables, one module per record. Importing this package registers them all."""

from app.store.models.account import (
    ApiToken,
    OidcStart,
    ResetLink,
    SignInAttempt,
    User,
    UserIdentity,
    WebSession,
)
from app.store.models.agreement import Agreement, AgreementBase, AgreementParty, AgreementReport
from app.store.models.alert import AlertEvent, AlertMessage, AlertSeen, AlertSubscription
from app.store.models.article import Article, ArticleBand, Evidence
from app.store.models.base import Model
from app.store.models.correction import Correction, CorrectionDecision
from app.store.models.country import Country
from app.store.models.feed import Feed, FeedItem
from app.store.models.official import Official, OfficialRole, OfficialSpelling
from app.store.models.pending import PendingArticle, PendingBatch, PendingItem
from app.store.models.presence import ReviewPresence
from app.store.models.publisher import Publisher, PublisherDomain
from app.store.models.queue import ArticleSeen, BlockKey, QueuedArticle, QueuedMark, SamePair
from app.store.models.search import SearchDocument, SearchFacet
from app.store.models.site import Base, BaseReport, BaseSpelling, Claim
from app.store.models.source import ArticleFetch, EvidenceEdit, SourceCheck
from app.store.models.statement import (
    Statement,
    StatementApart,
    StatementBase,
    StatementBearing,
    StatementCountry,
    StatementReport,
)
from app.store.models.work import (
    DataVersion,
    IngestItem,
    IngestRun,
    Proposal,
    Revision,
    RevisionChange,
    SeedRecord,
)

__all__ = [
    "Agreement",
    "AgreementBase",
    "AgreementParty",
    "AgreementReport",
    "AlertEvent",
    "AlertMessage",
    "AlertSeen",
    "AlertSubscription",
    "ApiToken",
    "Article",
    "ArticleBand",
    "ArticleFetch",
    "ArticleSeen",
    "Base",
    "BaseReport",
    "BaseSpelling",
    "BlockKey",
    "Claim",
    "Correction",
    "CorrectionDecision",
    "Country",
    "DataVersion",
    "Evidence",
    "EvidenceEdit",
    "Feed",
    "FeedItem",
    "IngestItem",
    "IngestRun",
    "Model",
    "Official",
    "OfficialRole",
    "OfficialSpelling",
    "OidcStart",
    "PendingArticle",
    "PendingBatch",
    "PendingItem",
    "Proposal",
    "Publisher",
    "PublisherDomain",
    "QueuedArticle",
    "QueuedMark",
    "ResetLink",
    "ReviewPresence",
    "Revision",
    "RevisionChange",
    "SamePair",
    "SearchDocument",
    "SearchFacet",
    "SeedRecord",
    "SignInAttempt",
    "SourceCheck",
    "Statement",
    "StatementApart",
    "StatementBase",
    "StatementBearing",
    "StatementCountry",
    "StatementReport",
    "User",
    "UserIdentity",
    "WebSession",
]
