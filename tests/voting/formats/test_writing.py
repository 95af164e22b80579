"""What is written is read back as the same roll and the same ballots."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import Choice
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll
from voting.formats.roll_writing import write_roll
from voting.formats.writing import write_ballots
from voting.ratification import OwnerBallot, count_ratification
from voting.roll import AreaSource, Kind, OwnerKey, Unit, UnitCode
from voting.thresholds import SPECIAL

GOLDEN = Path(__file__).parents[2] / "golden"

names = st.sampled_from(["甲", "乙", "王伟#1", "王伟#2", 'A "B", Ltd', "=1+1", "developer"])


@st.composite
def rolls(draw: st.DrawFn) -> tuple[Unit, ...]:
    made = []
    for n in range(draw(st.integers(1, 12))):
        owners = tuple(OwnerKey(each) for each in draw(st.lists(names, max_size=3, unique=True)))
        made.append(
            Unit(
                code=UnitCode(f"{n}-101"),
                building=draw(st.sampled_from(["", "1号楼", "a,b"])),
                kind=draw(st.sampled_from(Kind)),
                area_x100=draw(st.integers(1, 10**8)),
                area_source=draw(st.sampled_from(AreaSource)),
                owners=owners,
                delivered=draw(st.booleans()),
                counts=n == 0 or draw(st.booleans()),
            )
        )
    return tuple(made)


@given(rolls(), st.data())
def test_any_roll_and_its_ballots_come_back_and_give_the_same_count(roll, data):
    cast = tuple(
        OwnerBallot(
            unit=unit.code,
            owner=data.draw(st.sampled_from(unit.voters)),
            choice=data.draw(st.sampled_from(Choice)),
            at=data.draw(st.integers(0, 2_000_000_000)),
            line=line,
        )
        for line, unit in enumerate(data.draw(st.lists(st.sampled_from(roll))), start=2)
    )

    units = read_roll(write_roll(roll).encode(), file="roll.csv").units
    ballots = read_ballots(write_ballots(cast).encode(), file="ballots.csv", units=units)

    assert units == roll
    assert ballots == cast
    assert count_ratification(units, ballots, rule=SPECIAL) == count_ratification(
        roll, cast, rule=SPECIAL
    )


def test_the_roll_and_the_ballots_of_the_story_come_back():
    units = read_roll((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll.csv").units
    written = (GOLDEN / "heyue-m1-ballots.csv").read_bytes()
    cast = read_ballots(written, file="ballots.csv", units=units)

    assert read_roll(write_roll(units).encode(), file="roll.csv").units == units
    again = write_ballots(cast).encode()
    assert read_ballots(again, file="ballots.csv", units=units) == cast
