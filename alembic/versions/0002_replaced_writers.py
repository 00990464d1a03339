"""Remember the editors whose words others went on from.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        # Those known so far had sent or deleted their words.
        batch_op.add_column(sa.Column("is_replaced", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        batch_op.alter_column("is_replaced", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("closed_writer", schema=None) as batch_op:
        batch_op.drop_column("is_replaced")
