"""Documents, their folders, the uploads that wait, and the lock of whoever changes them.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "document_shelf",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("last_change", sa.Integer(), nullable=False),
        sa.Column("purge_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_scan_due", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_document_shelf_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_document_shelf")),
    )
    with op.batch_alter_table("document_shelf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_shelf_is_scan_due"), ["is_scan_due"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_shelf_purge_at"), ["purge_at"], unique=False)

    op.create_table(
        "folder",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_folder_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder")),
        sa.UniqueConstraint("id", "profile_id", name=op.f("uq_folder_id_profile_id")),
    )
    with op.batch_alter_table("folder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_folder_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=False),
        sa.Column("category", sa.String(length=14), nullable=False),
        sa.Column("is_masked", sa.Boolean(), nullable=False),
        sa.Column("folder_id", sa.String(length=32), nullable=True),
        sa.Column("author_kind", sa.String(length=12), nullable=False),
        sa.Column("author_name", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("professional_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=3), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scan", sa.String(length=7), nullable=False),
        sa.Column("blob_id", sa.String(length=32), nullable=False),
        sa.Column("upload_key", sa.String(length=36), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(author_kind = 'patient') = (account_id IS NOT NULL)", name=op.f("ck_document_author")
        ),
        sa.CheckConstraint(
            "author_kind IN ('patient', 'professional', 'import')", name=op.f("ck_document_author_kind")
        ),
        sa.CheckConstraint(
            "category IN ('summary', 'prescription', 'imaging', 'laboratory', 'report', 'prevention', 'certificate', 'other', 'administrative')",
            name=op.f("ck_document_category"),
        ),
        sa.CheckConstraint("kind IN ('jpg', 'pdf', 'txt', 'rtf', 'tif')", name=op.f("ck_document_kind")),
        sa.CheckConstraint("scan IN ('waiting', 'clean')", name=op.f("ck_document_scan")),
        sa.CheckConstraint("pages > 0 AND size > 0", name=op.f("ck_document_extent")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_document_account_id_account")),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_document_blob_id_blob")),
        sa.ForeignKeyConstraint(
            ["folder_id", "profile_id"], ["folder.id", "folder.profile_id"], name="fk_document_folder"
        ),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professional.id"], name=op.f("fk_document_professional_id_professional")
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_document_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("blob_id", name=op.f("uq_document_blob_id")),
        sa.UniqueConstraint("id", "profile_id", name=op.f("uq_document_id_profile_id")),
        sa.UniqueConstraint("profile_id", "change_number", name=op.f("uq_document_profile_id_change_number")),
        sa.UniqueConstraint("profile_id", "upload_key", name=op.f("uq_document_profile_id_upload_key")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            "ix_document_count", ["profile_id", "deleted_at", "category", "folder_id"], unique=False
        )
        batch_op.create_index(
            "ix_document_list",
            ["profile_id", "deleted_at", "document_date", "added_at", "id", "category", "folder_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_document_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("upload_key", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=3), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scan", sa.String(length=7), nullable=False),
        sa.Column("blob_id", sa.String(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('jpg', 'pdf', 'txt', 'rtf', 'tif')", name=op.f("ck_upload_kind")),
        sa.CheckConstraint("scan IN ('waiting', 'clean')", name=op.f("ck_upload_scan")),
        sa.CheckConstraint("pages > 0 AND size > 0", name=op.f("ck_upload_extent")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_upload_account_id_account")),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_upload_blob_id_blob")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_upload_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("blob_id", name=op.f("uq_upload_blob_id")),
        sa.UniqueConstraint("profile_id", "upload_key", name=op.f("uq_upload_profile_id_upload_key")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_profile_id"), ["profile_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_profile_id"))

    op.drop_table("upload")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_profile_id"))
        batch_op.drop_index("ix_document_list")
        batch_op.drop_index("ix_document_count")

    op.drop_table("document")
    with op.batch_alter_table("folder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_folder_profile_id"))

    op.drop_table("folder")
    with op.batch_alter_table("document_shelf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_shelf_purge_at"))
        batch_op.drop_index(batch_op.f("ix_document_shelf_is_scan_due"))

    op.drop_table("document_shelf")
