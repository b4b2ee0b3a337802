"""Officials, countries, articles and publishers as tables. Pure."""

from app.domain.kinds import ArticleKind, CountryKind, PublisherKind
from app.present.tables.columns import Column, ColumnType, Table, address, source_columns

INTEGER, BOOLEAN = ColumnType.INTEGER, ColumnType.BOOLEAN
OFFICIALS = Table(
    "officials",
    "Officials",
    "People and offices that speak for a state or a body, by name.",
    "slug",
    (
        Column("slug", "The key, as in the address.", lambda row, _: row.slug),
        Column("name", "The name in English.", lambda row, _: row.name),
        Column("name_ru", "The name in Russian.", lambda row, _: row.name_ru),
        Column("is_body", "True: an office rather than a person.", lambda row, _: row.is_body, BOOLEAN),
        Column("country", "Code of the state that they speak for.", lambda row, _: row.country_code),
        Column("country_name", "Its name.", lambda row, _: row.country),
        Column("role", "The latest post on record.", lambda row, _: row.role.title if row.role else None),
        Column("role_body", "Where.", lambda row, _: row.role.body if row.role else None),
        Column("role_from", "Since when.", lambda row, _: row.role.held_from if row.role else None, is_date=True),
        Column("role_to", "Until when; empty: still held, or not established.",
               lambda row, _: row.role.held_to if row.role else None, is_date=True),
        Column("role_source", "An address, or `general knowledge`, which is provisional.",
               lambda row, _: row.role.source if row.role else None),
        Column("statements", "How many are on record.", lambda row, _: row.statements, INTEGER),
        Column("denials", "How many of them deny something.", lambda row, _: row.denials, INTEGER),
        *source_columns(lambda row: row.latest, "that reports the newest of the statements"),
        address(lambda row: f"/officials/{row.slug}"),
    ),
    lambda row: (row.latest,),
    {"source_article": ("articles", "id")},
)  # fmt: skip

COUNTRIES = Table(
    "countries",
    "Countries",
    "States, de-facto territories and organisations with something on record, and how much.",
    "code",
    (
        Column("code", "ISO 3166-1 alpha-2, or a territory code.", lambda row, _: row.facts.code),
        Column("name", "The name in English.", lambda row, _: row.facts.name),
        Column("name_ru", "The name in Russian.", lambda row, _: row.facts.name_ru),
        Column("kind", "What it is.", lambda row, _: row.facts.kind, words=CountryKind),
        Column("region", "The region of the world.", lambda row, _: row.facts.region),
        Column("parent", "Of a territory: code of the state that it is recognised as part of.",
               lambda row, _: row.facts.parent_code),
        Column("active_bases", "Bases that are active.", lambda row, _: row.active, INTEGER),
        Column("standing_bases", "Active, disputed or suspended.", lambda row, _: row.standing, INTEGER),
        Column("bases", "All on record.", lambda row, _: row.bases, INTEGER),
        Column("agreements", "With it as a party.", lambda row, _: row.agreements, INTEGER),
        Column("statements", "About it.", lambda row, _: row.statements, INTEGER),
        Column("denials", "About it.", lambda row, _: row.denials, INTEGER),
        Column("note", "What to know about its status.", lambda row, _: row.facts.note),
        Column("source_url", "Where that stands.", lambda row, _: row.facts.source_url),
        address(lambda row: f"/countries/{row.facts.code}"),
    ),
    lambda row: (),
)  # fmt: skip

ARTICLES = Table(
    "articles",
    "Articles",
    "The texts that the record rests on, newest first; never the texts themselves.",
    "id",
    (
        Column("id", "Its number.", lambda row, _: row.id, INTEGER),
        Column("kind", "Whose words: the publisher's, our brief's, ours.", lambda row, _: row.kind, words=ArticleKind),
        Column("title", "Its title.", lambda row, _: row.title),
        Column("url", "The publisher's page.", lambda row, _: row.url),
        Column("publisher", "Its name.", lambda row, _: row.publisher),
        Column("publisher_domain", "Its main domain.", lambda row, _: row.publisher_domain),
        Column("state_controlled", "Whether the publisher is; empty where it is mixed or not established.",
               lambda row, _: row.state_controlled, BOOLEAN),
        Column("published", "When.", lambda row, _: row.published, is_date=True),
        Column("language", "ISO 639-1, of most of the text.", lambda row, _: row.language),
        Column("records", "Places in it that records rest on.", lambda row, _: row.records, INTEGER),
        address(lambda row: f"/articles/{row.id}"),
    ),
    lambda row: (),
    {"publisher_domain": ("publishers", "domain")},
)  # fmt: skip

PUBLISHERS = Table(
    "publishers",
    "Publishers",
    "Who published the articles, by name.",
    "domain",
    (
        Column("domain", "Its main domain.", lambda row, _: row.domain),
        Column("name", "Its name.", lambda row, _: row.name),
        Column("country", "Code of its country.", lambda row, _: row.country_code),
        Column("language", "ISO 639-1.", lambda row, _: row.language),
        Column("kind", "What it is.", lambda row, _: row.kind, words=PublisherKind),
        Column("state_controlled", "Whether it is; empty where it is mixed or not established.",
               lambda row, _: row.state_controlled, BOOLEAN),
        Column("reliability", "A to F (Admiralty code), an editor's judgement; empty: not graded.",
               lambda row, _: row.reliability),
        Column("articles", "How many of its texts are on record.", lambda row, _: row.articles, INTEGER),
        Column("note", "What to know about it.", lambda row, _: row.note),
        address(lambda row: f"/articles?publisher={row.domain}"),
    ),
    lambda row: (),
)  # fmt: skip
