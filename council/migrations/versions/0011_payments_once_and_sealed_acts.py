"""Payments once in a community, however their reference is written; acts with seals"""

from collections.abc import Iterable
from unicodedata import category, normalize

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OLD, _NEW = "uq_receipts_external_ref", "uq_receipts_ref_key"


def upgrade() -> None:
    with op.batch_alter_table("acts", schema=None) as table:
        table.add_column(sa.Column("seal", sa.Text(), nullable=True))
    op.create_index("ix_electorate_head", "electorate", ["community_id", "poll_id", "head"])
    with op.batch_alter_table("receipts", schema=None) as table:
        table.drop_index(_OLD)
        table.add_column(sa.Column("ref_key", sa.Text(), nullable=False, server_default=""))
    rows = op.get_bind().execute(
        sa.text(
            "SELECT community_id, id, external_ref FROM receipts WHERE external_ref <> ''"
            " ORDER BY received_at, id"
        )
    )
    keyed = list(_keyed((row.community_id, row.id, row.external_ref) for row in rows))
    if keyed:
        op.get_bind().execute(
            sa.text("UPDATE receipts SET ref_key = :key WHERE community_id = :c AND id = :id"),
            keyed,
        )
    op.create_index(
        _NEW,
        "receipts",
        ["community_id", "ref_key"],
        unique=True,
        sqlite_where=sa.text("ref_key != ''"),
        postgresql_where=sa.text("ref_key != ''"),
    )


def downgrade() -> None:
    with op.batch_alter_table("acts", schema=None) as table:
        table.drop_column("seal")
    op.drop_index("ix_electorate_head", "electorate")
    with op.batch_alter_table("receipts", schema=None) as table:
        table.drop_index(_NEW)
        table.drop_column("ref_key")
    op.create_index(
        _OLD,
        "receipts",
        ["community_id", "campaign_id", "external_ref"],
        unique=True,
        sqlite_where=sa.text("external_ref != ''"),
        postgresql_where=sa.text("external_ref != ''"),
    )


def _keyed(rows: Iterable[tuple[str, str, str]]) -> Iterable[dict[str, str]]:
    """Give each receipt the key of its reference; one that was recorded twice already stays so.

    A later one of the same key takes a key of its own, which nobody can type: the standing
    invariants name it, and a person decides.
    """
    taken = set()
    for community_id, receipt_id, ref in rows:
        key = _key(ref)
        if (community_id, key) in taken:
            key = f"{key}\n{receipt_id}"
        taken.add((community_id, key))
        yield {"c": community_id, "id": receipt_id, "key": key}


def _key(ref: str) -> str:
    """Write a reference without case, width, blanks and unseen characters."""
    plain = normalize("NFKC", normalize("NFKC", ref).casefold())
    return "".join(
        letter for letter in plain if not letter.isspace() and category(letter) not in {"Cc", "Cf"}
    )
