"""A roll as a table: its columns, owners and areas, and what is wrong with a line."""

from pathlib import Path

import pytest

from voting.formats.faults import BadInput, Fault
from voting.formats.notes import Note
from voting.formats.roll_csv import amend, read_roll, read_roll_to_keep
from voting.formats.roll_table import Rewritten, RollTable
from voting.formats.roll_writing import write_roll
from voting.roll import DEVELOPER, AreaSource, Kind, Unit

HEAD = "unit,building,kind,area,area_source,owners,nominee,delivered,counts"


GOLDEN = Path(__file__).parents[2] / "golden"


def roll(*lines, head=HEAD, encoding="utf-8"):
    return read_roll("\n".join([head, *lines]).encode(encoding), file="roll.csv")


def faults(*lines, head=HEAD):
    with pytest.raises(BadInput) as caught:
        roll(*lines, head=head)
    return [(fault.line, fault.column, fault.key) for fault in caught.value.faults]


def test_every_column_has_its_meaning():
    table = roll(
        "3-2-501,3号楼,shop,118.52,contract,甲;乙,乙,yes,no",
        "P-1,,parking,12.5,surveyed,甲,,,yes",
        "P-2,,storage,0,,甲,,,",
        "1-101,,FLAT,89,,developer,,no,",
        "1-102,,flat,89.36,registered,,,,",
    )

    assert table == RollTable(
        units=(
            Unit(
                code="3-2-501",
                building="3号楼",
                kind=Kind.SHOP,
                area_x100=11_852,
                area_source=AreaSource.CONTRACT,
                owners=("甲", "乙"),
                nominee="乙",
                counts=False,
            ),
            Unit(
                code="P-1",
                kind=Kind.PARKING,
                area_x100=1_250,
                area_source=AreaSource.SURVEYED,
                owners=("甲",),
            ),
            Unit(code="P-2", kind=Kind.STORAGE, area_x100=0, owners=("甲",), counts=False),
            Unit(code="1-101", area_x100=8_900, owners=(DEVELOPER,), delivered=False),
            Unit(code="1-102", area_x100=8_936, owners=()),
        ),
        notes=(Note(key="ownerless", text="1-102"),),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_same_roll_in_chinese_and_in_every_encoding(encoding):
    head = "房号,楼栋,类型,专有面积,面积来源,业主,推选人,已交付,计入"

    table = roll(
        "３－２－５０１,3号楼,商铺,１１８．５２,实测, 王伟＃1 ； 李娜;王伟#1;,李娜,是,是",
        "1-1,,住宅,1,登记,建设单位,,否,",
        head=head,
        encoding=encoding,
    )

    assert table.units == (
        Unit(
            code="3-2-501",
            building="3号楼",
            kind=Kind.SHOP,
            area_x100=11_852,
            area_source=AreaSource.SURVEYED,
            owners=("王伟#1", "李娜"),
            nominee="李娜",
        ),
        Unit(code="1-1", area_x100=100, owners=(DEVELOPER,), delivered=False),
    )


def test_a_confirmation_and_columns_that_are_not_read_are_reported():
    table = roll(
        "1,flat,1,甲,yes,x",
        "2,flat,1,甲,,x",
        head="unit,kind,area,owners,same_owner,remarks",
    )

    assert (table.same_owner, table.unknown_columns) == (frozenset({"1"}), ("remarks",))


def test_empty_lines_and_quoted_commas_keep_the_line_numbers_right():
    lines = ("1,,flat,1,,甲,,,", "", ",,,,,,,,", '2,"A, B",flat,x,,乙,,,')

    assert faults(*lines) == [(5, 4, "roll.area_malformed")]


@pytest.mark.parametrize(
    "area", ["", "-3", "1e5", "0.001", "89.3.6", "٣", "1,2", "10,89.36", ".5"]
)
def test_an_area_is_written_in_plain_digits(area):
    assert faults(f'1,,flat,"{area}",,甲,,,') == [(2, 4, "roll.area_malformed")]


@pytest.mark.parametrize(
    ("area", "x100"),
    [
        ("89㎡", 8_900),
        ("89.5 平方米", 8_950),
        ("89.36m²", 8_936),
        ("1,089.36", 108_936),
        ("1,089", 108_900),
        ("89.500", 8_950),
    ],
)
def test_an_area_with_its_unit_of_measure_or_thousands_is_read_and_shown(area, x100):
    table = roll(f'1,,flat,"{area}",,甲,,,')

    shown = f"{x100 // 100}.{x100 % 100:02d}"
    before = area.strip()
    assert table.units[0].area_x100 == x100
    assert table.rewritten == (Rewritten(line=2, column="area", before=before, after=shown),)


@pytest.mark.parametrize(
    ("area", "x100"), [("89,36", 8_936), ("1.089,5", 108_950), ("1,089.36", 108_936)]
)
def test_a_comma_may_be_the_decimal_point_where_semicolons_part_the_cells(area, x100):
    text = f"unit;kind;area;owners\n1;flat;{area};甲\n"

    table = read_roll(text.encode(), file="roll.csv")

    assert table.units == (Unit(code="1", area_x100=x100, owners=("甲",)),)


@pytest.mark.parametrize("area", ["1,089", "1.089"])
def test_three_digits_behind_a_lone_sign_may_be_two_areas_where_commas_are_decimal(area):
    text = f"unit;kind;area;owners\n1;flat;{area};甲\n"

    with pytest.raises(BadInput) as caught:
        read_roll(text.encode(), file="roll.csv")

    assert [fault.key for fault in caught.value.faults] == ["roll.area_malformed"]


@pytest.mark.parametrize("sign", ["，", "；", "|"])
def test_a_roll_typed_by_hand_may_part_its_cells_in_full_width(sign):
    lines = ("和悦家园产权清册", "房号,类型,专有面积,业主", "1,住宅,89.36,甲")
    text = "\n".join(lines).replace(",", sign)

    table = read_roll(text.encode(), file="roll.csv")

    assert table.units == (Unit(code="1", area_x100=8_936, owners=("甲",)),)


def test_everything_wrong_is_named_at_once_in_the_order_of_the_file():
    assert faults(
        "1,,villa,1,guess,甲,,maybe,perhaps",
        "1,,flat,0,,甲;乙,丙,,",
        ",,flat,1,,乙;甲,甲,,",
        "4,,flat,1,,甲;乙,乙,,",
    ) == [
        (2, 3, "table.value_unknown"),
        (2, 5, "table.value_unknown"),
        (2, 8, "table.value_unknown"),
        (2, 9, "table.value_unknown"),
        (3, 1, "roll.same_code"),
        (3, 4, "roll.area_zero"),
        (3, 7, "roll.stranger_nominated"),
        (4, 1, "roll.no_unit"),
        (5, 7, "roll.two_nominees"),
    ]


def test_a_fault_says_where_what_and_how_to_mend_it():
    with pytest.raises(BadInput) as caught:
        roll("1,,flat,1,,甲;乙,甲,,", "2,,flat,1,,乙;甲,乙,,")

    (fault,) = caught.value.faults
    assert fault == Fault(
        key="roll.two_nominees", file="roll.csv", line=3, column=7, params={"other": 2}
    )
    assert str(caught.value) == (
        "roll.csv:3:7: the same owners name another person on line 2; "
        "let the owners name one person for all their units"
    )


def test_a_roll_without_a_unit_that_counts_is_no_roll():
    assert faults("P,,parking,1,,甲,,,") == [(None, None, "roll.no_heads")]
    assert faults() == [(None, None, "roll.no_heads")]


def test_a_roll_of_unreadable_lines_is_not_also_called_empty():
    assert faults("P,,parking,x,,甲,,,") == [(2, 4, "roll.area_malformed")]


def test_an_identity_number_is_kept_out_even_of_columns_that_are_not_read():
    lines = ("1,flat,1,甲,11010519491231002X",)

    assert faults(*lines, head="unit,kind,area,owners,note") == [(2, 5, "roll.id_number")]


@pytest.mark.parametrize("code", ["同上", "〃", "无", "-", "ditto"])
def test_a_sign_for_the_line_above_is_no_code(code: str):
    lines = ("1-101,,flat,9,,甲,,,", f"{code},,flat,9,,乙,,,", f"{code},,flat,9,,丙,,,")

    assert faults(*lines) == [(3, 1, "roll.no_unit"), (4, 1, "roll.no_unit")]


def test_a_formula_is_no_code():
    assert faults("=A2,,flat,9,,甲,,,") == [(2, 1, "roll.unit_damaged")]


def test_an_invisible_character_is_not_a_namesake():
    assert faults("1,,flat,1,,王\u200b伟,,,") == [(2, 6, "table.invisible")]


def test_more_cells_than_columns_are_not_dropped_silently():
    assert faults("1,,flat,1,,甲,,,,乙") == [(2, 10, "table.too_many_cells")]
    assert roll("1,,flat,1,,甲,,,,").units[0].owners == ("甲",)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("unit,kind,area", (1, None, "table.header_missing")),
        ("unit,kind,area,owners,房号", (1, 5, "table.header_twice")),
    ],
)
def test_the_header_must_be_usable(head, expected):
    assert faults("1,flat,1", head=head) == [expected]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(data):
    with pytest.raises(BadInput) as caught:
        read_roll(data, file="roll.csv")

    assert [fault.message for fault in caught.value.faults] == [
        "roll.csv: the file is empty; open it, save the table again, and give that"
    ]


