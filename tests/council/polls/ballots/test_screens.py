"""What a voter reads: the sheet, the confirm screen, the receipt, and a counted poll."""

from dataclasses import replace

from council.kernel.screens.screen import TEXT_LIMIT
from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import BallotCast, BallotSheet
from council.polls.rules import PollOption
from council.polls.screens_results import ranking_lines
from council.wordings import render
from tests.council.polls.test_ranking import PILES, counted

CLOSES = 1772191800
A = PollOption(letter="A", title="立体停车场")
B = PollOption(letter="B", title="错峰共享")
C = PollOption(letter="C", title="道闸+重新划线")
D = PollOption(letter="D", title="维持现状", status_quo=True)
TITLES = {each.letter: each.title for each in (A, B, C, D)}

SHEET = BallotSheet(
    number=3,
    kind="ranking",
    title="停车方案",
    body="",
    legal_class="",
    options=(C, A, D, B),
    order=(("C",), ("A", "B")),
    joining=False,
    heads=(),
    place=0,
    choice="",
    revision=7,
    closes_at=CLOSES,
    cast=0,
    confirming=False,
    note="",
    locale="zh_CN",
    timezone="Asia/Shanghai",
)
RECEIPT = BallotCast(
    number=3,
    kind="ranking",
    title="停车方案",
    ranked=((C,), (A, B)),
    unranked=(D,),
    choice="",
    units=(),
    area_x100=0,
    revision=1,
    unchanged=False,
    cast_at=CLOSES - 60,
    closes_at=CLOSES,
    receipt="K7QX-2M4P",
    others=0,
    locale="en",
    timezone="Asia/Shanghai",
)


def labels(sheet: BallotSheet) -> list[list[tuple[str, str]]]:
    rows = render(sheet, Translator("zh_CN")).rows
    return [[(button.label, button.press) for button in row] for row in rows]


def test_the_buttons_of_a_sheet_carry_the_places():
    assert labels(SHEET) == [
        [("1 · C 道闸+重新划线", "ballot.tap:3:7:C")],
        [("2= · A 立体停车场", "ballot.tap:3:7:A")],
        [("▫️ D 维持现状", "ballot.tap:3:7:D")],
        [("2= · B 错峰共享", "ballot.tap:3:7:B")],
        [
            ("↩️ 撤销上一步", "ballot.undo:3:7"),
            ("🧹 清空", "ballot.clear:3:7"),
            ("🟰 与下一个并列", "ballot.tie:3:7"),
        ],
        [("✔️ 排好了", "ballot.done:3:7")],
        [("🏠 首页", "home")],
    ]


def test_a_stale_button_is_explained_above_the_current_sheet():
    screen = render(replace(SHEET, note="stale"), Translator("zh_CN"))

    assert screen.text.startswith("⚠️ 这个按钮是旧的，什么也没有改。您现在的选票在下面。\n\n")
    assert screen.toast == "这个按钮是旧的，什么也没有改。您现在的选票在下面。"


def test_the_confirm_screen_says_what_happens_to_the_rest():
    text = render(replace(SHEET, confirming=True), Translator("zh_CN")).text

    assert text == (
        "<b>意向排序 3：停车方案</b>\n"
        "议事厅意向排序，不产生法律效力。截止：2026年2月27日（周五）19:30\n\n"
        "<b>请确认您的选票</b>\n"
        "1. C 道闸+重新划线\n"
        "2. A 立体停车场、B 错峰共享（并列）\n\n"
        "没有排的：D 维持现状——视为并列最后。"
    )


def test_the_receipt_is_in_the_voters_language():
    text = render(RECEIPT, Translator("zh_CN")).text

    assert text == (
        "✅ <b>Your ballot is in</b>\n\n"
        "<b>Ranking 3: 停车方案</b>\n\n"
        "1. C 道闸+重新划线\n"
        "2. A 立体停车场, B 错峰共享 (shared)\n"
        "Not ranked: D 维持现状. They count as last, tied.\n\n"
        "Time: Fri 27 Feb 2026 19:29\n"
        "Receipt: <code>K7QX-2M4P</code>\n\n"
        "You may change it until Fri 27 Feb 2026 19:30."
    )


def test_sheet_and_receipt_keep_the_voters_hours_where_nobody_knew_who_asks():
    stranger = Translator("zh_CN", "UTC")

    assert render(SHEET, stranger) == render(SHEET, Translator("zh_CN", "Asia/Shanghai"))
    assert render(RECEIPT, stranger) == render(RECEIPT, Translator("zh_CN", "Asia/Shanghai"))


def test_the_result_of_the_story_is_told_round_by_round():
    assert ranking_lines(counted(PILES), TITLES, Translator("zh_CN")) == [
        "<b>结果：A 立体停车场 胜出</b>",
        "共收到 300 张选票，名册 980 人。",
        "第 1 轮：A 92、B 66、C 102、D 40 → 淘汰 D",
        "第 2 轮：A 92、B 74、C 124（10 张已无后续选择） → 淘汰 B",
        "第 3 轮：A 146、C 144（10 张已无后续选择） → A 胜出",
        "差距很小：最后一轮只差 2 票。",
    ]


def test_markup_in_titles_is_shown_and_not_obeyed():
    evil = PollOption(letter="A", title="<b>A</b> & co")

    text = render(replace(RECEIPT, ranked=((evil,),), unranked=()), Translator("en")).text

    assert "1. A &lt;b&gt;A&lt;/b&gt; &amp; co\n" in text


def test_the_largest_sheet_fits_a_message():
    options = tuple(PollOption(letter=each, title="长" * 60) for each in "ABCDEFGHIJ")
    largest = replace(
        SHEET,
        title="题" * 100,
        options=options,
        order=tuple((each.letter,) for each in options),
        cast=1,
        joining=True,
        note="stale",
    )

    for sheet in (largest, replace(largest, confirming=True)):
        text = render(sheet, Translator("zh_CN")).text
        assert len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
