"""Agreements as a table. Pure."""

from app.domain.kinds import AgreementKind, AgreementStatus, ReviewState
from app.present.tables.columns import Column, ColumnType, Table, address, many_sources

AGREEMENTS = Table(
    "agreements",
    "Agreements",
    "Treaties, leases and cooperation accords, the latest signed first.",
    "slug",
    (
        Column("slug", "Its key, as in its address.", lambda row, _: row.slug),
        Column("title", "Its title.", lambda row, _: row.title),
        Column("kind", "What it is.", lambda row, _: row.kind, words=AgreementKind),
        Column("status", "How it stands.", lambda row, _: row.status, words=AgreementStatus),
        Column("status_as_of", "The date of what that rests on.", lambda row, _: row.status_as_of, is_date=True),
        Column("signed", "When it was signed.", lambda row, _: row.signed, is_date=True),
        Column("ratified", "When it was ratified.", lambda row, _: row.ratified, is_date=True),
        Column("in_force", "Since when it is in force.", lambda row, _: row.in_force, is_date=True),
        Column("expires", "When it ends; empty is unknown, not endless.", lambda row, _: row.expires, is_date=True),
        Column("term_years", "Its term.", lambda row, _: row.term_years, ColumnType.INTEGER),
        Column("parties", "Codes of the parties.", lambda row, _: [code for code, _ in sorted(row.parties)],
               ColumnType.LIST),
        Column("party_names", "Their names, in the same order.",
               lambda row, _: [name for _, name in sorted(row.parties)],
               ColumnType.LIST),
        Column("summary", "In our words.", lambda row, _: row.summary),
        Column("note", "A doubt or a correction.", lambda row, _: row.note),
        Column("review", "Whether a person has looked at it.", lambda row, _: row.review, words=ReviewState),
        *many_sources(lambda row: row.sources),
        address(lambda row: f"/agreements/{row.slug}"),
    ),
    lambda row: (),
)  # fmt: skip
