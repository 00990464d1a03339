"""initial.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "demo_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_delivery")),
        sa.UniqueConstraint("key", name=op.f("uq_demo_delivery_key")),
    )
    op.create_table(
        "demo_marker",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_demo_marker_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_marker")),
    )
    op.create_table(
        "professional",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rpps", sa.String(length=11), nullable=True),
        sa.Column("family_name", sa.String(length=100), nullable=False),
        sa.Column("given_name", sa.String(length=100), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("profession", sa.String(length=100), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("mss_address", sa.String(length=254), nullable=False),
        sa.CheckConstraint("display_name <> ''", name=op.f("ck_professional_display_name")),
        sa.CheckConstraint(
            "mss_address = lower(mss_address) AND mss_address LIKE '%_@_%'",
            name=op.f("ck_professional_mss_address"),
        ),
        sa.CheckConstraint("rpps IS NULL OR length(rpps) = 11", name=op.f("ck_professional_rpps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_professional")),
        sa.UniqueConstraint("mss_address", name=op.f("uq_professional_mss_address")),
        sa.UniqueConstraint("rpps", name=op.f("uq_professional_rpps")),
    )
    op.create_table(
        "profile",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ins", sa.LargeBinary(), nullable=False),
        sa.Column("ins_digest", sa.String(length=64), nullable=False),
        sa.Column("family_name", sa.String(length=100), nullable=False),
        sa.Column("given_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'active', 'opposed', 'closed')", name=op.f("ck_profile_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("ins_digest", name=op.f("uq_profile_ins_digest")),
    )
    op.create_table(
        "throttle_bucket",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle_bucket")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("identifier", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("mobile", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "identifier = lower(identifier) AND length(identifier) >= 8", name=op.f("ck_account_identifier")
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_account_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("identifier", name=op.f("uq_account_identifier")),
        sa.UniqueConstraint("profile_id", name=op.f("uq_account_profile_id")),
    )
    op.create_table(
        "blob",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_blob_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
    )
    with op.batch_alter_table("blob", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blob_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "closed_writer",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("writer", sa.String(length=36), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_closed_writer_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_writer")),
        sa.UniqueConstraint("profile_id", "writer", name=op.f("uq_closed_writer_profile_id_writer")),
    )
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_writer_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_conversation_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("id", "profile_id", name=op.f("uq_conversation_id_profile_id")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index("ix_conversation_list", ["profile_id", "last_message_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversation_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "insured_person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("nir", sa.LargeBinary(), nullable=False),
        sa.Column("nir_digest", sa.String(length=64), nullable=False),
        sa.Column("family_name", sa.String(length=100), nullable=False),
        sa.Column("given_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("card_kind", sa.String(length=8), nullable=True),
        sa.Column("card_serial", sa.LargeBinary(), nullable=True),
        sa.Column("card_serial_digest", sa.String(length=64), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("mobile", sa.LargeBinary(), nullable=True),
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(card_kind IS NULL AND card_serial IS NULL AND card_serial_digest IS NULL) OR (card_kind IN ('plain', 'photo') AND card_serial IS NOT NULL AND card_serial_digest IS NOT NULL)",
            name=op.f("ck_insured_person_card"),
        ),
        sa.CheckConstraint("sex IN ('F', 'M')", name=op.f("ck_insured_person_sex")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_insured_person_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insured_person")),
        sa.UniqueConstraint("nir_digest", name=op.f("uq_insured_person_nir_digest")),
        sa.UniqueConstraint("profile_id", name=op.f("uq_insured_person_profile_id")),
    )
    op.create_table(
        "outbox_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("idempotency_key", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("profile_id", sa.String(length=32), nullable=True),
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_outbox_entry_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_entry")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_outbox_entry_idempotency_key")),
    )
    with op.batch_alter_table("outbox_entry", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_entry_due", ["status", "next_attempt_at"], unique=False)

    op.create_table(
        "profile_key",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_key_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_profile_key")),
    )
    op.create_table(
        "throttle_try",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["throttle_bucket.key"], name=op.f("fk_throttle_try_key_throttle_bucket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_throttle_try")),
    )
    with op.batch_alter_table("throttle_try", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttle_try_key"), ["key"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_audit_entry_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "legal_representative",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("minor_id", sa.String(length=32), nullable=False),
        sa.Column("adult_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("minor_id <> adult_id", name=op.f("ck_legal_representative_two_people")),
        sa.ForeignKeyConstraint(
            ["adult_id"], ["insured_person.id"], name=op.f("fk_legal_representative_adult_id_insured_person")
        ),
        sa.ForeignKeyConstraint(
            ["minor_id"], ["insured_person.id"], name=op.f("fk_legal_representative_minor_id_insured_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_representative")),
        sa.UniqueConstraint("minor_id", "adult_id", name=op.f("uq_legal_representative_minor_id_adult_id")),
    )
    with op.batch_alter_table("legal_representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_representative_adult_id"), ["adult_id"], unique=False)

    op.create_table(
        "login_attempt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("password_ok_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("code_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("consumed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("ck_login_attempt_channel")),
        sa.CheckConstraint(
            "code_digest IS NULL OR (channel IS NOT NULL AND code_sent_at IS NOT NULL AND code_expires_at IS NOT NULL)",
            name=op.f("ck_login_attempt_code"),
        ),
        sa.CheckConstraint(
            "consumed_at IS NULL OR code_digest IS NULL", name=op.f("ck_login_attempt_consumed")
        ),
        sa.CheckConstraint("tries BETWEEN 0 AND 3", name=op.f("ck_login_attempt_tries")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_login_attempt_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_attempt_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_attempt_password_ok_at"), ["password_ok_at"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_login_session_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_login_session_token_digest")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_login_session_live", ["account_id"], unique=False, sqlite_where=sa.text("revoked_at IS NULL")
        )

    op.create_table(
        "message",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("sender_name", sa.LargeBinary(), nullable=False),
        sa.Column("sender_address", sa.LargeBinary(), nullable=False),
        sa.Column("recipients", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(), nullable=False),
        sa.Column("message_id_digest", sa.String(length=64), nullable=False),
        sa.Column("references", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("send_key", sa.String(length=36), nullable=True),
        sa.Column("delivery", sa.String(length=8), nullable=True),
        sa.Column("delivery_reason", sa.String(length=500), nullable=False),
        sa.Column("original_blob_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(direction = 'in' AND delivery IS NULL AND send_key IS NULL) OR (direction = 'out' AND delivery IN ('sending', 'sent', 'failed') AND send_key IS NOT NULL)",
            name=op.f("ck_message_delivery"),
        ),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_message_direction")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "profile_id"],
            ["conversation.id", "conversation.profile_id"],
            name="fk_message_conversation",
        ),
        sa.ForeignKeyConstraint(
            ["original_blob_id"], ["blob.id"], name=op.f("fk_message_original_blob_id_blob")
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_message_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("id", "profile_id", name=op.f("uq_message_id_profile_id")),
        sa.UniqueConstraint(
            "profile_id", "message_id_digest", name=op.f("uq_message_profile_id_message_id_digest")
        ),
        sa.UniqueConstraint("profile_id", "send_key", name=op.f("uq_message_profile_id_send_key")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_conversation", ["conversation_id", "received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_profile_id"), ["profile_id"], unique=False)
        batch_op.create_index(
            "ix_message_unread",
            ["profile_id", "conversation_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL AND direction = 'in'"),
            postgresql_where=sa.text("read_at IS NULL AND direction = 'in'"),
        )

    op.create_table(
        "participant",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("professional_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("last_wrote_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id", "profile_id"],
            ["conversation.id", "conversation.profile_id"],
            name="fk_participant_conversation",
        ),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professional.id"], name=op.f("fk_participant_professional_id_professional")
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_participant_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index("ix_participant_conversation", ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participant_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_manager",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("is_holder", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_profile_manager_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_manager_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_manager")),
        sa.UniqueConstraint(
            "account_id", "profile_id", name=op.f("uq_profile_manager_account_id_profile_id")
        ),
    )
    with op.batch_alter_table("profile_manager", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_manager_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "provisional_code",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > issued_at", name=op.f("ck_provisional_code_lifetime")),
        sa.CheckConstraint("used_at IS NULL OR used_at >= issued_at", name=op.f("ck_provisional_code_use")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["insured_person.id"], name=op.f("fk_provisional_code_person_id_insured_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisional_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_provisional_code_digest")),
    )
    with op.batch_alter_table("provisional_code", schema=None) as batch_op:
        batch_op.create_index("ix_provisional_code_person", ["person_id", "expires_at"], unique=False)

    op.create_table(
        "session_ticket",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_ticket_account_id_account")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_session_ticket")),
    )
    op.create_table(
        "draft",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("reply_to_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0 AND seq >= 0", name=op.f("ck_draft_counters")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "profile_id"],
            ["conversation.id", "conversation.profile_id"],
            name="fk_draft_conversation",
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_draft_profile_id_profile")),
        sa.ForeignKeyConstraint(
            ["reply_to_id", "profile_id"], ["message.id", "message.profile_id"], name="fk_draft_reply_to"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_draft_conversation_id")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "open_tab",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("tab_digest", sa.String(length=64), nullable=False),
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_open_tab_profile_id_profile")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["login_session.id"],
            name=op.f("fk_open_tab_session_id_login_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_tab")),
        sa.UniqueConstraint("session_id", "tab_digest", name=op.f("uq_open_tab_session_id_tab_digest")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("open_tab")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_profile_id"))

    op.drop_table("draft")
    op.drop_table("session_ticket")
    with op.batch_alter_table("provisional_code", schema=None) as batch_op:
        batch_op.drop_index("ix_provisional_code_person")

    op.drop_table("provisional_code")
    with op.batch_alter_table("profile_manager", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_manager_profile_id"))

    op.drop_table("profile_manager")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_profile_id"))
        batch_op.drop_index("ix_participant_conversation")

    op.drop_table("participant")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_message_unread",
            sqlite_where=sa.text("read_at IS NULL AND direction = 'in'"),
            postgresql_where=sa.text("read_at IS NULL AND direction = 'in'"),
        )
        batch_op.drop_index(batch_op.f("ix_message_profile_id"))
        batch_op.drop_index("ix_message_conversation")

    op.drop_table("message")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index("ix_login_session_live", sqlite_where=sa.text("revoked_at IS NULL"))

    op.drop_table("login_session")
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_attempt_password_ok_at"))
        batch_op.drop_index(batch_op.f("ix_login_attempt_account_id"))

    op.drop_table("login_attempt")
    with op.batch_alter_table("legal_representative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_representative_adult_id"))

    op.drop_table("legal_representative")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_profile_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("throttle_try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttle_try_key"))

    op.drop_table("throttle_try")
    op.drop_table("profile_key")
    with op.batch_alter_table("outbox_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_entry_due")

    op.drop_table("outbox_entry")
    op.drop_table("insured_person")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_profile_id"))
        batch_op.drop_index("ix_conversation_list")

    op.drop_table("conversation")
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closed_writer_profile_id"))

    op.drop_table("closed_writer")
    with op.batch_alter_table("blob", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blob_profile_id"))

    op.drop_table("blob")
    op.drop_table("account")
    op.drop_table("throttle_bucket")
    op.drop_table("profile")
    op.drop_table("professional")
    op.drop_table("demo_marker")
    op.drop_table("demo_delivery")