def test_broken_quotes_are_named_with_their_line():
    assert faults('1,"A"x,flat,1,,甲,,,') == [(2, None, "table.csv")]


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BadInput, match="neither UTF-8 nor GB18030"):
        read_roll(b"unit\xff\xff\xff", file="roll.csv")


@pytest.mark.parametrize(
    "name",
    ["身份证号", "业主手机", "联系电话", "证件号码", "Phone", "ID number", "id_card", "Tel"],
)
def test_a_column_of_identity_or_phone_numbers_is_refused_by_its_name(name):
    lines = ("1,flat,1,甲,none", "2,flat,1,乙,13800138000")

    assert faults(*lines, head=f"unit,kind,area,owners,{name}") == [(1, 5, "roll.private_column")]


def test_a_title_deeds_number_is_neither():
    table = roll("1,flat,1,甲,0012345", head="unit,kind,area,owners,产权证号")

    assert table.unknown_columns == ("产权证号",)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("13800138000", "roll.phone_number"),
        ("电话138-0013-8000", "roll.phone_number"),
        ("+86 138 0013 8000", "roll.phone_number"),
        ("１３８００１３８０００", "roll.phone_number"),
        ("110105491231002", "roll.id_number"),
        ("11010519491231002x", "roll.id_number"),
    ],
)
def test_identity_and_phone_numbers_are_refused_by_what_they_are(cell, key):
    assert faults(f"1,,flat,1,,{cell},,,") == [(2, 6, key)]


