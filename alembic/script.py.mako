<%!
    def without_banners(body):
        return "\n".join(line for line in (body or "pass").splitlines() if "###" not in line).strip()
%>\
"""${message}.

Revision: ${up_revision}, after ${down_revision or "nothing" | comma,n}.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Go forward."""
    ${without_banners(upgrades)}


def downgrade() -> None:
    """Go back."""
    ${without_banners(downgrades)}
