"""A town with motions, polls and a small roll: what the tests of polls and ballots share."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.motions.tables import motions
from council.polls.ballots.commands import (
    BallotCast,
    BallotSheet,
    CastBallot,
    ChooseOnSheet,
    MarkBallot,
    OpenSheet,
)
from council.polls.commands import AnnouncePoll, DraftRanking, DraftRatification, OpenPoll
from council.polls.falls_due import falls_due
from council.roll.tables import unit_owners, units
from council.rules.poll_kinds import poll_named
from tests.council.conftest import NOON, Town

DAY = 86_400
WEEK = 7 * DAY
#: Fifteen clear days between the notice and the opening.
NOTICE = 16 * DAY

#: How a refusal names the town's first poll, by kind and title.
RANKED = poll_named("ranking", 1, "停车方案意向排序")
RATIFIED = poll_named("ratification", 1, "建设立体停车场")

#: Unit code → area (hundredths of m²) and owners; nobody = the developer's.
ROLL: dict[str, tuple[int, tuple[str, ...]]] = {
    "1-101": (8936, ("甲",)),
    "1-102": (8936, ("乙",)),
    "1-201": (11852, ("丙",)),
    "1-202": (11852, ("丁", "戊")),
    "2-101": (14208, ("己",)),
    "2-102": (14208, ("己",)),
    "2-201": (14208, ()),
}


def council(town: Town) -> None:
    """Two facilitators, a chair, a clerk."""
    town.person("召", "facilitator")
    town.person("集", "facilitator")
    town.person("主", "chair")
    town.person("代", "clerk")


@dataclass(kw_only=True)
class Step:
    """How a person fills in a sheet and casts it: ``"CAB"`` taps C, then A, then B."""

    town: Town
    name: str
    poll: int

    def sheet(self, order: str) -> Any:
        """Tap an order and press done."""
        sheet = self.town.act(self.name, OpenSheet, poll=self.poll)
        if not isinstance(sheet, BallotSheet):
            return sheet
        sheet = self.mark(sheet, "clear")
        for letter in order:
            act, arg = ("tie", "") if letter == "=" else ("tap", letter)
            sheet = self.mark(sheet, act, arg)
        return self.mark(sheet, "done")

    def mark(self, sheet: BallotSheet, act: str, letter: str = "") -> Any:
        return self.town.act(
            self.name,
            MarkBallot,
            poll=self.poll,
            revision=sheet.revision,
            act=act,
            letter=letter,
        )


def put_motion(town: Town, *, state: str = "deliberated", legal_class: str = "R-XS") -> int:
    """Put a motion into the record, by table; its number."""

    def write(tx: Transaction) -> int:
        number = next_number(tx, town.id, "motion")
        tx.connection.execute(
            insert(motions),
            [
                {
                    "community_id": town.id,
                    "id": tx.new_id(),
                    "number": number,
                    "title": "解决停车难",
                    "body": "小区车位不足，请邻居们排一排。",
                    "legal_class": legal_class,
                    "addressee": None,
                    "proposal_id": None,
                    "meeting_id": None,
                    "from_poll_id": None,
                    "state": state,
                    "drafted_by": "nobody",
                    "drafted_at": tx.now,
                    "changed_at": tx.now,
                }
            ],
        )

        return number

    return town.app.bus.submit_run(write).result()


def motion_state(town: Town, number: int = 1) -> str:
    """Tell where a motion has got to."""
    query = select(motions.c.state).where(
        motions.c.community_id == town.id, motions.c.number == number
    )
    state: str = town.rows(query)[0].state
    return state


def put_roll(town: Town, roll: dict[str, tuple[int, tuple[str, ...]]] | None = None) -> None:
    """Put units and owners into the record, by table."""

    def write(tx: Transaction) -> None:
        for code, (area, owners) in (ROLL if roll is None else roll).items():
            unit_id = tx.new_id()
            tx.connection.execute(
                insert(units),
                [
                    {
                        "community_id": town.id,
                        "id": unit_id,
                        "code": code,
                        "building": code.partition("-")[0],
                        "kind": "flat",
                        "area_x100": area,
                        "area_source": "registered",
                        "nominee": None,
                        "delivered": 1,
                        "counts": 1,
                    }
                ],
            )
            lines = [
                {
                    "community_id": town.id,
                    "unit_id": unit_id,
                    "owner_key": owner,
                    "position": place,
                }
                for place, owner in enumerate(owners)
            ]
            if lines:
                tx.connection.execute(insert(unit_owners), lines)

    town.app.bus.submit_run(write).result()


def draft_ranking(town: Town, **fields: Any) -> Any:
    """Draft a ranking as the facilitator 召."""
    wanted: dict[str, Any] = {
        "motion": 1,
        "title": "停车方案意向排序",
        "options": ("立体停车场", "错峰共享", "道闸+重新划线"),
        "opens_at": NOON,
        "closes_at": NOON + WEEK,
    }
    return town.act("召", DraftRanking, **{**wanted, **fields})


def draft_ratification(town: Town, **fields: Any) -> Any:
    """Draft a ratification as the facilitator 召."""
    wanted: dict[str, Any] = {
        "motion": 1,
        "title": "建设立体停车场",
        "legal_class": "O-8",
        "opens_at": NOON,
        "closes_at": NOON + 30 * DAY,
    }
    return town.act("召", DraftRatification, **{**wanted, **fields})


def open_ranking(town: Town) -> int:
    """A ranking that is open now; its number."""
    put_motion(town)
    number: int = draft_ranking(town).number
    town.act("召", AnnouncePoll, poll=number)
    town.tick(OpenPoll, poll=number)
    return number


def announce_in_time(town: Town, number: int) -> Any:
    """Announce a ratification that opens now, as if the notice had gone out in time."""
    now = town.clock.at
    town.clock.at = now - NOTICE
    announced = town.act("召", AnnouncePoll, poll=number)
    town.clock.at = now
    return announced


def open_ratification(town: Town) -> int:
    """A ratification that is open now; its number."""
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    number: int = draft_ratification(town).number
    announce_in_time(town, number)
    town.tick(OpenPoll, poll=number)
    return number


def vote(town: Town, name: str, order: str, poll: int = 1) -> Any:
    """Tap an order, press done, confirm."""
    sheet = Step(town=town, name=name, poll=poll).sheet(order)
    if not isinstance(sheet, BallotSheet):
        return sheet
    return town.act(name, CastBallot, poll=poll, revision=sheet.revision)


def choose(town: Town, name: str, choice: str, *, place: int = 0, poll: int = 1) -> Any:
    """Choose for one head and confirm."""
    sheet = town.act(name, OpenSheet, poll=poll)
    if not isinstance(sheet, BallotSheet):
        return sheet
    sheet = town.act(
        name, ChooseOnSheet, poll=poll, revision=sheet.revision, place=place, choice=choice
    )
    return town.act(name, CastBallot, poll=poll, revision=sheet.revision)


def receipt(outcome: Any) -> BallotCast:
    """Insist on a receipt."""
    assert isinstance(outcome, BallotCast), outcome
    return outcome


def clock_runs(town: Town) -> list[str]:
    """Let the clock do what it owes until it owes nothing; tells what it did."""
    did = []
    while owed := town.app.bus.read_now(falls_due):
        for command in owed:
            did.append(type(command).__name__)
            town.app.bus.submit(command).result()
    return did
