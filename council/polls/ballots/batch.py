"""The two look-ups of a crowd of casts: the polls, locked, and everything about the voters."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, select

from council.kernel.bus.command import Command
from council.kernel.database.batch import select_crowd
from council.kernel.database.in_array import in_array, members
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents
from council.kernel.tables import drafts
from council.kernel.values import value
from council.polls.ballots.commands import CastBallot
from council.polls.ballots.reads import KIND
from council.polls.budgets.rules import Terms, terms_of
from council.polls.ranking import Order
from council.polls.rules import PollOption
from council.polls.tables import ballots, electorate, poll_options, polls
from council.rules.poll_kinds import BUDGET


def voting_time(command: Command[Any], *, opens_at: int, now: int) -> int:
    """When an act of voting counts: when its update was taken in, if it had to wait for its turn.

    A close waits for all that was taken in before it, so such an act finds the poll open still.
    What was taken in before the opening is judged as it is handled.
    """
    asked_at = command.asked_at(now)
    return asked_at if asked_at >= opens_at else now


@value
class LockedPoll:
    """A locked poll with its options by letter.

    ``row`` stands in for a ``Poll``: it has those of its columns that casting asks for.
    ``drawn`` keeps, for this batch, how an order is told: places with titles, and the rest.
    """

    row: Any
    options: dict[str, PollOption]
    drawn: dict[Order, tuple[tuple[tuple[PollOption, ...], ...], tuple[PollOption, ...]]]

    @property
    def terms(self) -> Terms | None:
        """The terms of a budget vote."""
        if self.row.kind != BUDGET:
            return None
        return terms_of(self.options.values(), ballot=self.row.ballot, pot_fen=self.row.pot_fen)


@value
class Standing:
    """The ballot that stands for a slot; ``revision`` 0 = none."""

    revision: int = 0
    content: str = ""
    cast_at: int = 0


@value
class Slot:
    """One slot of a voter in one poll, with the ballot that stands there."""

    slot: str
    standing: Standing


@value
class Voter:
    """A person who casts: who they are, and for each poll their draft and slots."""

    community_id: str
    resident_id: str
    locale: str
    timezone: str
    drafts: dict[str, tuple[int, str]]
    slots: dict[str, list[Slot]]


@cache
def _lock_query(dialect: str) -> Select[Any]:
    o, p, a = poll_options.c, polls.c, accounts.c
    theirs = select(a.community_id).where(
        in_array(dialect, a.channel, "channels"), in_array(dialect, a.account, "accounts")
    )
    return (
        select(
            p.community_id,
            p.id,
            p.number,
            p.kind,
            p.title,
            p.state,
            p.opens_at,
            p.closes_at,
            p.ruleset,
            p.roll_fingerprint,
            p.pot_fen,
            p.ballot,
            o.letter,
            o.title.label("option_title"),
            o.status_quo,
            o.cost_fen,
        )
        .select_from(polls)
        .outerjoin(poll_options, and_(o.community_id == p.community_id, o.poll_id == p.id))
        .where(in_array(dialect, p.number, "numbers"), p.community_id.in_(theirs))
        .order_by(p.id, o.position)
        .with_for_update(read=True, of=polls)
    )


def lock_polls(
    tx: Transaction, commands: Sequence[CastBallot]
) -> dict[tuple[str, int], LockedPoll]:
    """Lock and read the polls: (community, number) → poll."""
    dialect = tx.connection.dialect.name
    rows = select_crowd(
        tx.connection,
        _lock_query(dialect),
        {
            "numbers": members(dialect, {command.poll for command in commands}),
            "channels": members(dialect, {command.actor.channel for command in commands}),
            "accounts": members(dialect, {command.actor.id for command in commands}),
        },
    )
    found: dict[tuple[str, int], LockedPoll] = {}
    for row in rows:
        poll = found.setdefault(
            (row.community_id, row.number), LockedPoll(row=row, options={}, drawn={})
        )
        if row.letter is not None:
            poll.options[row.letter] = PollOption(
                letter=row.letter,
                title=row.option_title,
                status_quo=bool(row.status_quo),
                cost_fen=row.cost_fen or 0,
            )
    return found


@cache
def _voters_query(dialect: str) -> Select[Any]:
    a, r, c, e, d, b = (
        accounts.c,
        residents.c,
        communities.c,
        electorate.c,
        drafts.c,
        ballots.c,
    )
    earlier = ballots.alias("earlier").c
    highest = (
        select(func.max(earlier.revision))
        .where(
            earlier.community_id == e.community_id,
            earlier.poll_id == e.poll_id,
            earlier.slot == e.slot,
        )
        .correlate(electorate)
        .scalar_subquery()
    )
    return (
        select(
            a.channel,
            a.account,
            a.community_id,
            a.resident_id,
            r.locale,
            c.locale,
            c.timezone,
            e.poll_id,
            e.slot,
            d.revision,
            d.content,
            b.revision,
            b.content,
            b.cast_at,
        )
        .join_from(
            accounts, residents, and_(r.community_id == a.community_id, r.id == a.resident_id)
        )
        .join(communities, c.id == a.community_id)
        .outerjoin(
            electorate,
            and_(
                e.community_id == a.community_id,
                in_array(dialect, e.poll_id, "polls"),
                e.resident_id == a.resident_id,
            ),
        )
        .outerjoin(
            drafts,
            and_(
                d.community_id == a.community_id,
                d.resident_id == a.resident_id,
                d.bot == "resident",
                d.kind == KIND,
                d.subject == e.poll_id,
            ),
        )
        .outerjoin(
            ballots,
            and_(
                b.community_id == e.community_id,
                b.poll_id == e.poll_id,
                b.slot == e.slot,
                b.revision == highest,
            ),
        )
        .where(in_array(dialect, a.channel, "channels"), in_array(dialect, a.account, "accounts"))
    )


def read_voters(
    tx: Transaction,
    commands: Sequence[CastBallot],
    found: Mapping[tuple[str, int], LockedPoll],
) -> dict[tuple[str, str], Voter]:
    """Read everybody who casts: (channel, account) → voter."""
    dialect = tx.connection.dialect.name
    rows = select_crowd(
        tx.connection,
        _voters_query(dialect),
        {
            "polls": members(dialect, {poll.row.id for poll in found.values()}),
            "channels": members(dialect, {command.actor.channel for command in commands}),
            "accounts": members(dialect, {command.actor.id for command in commands}),
        },
    )
    voters: dict[tuple[str, str], Voter] = {}
    for (
        channel,
        account,
        community_id,
        resident_id,
        locale,
        community_locale,
        timezone,
        poll_id,
        slot,
        draft_revision,
        draft_content,
        revision,
        content,
        cast_at,
    ) in rows:
        voter = voters.get((channel, account))
        if voter is None:
            voter = voters[channel, account] = Voter(
                community_id=community_id,
                resident_id=resident_id,
                locale=locale or community_locale,
                timezone=timezone,
                drafts={},
                slots={},
            )
        if poll_id is None:
            continue
        if draft_revision is not None:
            voter.drafts[poll_id] = (draft_revision, draft_content)
        stands = (
            Standing()
            if revision is None
            else Standing(revision=revision, content=content, cast_at=cast_at)
        )
        voter.slots.setdefault(poll_id, []).append(Slot(slot=slot, standing=stands))
    return voters
