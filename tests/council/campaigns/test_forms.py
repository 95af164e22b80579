"""Forms about campaigns: one is drafted field by field, and cancelled with a reason."""

from typing import Any

from sqlalchemy import update

from council.campaigns.commands import CampaignFile
from council.kernel.forms.commands import FormOver
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.motions.tables import motions
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.fund import DAY, DEADLINE, decide, open_fund, staff
from tests.council.kernel.forms.filling import Filling, filled, problem

ZH = Translator("zh_CN")


def drafting(town: Town) -> Filling:
    staff(town)
    decide(town)
    return Filling(town, "周召集", "campaign", "new")


def complete(form: Filling) -> Any:
    form.say("立体停车场众筹")
    form.tap("1")
    form.tap("-")
    form.say("1000", "10", "2026-05-10 22:00")
    form.tap("all_or_nothing")
    form.tap("-")
    form.tap("-")
    form.say("和悦家园业主大会", "6688")
    return form.tap("refund_pro_rata")


def test_a_campaign_is_drafted_field_by_field(town: Town):
    form = drafting(town)
    asked = form.sheet.asks

    ready = complete(form)
    text = render(ready, ZH).text
    drafted = form.file()

    assert (asked, ready.asks) == ("title", "")
    assert text == (
        "<b>新建众筹</b>\n\n名称：立体停车场众筹\n议案：1. 建设立体停车场\n目标金额：¥1,000\n"
        "每笔最少：¥10\n截止时间：2026年5月10日（周日）22:00\n方式：全额达成制：不达标全额退款\n"
        "收款户名：和悦家园业主大会\n账号后四位：6688\n结余处理：按比例退回\n\n"
        "请核对。提交后由另一位审核；要改哪一项，就按哪一项。"
    )
    assert isinstance(drafted, CampaignFile)
    assert (drafted.did, drafted.campaign.number, drafted.campaign.state) == ("draft", 1, "draft")
    assert (drafted.campaign.target_fen, drafted.campaign.minimum_fen) == (100_000, 1_000)
    assert (drafted.campaign.body, drafted.campaign.mode) == ("", "all_or_nothing")


def test_a_half_written_campaign_is_gone_on_with_where_it_was_left(town: Town):
    form = drafting(town)
    form.say("立体停车场众筹")

    again = form.start()

    assert (again.asks, filled(again)) == ("motion", {"title": "立体停车场众筹"})


def test_a_filed_campaign_makes_room_for_the_next(town: Town):
    form = drafting(town)
    complete(form)
    form.file()

    again = form.start()

    assert (again.asks, filled(again)) == ("title", {})


def test_each_answer_is_judged_as_it_is_typed(town: Town):
    form = drafting(town)

    gain = form.say("停车场 高 收益 率")
    form.say("立体停车场众筹")
    unknown = [form.say("停车场"), form.say("9")]
    form.say("1")
    form.tap("-")
    small = form.say("0.50")
    form.say("1000")
    above = form.say("1000.01")
    form.say("10")
    late = [form.say("2026年2月30日"), form.say("2026-01-30 11:00")]
    form.say("2026-05-10 22:00")
    typed = form.say("看情况")
    form.tap("flexible")
    nameless = form.say("420000")
    form.say("公共收益 420000\n街道 以奖代补 190000")
    form.say("和悦家园业主大会")
    last = form.say("12a4")

    assert problem(gain) == "campaign.promises_gain"
    assert [problem(each) for each in unknown] == ["campaign.unknown_motion"] * 2
    assert (problem(small), small.asks) == ("amount.too_small", "target_fen")
    assert above.problem == refuse("campaign.minimum_above_target", target_fen=100_000)
    assert [problem(each) for each in late] == ["date.no_such_day", "campaign.deadline_past"]
    assert (problem(typed), typed.asks) == ("desk.use_buttons", "mode")
    assert problem(nameless) == "campaign.fund_unnamed"
    assert problem(last) == "campaign.last4_wrong"


def test_a_deadline_by_button_ends_with_that_day(town: Town):
    form = drafting(town)
    form.say("立体停车场众筹", "1", "-", "1000", "10")

    labels = [render(form.sheet, ZH).rows[at][0].label for at in range(3)]
    dated = form.tap(form.sheet.offered[0].code)

    assert labels == ["14 天后", "30 天后", "60 天后"]
    assert 0 <= filled(dated)["deadline"] - (NOON + 14 * DAY) < DAY


def test_what_no_longer_holds_when_it_is_filed_is_asked_for_again(town: Town):
    form = drafting(town)
    complete(form)

    form.change("target_fen")
    form.say("5")
    below = form.file()
    form.say("5")
    town.app.bus.submit_run(
        lambda tx: tx.connection.execute(update(motions).values(state="withdrawn"))
    ).result()
    lost = form.file()

    assert (problem(below), below.asks) == ("campaign.minimum_above_target", "minimum_fen")
    assert (problem(lost), lost.asks) == ("campaign.motion_lost", "motion")


def test_cancelling_asks_for_a_reason_and_happens_with_it(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "10")
    fund.receive(1, 1_000)
    form = Filling(town, "周召集", "campaign_cancel")
    asked = render(form.sheet, ZH).text

    empty = form.say("  ")
    long = form.say("改" * 301)
    cancelled = form.say("改由街道全额补助")
    again = form.say("改由街道全额补助")

    assert asked == (
        "要取消众筹 1“立体停车场众筹”吗？已实收的 ¥10 会全部申请退款。\n\n"
        "请输入理由，会通知所有认筹的人。"
    )
    assert (problem(empty), empty.asks) == ("campaign.text_empty", "reason")
    assert "“理由”不能是空的" in render(empty, ZH).text
    assert problem(long) == "campaign.text_too_long"
    assert (cancelled.did, cancelled.campaign.state, cancelled.count) == ("cancel", "refunding", 1)
    assert again == Refusal("form.gone")
    assert town.told("李一")[-1] == (
        "campaign_cancelled",
        {"number": 1, "title": "立体停车场众筹", "reason": "改由街道全额补助"},
    )


def test_a_reason_with_a_number_of_a_person_is_looked_at_before_it_is_told(town: Town):
    fund = open_fund(town)
    form = Filling(town, "周召集", "campaign_cancel")

    sheet = form.say("改由街道全额补助，问 13812345678")
    state, shown = fund.view().state, render(sheet, ZH)
    cancelled = form.file()

    assert (state, filled(sheet)) == ("open", {"reason": "改由街道全额补助，问 138********"})
    assert shown.text.endswith("请核对。确认后就取消，不能恢复。")
    assert shown.rows[0][0].label == "✅ 确认取消众筹"
    assert cancelled.did == "cancel"


def test_a_campaign_that_ended_while_its_reason_was_typed_is_not_cancelled(town: Town):
    open_fund(town)
    form = Filling(town, "周召集", "campaign_cancel")
    town.clock.at = DEADLINE

    late = form.say("许可没有批下来")

    over = refuse("campaign.over", number=1, deadline_at=DEADLINE)
    assert late == FormOver(problem=over, typed="许可没有批下来")
