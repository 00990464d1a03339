"""Remember up to which of its words an editor was closed.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        # Those known so far were closed for good.
        batch_op.add_column(sa.Column("seq", sa.Integer(), nullable=False, server_default="2147483647"))
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        batch_op.alter_column("seq", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        batch_op.drop_column("seq")
