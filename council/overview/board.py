"""The paper on the board: what the owners are to vote on, and later what came of it (公示).

One sheet for an announcement, one for a result. It names nobody; what a hand must add (place,
seal, signatures) is left as lines.
"""

from typing import Any, Final, Literal

from sqlalchemy import and_, select

from council.kernel.database.records import read_one
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.motions.tables import motions
from council.polls.public import Poll, one
from council.polls.tables import polls
from council.resolutions.tables import resolutions
from council.rules.poll_kinds import RATIFICATION
from council.rules.records import kept_rules

ANNOUNCEMENT: Final = "announcement"
RESULT: Final = "result"
_COUNTED = ("counted", "certified")


@value
class Decision:
    """The resolution that publishes a result, with the periods that run from its publication."""

    number: str
    state: str
    published_at: int
    posted_until: int
    challenge_until: int


@value
class Notice:
    """One notice. ``citation`` is the article that asks for the vote, ``special`` its three quarters.

    ``posted_days``: for how long what is resolved will be posted.
    """

    kind: Literal["announcement", "result"]
    poll: Poll
    body: str
    citation: str
    special: bool
    posted_days: int
    decision: Decision | None


def notice(tx: Transaction, community_id: str, *, number: int, wanted: str = "") -> Notice | None:
    """Tell the notice of an owners' vote: its result once counted, unless the announcement is wanted."""
    poll = one(tx, community_id, number=number)
    if poll is None or poll.kind != RATIFICATION:
        return None
    told = poll.state in _COUNTED and wanted != ANNOUNCEMENT
    p, m = polls.c, motions.c
    row: Any = tx.connection.execute(
        select(m.body, p.ruleset)
        .join(polls, and_(m.community_id == p.community_id, m.id == p.motion_id))
        .where(p.community_id == community_id, p.number == number)
    ).one()
    rules = kept_rules(tx, community_id, row.ruleset)
    rule = rules.rows[poll.legal_class]
    return Notice(
        kind=RESULT if told else ANNOUNCEMENT,
        poll=poll,
        body=row.body or "",
        citation=rule.citation,
        special=rule.special,
        posted_days=rules.timing.posted,
        decision=_decision(tx, community_id, poll.resolution) if told else None,
    )


def _decision(tx: Transaction, community_id: str, number: str) -> Decision | None:
    r = resolutions.c
    query = select(r.number, r.state, r.published_at, r.posted_until, r.challenge_until)
    published = (r.community_id == community_id, r.number == number, r.published_at.is_not(None))
    return read_one(tx, Decision, query.where(*published))
