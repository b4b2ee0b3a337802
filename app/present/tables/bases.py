"""Bases and the claims about them as tables. Pure."""

from app.domain.kinds import BaseKind, BaseStatus, Branch, ClaimProperty, Precision, ReviewState
from app.present.tables.columns import Column, ColumnType, Table, address, source_columns

NUMBER = ColumnType.NUMBER
BASES = Table(
    "bases",
    "Bases",
    "Military facilities and standing deployments of Russia outside its recognised borders, by host country.",
    "slug",
    (
        Column("slug", "Its key, as in its address.", lambda row, _: row.slug),
        Column("name", "Its name in English.", lambda row, _: row.name),
        Column("name_ru", "Its name in Russian.", lambda row, _: row.name_ru),
        Column("country", "Code of the recognised state that it stands in.", lambda row, _: row.host_code),
        Column("country_name", "Its name.", lambda row, _: row.host_name),
        Column("territory", "Code of the de-facto territory, where there is one.", lambda row, _: row.territory_code),
        Column("territory_name", "Its name.", lambda row, _: row.territory_name),
        Column("locality", "The place.", lambda row, _: row.locality),
        Column("latitude", "Degrees north (WGS 84).", lambda row, _: row.latitude, NUMBER),
        Column("longitude", "Degrees east (WGS 84).", lambda row, _: row.longitude, NUMBER),
        Column("precision", "What the coordinates are of.", lambda row, _: row.precision, words=Precision),
        Column("kind", "What it is.", lambda row, _: row.kind, words=BaseKind),
        Column("branch", "Whose it is.", lambda row, _: row.branch, words=Branch),
        Column("status", "How it stands.", lambda row, _: row.status, words=BaseStatus),
        Column("status_as_of", "The date of what that rests on.", lambda row, _: row.status_as_of, is_date=True),
        Column("opened", "Since when.", lambda row, _: row.opened, is_date=True),
        Column("closed", "Until when.", lambda row, _: row.closed, is_date=True),
        Column("personnel_low", "The least of all claims in figures, of any date.", lambda row, _: row.low, NUMBER),
        Column("personnel_high", "The most of them.", lambda row, _: row.high, NUMBER),
        Column("summary", "In our words.", lambda row, _: row.summary),
        Column("note", "A doubt or a correction.", lambda row, _: row.note),
        Column("articles", "How many articles its claims stand on.", lambda row, _: row.articles, ColumnType.INTEGER),
        *source_columns(lambda row: row.source, "that its status rests on"),
        address(lambda row: f"/bases/{row.slug}"),
    ),
    lambda row: (row.source,),
    {"country": ("countries", "code"), "source_article": ("articles", "id")},
)  # fmt: skip

CLAIMS = Table(
    "claims",
    "Claims about bases",
    "One sourced fact each: personnel, lease, status, equipment. Sources that disagree are claims side by side.",
    "id",
    (
        Column("id", "Its number.", lambda row, _: row.claim.id, ColumnType.INTEGER),
        Column("base", "The slug of the base.", lambda row, _: row.base_slug),
        Column("base_name", "Its name.", lambda row, _: row.base_name),
        Column("country", "Code of the state that the base stands in.", lambda row, _: row.host_code),
        Column("property", "What it is about.", lambda row, _: row.claim.what, words=ClaimProperty),
        Column("value", "As sourced.", lambda row, _: row.claim.value),
        Column("low", "The number in it, or the lower end of a range.", lambda row, _: row.claim.low, NUMBER),
        Column("high", "The number in it, or the upper end.", lambda row, _: row.claim.high, NUMBER),
        Column("as_of", "The day that it speaks of.", lambda row, _: row.claim.as_of, is_date=True),
        Column("is_computed", "True: follows from a date and a term; no source says it itself.",
               lambda row, _: row.claim.is_computed, ColumnType.BOOLEAN),
        Column("note", "What is thin about it.", lambda row, _: row.claim.note),
        Column("review", "Whether a person has looked at it.", lambda row, _: row.claim.review, words=ReviewState),
        Column("confidence", "Of the extractor, 0 to 1; empty where a person entered it.",
               lambda row, _: row.claim.confidence, NUMBER),
        *source_columns(lambda row: row.claim.source, "that says it"),
        address(lambda row: f"/bases/{row.base_slug}#claim-{row.claim.id}"),
    ),
    lambda row: (row.claim.source,),
    {"base": ("bases", "slug"), "country": ("countries", "code"), "source_article": ("articles", "id")},
)  # fmt: skip
