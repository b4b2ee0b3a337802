"""The records"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "basing",
                "status_of_forces",
                "mutual_defence",
                "defence_cooperation",
                "military_technical",
                "strategic_partnership",
                "lease",
                "port_access",
                "peacekeeping",
                "air_defence",
                name="agreementkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "signed",
                "ratified",
                "in_force",
                "suspended",
                "expired",
                "terminated",
                name="agreementstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_as_of", sa.String(length=16), nullable=True),
        sa.Column("signed", sa.String(length=16), nullable=True),
        sa.Column("ratified", sa.String(length=16), nullable=True),
        sa.Column("in_force", sa.String(length=16), nullable=True),
        sa.Column("expires", sa.String(length=16), nullable=True),
        sa.Column("expires_day", sa.Date(), nullable=True),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.Column("term_years", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "seed",
                "extracted",
                "analyst",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "review",
            sa.Enum(
                "unreviewed",
                "accepted",
                "edited",
                "rejected",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_agreement_title_not_blank")),
        sa.CheckConstraint("term_years > 0", name=op.f("ck_agreement_term_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("slug", name=op.f("uq_agreement_slug")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index("ix_agreement_expires", ["expires_day", "id"], unique=False)
        batch_op.create_index("ix_agreement_kind_newest", ["kind", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_agreement_newest", ["sort_day", "id"], unique=False)
        batch_op.create_index("ix_agreement_status_newest", ["status", "sort_day", "id"], unique=False)

    op.create_table(
        "app_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "viewer",
                "analyst",
                "editor",
                "admin",
                name="userrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_app_user_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("name", name=op.f("uq_app_user_name")),
    )
    op.create_table(
        "country",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "state",
                "territory",
                "organisation",
                name="countrykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_ru", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("subregion", sa.String(), nullable=True),
        sa.Column("parent_code", sa.String(length=8), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind != 'territory' OR parent_code IS NOT NULL OR note IS NOT NULL",
            name=op.f("ck_country_territory_has_state_or_note"),
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_country_name_not_blank")),
        sa.ForeignKeyConstraint(["parent_code"], ["country.code"], name=op.f("fk_country_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_country")),
    )
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_country_parent_code"), ["parent_code"], unique=False)

    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_version_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "ingest_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_run")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_at"), ["at"], unique=False)
        batch_op.create_index("ix_revision_record", ["record_type", "record_id", "id"], unique=False)

    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("record_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint(
            "record_type", "record_id", name=op.f("uq_search_document_record_type_record_id")
        ),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index("ix_search_document_type_day", ["record_type", "sort_day", "id"], unique=False)

    op.create_table(
        "seed_record",
        sa.Column("record_type", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("seed_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record_type", "key", name=op.f("pk_seed_record")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_name"), ["name"], unique=False)

    op.create_table(
        "agreement_party",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("country_code", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_party_agreement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["country_code"], ["country.code"], name=op.f("fk_agreement_party_country_code")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "country_code", name=op.f("pk_agreement_party")),
    )
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_party_country_code"), ["country_code"], unique=False)

    op.create_table(
        "base",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("host_code", sa.String(length=8), nullable=False),
        sa.Column("territory_code", sa.String(length=8), nullable=True),
        sa.Column("locality", sa.String(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column(
            "precision",
            sa.Enum(
                "exact",
                "locality",
                "region",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("coordinates_source", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "garrison",
                "air_base",
                "naval_base",
                "radar_station",
                "signals_station",
                "space_facility",
                "test_range",
                "logistics_point",
                "peacekeeping",
                "training_centre",
                "headquarters",
                "other",
                name="basekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "branch",
            sa.Enum(
                "ground_forces",
                "aerospace_forces",
                "navy",
                "space_forces",
                "border_guards",
                "military_intelligence",
                "africa_corps",
                "wagner",
                "mixed",
                name="branch",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "planned",
                "proposed",
                "reported",
                "denied",
                "suspended",
                "withdrawn",
                "closed",
                "disputed",
                name="basestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_as_of", sa.String(length=16), nullable=True),
        sa.Column("opened", sa.String(length=16), nullable=True),
        sa.Column("closed", sa.String(length=16), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "seed",
                "extracted",
                "analyst",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "review",
            sa.Enum(
                "unreviewed",
                "accepted",
                "edited",
                "rejected",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_base_coordinates_together")
        ),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_base_latitude_range")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_base_name_not_blank")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_base_longitude_range")),
        sa.ForeignKeyConstraint(["host_code"], ["country.code"], name=op.f("fk_base_host_code")),
        sa.ForeignKeyConstraint(["territory_code"], ["country.code"], name=op.f("fk_base_territory_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base")),
        sa.UniqueConstraint("slug", name=op.f("uq_base_slug")),
    )
    with op.batch_alter_table("base", schema=None) as batch_op:
        batch_op.create_index("ix_base_branch_name", ["branch", "name", "id"], unique=False)
        batch_op.create_index("ix_base_host_name", ["host_code", "name", "id"], unique=False)
        batch_op.create_index("ix_base_kind_name", ["kind", "name", "id"], unique=False)
        batch_op.create_index("ix_base_name_id", ["name", "id"], unique=False)
        batch_op.create_index("ix_base_status_name", ["status", "name", "id"], unique=False)
        batch_op.create_index("ix_base_territory_name", ["territory_code", "name", "id"], unique=False)

    op.create_table(
        "official",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("country_code", sa.String(length=8), nullable=True),
        sa.Column("is_body", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "seed",
                "extracted",
                "analyst",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "review",
            sa.Enum(
                "unreviewed",
                "accepted",
                "edited",
                "rejected",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_official_name_not_blank")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_official_country_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
        sa.UniqueConstraint("slug", name=op.f("uq_official_slug")),
    )
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_official_country_code"), ["country_code"], unique=False)
        batch_op.create_index("ix_official_name_id", ["name", "id"], unique=False)

    op.create_table(
        "pending_article",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_pending_article_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_pending_article")),
    )
    with op.batch_alter_table("pending_article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pending_article_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_pending_article_user_id"), ["user_id"], unique=False)

    op.create_table(
        "publisher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(length=8), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "state_media",
                "news_agency",
                "newspaper",
                "broadcaster",
                "think_tank",
                "government",
                "aggregator",
                "blog",
                name="publisherkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("state_controlled", sa.Boolean(), nullable=True),
        sa.Column("reliability", sa.String(), nullable=True),
        sa.Column("full_text_allowed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "seed",
                "extracted",
                "analyst",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "reliability IN ('A','B','C','D','E','F')", name=op.f("ck_publisher_reliability_grade")
        ),
        sa.CheckConstraint("length(trim(domain)) > 0", name=op.f("ck_publisher_domain_not_blank")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_publisher_country_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publisher")),
        sa.UniqueConstraint("domain", name=op.f("uq_publisher_domain")),
    )
    with op.batch_alter_table("publisher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publisher_country_code"), ["country_code"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("csrf_token", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_web_session_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "agreement_base",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_base_agreement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["base_id"], ["base.id"], name=op.f("fk_agreement_base_base_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agreement_id", "base_id", name=op.f("pk_agreement_base")),
    )
    with op.batch_alter_table("agreement_base", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_base_base_id"), ["base_id"], unique=False)

    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "article",
                "brief",
                "reference",
                name="articlekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=True),
        sa.Column("published", sa.String(length=16), nullable=True),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_article_text_not_blank")),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_article_title_not_blank")),
        sa.CheckConstraint("text_length = length(text)", name=op.f("ck_article_text_length_true")),
        sa.ForeignKeyConstraint(["publisher_id"], ["publisher.id"], name=op.f("fk_article_publisher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_article_content_hash")),
        sa.UniqueConstraint("id", "text_length", name=op.f("uq_article_id_text_length")),
        sa.UniqueConstraint("url", "kind", name=op.f("uq_article_url_kind")),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index("ix_article_newest", ["sort_day", "id"], unique=False)
        batch_op.create_index("ix_article_publisher_newest", ["publisher_id", "sort_day", "id"], unique=False)

    op.create_table(
        "base_spelling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("spelling", sa.String(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "alone",
                "context",
                "context_country",
                "never_alone",
                name="matchrule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("length(trim(spelling)) > 0", name=op.f("ck_base_spelling_spelling_not_blank")),
        sa.ForeignKeyConstraint(
            ["base_id"], ["base.id"], name=op.f("fk_base_spelling_base_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_spelling")),
        sa.UniqueConstraint("base_id", "spelling", name=op.f("uq_base_spelling_base_id_spelling")),
    )
    with op.batch_alter_table("base_spelling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_base_spelling_spelling"), ["spelling"], unique=False)

    op.create_table(
        "official_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("held_from", sa.String(length=16), nullable=True),
        sa.Column("held_to", sa.String(length=16), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "from_day IS NULL OR to_day IS NULL OR from_day <= to_day",
            name=op.f("ck_official_role_from_before_to"),
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_official_role_title_not_blank")),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_official_role_official_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_role")),
    )
    with op.batch_alter_table("official_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_official_role_official_id"), ["official_id"], unique=False)

    op.create_table(
        "official_spelling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.Column("spelling", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(trim(spelling)) > 0", name=op.f("ck_official_spelling_spelling_not_blank")
        ),
        sa.ForeignKeyConstraint(
            ["official_id"],
            ["official.id"],
            name=op.f("fk_official_spelling_official_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_spelling")),
        sa.UniqueConstraint(
            "official_id", "spelling", name=op.f("uq_official_spelling_official_id_spelling")
        ),
    )
    with op.batch_alter_table("official_spelling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_official_spelling_spelling"), ["spelling"], unique=False)

    op.create_table(
        "publisher_domain",
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publisher_id"],
            ["publisher.id"],
            name=op.f("fk_publisher_domain_publisher_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_publisher_domain")),
    )
    with op.batch_alter_table("publisher_domain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publisher_domain_publisher_id"), ["publisher_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.CheckConstraint("0 <= start_at AND start_at < end_at", name=op.f("ck_evidence_not_empty")),
        sa.CheckConstraint("end_at <= text_length", name=op.f("ck_evidence_inside_text")),
        sa.CheckConstraint("length(quote) = end_at - start_at", name=op.f("ck_evidence_quote_is_the_span")),
        sa.ForeignKeyConstraint(
            ["article_id", "text_length"],
            ["article.id", "article.text_length"],
            name="fk_evidence_article",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_article_start", ["article_id", "start_at"], unique=False)

    op.create_table(
        "ingest_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "added",
                "unchanged",
                "skipped",
                "failed",
                name="runoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_ingest_item_article_id")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ingest_run.id"], name=op.f("fk_ingest_item_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_item")),
    )
    with op.batch_alter_table("ingest_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ingest_item_article_id"), ["article_id"], unique=False)
        batch_op.create_index("ix_ingest_item_run_outcome", ["run_id", "outcome"], unique=False)

    op.create_table(
        "agreement_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "signed",
                "ratified",
                "in_force",
                "suspended",
                "expired",
                "terminated",
                name="agreementstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("signed", sa.String(length=16), nullable=True),
        sa.Column("expires", sa.String(length=16), nullable=True),
        sa.Column("term_years", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_report_agreement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_agreement_report_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_report")),
        sa.UniqueConstraint(
            "agreement_id", "evidence_id", name=op.f("uq_agreement_report_agreement_id_evidence_id")
        ),
    )
    with op.batch_alter_table("agreement_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_report_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "base_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["base.id"], name=op.f("fk_base_report_base_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_base_report_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_report")),
        sa.UniqueConstraint("base_id", "evidence_id", name=op.f("uq_base_report_base_id_evidence_id")),
    )
    with op.batch_alter_table("base_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_base_report_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column(
            "property",
            sa.Enum(
                "personnel",
                "status",
                "location",
                "equipment",
                "agreement_signed",
                "lease_expires",
                "rent_usd_per_year",
                "opened",
                "max_ships",
                name="claimproperty",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("as_of", sa.String(length=16), nullable=True),
        sa.Column("as_of_day", sa.Date(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("is_computed", sa.Boolean(), nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "seed",
                "extracted",
                "analyst",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "review",
            sa.Enum(
                "unreviewed",
                "accepted",
                "edited",
                "rejected",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("credibility BETWEEN 1 AND 6", name=op.f("ck_claim_credibility_grade")),
        sa.CheckConstraint("length(trim(value)) > 0", name=op.f("ck_claim_value_not_blank")),
        sa.CheckConstraint(
            "low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_claim_low_before_high")
        ),
        sa.ForeignKeyConstraint(["base_id"], ["base.id"], name=op.f("fk_claim_base_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_claim_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(
            "ix_claim_base_property", ["base_id", "property", "as_of_day", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_claim_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(length=8), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column(
            "review",
            sa.Enum(
                "unreviewed",
                "accepted",
                "edited",
                "rejected",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('official', 'base', 'agreement')", name=op.f("ck_proposal_kind_word")),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_proposal_name_not_blank")),
        sa.ForeignKeyConstraint(["country_code"], ["country.code"], name=op.f("fk_proposal_country_code")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_proposal_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("kind", "evidence_id", name=op.f("uq_proposal_kind_evidence_id")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_country_code"), ["country_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index("ix_proposal_review", ["review", "id"], unique=False)

    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=True),
        sa.Column("official_id", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("speaker_mention", sa.String(), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "direct",
                "indirect",
                "mixed",
                name="statementmode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "denial",
                "confirmation",
                "announcement",
                "proposal",
                "warning",
                "criticism",
                "comment",
                name="statementkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.Enum(
                "base",
                "deployment",
                "agreement",
                "military_aid",
                "exercise",
                "withdrawal",
                "other",
                name="statementtopic",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("said_on", sa.String(length=16), nullable=True),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("is_summary", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "held",
                "contradicted",
                "superseded",
                name="denialoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "seed",
                "extracted",
                "analyst",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "review",
            sa.Enum(
                "unreviewed",
                "accepted",
                "edited",
                "rejected",
                name="reviewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("outcome IS NULL OR kind = 'denial'", name=op.f("ck_statement_outcome_of_denial")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_statement_confidence_share")),
        sa.CheckConstraint("length(trim(quote)) > 0", name=op.f("ck_statement_quote_not_blank")),
        sa.CheckConstraint("length(trim(speaker)) > 0", name=op.f("ck_statement_speaker_not_blank")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_statement_article_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_statement_evidence_id")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_statement_official_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("slug", name=op.f("uq_statement_slug")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index("ix_statement_kind_newest", ["kind", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_statement_mode_newest", ["mode", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_statement_newest", ["sort_day", "id"], unique=False)
        batch_op.create_index("ix_statement_official_newest", ["official_id", "sort_day", "id"], unique=False)
        batch_op.create_index("ix_statement_topic_newest", ["topic", "sort_day", "id"], unique=False)

    op.create_table(
        "statement_base",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["base.id"], name=op.f("fk_statement_base_base_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_base_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "base_id", name=op.f("pk_statement_base")),
    )
    with op.batch_alter_table("statement_base", schema=None) as batch_op:
        batch_op.create_index(
            "ix_statement_base_newest", ["base_id", "sort_day", "statement_id"], unique=False
        )

    op.create_table(
        "statement_bearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(), nullable=True),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.Column("day", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "relation IN ('contradicts', 'see_also')", name=op.f("ck_statement_bearing_relation_word")
        ),
        sa.CheckConstraint(
            "(other_id IS NULL) != (event IS NULL)", name=op.f("ck_statement_bearing_statement_or_event")
        ),
        sa.CheckConstraint(
            "event IS NULL OR source_url IS NOT NULL", name=op.f("ck_statement_bearing_event_has_source")
        ),
        sa.CheckConstraint(
            "other_id IS NULL OR other_id != statement_id", name=op.f("ck_statement_bearing_not_itself")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["statement.id"], name=op.f("fk_statement_bearing_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_bearing_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_bearing")),
        sa.UniqueConstraint(
            "statement_id", "other_id", "event", name=op.f("uq_statement_bearing_statement_id_other_id_event")
        ),
    )
    with op.batch_alter_table("statement_bearing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_bearing_other_id"), ["other_id"], unique=False)

    op.create_table(
        "statement_country",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("country_code", sa.String(length=8), nullable=False),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_code"], ["country.code"], name=op.f("fk_statement_country_country_code")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_country_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "country_code", name=op.f("pk_statement_country")),
    )
    with op.batch_alter_table("statement_country", schema=None) as batch_op:
        batch_op.create_index(
            "ix_statement_country_newest", ["country_code", "sort_day", "statement_id"], unique=False
        )

    op.create_table(
        "statement_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_statement_report_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_report_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_report")),
        sa.UniqueConstraint(
            "statement_id", "evidence_id", name=op.f("uq_statement_report_statement_id_evidence_id")
        ),
    )
    with op.batch_alter_table("statement_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_report_evidence_id"), ["evidence_id"], unique=False)

    _create_text_index()


def downgrade() -> None:
    _drop_text_index()
    with op.batch_alter_table("statement_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_report_evidence_id"))

    op.drop_table("statement_report")
    with op.batch_alter_table("statement_country", schema=None) as batch_op:
        batch_op.drop_index("ix_statement_country_newest")

    op.drop_table("statement_country")
    with op.batch_alter_table("statement_bearing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_bearing_other_id"))

    op.drop_table("statement_bearing")
    with op.batch_alter_table("statement_base", schema=None) as batch_op:
        batch_op.drop_index("ix_statement_base_newest")

    op.drop_table("statement_base")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index("ix_statement_topic_newest")
        batch_op.drop_index("ix_statement_official_newest")
        batch_op.drop_index("ix_statement_newest")
        batch_op.drop_index("ix_statement_mode_newest")
        batch_op.drop_index("ix_statement_kind_newest")
        batch_op.drop_index(batch_op.f("ix_statement_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_statement_article_id"))

    op.drop_table("statement")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_review")
        batch_op.drop_index(batch_op.f("ix_proposal_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_country_code"))

    op.drop_table("proposal")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_evidence_id"))
        batch_op.drop_index("ix_claim_base_property")

    op.drop_table("claim")
    with op.batch_alter_table("base_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_base_report_evidence_id"))

    op.drop_table("base_report")
    with op.batch_alter_table("agreement_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_report_evidence_id"))

    op.drop_table("agreement_report")
    with op.batch_alter_table("ingest_item", schema=None) as batch_op:
        batch_op.drop_index("ix_ingest_item_run_outcome")
        batch_op.drop_index(batch_op.f("ix_ingest_item_article_id"))

    op.drop_table("ingest_item")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_article_start")

    op.drop_table("evidence")
    with op.batch_alter_table("publisher_domain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publisher_domain_publisher_id"))

    op.drop_table("publisher_domain")
    with op.batch_alter_table("official_spelling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_official_spelling_spelling"))

    op.drop_table("official_spelling")
    with op.batch_alter_table("official_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_official_role_official_id"))

    op.drop_table("official_role")
    with op.batch_alter_table("base_spelling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_base_spelling_spelling"))

    op.drop_table("base_spelling")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index("ix_article_publisher_newest")
        batch_op.drop_index("ix_article_newest")

    op.drop_table("article")
    with op.batch_alter_table("agreement_base", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_base_base_id"))

    op.drop_table("agreement_base")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_user_id"))
        batch_op.drop_index(batch_op.f("ix_web_session_expires_at"))

    op.drop_table("web_session")
    with op.batch_alter_table("publisher", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publisher_country_code"))

    op.drop_table("publisher")
    with op.batch_alter_table("pending_article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pending_article_user_id"))
        batch_op.drop_index(batch_op.f("ix_pending_article_created_at"))

    op.drop_table("pending_article")
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.drop_index("ix_official_name_id")
        batch_op.drop_index(batch_op.f("ix_official_country_code"))

    op.drop_table("official")
    with op.batch_alter_table("base", schema=None) as batch_op:
        batch_op.drop_index("ix_base_territory_name")
        batch_op.drop_index("ix_base_status_name")
        batch_op.drop_index("ix_base_name_id")
        batch_op.drop_index("ix_base_kind_name")
        batch_op.drop_index("ix_base_host_name")
        batch_op.drop_index("ix_base_branch_name")

    op.drop_table("base")
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_party_country_code"))

    op.drop_table("agreement_party")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_name"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_address"))

    op.drop_table("sign_in_attempt")
    op.drop_table("seed_record")
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.drop_index("ix_search_document_type_day")

    op.drop_table("search_document")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index("ix_revision_record")
        batch_op.drop_index(batch_op.f("ix_revision_at"))

    op.drop_table("revision")
    op.drop_table("ingest_run")
    op.drop_table("data_version")
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_country_parent_code"))

    op.drop_table("country")
    op.drop_table("app_user")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_status_newest")
        batch_op.drop_index("ix_agreement_newest")
        batch_op.drop_index("ix_agreement_kind_newest")
        batch_op.drop_index("ix_agreement_expires")

    op.drop_table("agreement")


def _create_text_index() -> None:
    """Full text over `search_document.stems`; the words are cut and stemmed before they are stored, so that
    both databases index the same tokens."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_search_document_text ON search_document USING gin (to_tsvector('simple', stems))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5(stems, content='search_document', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    added = "INSERT INTO search_text(rowid, stems) VALUES (new.id, new.stems);"
    gone = "INSERT INTO search_text(search_text, rowid, stems) VALUES ('delete', old.id, old.stems);"
    for name, event, body in (
        ("insert", "AFTER INSERT", added),
        ("delete", "AFTER DELETE", gone),
        ("update", "AFTER UPDATE", gone + added),
    ):
        op.execute(f"CREATE TRIGGER search_document_{name} {event} ON search_document BEGIN {body} END")


def _drop_text_index() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_document_text")
        return
    for name in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER search_document_{name}")
    op.execute("DROP TABLE search_text")
