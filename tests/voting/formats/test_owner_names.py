import pytest

from voting.formats.owner_names import (
    OwnersUnclearError,
    owner_key,
    read_otherwise,
    read_owners,
    write_owners,
)
from voting.formats.table import normal
from voting.roll import DEVELOPER


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("甲;乙", ("甲", "乙")),
        ("甲；乙；", ("甲", "乙")),
        ("甲、乙", ("甲", "乙")),
        ("甲，乙", ("甲", "乙")),
        ("甲,乙", ("甲", "乙")),
        ("甲/乙", ("甲", "乙")),
        ("甲／乙", ("甲", "乙")),
        ("甲、", ("甲",)),
        ("甲、乙;丙", ("甲", "乙", "丙")),
        ("张三 李四", ("张三", "李四")),
        ("张三　李四　王五", ("张三", "李四", "王五")),
        ("张三、李四 王五", ("张三", "李四", "王五")),
        ("王伟#1、王伟#2", ("王伟#1", "王伟#2")),
        ("John Smith、Mary Major", ("John Smith", "Mary Major")),
        ("和悦置业有限公司,张三", ("和悦置业有限公司", "张三")),
        ("建设单位、张三", (DEVELOPER, "张三")),
        ("", ()),
    ],
)
def test_several_owners_are_several_keys(cell, owners):
    assert read_owners(normal(cell)) == owners


@pytest.mark.parametrize(
    ("cell", "owner"),
    [
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("张\u00a0\u00a0三", "张三"),
        ("欧 阳 锋", "欧阳锋"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("王伟 #1", "王伟#1"),
        ("张三 （共有）", "张三(共有)"),
        ("张和平", "张和平"),
        ("买买提·艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("内蒙古自治区财政厅", "内蒙古自治区财政厅"),
        ("甲&乙设计有限公司", "甲&乙设计有限公司"),
        ("开发商", DEVELOPER),
        ("开 发 商", DEVELOPER),
        ("Lee and Sons Ltd", "Lee and Sons Ltd"),
        ("1001", "1001"),
    ],
)
def test_one_owner_is_one_key_however_wide_the_name_is_set(cell, owner):
    assert read_owners(normal(cell)) == (owner,)


@pytest.mark.parametrize(
    "cell",
    [
        "甲 乙",
        "王 伟 李 娜",
        "买买提 艾力",
        "张三 John",
        "张三和李四",
        "张三.李四",
        "甲&乙",
        "甲+乙",
        "Acme Co., Ltd.",
        "Ann/Bob",
        "张三(1/2)",
        "王,李律师事务所",
        "Ann & Bob",
        "Ann and Bob Lee",
        "张三等",
        "张三等人",
        "李四等两人",
        "李四 等3户",
        "张三夫妇",
        "王伟母子",
        "王五及配偶",
        "Ann Lee et al.",
        "=D2",
        "=SUM(A1)",
        "#REF!",
        "#N/A",
    ],
)
def test_a_cell_that_may_be_one_owner_or_several_is_a_doubt_until_somebody_has_looked(cell):
    with pytest.raises(OwnersUnclearError):
        read_owners(normal(cell))

    assert read_owners(normal(cell), as_written=True) == (owner_key(normal(cell)),)


@pytest.mark.parametrize(
    "cell", ["-", "/", "、", ";", "无", "未知", "待定", "同上", "N/A", "?", "〃"]
)
def test_what_is_no_name_is_no_owner_and_not_the_developer(cell):
    with pytest.raises(OwnersUnclearError):
        read_owners(normal(cell))


@pytest.mark.parametrize("owners", [("甲",), ("甲", "乙"), (DEVELOPER,), ("张三", "John Smith")])
def test_a_written_cell_is_read_again(owners):
    assert read_owners(write_owners(owners)) == owners
    assert not read_otherwise(owners)


def test_a_key_that_would_be_read_otherwise_is_known():
    assert [read_otherwise((key,)) for key in ("甲、乙", "Acme Co., Ltd.", "甲")] == [
        True,
        True,
        False,
    ]
