"""Whom a patient lets see a profile.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "professional_access",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("professional_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=13), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "level IN ('administrator', 'authorised', 'blocked')",
            name=op.f("ck_professional_access_level"),
        ),
        sa.ForeignKeyConstraint(
            ["professional_id"],
            ["professional.id"],
            name=op.f("fk_professional_access_professional_id_professional"),
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_professional_access_profile_id_profile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_professional_access")),
        sa.UniqueConstraint(
            "profile_id", "professional_id", name=op.f("uq_professional_access_profile_id_professional_id")
        ),
    )
    with op.batch_alter_table("professional_access", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_professional_access_profile_id"), ["profile_id"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("professional_access", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_professional_access_profile_id"))

    op.drop_table("professional_access")
