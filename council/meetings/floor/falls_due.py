"""The floor 议事现场: speakers who are to be told that their time is nearly up."""

from typing import Any

from sqlalchemy import and_, select

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.values import CLOCK
from council.meetings.floor.commands import WarnSpeaker
from council.meetings.floor.records import floor_of
from council.meetings.floor.tables import floor_events
from council.meetings.tables import meetings
from council.rules.records import rules_of

#: No speech that began longer ago (s) can still be due for its warning.
_LONGEST = 3_600


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """A warning for each speech that has reached its last seconds, and is not over them yet."""
    e, m = floor_events.c, meetings.c
    held = tx.connection.execute(
        select(m.community_id, m.id, m.number)
        .join(floor_events, and_(e.community_id == m.community_id, e.meeting_id == m.id))
        .where(m.state == "in_session", e.kind == "speak", e.happened_at > tx.now - _LONGEST)
        .distinct()
        .order_by(m.community_id, m.number)
    ).all()
    due = []
    for row in held:
        rules = rules_of(tx, row.community_id).debate
        floor = floor_of(tx, row.community_id, row.id, rules)
        speech = floor.question.speech if floor.question is not None else None
        if speech is None or speech.warned or speech.origin == "afterwards":
            continue
        if speech.ends_at - floor.rules.warning_seconds <= tx.now < speech.ends_at:
            due.append(
                WarnSpeaker(
                    actor=CLOCK,
                    community_id=row.community_id,
                    meeting=row.number,
                    speech=speech.id,
                )
            )
    return tuple(due)
