"""Half-filled forms of an earlier version wait for no message, for nothing takes it any more"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What still takes a message as it did: ballots, proposals, and tables of the desk. A row stays,
    # so that its revision goes on growing.
    op.execute(
        sa.text(
            "UPDATE drafts SET awaits = '' WHERE awaits <> '' AND kind NOT LIKE 'form.%'"
            " AND kind NOT IN ('ballot', 'proposal', 'roll', 'roll_correction', 'ballots_file')"
        )
    )


def downgrade() -> None:
    """Leave them as they are: an earlier version shows its sheets again when they are opened."""
