"""The count of a ratification unit by unit, for the keepers of the roll, and the files it makes.

Staff only: it says who chose what. It exists once a vote is counted, never before. ``Count`` is
the same roll and the same ballots that the kept result was counted from, so its files give that
result again with ``yishi ratify``.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select

from council.counter.deliveries.reads import DeliveryProof, delivered_units
from council.kernel.database.transaction import Transaction
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.electorate.reads import frozen_roll, owner_ballots, standing
from council.polls.poll import Poll
from council.polls.records import poll_by, rules_of_poll
from council.polls.tables import ballots, frozen_units
from council.rules.poll_kinds import RATIFICATION
from council.rules.records import kept_rule_files
from voting.measures import Reading
from voting.ratification import OwnerBallot, Ratification, count_ratification, deemed_reading
from voting.roll import Unit

_COUNTED = ("counted", "certified")


@value
class Standing:
    """A ballot that stands: what was said, through which channel, on which paper."""

    ballot: OwnerBallot
    channel: str
    serial: str
    counted: bool


@value
class SheetLine:
    """One unit, its head's number in the order of the roll (0: it is part of none), its ballots.

    ``said`` is what the head says as a whole: agree, oppose, abstain, unclear or silent; empty
    for a unit without a head.
    """

    unit: Unit
    head: int
    said: str
    ballots: tuple[Standing, ...]


@value
class Count:
    """A counted ratification with everything it was counted from.

    ``delivered`` and ``deemed`` are there where a clause lets the silent follow the majority: the
    proofs of delivery, and the reading that decides.
    """

    number: int
    title: str
    legal_class: str
    profile: str
    rule_files: Mapping[str, str]
    law_version: str
    units: tuple[Unit, ...]
    ballots: tuple[OwnerBallot, ...]
    result: Ratification
    lines: tuple[SheetLine, ...]
    delivered: tuple[DeliveryProof, ...] = ()
    deemed: Reading | None = None


def countable(tx: Transaction, who: Person, number: int) -> Poll | Refusal:
    """Find a ratification whose count may be looked into."""
    poll = poll_by(tx, who.community_id, number=number)
    if poll is None or poll.state == "draft":
        return refuse("poll.unknown", number=number)
    if poll.kind != RATIFICATION:
        return refuse("poll.sheet_of_ranking", number=number)
    if poll.state not in _COUNTED:
        return refuse("poll.sheet_too_early", number=number)
    return poll


def units_on(tx: Transaction, poll: Poll) -> int:
    """Count the units of the frozen roll."""
    t = frozen_units.c
    query = select(func.count()).where(t.community_id == poll.community_id, t.poll_id == poll.id)
    return tx.connection.scalar(query) or 0


def count_of(tx: Transaction, who: Person, poll: int) -> Count | Refusal:
    """Read a count unit by unit, for those who may."""
    found = check(who, "poll.inspect") or countable(tx, who, poll)
    if isinstance(found, Refusal):
        return found
    units = frozen_roll(tx, found.community_id, found.id)
    cast = owner_ballots(tx, found.community_id, found.id)
    kept = tx.connection.execute(
        standing(found.community_id, found.id).add_columns(ballots.c.paper_serial)
    ).all()
    rules = rules_of_poll(tx, found)
    rule = rules.rows[found.legal_class]
    result = count_ratification(units, cast, rule=rule.thresholds)
    ignored = {each.ballot.line for each in result.ignored}
    # Both are read in the order of the slots, so a ballot's line finds its row.
    stands = {
        ballot.line: Standing(
            ballot=ballot,
            channel=each.channel,
            serial=each.paper_serial or "",
            counted=ballot.line not in ignored,
        )
        for ballot, each in zip(cast, kept, strict=True)
    }
    delivered = delivered_units(tx, found, rules.silence) if rules.silence.deems else {}
    return Count(
        number=found.number,
        title=found.title,
        legal_class=found.legal_class,
        profile=rules.name,
        rule_files=kept_rule_files(tx, found.community_id, found.ruleset),
        law_version=rule.law_version,
        units=units,
        ballots=cast,
        result=result,
        lines=tuple(_lines(units, result, stands)),
        delivered=tuple(delivered.values()),
        deemed=deemed_reading(result, delivered=delivered) if rules.silence.deems else None,
    )


def _lines(
    units: tuple[Unit, ...], result: Ratification, stands: dict[int, Standing]
) -> Iterator[SheetLine]:
    heads = {each.head.owners: (number, each) for number, each in enumerate(result.heads, start=1)}
    for unit in units:
        number, head = heads.get(unit.voters, (0, None))
        if head is None or not unit.counts:
            yield SheetLine(unit=unit, head=0, said="", ballots=())
        else:
            yield SheetLine(
                unit=unit,
                head=number,
                said=head.stance.value,
                ballots=tuple(stands[ballot.line] for ballot in head.ballots),
            )
