"""Statements and denials as tables. Pure."""

from app.domain.kinds import DenialOutcome, ReviewState, StatementKind, StatementMode, StatementTopic
from app.present.tables.columns import Column, ColumnType, Table, address, source_columns

_COLUMNS = (
    Column("id", "Its number.", lambda row, _: row.id, ColumnType.INTEGER),
    Column("said_on", "When it was said, no more precise than the source.", lambda row, _: row.said_on, is_date=True),
    Column("speaker", "The official's name, else the fullest name that the article gives.", lambda row, _: row.speaker),
    Column("official", "The slug of the official; empty where the speaker is none that is on record.",
           lambda row, _: row.official_slug),
    Column("role", "The post held on that day, where it is known.", lambda row, _: row.role),
    Column("kind", "What the speaker does by saying it.", lambda row, _: row.kind, words=StatementKind),
    Column("topic", "What it is about; of a denial, what is denied.", lambda row, _: row.topic, words=StatementTopic),
    Column("mode", "How the article gives the words.", lambda row, _: row.mode, words=StatementMode),
    Column("quote", "The words as the article has them, or our summary.", lambda row, _: row.quote),
    Column("is_summary", "True: `quote` is our summary, not the speaker's words.",
           lambda row, _: row.is_summary, ColumnType.BOOLEAN),
    Column("countries", "Codes of the countries and territories that it is about.",
           lambda row, _: [code for code, _ in sorted(row.countries)], ColumnType.LIST),
    Column("country_names", "Their names, in the same order.",
           lambda row, _: [name for _, name in sorted(row.countries)], ColumnType.LIST),
    Column("outcome", "Of a denial: what became of it, decided by an editor.", lambda row, _: row.outcome,
           words=DenialOutcome),
    Column("finding", "Of a denial: the editor's reason in one line.", lambda row, _: row.finding),
    Column("review", "Whether a person has looked at it.", lambda row, _: row.review, words=ReviewState),
    Column("articles", "In how many articles it is reported.", lambda row, _: row.articles, ColumnType.INTEGER),
    *source_columns(lambda row: row.source, "that reports it first"),
    address(lambda row: f"/statements/{row.id}"),
)  # fmt: skip
_LINKS = {"official": ("officials", "slug"), "source_article": ("articles", "id")}

STATEMENTS = Table(
    "statements",
    "Statements",
    "What officials said, newest first.",
    "id",
    _COLUMNS,
    lambda row: (row.source,),
    _LINKS,
)
DENIALS = Table(
    "denials",
    "Denials",
    "The statements that deny something, with what became of each.",
    "id",
    _COLUMNS,
    lambda row: (row.source,),
    _LINKS,
)
