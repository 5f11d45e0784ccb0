"""Begin: every table of the first version.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(32)

FORWARD = (("story", "live_facts_id", "facts"), ("edition", "live_revision_id", "revision"))
"""Foreign keys that point forward: SQLite takes them with the table and can add none, PostgreSQL only afterwards."""

TABLES = (
    "outbox",
    "stamp",
    "audit_entry",
    "staff_user",
    "staff_grant",
    "asset",
    "asset_text",
    "rendition",
    "story",
    "facts",
    "edition",
    "revision",
    "publication",
    "alias",
    "old_url",
    "term",
    "term_text",
    "name_form",
    "facts_term",
    "review",
    "source_check",
    "reader_request",
    "social_post",
    "social_post_text",
    "site_block",
)
"""Every table, in an order in which each comes after what it points at, but for ``FORWARD``."""


def upgrade() -> None:
    """Make the tables, then close the circles."""
    _events()
    _accounts()
    _media()
    _stories()
    _editions()
    _publications()
    _addresses()
    _terms()
    _work()
    _site()
    if op.get_context().dialect.name != "sqlite":
        for table, column, target in FORWARD:
            op.create_foreign_key(f"fk_{table}_{column}_{target}", table, target, [column], ["id"])


def downgrade() -> None:
    """Drop everything."""
    if op.get_context().dialect.name != "sqlite":
        for table, column, target in FORWARD:
            op.drop_constraint(f"fk_{table}_{column}_{target}", table, type_="foreignkey")
    for table in reversed(TABLES):
        op.drop_table(table)


def _events() -> None:
    op.create_table(
        "outbox",
        Column("id", IDENTITY),
        Column("topic", String(40), nullable=False),
        Column("subject", String(80), nullable=False),
        Column("created_at", INSTANT, nullable=False),
        Column("due_at", INSTANT, nullable=False),
        Column("done_at", INSTANT),
        Column("attempts", Integer, nullable=False),
        Column("error", String),
        PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_open", "outbox", ["done_at", "due_at", "id"])
    op.create_table(
        "stamp",
        Column("key", String(60), nullable=False),
        Column("value", Integer, nullable=False),
        Column("moved_at", INSTANT, nullable=False),
        PrimaryKeyConstraint("key", name="pk_stamp"),
    )
    op.create_table(
        "audit_entry",
        Column("id", IDENTITY),
        Column("at", INSTANT, nullable=False),
        Column("actor_id", IDENTITY),
        Column("actor", String(254), nullable=False),
        Column("act", String(60), nullable=False),
        Column("subject", String(80), nullable=False),
        Column("detail", JSON, nullable=False),
        PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject", "id"])


def _accounts() -> None:
    op.create_table(
        "staff_user",
        Column("id", IDENTITY),
        Column("email", String(254), nullable=False),
        Column("language", String(8), nullable=False),
        Column("password_hash", String),
        Column("totp_secret", String(64)),
        Column("invite_hash", String(64)),
        Column("invite_expires_at", INSTANT),
        Column("disabled_at", INSTANT),
        Column("created_at", INSTANT, nullable=False),
        PrimaryKeyConstraint("id", name="pk_staff_user"),
        UniqueConstraint("email", name="uq_staff_user_email"),
    )
    op.create_table(
        "staff_grant",
        Column("id", IDENTITY),
        Column("user_id", IDENTITY, nullable=False),
        Column("role", WORD, nullable=False),
        Column("language", String(8)),
        Column("kind", String(20)),
        ForeignKeyConstraint(["user_id"], ["staff_user.id"], name="fk_staff_grant_user_id_staff_user"),
        PrimaryKeyConstraint("id", name="pk_staff_grant"),
        UniqueConstraint("user_id", "role", "language", "kind", name="uq_staff_grant_user_id_role_language_kind"),
    )
    op.create_index("ix_staff_grant_user_id", "staff_grant", ["user_id"])


def _media() -> None:
    op.create_table(
        "asset",
        Column("id", IDENTITY),
        Column("key", String(80), nullable=False),
        Column("kind", WORD, nullable=False),
        Column("path", String(120), nullable=False),
        Column("fallback_path", String(120)),
        Column("filename", String(200), nullable=False),
        Column("media_type", String(80), nullable=False),
        Column("size", Integer, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("width", Integer),
        Column("height", Integer),
        Column("duration", Double),
        Column("poster_id", IDENTITY),
        Column("is_demo", Boolean, nullable=False),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(["poster_id"], ["asset.id"], name="fk_asset_poster_id_asset"),
        PrimaryKeyConstraint("id", name="pk_asset"),
        UniqueConstraint("key", name="uq_asset_key"),
        UniqueConstraint("path", name="uq_asset_path"),
    )
    op.create_table(
        "asset_text",
        Column("id", IDENTITY),
        Column("asset_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("alt", String, nullable=False),
        Column("caption", String, nullable=False),
        Column("credit", String, nullable=False),
        Column("transcript", String, nullable=False),
        Column("captions", String, nullable=False),
        ForeignKeyConstraint(["asset_id"], ["asset.id"], name="fk_asset_text_asset_id_asset"),
        PrimaryKeyConstraint("id", name="pk_asset_text"),
        UniqueConstraint("asset_id", "language", name="uq_asset_text_asset_id_language"),
    )
    op.create_table(
        "rendition",
        Column("id", IDENTITY),
        Column("asset_id", IDENTITY, nullable=False),
        Column("format", String(8), nullable=False),
        Column("width", Integer, nullable=False),
        Column("height", Integer, nullable=False),
        Column("path", String(120), nullable=False),
        Column("size", Integer, nullable=False),
        ForeignKeyConstraint(["asset_id"], ["asset.id"], name="fk_rendition_asset_id_asset"),
        PrimaryKeyConstraint("id", name="pk_rendition"),
        UniqueConstraint("asset_id", "format", "width", name="uq_rendition_asset_id_format_width"),
        UniqueConstraint("path", name="uq_rendition_path"),
    )
    op.create_index("ix_rendition_asset_id", "rendition", ["asset_id"])


def _stories() -> None:
    op.create_table(
        "story",
        Column("id", IDENTITY),
        Column("public_id", Integer, nullable=False),
        Column("kind", String(20), nullable=False),
        Column("source_language", String(8), nullable=False),
        Column("source_is_guessed", Boolean, nullable=False),
        Column("handle", String(80)),
        Column("group_uri", String(400)),
        Column("live_facts_id", IDENTITY),
        Column("taken_down_at", INSTANT),
        Column("is_demo", Boolean, nullable=False),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(["live_facts_id"], ["facts.id"], name="fk_story_live_facts_id_facts", use_alter=True),
        PrimaryKeyConstraint("id", name="pk_story"),
        UniqueConstraint("group_uri", name="uq_story_group_uri"),
        UniqueConstraint("handle", name="uq_story_handle"),
        UniqueConstraint("public_id", name="uq_story_public_id"),
    )
    op.create_index("ix_story_is_demo", "story", ["is_demo"])
    op.create_index("ix_story_live_facts_id", "story", ["live_facts_id"])
    op.create_table(
        "facts",
        Column("id", IDENTITY),
        Column("story_id", IDENTITY, nullable=False),
        Column("n", Integer, nullable=False),
        Column("event_date", Date),
        Column("authoritative_language", String(8)),
        Column("lead_asset_id", IDENTITY),
        Column("video_asset_id", IDENTITY),
        Column("extra", JSON, nullable=False),
        Column("author", String(254), nullable=False),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(["lead_asset_id"], ["asset.id"], name="fk_facts_lead_asset_id_asset"),
        ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_facts_story_id_story"),
        ForeignKeyConstraint(["video_asset_id"], ["asset.id"], name="fk_facts_video_asset_id_asset"),
        PrimaryKeyConstraint("id", name="pk_facts"),
        UniqueConstraint("story_id", "n", name="uq_facts_story_id_n"),
    )


def _editions() -> None:
    op.create_table(
        "edition",
        Column("id", IDENTITY),
        Column("story_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("public_id", Integer, nullable=False),
        Column("role", WORD, nullable=False),
        Column("slug", String(120)),
        Column("live_revision_id", IDENTITY),
        Column("publish_at", INSTANT),
        Column("expire_at", INSTANT),
        Column("withdrawn_at", INSTANT),
        Column("withdrawal_reason", String),
        Column("updated_at", INSTANT),
        Column("external_uri", String(400)),
        Column("external_version", String(80)),
        Column("external_created", INSTANT),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(
            ["live_revision_id"], ["revision.id"], name="fk_edition_live_revision_id_revision", use_alter=True
        ),
        ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_edition_story_id_story"),
        PrimaryKeyConstraint("id", name="pk_edition"),
        UniqueConstraint("external_uri", name="uq_edition_external_uri"),
        UniqueConstraint("story_id", "language", name="uq_edition_story_id_language"),
    )
    op.create_index("ix_edition_expire_at", "edition", ["expire_at"])
    op.create_index("ix_edition_latest", "edition", ["language", "publish_at", "public_id"])
    op.create_index("ix_edition_listed", "edition", ["language", "kind", "publish_at", "public_id"])
    op.create_index("ix_edition_numbered", "edition", ["public_id", "language"])
    op.create_index("ix_edition_publish_at", "edition", ["publish_at"])
    op.create_table(
        "revision",
        Column("id", IDENTITY),
        Column("edition_id", IDENTITY, nullable=False),
        Column("n", Integer, nullable=False),
        Column("parent_id", IDENTITY),
        Column("based_on_id", IDENTITY),
        Column("headline", String, nullable=False),
        Column("standfirst", String, nullable=False),
        Column("byline", String, nullable=False),
        Column("dateline", String, nullable=False),
        Column("slug", String(120)),
        Column("seo_title", String, nullable=False),
        Column("seo_description", String, nullable=False),
        Column("blocks", JSON, nullable=False),
        Column("block_hashes", JSON, nullable=False),
        Column("origin", WORD, nullable=False),
        Column("weight", WORD, nullable=False),
        Column("note", String, nullable=False),
        Column("author_id", IDENTITY),
        Column("author", String(254), nullable=False),
        Column("created_at", INSTANT, nullable=False),
        Column("sha256", String(64), nullable=False),
        ForeignKeyConstraint(["based_on_id"], ["revision.id"], name="fk_revision_based_on_id_revision"),
        ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_revision_edition_id_edition"),
        ForeignKeyConstraint(["parent_id"], ["revision.id"], name="fk_revision_parent_id_revision"),
        PrimaryKeyConstraint("id", name="pk_revision"),
        UniqueConstraint("edition_id", "n", name="uq_revision_edition_id_n"),
    )


def _publications() -> None:
    op.create_table(
        "publication",
        Column("id", IDENTITY),
        Column("edition_id", IDENTITY, nullable=False),
        Column("revision_id", IDENTITY, nullable=False),
        Column("effective_at", INSTANT, nullable=False),
        Column("weight", WORD, nullable=False),
        Column("note", String, nullable=False),
        Column("is_correction", Boolean, nullable=False),
        Column("cancelled_at", INSTANT),
        Column("actor", String(254), nullable=False),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_publication_edition_id_edition"),
        ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_publication_revision_id_revision"),
        PrimaryKeyConstraint("id", name="pk_publication"),
    )
    op.create_index("ix_publication_chain", "publication", ["edition_id", "id"])


def _addresses() -> None:
    op.create_table(
        "alias",
        Column("id", IDENTITY),
        Column("edition_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("slug", String(120), nullable=False),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_alias_edition_id_edition"),
        PrimaryKeyConstraint("id", name="pk_alias"),
        UniqueConstraint("language", "kind", "slug", name="uq_alias_language_kind_slug"),
    )
    op.create_table(
        "old_url",
        Column("id", IDENTITY),
        Column("path", String(500), nullable=False),
        Column("story_id", IDENTITY),
        Column("language", String(8)),
        ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_old_url_story_id_story"),
        PrimaryKeyConstraint("id", name="pk_old_url"),
        UniqueConstraint("path", name="uq_old_url_path"),
    )


def _terms() -> None:
    op.create_table(
        "term",
        Column("id", IDENTITY),
        Column("public_id", Integer, nullable=False),
        Column("type", WORD, nullable=False),
        Column("code", String(80), nullable=False),
        Column("country", String(2)),
        Column("story_id", IDENTITY),
        Column("is_demo", Boolean, nullable=False),
        Column("created_at", INSTANT, nullable=False),
        ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_term_story_id_story"),
        PrimaryKeyConstraint("id", name="pk_term"),
        UniqueConstraint("public_id", name="uq_term_public_id"),
        UniqueConstraint("story_id", name="uq_term_story_id"),
        UniqueConstraint("type", "code", name="uq_term_type_code"),
    )
    op.create_table(
        "term_text",
        Column("id", IDENTITY),
        Column("term_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("name", String(200), nullable=False),
        Column("slug", String(120)),
        Column("sort_key", String(400), nullable=False),
        ForeignKeyConstraint(["term_id"], ["term.id"], name="fk_term_text_term_id_term"),
        PrimaryKeyConstraint("id", name="pk_term_text"),
        UniqueConstraint("term_id", "language", name="uq_term_text_term_id_language"),
    )
    op.create_index("ix_term_text_sorted", "term_text", ["language", "sort_key"])
    op.create_table(
        "name_form",
        Column("id", IDENTITY),
        Column("term_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("form", String(200), nullable=False),
        ForeignKeyConstraint(["term_id"], ["term.id"], name="fk_name_form_term_id_term"),
        PrimaryKeyConstraint("id", name="pk_name_form"),
        UniqueConstraint("term_id", "language", "form", name="uq_name_form_term_id_language_form"),
    )
    op.create_table(
        "facts_term",
        Column("id", IDENTITY),
        Column("facts_id", IDENTITY, nullable=False),
        Column("term_id", IDENTITY, nullable=False),
        Column("role", WORD, nullable=False),
        Column("position", Integer, nullable=False),
        Column("texts", JSON, nullable=False),
        ForeignKeyConstraint(["facts_id"], ["facts.id"], name="fk_facts_term_facts_id_facts"),
        ForeignKeyConstraint(["term_id"], ["term.id"], name="fk_facts_term_term_id_term"),
        PrimaryKeyConstraint("id", name="pk_facts_term"),
        UniqueConstraint("facts_id", "term_id", "role", name="uq_facts_term_facts_id_term_id_role"),
    )
    op.create_index("ix_facts_term_by_term", "facts_term", ["term_id", "role", "facts_id"])


def _work() -> None:
    op.create_table(
        "review",
        Column("id", IDENTITY),
        Column("revision_id", IDENTITY, nullable=False),
        Column("verdict", WORD, nullable=False),
        Column("by_id", IDENTITY),
        Column("by", String(254), nullable=False),
        Column("note", String, nullable=False),
        Column("at", INSTANT, nullable=False),
        ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_review_revision_id_revision"),
        PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_revision_id", "review", ["revision_id", "id"])
    op.create_table(
        "source_check",
        Column("id", IDENTITY),
        Column("edition_id", IDENTITY, nullable=False),
        Column("source_revision_id", IDENTITY, nullable=False),
        Column("by_id", IDENTITY),
        Column("by", String(254), nullable=False),
        Column("at", INSTANT, nullable=False),
        ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_source_check_edition_id_edition"),
        ForeignKeyConstraint(
            ["source_revision_id"], ["revision.id"], name="fk_source_check_source_revision_id_revision"
        ),
        PrimaryKeyConstraint("id", name="pk_source_check"),
    )
    op.create_index("ix_source_check_edition_id", "source_check", ["edition_id", "id"])
    op.create_table(
        "reader_request",
        Column("id", IDENTITY),
        Column("story_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("want", WORD, nullable=False),
        Column("note", String, nullable=False),
        Column("on_day", Date, nullable=False),
        ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_reader_request_story_id_story"),
        PrimaryKeyConstraint("id", name="pk_reader_request"),
    )
    op.create_index("ix_reader_request_wanted", "reader_request", ["story_id", "language", "want"])


def _site() -> None:
    op.create_table(
        "social_post",
        Column("id", IDENTITY),
        Column("code", String(80), nullable=False),
        Column("handle", String(80), nullable=False),
        Column("url", String(500)),
        Column("posted_at", INSTANT, nullable=False),
        Column("asset_id", IDENTITY),
        Column("campaign_id", IDENTITY),
        Column("is_demo", Boolean, nullable=False),
        ForeignKeyConstraint(["asset_id"], ["asset.id"], name="fk_social_post_asset_id_asset"),
        ForeignKeyConstraint(["campaign_id"], ["term.id"], name="fk_social_post_campaign_id_term"),
        PrimaryKeyConstraint("id", name="pk_social_post"),
        UniqueConstraint("code", name="uq_social_post_code"),
    )
    op.create_index("ix_social_post_posted_at", "social_post", ["posted_at", "id"])
    op.create_table(
        "social_post_text",
        Column("id", IDENTITY),
        Column("post_id", IDENTITY, nullable=False),
        Column("language", String(8), nullable=False),
        Column("html", String, nullable=False),
        ForeignKeyConstraint(["post_id"], ["social_post.id"], name="fk_social_post_text_post_id_social_post"),
        PrimaryKeyConstraint("id", name="pk_social_post_text"),
        UniqueConstraint("post_id", "language", name="uq_social_post_text_post_id_language"),
    )
    op.create_table(
        "site_block",
        Column("id", IDENTITY),
        Column("language", String(8), nullable=False),
        Column("section", String(30), nullable=False),
        Column("position", Integer, nullable=False),
        Column("story_id", IDENTITY),
        Column("ends_at", INSTANT),
        ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_site_block_story_id_story"),
        PrimaryKeyConstraint("id", name="pk_site_block"),
    )
    op.create_index("ix_site_block_placed", "site_block", ["language", "position"])
