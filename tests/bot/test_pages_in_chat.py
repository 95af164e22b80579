"""From a message to the public page about the same: where people can reach the pages."""

import pytest

from council.kernel.config import Settings
from tests.bot.conftest import Stage
from tests.bot.test_campaigns import draft, gather, name_keepers
from tests.bot.test_meetings import desk, planned, staffed

PUBLIC = "https://hall.example.org"


def addresses(stage: Stage, name: str, bot: str = "resident") -> list[str]:
    """The addresses under the bot's messages in a chat, one after the other."""
    return [
        button["url"]
        for message in stage.side(name, bot).messages
        for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if "url" in button
    ]


async def desk_taps(stage: Stage, *labels: str) -> None:
    """Tap one button after another at the facilitator's desk."""
    for label in labels:
        await stage.tap("何", label, bot="staff")


@pytest.fixture
def reached(stage: Stage) -> Stage:
    """The same hall, with pages that a chat can lead to."""
    object.__setattr__(stage.app.settings, "public_url", PUBLIC)
    return stage


async def test_a_screen_leads_to_the_page_about_the_same(reached: Stage):
    await staffed(reached)

    await reached.say("王", "/proposals 1")

    assert addresses(reached, "王")[-1] == f"{PUBLIC}/c/heyue/matters/p1?lang=zh_CN"


async def test_a_notice_leads_there_too_in_the_size_that_its_reader_wants(reached: Stage):
    await staffed(reached)
    await desk(
        reached, "何", "起草议案", "其他", "社区协商（", "其他：社区协商", "不提请", "确认起草"
    )
    await reached.say("王", "/settings")
    await reached.tap("王", "大字")
    await planned(reached)
    await reached.tap("何", "➕ 1. 小区停车难", bot="staff")

    await desk_taps(reached, "公告会议", "确定公告")

    assert addresses(reached, "王")[-1] == f"{PUBLIC}/c/heyue/meetings/1?lang=zh_CN&large=1"
    assert addresses(reached, "李")[-1] == f"{PUBLIC}/c/heyue/meetings/1?lang=zh_CN"


async def test_without_a_public_address_no_message_leads_to_a_page(stage: Stage):
    await staffed(stage)

    await stage.say("王", "/proposals 1")

    assert addresses(stage, "王") == []


def test_a_demos_pages_are_on_this_machine_and_others_only_under_a_public_address():
    bare = Settings(_env_file=None)
    public = Settings(_env_file=None, public_url=PUBLIC)

    found = (
        bare.pages_at("heyue", demo=False),
        bare.pages_at("heyue", demo=True),
        public.pages_at("heyue", demo=False),
        public.pages_at("", demo=False),
    )

    assert found == (
        "",
        "http://127.0.0.1:8080/c/heyue",
        f"{PUBLIC}/c/heyue",
        PUBLIC,
    )


async def test_the_link_of_a_page_opens_the_same_in_the_chat(stage: Stage):
    await staffed(stage)

    opened = await stage.say("王", "/start matters-p1")
    foreign = await stage.say("王", "/start matters-p99")

    assert opened.startswith("📄 提案 #1 · 附议已满\n小区停车难怎么办")
    assert foreign.startswith("没有编号 99 的提案，或它还没有公开。")


async def test_a_campaign_leads_to_its_page_only_once_it_is_open(reached: Stage):
    await gather(reached)
    await draft(reached)
    await reached.say("孙复核", "/campaigns 1", bot="staff")
    await reached.tap("孙复核", "审核通过", bot="staff")
    await reached.say("周召集", "/campaigns 1", bot="staff")
    before = addresses(reached, "孙复核", "staff"), addresses(reached, "周召集", "staff")
    await name_keepers(reached)
    await reached.tap("周召集", "开放认筹", bot="staff")

    await reached.say("周召集", "/campaigns 1", bot="staff")

    assert before == ([], [])
    assert addresses(reached, "周召集", "staff")[-1] == f"{PUBLIC}/c/heyue/campaigns/1?lang=zh_CN"
