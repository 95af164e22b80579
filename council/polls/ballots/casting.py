"""Ballots 选票: casting them in crowds; the table of contents."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from council.kernel.bus.use_cases import Batches, UseCases
from council.kernel.database.batch import insert_batch
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.people import records as people
from council.polls.ballots.batch import (
    LockedPoll,
    Slot,
    Standing,
    Voter,
    lock_polls,
    read_voters,
    voting_time,
)
from council.polls.ballots.commands import (
    BallotCast,
    BallotSheet,
    CastBallot,
    ChooseOnSheet,
    MarkBallot,
    OpenSheet,
    TypeRanking,
)
from council.polls.ballots.reads import Sheet
from council.polls.ballots.rules import MOST_REVISIONS, check_chat, check_open, receipt_code
from council.polls.ballots.sheet import choose, mark, open_sheet, sheet_of, type_ranking
from council.polls.electorate.telling_co_owners import tell_unclear
from council.polls.poll import named
from council.polls.ranking import ranking_content
from council.polls.ratification import choice_content
from council.polls.records import takes_chat
from council.polls.tables import ballots
from council.rules.poll_kinds import RATIFICATION

Cast = BallotCast | BallotSheet | Refusal

CHANNEL = "chat"


class _Box:
    """What a batch knows: locked polls, voters, and the ballots it is about to insert."""

    def __init__(self, tx: Transaction, commands: Sequence[CastBallot]) -> None:
        """Lock the polls, then read the voters."""
        self.tx = tx
        self.polls = lock_polls(tx, commands)
        self.voters = read_voters(tx, commands, self.polls)
        self.standing: dict[tuple[str, str], Standing] = {}
        self.rows: list[dict[str, Any]] = []


def cast_many(tx: Transaction, commands: Sequence[CastBallot]) -> list[Cast]:
    """Cast a crowd of ballots in three statements, however many they are.

    First the poll rows are locked (shared: casts do not wait for each other, only for a close),
    then everything about the voters is read at once, the rules run here, and what is new is
    inserted. Two processes that cast for one slot at once meet in the ballots' primary key; the
    desk then runs each command again, alone.
    """
    box = _Box(tx, commands)
    outcomes = [_cast(box, command) for command in commands]
    insert_batch(tx.connection, ballots, box.rows)
    _tell_co_owners(box)
    return outcomes


def _tell_co_owners(box: _Box) -> None:
    """Where a cast makes its head unclear, its owners learn it while they can still agree."""
    for poll in box.polls.values():
        slots = [
            each["slot"]
            for each in box.rows
            if each["poll_id"] == poll.row.id and ";" in each["slot"]
        ]
        if slots:
            tell_unclear(box.tx, poll.row, slots)


def cast_one(tx: Transaction, who: Person, command: CastBallot) -> Cast:
    """Cast one ballot alone; the same rules."""
    return cast_many(tx, [command])[0]


def _cast(box: _Box, command: CastBallot) -> Cast:
    """Judge one cast; what it adds goes into the batch's rows."""
    voter = box.voters.get((command.actor.channel, command.actor.id))
    if voter is None:
        return refuse("people.unknown")
    poll = box.polls.get((voter.community_id, command.poll))
    if poll is None:
        return refuse("poll.unknown", number=command.poll)
    row = poll.row
    now = voting_time(command, opens_at=row.opens_at, now=box.tx.now)
    refusal = check_open(row, now=now)
    refusal = refusal or check_chat(row, allowed=takes_chat(box.tx, row))
    if refusal is not None:
        return refusal
    slots = voter.slots.get(row.id)
    if not slots:
        return refuse(f"ballot.not_on_roll_{row.kind}", **named(row))
    draft_revision, written = voter.drafts.get(row.id, (0, ""))
    if draft_revision != command.revision or not written:
        return _ask_again(box, command, note="stale")
    sheet, content = _said(row.kind, written)
    terms = poll.terms
    if terms is not None and sheet.order:
        if not terms.fits(sheet.order):
            return _ask_again(box, command, note="over_pot")
        content = terms.written(sheet.order)
    slot = slots[0]
    if row.kind == RATIFICATION:
        slot = next((each for each in slots if each.slot == sheet.slot), slot)
    if not content:
        return _ask_again(box, command, note="empty")
    stands = box.standing.get((row.id, slot.slot), slot.standing)
    unchanged = stands.content == content
    if not unchanged:
        if stands.revision >= MOST_REVISIONS:
            return refuse("ballot.too_many_changes", **named(row), most=MOST_REVISIONS)
        stands = Standing(revision=stands.revision + 1, content=content, cast_at=now)
        box.standing[row.id, slot.slot] = stands
        box.rows.append(
            {
                "community_id": voter.community_id,
                "poll_id": row.id,
                "slot": slot.slot,
                "revision": stands.revision,
                "content": content,
                "channel": CHANNEL,
                "cast_at": now,
                "cast_by": voter.resident_id,
            }
        )
    return _receipt(box, poll, voter, slot, stands, sheet, unchanged=unchanged)


@lru_cache(1024)
def _said(kind: str, written: str) -> tuple[Sheet, str]:
    """Read a draft row: the sheet, and the ballot's canonical content (empty: nothing chosen).

    Pure, and people say the same things: in a crowd most sheets have been read before.
    """
    sheet = Sheet.from_json(written)
    if kind != RATIFICATION:
        return sheet, ranking_content(sheet.order) if sheet.order else ""
    return sheet, choice_content(sheet.choice) if sheet.choice else ""


def _receipt(
    box: _Box,
    poll: LockedPoll,
    voter: Voter,
    slot: Slot,
    stands: Standing,
    sheet: Sheet,
    *,
    unchanged: bool,
) -> BallotCast:
    row, options = poll.row, poll.options
    drawn = poll.drawn.get(sheet.order)
    if drawn is None:
        named = {letter for group in sheet.order for letter in group}
        drawn = poll.drawn[sheet.order] = (
            tuple(tuple(options[letter] for letter in group) for group in sheet.order),
            tuple(each for letter, each in options.items() if letter not in named),
        )
    others = [each for each in voter.slots[row.id] if each.slot != slot.slot]
    return BallotCast(
        number=row.number,
        kind=row.kind,
        title=row.title,
        ranked=drawn[0],
        unranked=drawn[1],
        choice=sheet.choice,
        units=sheet.units,
        area_x100=sheet.area_x100,
        revision=stands.revision,
        unchanged=unchanged,
        cast_at=stands.cast_at,
        closes_at=row.closes_at,
        receipt=receipt_code(
            poll_id=row.id,
            slot=slot.slot,
            revision=stands.revision,
            content=stands.content,
            cast_at=stands.cast_at,
        ),
        others=sum(
            not box.standing.get((row.id, each.slot), each.standing).content for each in others
        ),
        locale=voter.locale,
        timezone=voter.timezone,
        terms=poll.terms,
    )


def _ask_again(box: _Box, command: CastBallot, *, note: str) -> Cast:
    """Give the current sheet back, with a sentence about why nothing was cast. Rare: may read."""
    who = people.person_of(box.tx, command.actor)
    assert who is not None
    return sheet_of(box.tx, who, command, note=note)


BALLOTS: UseCases = {
    OpenSheet: open_sheet,
    MarkBallot: mark,
    TypeRanking: type_ranking,
    ChooseOnSheet: choose,
    CastBallot: cast_one,
}

BATCHES: Batches = {CastBallot: cast_many}
