"""A file of ballots held against the record: the latest act stands, everything wrong is named."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.counter.ballot_files.rules import (
    Act,
    Conflict,
    Doubled,
    Last,
    Plan,
    Record,
    plan,
    with_channel,
)
from council.polls.ballots.rules import MOST_REVISIONS
from council.polls.ratification import choice_content
from voting.formats.ballots_csv import BallotTable, read_ballots_to_keep
from voting.formats.faults import Fault
from voting.roll import Kind, Unit, heads_of

UNITS = (
    Unit(code="1", owners=("甲",), area_x100=100),
    Unit(code="2", owners=("甲",), area_x100=100),
    Unit(code="3", owners=("乙", "丙"), area_x100=100),
    Unit(code="4", owners=("丁", "戊"), area_x100=100, nominee="戊"),
    Unit(code="5", owners=("己",), area_x100=100, delivered=False),
    Unit(code="P-1", owners=("甲",), area_x100=10, kind=Kind.PARKING, counts=False),
    Unit(code="P-2", owners=("庚",), area_x100=10, kind=Kind.PARKING, counts=False),
)
HEADS = {";".join(head.owners): head for head in heads_of(UNITS)}
#: 22 March 2026, 00:00 in Shanghai; the poll is open for that one day.
OPEN = 1_774_108_800
HOUR = 3600
HEAD = "unit,owner,choice,time,channel,serial"


def record(*acts: Act, now: int = OPEN + 20 * HOUR, revision: int = 1) -> Record:
    return Record(
        units={unit.code: unit for unit in UNITS},
        heads=HEADS,
        slots={
            (name, owner): f"{name}|{owner}"
            for name, head in HEADS.items()
            for owner in (head.owners if head.nominee is None else (head.nominee,))
        },
        last={act.slot: Last(revision=revision, act=act) for act in acts},
        acts=frozenset(acts),
        serials={act.serial: frozenset({act.slot}) for act in acts if act.serial},
        opens_at=OPEN,
        closes_at=OPEN + 24 * HOUR,
        now=now,
        opens="2026-03-22 00:00",
        closes="2026-03-23 00:00",
    )


def table(*lines: str, head: str = HEAD) -> BallotTable:
    data = "\n".join([head, *lines]).encode()
    zone = dt.timezone(dt.timedelta(hours=8))
    return read_ballots_to_keep(data, file="b.csv", zone=zone)


def planned(*lines: str, against: Record | None = None) -> Plan:
    found = plan(table(*lines), record() if against is None else against)
    assert isinstance(found, Plan), found
    return found


def faults(*lines: str, against: Record | None = None, head: str = HEAD) -> list[tuple]:
    found = plan(table(*lines, head=head), record() if against is None else against)
    assert not isinstance(found, Plan), found
    assert all(fault.what and fault.remedy for fault in found)
    return [(fault.line, fault.column, fault.key) for fault in found]


def act(slot: str, hour: int, choice: str = "oppose", channel: str = "chat", serial: str = ""):
    return Act(
        slot=slot,
        content=choice_content(choice),
        channel=channel,
        cast_at=OPEN + hour * HOUR,
        serial=serial,
    )


def test_a_ballot_speaks_for_the_head_whichever_unit_it_names():
    found = planned(
        "P-1,甲,同意,2026-03-22 09:00,纸质,n-1",
        "3,丙,反对,2026/3/22 9:05,会场,",
        "5,建设单位,弃权,2026-03-22T01:10:00Z,官方系统,",
    )

    assert [(e.head, e.act, e.revision) for e in found.entries] == [
        ("甲", act("甲|甲", 9, "agree", "paper", "N-1"), 1),
        ("丙;乙", replace_at(act("丙;乙|丙", 9, "oppose", "meeting"), 300), 1),
        (
            "developer",
            replace_at(act("developer|developer", 9, "abstain", "official_import"), 600),
            1,
        ),
    ]
    assert (found.conflicts, found.doubled, found.unchanged) == ((), (), 0)


def replace_at(made: Act, seconds: int) -> Act:
    return replace(made, cast_at=made.cast_at + seconds)


def test_of_one_owners_lines_the_latest_stands_and_of_equal_ones_the_later_line():
    found = planned(
        "1,甲,弃权,2026-03-22 10:00,会场,",
        "2,甲,反对,2026-03-22 09:00,会场,",
        "P-1,甲,弃权,2026-03-22 10:00,会场,",
    )

    assert [e.act for e in found.entries] == [act("甲|甲", 10, "abstain", "meeting")]
    assert found.doubled == (Doubled(line=2, by=4), Doubled(line=3, by=4))


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("2026-03-22 10:00", "2026-03-22 10:00", 3),
        ("2026-03-22 10:00", "2026-03-22 10:00:30", 3),
        ("2026-03-22", "2026-03-22", 3),
        ("2026-03-22 18:00", "2026-03-22", 2),
        ("2026-03-22 10:00:30", "2026-03-22T10:00:30+08:00", 3),
    ],
)
def test_two_choices_of_one_owner_whose_times_do_not_tell_the_later_are_a_fault(
    first, second, line
):
    lines = (f"1,甲,同意,{first},会场,", f"2,甲,反对,{second},会场,")

    assert faults(*lines) == [(line, 4, "ballot.same_time")]


def test_seconds_tell_which_of_two_choices_is_the_later():
    found = planned(
        "1,甲,同意,2026-03-22 10:00:01,会场,",
        "2,甲,反对,2026-03-22 10:00:00,会场,",
    )

    assert found.doubled == (Doubled(line=3, by=2),)


@pytest.mark.parametrize("written", ["2026-03-22", "2026-03-22 09:00"])
def test_a_time_that_does_not_tell_whether_it_is_before_what_stands_is_a_fault(written):
    chat = replace_at(act("甲|甲", 9), 20)

    assert faults(f"1,甲,同意,{written},会场,", against=record(chat)) == [
        (2, 4, "ballot.time_unsure")
    ]


def test_against_a_ballot_that_stands_the_later_act_stands():
    chat = act("甲|甲", 9), act("丙;乙|乙", 12)
    found = planned(
        "1,甲,同意,2026-03-22 10:00,纸质,N-1",
        "3,乙,同意,2026-03-22 10:00,纸质,N-2",
        against=record(*chat),
    )

    assert [(e.act.slot, e.revision) for e in found.entries] == [("甲|甲", 2)]
    assert found.conflicts == (
        Conflict(line=2, unit="1", channel="chat", since_at=OPEN + 9 * HOUR, file_stands=True),
        Conflict(line=3, unit="3", channel="chat", since_at=OPEN + 12 * HOUR, file_stands=False),
    )
    assert found.overtaken == 1


def test_what_anybody_chose_in_chat_changes_nothing_of_what_is_told():
    line = "1,甲,同意,2026-03-22 10:00,纸质,N-1"
    seen = [
        planned(line, against=record(act("甲|甲", hour, choice)))
        for hour in (9, 12)
        for choice in ("agree", "oppose")
    ]

    assert seen[0] == seen[1]
    assert seen[2] == seen[3]


def test_an_act_in_the_record_is_kept_once_also_when_a_later_one_stands():
    paper = act("甲|甲", 9, "agree", "paper", "N-1")
    known = record(paper)
    later = replace(known, last={"甲|甲": Last(revision=2, act=act("甲|甲", 12))}, acts=known.acts)
    line = "1,甲,同意,2026-03-22 09:00,纸质,N-1"

    found = [planned(line, against=each) for each in (known, later)]

    nothing = Plan(entries=(), conflicts=(), doubled=(), unchanged=1)
    assert found == [nothing, nothing]


def test_after_a_ballot_was_taken_back_a_files_stands_without_a_conflict():
    taken_back = Act(slot="甲|甲", content="", channel="paper", cast_at=OPEN + 9 * HOUR, serial="")

    found = planned("1,甲,同意,2026-03-22 08:00,会场,", against=record(taken_back, revision=2))

    assert [e.revision for e in found.entries] == [3]
    assert found.conflicts == ()


def test_everything_wrong_is_named_with_its_cell():
    paper = act("甲|甲", 9, "agree", "paper", "N-1")

    found = faults(
        "9,甲,同意,2026-03-22 10:00,会场,",
        "1,乙,同意,2026-03-22 10:00,会场,",
        "5,己,同意,2026-03-22 10:00,会场,",
        "P-2,庚,同意,2026-03-22 10:00,会场,",
        "4,丁,同意,2026-03-22 10:00,会场,",
        "1,甲,赞,2026-03-22 10:00,聊天,",
        "1,甲,同意,明天,会场,",
        "1,甲,同意,2026-03-21 23:59:59,会场,",
        "1,甲,同意,2026-03-23 00:00,会场,",
        "1,甲,同意,2026-03-22 20:01,会场,",
        "3,乙,同意,2026-03-22 10:00,纸质,",
        "3,乙,同意,2026-03-22 10:00,纸质,第一号",
        "3,丙,同意,2026-03-22 10:00,纸质,N-1",
        "4,戊,同意,2026-03-22 10:00,纸质,N-7",
        "3,乙,同意,2026-03-22 10:00,会场,N-7",
        against=record(paper),
    )

    assert found == [
        (2, 1, "ballot.unknown_unit"),
        (3, 2, "ballot.not_an_owner"),
        (4, 2, "ballot.not_delivered"),
        (5, 1, "ballot.no_head"),
        (6, 2, "ballot.not_the_nominee"),
        (7, 3, "table.value_unknown"),
        (7, 5, "table.value_unknown"),
        (8, 4, "ballot.time_malformed"),
        (9, 4, "ballot.too_early"),
        (10, 4, "ballot.too_late"),
        (11, 4, "ballot.future"),
        (12, 6, "ballot.no_serial"),
        (13, 6, "ballot.serial_malformed"),
        (14, 6, "ballot.serial_used"),
        (16, 6, "ballot.serial_twice"),
    ]


def test_papers_in_a_file_without_serials_are_one_fault():
    without = "unit,owner,choice,time,channel"

    found = plan(
        table(
            "1,甲,agree,2026-03-22 10:00,paper",
            "3,乙,agree,2026-03-22 10:00,paper",
            head=without,
        ),
        record(),
    )

    params = {"name": "serial", "known": "serial / 编号 / 票号"}
    assert found == (Fault(key="table.header_missing", file="b.csv", line=1, params=params),)


def test_one_paper_may_stand_on_the_lines_of_all_units_of_its_owner():
    found = planned("1,甲,同意,2026-03-22 10:00,纸质,N-1", "2,甲,同意,2026-03-22 10:00,纸质,N-1")

    assert [(e.line, e.act.serial) for e in found.entries] == [(3, "N-1")]


def test_an_official_system_may_name_an_owners_later_ballot_by_the_same_number():
    first = act("甲|甲", 9, "agree", "official_import", "77")

    own = planned("1,甲,反对,2026-03-22 10:00,官方系统,77", against=record(first))
    other = faults("3,乙,反对,2026-03-22 10:00,官方系统,77", against=record(first))

    assert [e.revision for e in own.entries] == [2]
    assert other == [(2, 6, "ballot.serial_used")]


def test_no_more_ballots_of_one_owner_are_kept_than_may_be():
    full = record(act("甲|甲", 9), revision=MOST_REVISIONS)

    found = faults("1,甲,同意,2026-03-22 10:00,会场,", against=full)
    earlier = planned("1,甲,同意,2026-03-22 08:00,会场,", against=full)

    assert found == [(2, 2, "ballot.too_many_changes")]
    assert earlier.overtaken == 1


def test_a_channel_for_the_whole_file_is_for_the_lines_that_name_none():
    read = table("1,甲,同意,2026-03-22 10:00,,", "3,乙,同意,2026-03-22 10:00,会场,")

    assert [row.channel for row in with_channel(read, "paper").rows] == ["paper", "meeting"]
    assert with_channel(read, "") == read


def test_lines_without_a_choice_are_left_out_whatever_else_they_hold():
    read = table("1,甲,,2026-03-22 10:00,会场,", "3,乙,同意,2026-03-22 10:00,会场,", "9,,,,,")

    assert (len(read.rows), read.left_out, read.faults) == (1, 2, ())


OWNERS = (("1", "甲"), ("2", "甲"), ("3", "乙"), ("3", "丙"), ("4", "戊"), ("5", "developer"))
CAST = st.tuples(
    st.sampled_from(OWNERS), st.sampled_from(("agree", "oppose", "abstain")), st.integers(1, 19)
)


def once_at_a_time(cast):
    """Of one owner's ballots no two are of the same time."""
    return (cast[0][1], cast[2])


