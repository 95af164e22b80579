import datetime as dt
import io
from fractions import Fraction

import openpyxl
import pytest

from voting.ballots import Choice
from voting.formats.ballots_csv import is_ballots, read_ballots, read_ballots_to_keep
from voting.formats.faults import BadInput
from voting.ratification import OwnerBallot
from voting.roll import DEVELOPER, Unit

UNITS = (
    Unit(code="1", owners=("甲", "乙"), area_x100=100),
    Unit(code="2", owners=("丙",), area_x100=100, delivered=False),
)


def read(*lines, head="unit,owner,choice,time", encoding="utf-8"):
    data = "\n".join([head, *lines]).encode(encoding)
    return read_ballots(data, file="ballots.csv", units=UNITS)


def test_a_ballot_is_read_in_either_language():
    english = read("1,甲,agree,2026-03-21T19:30:00+08:00", "2,developer,ABSTAIN,2026-03-21")
    chinese = read(
        "１,甲,同意,2026-03-21 19:30",
        "2,建设单位,弃权,2026-03-20T16:00:00Z",
        head="房号,业主,表决,时间",
        encoding="gb18030",
    )

    assert english == chinese
    assert english == (
        OwnerBallot(unit="1", owner="甲", choice=Choice.AGREE, at=1_774_092_600, line=2),
        OwnerBallot(unit="2", owner=DEVELOPER, choice=Choice.ABSTAIN, at=1_774_022_400, line=3),
    )


def test_every_choice_has_a_word():
    time = "2026-03-21"
    lines = [f"1,甲,{word},{time}" for word in ("同意", "反对", "弃权", "废票")]

    assert [ballot.choice for ballot in read(*lines)] == list(Choice)


def test_parts_of_a_second_still_tell_earlier_from_later():
    early, late = read("1,甲,agree,1970-01-01T08:00:00.25", "1,甲,oppose,1970-01-01T08:00:00.5")

    assert (early.at, late.at) == (Fraction(1, 4), Fraction(1, 2))


def test_the_earliest_time_with_an_offset_is_no_accident():
    (ballot,) = read("1,甲,agree,0001-01-01T00:00:00+14:00")

    assert ballot.at == -62_135_647_200


def test_no_ballots_is_a_file_too():
    assert read() == ()


def test_everything_wrong_is_named_with_its_cell():
    with pytest.raises(BadInput) as caught:
        read(
            "9,甲,agree,2026-03-21",
            "1,丙,agree,2026-03-21",
            "2,丙,agree,2026-03-21",
            "1,甲,maybe,2026-03-21",
            "1,甲,,",
            "1,甲,agree,next week",
            "1,甲,agree,2026/03/21",
        )

    assert [(f.line, f.column, f.key) for f in caught.value.faults] == [
        (2, 1, "ballot.unknown_unit"),
        (3, 2, "ballot.not_an_owner"),
        (4, 2, "ballot.not_delivered"),
        (5, 3, "table.value_unknown"),
        (6, 3, "table.value_unknown"),
        (6, 4, "ballot.no_time"),
        (7, 4, "ballot.time_malformed"),
        (8, 4, "ballot.time_malformed"),
    ]
    assert all(fault.what and fault.remedy for fault in caught.value.faults)


def kept(*lines, head="unit,owner,choice,time,channel,serial"):
    data = "\n".join([head, *lines]).encode()
    return read_ballots_to_keep(data, file="ballots.csv", zone=dt.UTC)


def test_a_file_to_keep_also_names_channel_and_serial_and_has_a_zone_of_its_own():
    table = kept("1,甲,同意,1970-01-01 00:01,会场,Ａ-1", "1,乙,agree,1970/1/1 0:02,,", "2,丙,,,,")

    assert [(row.ballot.at, row.written, row.channel, row.serial) for row in table.rows] == [
        (60, "1970-01-01 00:01", "meeting", "A-1"),
        (120, "1970/1/1 0:02", "", ""),
    ]
    assert (table.left_out, table.unknown_columns, table.faults) == (1, (), ())
    assert table.columns["serial"] == 6


def test_a_file_to_keep_holds_no_numbers_of_persons_and_no_units_made_into_dates():
    table = kept(
        "1,甲,agree,1970-01-01,paper,13800138000,13800138000",
        "2001-01-01 00:00:00,乙,agree,1970/13/1 9:00,fax,,",
        head="unit,owner,choice,time,channel,serial,note",
    )

    assert [(f.line, f.column, f.key) for f in table.faults] == [
        (2, 7, "roll.phone_number"),
        (3, 1, "table.date"),
        (3, 4, "ballot.time_malformed"),
        (3, 5, "table.value_unknown"),
    ]


def test_a_formula_whose_result_nobody_saved_is_not_taken_for_an_empty_cell():
    book = openpyxl.Workbook()
    book.active.append(["unit", "owner", "choice", "time"])
    book.active.append(["1", "甲", '=IF(1,"agree","oppose")', "1970-01-01 00:01"])
    out = io.BytesIO()
    book.save(out)

    table = read_ballots_to_keep(out.getvalue(), file="ballots.xlsx", zone=dt.UTC)

    assert table.left_out == 0
    assert [(f.line, f.column, f.key) for f in table.faults] == [(2, 3, "table.value_unknown")]


def test_a_header_tells_ballots_from_a_roll():
    assert is_ballots("\n\n房号,业主,表决意见".encode("gb18030"), file="a")
    assert not is_ballots("房号,类型,专有面积,业主".encode(), file="a")
    assert not is_ballots(b"", file="a")
