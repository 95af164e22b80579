import pytest

from council.kernel.screens.file_faults_result import FileFault
from council.kernel.screens.translator import LOCALES, Translator, catalog
from council.roll.commands import RollFaults
from council.roll.reads import view_roll
from council.wordings import render
from tests.council.conftest import Town
from tests.council.polls.polling import put_roll
from voting.formats.fault_texts import TEXTS


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fault_of_a_file_has_a_sentence(locale):
    missing = [key for key in TEXTS if f"fault.{key}" not in catalog(locale)]

    assert missing == []


def test_faults_are_told_by_line_and_column_and_the_rest_is_counted():
    faults = [
        FileFault(key="roll.no_heads", line=None, column=None, params={}),
        FileFault(
            key="table.header_missing",
            line=1,
            column=None,
            params={"name": "area", "known": "面积"},
        ),
        *(
            FileFault(key="roll.area_malformed", line=n, column=4, params={"text": "<b>"})
            for n in range(2, 13)
        ),
    ]

    screens = [
        render(RollFaults(file="roll.csv", faults=tuple(faults)), Translator(locale))
        for locale in LOCALES
    ]

    assert [
        screen.text.replace(" with at most two decimals,", ",").splitlines()[:4]
        for screen in screens
    ] == [
        [
            "❌ <b>roll.csv</b> 有 13 处错误，没有导入：",
            "· 没有一套计票的房屋；请加上",
            "· 第 1 行：缺少“专有面积”列；请在第一行加上：面积",
            "· 第 2 行第 4 列：“&lt;b&gt;”不是面积；请写平方米，最多两位小数，例如 89.36",
        ],
        [
            "❌ <b>roll.csv</b>: 13 errors, nothing imported:",
            "· no unit on the roll counts; add the units that count in the vote",
            "· line 1: the column area is missing; add it to the first line: 面积",
            "· line 2, column 4: &lt;b&gt; is not an area in m²; write digits, as 89.36",
        ],
    ]
    assert [screen.text.splitlines()[-1] for screen in screens] == [
        "……另有 3 处。",
        "… and 3 more.",
    ]


def test_a_roll_without_units_is_not_offered_to_take_away(town: Town):
    def buttons() -> list[str]:
        screen = render(town.read("召", view_roll), Translator("zh_CN"))
        return [button.press for row in screen.rows for button in row]

    town.person("召", "facilitator")
    empty = buttons()
    put_roll(town)

    assert empty == ["roll.import", "home"]
    assert "roll.export" in buttons()
