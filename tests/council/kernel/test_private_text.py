import pytest

from council.kernel.private_text import masked


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("请打 13800138000 找我", "请打 138******** 找我"),
        ("+86 138-0013-8000", "+86**************"),
        ("微信同号138 0013 8000。", "微信同号138**********。"),
        ("１３８００１３８０００", "１３８********"),
        ("一三八零零一三八零零零", "一三八********"),
        ("身份证310101199001011234", "身份证310***************"),
        ("310101 19900101 123X", "310*****************"),
        ("310101900101123", "310************"),
    ],
)
def test_numbers_of_persons_are_masked_but_for_their_first_figures(text: str, after: str):
    assert masked(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "预算 118000000 元",
        "物业电话 0571-88886666",
        "热线 12345",
        "3-2-501",
        "2026-03-01 19:30",
        "账号 6222021234567890123",
        "一百三十八",
    ],
)
def test_other_numbers_stay(text: str):
    assert masked(text) == text
