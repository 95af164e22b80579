"""Sessions, codes for one more device, messages, what was sent already, subscriptions to pushes."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from council.kernel.database.columns import integer, one_of, plain_table, text

#: A device on which somebody is signed in. Of its token only a hash is kept; ``guest_hash`` is that
#: of the browser's name before it joined. ``device`` says what it is in general words.
hall_sessions: Table = plain_table(
    "hall_sessions",
    "local",
    text("token_hash"),
    text("id"),
    text("account"),
    text("guest_hash"),
    text("device"),
    integer("made_at"),
    integer("seen_at"),
    integer("expires_at"),
    integer("ended_at", null=True),
    PrimaryKeyConstraint("token_hash"),
)
Index("ix_hall_sessions_account", hall_sessions.c.account)
Index("ix_hall_sessions_guest", hall_sessions.c.guest_hash)

#: A code that lets one more device of the same person in, for a few minutes and once.
hall_codes: Table = plain_table(
    "hall_codes",
    "local",
    text("code_hash"),
    text("community_id"),
    text("resident_id"),
    integer("made_at"),
    integer("used_at", null=True),
    PrimaryKeyConstraint("code_hash"),
)
Index("ix_hall_codes_resident", hall_codes.c.community_id, hall_codes.c.resident_id)

#: What somebody wrote (``said``), was answered (``shown``), told (``told``) or sent (``file``), by bot. ``revision``
#: grows with every change of any message, so that a page can ask for what is new to it.
hall_messages: Table = plain_table(
    "hall_messages",
    "local",
    text("account"),
    text("bot"),
    integer("number"),
    integer("revision"),
    text("kind"),
    text("body"),
    integer("made_at"),
    integer("changed_at"),
    PrimaryKeyConstraint("account", "bot", "number"),
    UniqueConstraint("account", "bot", "revision"),
    one_of("bot", "resident", "staff"),
    one_of("kind", "said", "shown", "told", "file"),
)
Index("ix_hall_messages_changed_at", hall_messages.c.changed_at)

#: What was sent, by the name that its sender gave it, and the message that answers it.
hall_acts: Table = plain_table(
    "hall_acts",
    "local",
    text("account"),
    text("act"),
    text("bot"),
    integer("number"),
    integer("made_at"),
    PrimaryKeyConstraint("account", "act"),
)
Index("ix_hall_acts_made_at", hall_acts.c.made_at)

#: Up to which change somebody has looked.
hall_seen: Table = plain_table(
    "hall_seen",
    "local",
    text("account"),
    text("bot"),
    integer("revision"),
    PrimaryKeyConstraint("account", "bot"),
)

#: Where a browser wants to be told that there is news (Web Push), and with which keys.
hall_pushes: Table = plain_table(
    "hall_pushes",
    "local",
    text("endpoint_hash"),
    text("account"),
    text("session_id"),
    text("endpoint"),
    text("key"),
    text("secret"),
    integer("made_at"),
    PrimaryKeyConstraint("endpoint_hash"),
)
Index("ix_hall_pushes_account", hall_pushes.c.account)

#: Somebody is on the way from a chat program into the hall: of the name of the way only a hash is
#: kept, and it goes when they arrive. ``account`` (may be empty) is for whom the link was made.
hall_ways: Table = plain_table(
    "hall_ways",
    "local",
    text("state_hash"),
    text("account"),
    text("guest_hash"),
    text("way"),
    integer("made_at"),
    PrimaryKeyConstraint("state_hash"),
)
