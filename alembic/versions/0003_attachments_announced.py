"""Know which messages came with more than their text.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("message", schema=None) as batch_op:
        # Nobody looked at those received so far; their originals are kept.
        batch_op.add_column(
            sa.Column("has_attachments", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("has_attachments", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("has_attachments")
