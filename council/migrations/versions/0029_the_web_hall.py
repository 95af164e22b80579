"""The web hall: letters and chats by channel, sessions, messages, subscriptions"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OUTBOX = "uq_outbox_bot_channel_account_notice_subject"
_OUTBOX_BEFORE = "uq_outbox_bot_account_notice_subject"


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _whole(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, _WHOLE, nullable=null)


def _channel() -> sa.Column[str]:
    return sa.Column("channel", sa.Text(), nullable=False, server_default="telegram")


def upgrade() -> None:
    with op.batch_alter_table("chats", schema=None) as table:
        table.add_column(_channel())
        table.drop_constraint("pk_chats", type_="primary")
        table.create_primary_key("pk_chats", ["bot", "channel", "account"])
    with op.batch_alter_table("outbox", schema=None) as table:
        table.add_column(_channel())
        table.drop_constraint(_OUTBOX_BEFORE, type_="unique")
        table.create_unique_constraint(_OUTBOX, ["bot", "channel", "account", "notice", "subject"])
    op.create_table(
        "hall_sessions",
        _text("token_hash"),
        _text("id"),
        _text("account"),
        _text("guest_hash"),
        _text("device"),
        _whole("made_at"),
        _whole("seen_at"),
        _whole("expires_at"),
        _whole("ended_at", null=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_hall_sessions")),
        sqlite_strict=True,
    )
    op.create_index("ix_hall_sessions_account", "hall_sessions", ["account"])
    op.create_index("ix_hall_sessions_guest", "hall_sessions", ["guest_hash"])
    op.create_table(
        "hall_codes",
        _text("code_hash"),
        _text("community_id"),
        _text("resident_id"),
        _whole("made_at"),
        _whole("used_at", null=True),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_hall_codes")),
        sqlite_strict=True,
    )
    op.create_index("ix_hall_codes_resident", "hall_codes", ["community_id", "resident_id"])
    op.create_table(
        "hall_messages",
        _text("account"),
        _text("bot"),
        _whole("number"),
        _whole("revision"),
        _text("kind"),
        _text("body"),
        _whole("made_at"),
        _whole("changed_at"),
        sa.PrimaryKeyConstraint("account", "bot", "number", name=op.f("pk_hall_messages")),
        sa.UniqueConstraint(
            "account", "bot", "revision", name=op.f("uq_hall_messages_account_bot_revision")
        ),
        sa.CheckConstraint("bot IN ('resident', 'staff')", name=op.f("ck_hall_messages_bot")),
        sa.CheckConstraint(
            "kind IN ('said', 'shown', 'told', 'file')", name=op.f("ck_hall_messages_kind")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_hall_messages_changed_at", "hall_messages", ["changed_at"])
    op.create_table(
        "hall_acts",
        _text("account"),
        _text("act"),
        _text("bot"),
        _whole("number"),
        _whole("made_at"),
        sa.PrimaryKeyConstraint("account", "act", name=op.f("pk_hall_acts")),
        sqlite_strict=True,
    )
    op.create_index("ix_hall_acts_made_at", "hall_acts", ["made_at"])
    op.create_table(
        "hall_seen",
        _text("account"),
        _text("bot"),
        _whole("revision"),
        sa.PrimaryKeyConstraint("account", "bot", name=op.f("pk_hall_seen")),
        sqlite_strict=True,
    )
    op.create_table(
        "hall_pushes",
        _text("endpoint_hash"),
        _text("account"),
        _text("session_id"),
        _text("endpoint"),
        _text("key"),
        _text("secret"),
        _whole("made_at"),
        sa.PrimaryKeyConstraint("endpoint_hash", name=op.f("pk_hall_pushes")),
        sqlite_strict=True,
    )
    op.create_index("ix_hall_pushes_account", "hall_pushes", ["account"])


def downgrade() -> None:
    for name in (
        "hall_pushes",
        "hall_seen",
        "hall_acts",
        "hall_messages",
        "hall_codes",
        "hall_sessions",
    ):
        op.drop_table(name)
    # What belongs to the channel that goes would clash with what stays.
    op.execute("DELETE FROM outbox WHERE channel <> 'telegram'")
    op.execute("DELETE FROM chats WHERE channel <> 'telegram'")
    with op.batch_alter_table("outbox", schema=None) as table:
        table.drop_constraint(_OUTBOX, type_="unique")
        table.create_unique_constraint(_OUTBOX_BEFORE, ["bot", "account", "notice", "subject"])
        table.drop_column("channel")
    with op.batch_alter_table("chats", schema=None) as table:
        table.drop_constraint("pk_chats", type_="primary")
        table.create_primary_key("pk_chats", ["bot", "account"])
        table.drop_column("channel")
