"""A file that leaves much of the roll out: typed number, second person, put away."""

from council.kernel.refusals import refuse
from council.overview.todos import today
from council.roll.commands import (
    ConfirmRemoval,
    ConfirmRoll,
    ImportRoll,
    RollDropped,
    RollImported,
    RollWaiting,
    RollWaits,
    RunningVote,
    SettleRollImport,
    ShowRollImport,
)
from tests.council.conftest import Town
from tests.council.polls.polling import open_ratification
from tests.council.roll.importing import imported, offered, roll_of
from voting.roll import Unit

MANY = tuple(f"1-{number},flat,10,户{number},,," for number in range(101, 111))


def test_a_file_that_leaves_much_out_needs_the_number_typed(town: Town):
    town.person("召", "facilitator")
    imported(town, *MANY)

    shown = offered(town, *MANY[:2])
    pressed = town.act("召", ConfirmRoll, revision=shown.revision)
    wrong = town.act("召", ConfirmRemoval, text="移除 7")
    kept = len(roll_of(town))
    done = town.act("召", ConfirmRemoval, text="移除８套")

    assert [each.key for each in (pressed, wrong)] == ["roll.removes_many"] * 2
    assert kept == 10
    assert (done.removed, len(roll_of(town))) == (8, 2)


def test_at_the_command_line_the_number_is_an_option(town: Town):
    imported(town, *MANY)

    refused = imported(town, *MANY[:2])
    done = imported(town, *MANY[:2], removes=8)

    assert refused == refuse("roll.removes_many", n=8, of=10)
    assert (done.removed, len(roll_of(town))) == (8, 2)


def test_while_a_vote_runs_a_second_person_settles_what_leaves_much_out(town: Town):
    town.person("召", "facilitator")
    town.person("集", "facilitator")
    open_ratification(town)
    before = roll_of(town)
    shown = offered(town, "1-101,flat,89.36,甲,,,")

    waits = town.act("召", ConfirmRemoval, text=str(shown.preview.removed))
    own = town.act("召", ShowRollImport)
    alone = town.act("召", SettleRollImport, id=own.id, answer="yes")
    due = [[need.key for need in town.read(name, today).needs] for name in ("召", "集")]
    unchanged = roll_of(town)
    seen = town.act("集", ShowRollImport)
    done = town.act("集", SettleRollImport, id=seen.id, answer="yes")
    again = town.act("集", SettleRollImport, id=seen.id, answer="yes")

    votes = (RunningVote(number=1, title="建设立体停车场"),)
    assert waits == RollWaits(removed=len(before) - 1, of=len(before), frozen=votes)
    assert isinstance(own, RollWaiting)
    assert (own.mine, seen.mine, seen.offered_by) == (True, False, "召")
    assert ("roll_waits" in due[0], "roll_waits" in due[1]) == (False, True)
    assert alone == refuse("roll.same_person")
    assert unchanged == before
    assert isinstance(done, RollImported)
    assert [unit.code for unit in roll_of(town)] == ["1-101"]
    assert again == refuse("roll.offer_gone")


def test_a_waiting_file_can_be_put_away_and_is_not_imported_on_another_roll(town: Town):
    town.person("召", "facilitator")
    town.person("集", "facilitator")
    open_ratification(town)
    before = roll_of(town)
    several = len(before) - 1
    town.operate(ImportRoll, units=before[:1], removes=several, content=b"x", file="roll.csv")
    seen = town.act("集", ShowRollImport)
    more = Unit(code="9-9", owners=("庚",), area_x100=100)
    town.operate(ImportRoll, units=(*before, more))

    outdated = town.act("集", SettleRollImport, id=seen.id, answer="yes")
    dropped = town.act("召", SettleRollImport, id=seen.id, answer="no")

    assert outdated == refuse("roll.offer_outdated")
    assert dropped == RollDropped()
    assert len(roll_of(town)) == len(before) + 1