def test_a_cell_in_another_form_is_read_and_shown():
    table = roll("３-１,,flat,８９.３６,, 李 四 ；张三,,,")

    assert table.units == (Unit(code="3-1", area_x100=8_936, owners=("李四", "张三")),)
    assert table.rewritten == (
        Rewritten(line=2, column="unit", before="３-１", after="3-1"),
        Rewritten(line=2, column="area", before="８９.３６", after="89.36"),
        Rewritten(line=2, column="owners", before="李 四 ；张三", after="李四;张三"),
    )


@pytest.mark.parametrize("name", ["developer", "Developer", "建设单位", "开发商", "开发企业"])
def test_the_developer_has_several_names(name):
    assert roll(f"1,,flat,1,,{name},,,").units[0].owners == (DEVELOPER,)


def test_a_roll_to_keep_has_no_unit_without_area():
    lines = ("1,,flat,0,,甲,,,", "2,,storage,0.00,,甲,,,", "3,,flat,1,,甲,,,")
    data = "\n".join([HEAD, *lines]).encode()

    with pytest.raises(BadInput) as caught:
        read_roll_to_keep(data, file="roll.csv")

    assert [(fault.line, fault.column, fault.key) for fault in caught.value.faults] == [
        (2, 4, "roll.area_zero"),
        (3, 4, "roll.area_none"),
    ]


def test_a_written_roll_reads_as_the_same_units():
    table = roll(
        "3-2-501,3号楼,shop,118.52,contract,甲;乙,乙,yes,no",
        "P-1,,parking,12.5,surveyed,甲,,,yes",
        "1-101,,flat,89,,developer,,no,",
        "1-102,,flat,89.36,registered,,,,",
        "1-103,,flat,0.05,,甲,,,",
    )

    again = read_roll_to_keep(write_roll(table.units).encode("utf-8-sig"), file="again.csv")

    assert again == RollTable(
        units=table.units,
        same_owner=frozenset({"P-1", "1-103"}),
        notes=(Note(key="ownerless", text="1-102"),),
    )


def test_one_cell_of_a_unit_is_read_anew():
    unit = Unit(code="1", area_x100=8_936, owners=("甲",), kind=Kind.PARKING, counts=True)

    amended = [
        amend(unit, "area", "９０.5", file="1"),
        amend(unit, "owners", "乙；丙", file="1"),
        amend(unit, "delivered", "否", file="1"),
        amend(unit, "counts", "", file="1"),
    ]

    same = {"code": "1", "kind": Kind.PARKING}
    assert amended == [
        Unit(**same, area_x100=9_050, owners=("甲",)),
        Unit(**same, area_x100=8_936, owners=("乙", "丙")),
        Unit(**same, area_x100=8_936, owners=("甲",), delivered=False),
        Unit(**same, area_x100=8_936, owners=("甲",), counts=False),
    ]


@pytest.mark.parametrize(
    ("column", "text", "key"),
    [
        ("area", "89.365", "roll.area_malformed"),
        ("area", "-1", "roll.area_malformed"),
        ("area", "0", "roll.area_zero"),
        ("owners", "13800138000", "roll.phone_number"),
        ("delivered", "maybe", "table.value_unknown"),
    ],
)
def test_a_cell_that_cannot_be_read_changes_nothing(column, text, key):
    unit = Unit(code="1", area_x100=8_936, owners=("甲",))

    with pytest.raises(BadInput) as caught:
        amend(unit, column, text, file="1")

    assert [fault.key for fault in caught.value.faults] == [key]


def test_kinds_that_count_may_be_said_beforehand_and_a_line_says_it_better():
    file = b"unit,kind,area,owners,counts\n1,flat,80,a,\nP,parking,12,a,\nQ,parking,12,a,no\n"

    usual = read_roll(file, file="roll.csv").units
    counting = read_roll(file, file="roll.csv", counted=frozenset(Kind)).units

    assert [unit.counts for unit in usual] == [True, False, False]
    assert [unit.counts for unit in counting] == [True, True, False]