@given(st.lists(CAST, max_size=12, unique_by=once_at_a_time), st.lists(CAST, max_size=6))
def test_a_file_is_kept_once_and_the_latest_act_of_everybody_stands(cast, before):
    lines = [
        f"{unit},{owner},{choice},2026-03-22 {hour:02d}:00,meeting,"
        for (unit, owner), choice, hour in cast
    ]
    standing = {}
    for (unit, owner), choice, hour in before:
        name = ";".join(next(each for each in UNITS if each.code == unit).voters)
        standing[f"{name}|{owner}"] = act(f"{name}|{owner}", hour, choice)
    known = record(*standing.values())

    first = planned(*lines, against=known)
    after = replace(
        known,
        last={
            **known.last,
            **{e.act.slot: Last(revision=e.revision, act=e.act) for e in first.entries},
        },
        acts=known.acts | {e.act for e in first.entries},
    )
    again = planned(*lines, against=after)

    assert again.entries == ()
    assert again.overtaken == first.overtaken
    assert again.unchanged == len(first.entries)
    for entry in first.entries:
        acts = [int(row.ballot.at) for row in table(*lines).rows if slot_of(row) == entry.act.slot]
        before_at = known.last.get(entry.act.slot)
        assert entry.act.cast_at == max(acts)
        assert before_at is None or entry.act.cast_at >= before_at.act.cast_at


def slot_of(row) -> str:
    unit = next(each for each in UNITS if each.code == row.ballot.unit)
    return f"{';'.join(unit.voters)}|{row.ballot.owner}"
