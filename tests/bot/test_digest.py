"""Somebody who wants one message a day gets one, in the morning."""

from sqlalchemy import select

from council.kernel.outbox.digests import SendDigests
from council.kernel.outbox.enqueueing import everyone, notify, withdraw
from council.kernel.tables import outbox
from council.kernel.values import CLOCK
from tests.bot.conftest import Stage

HOUR = 3600


async def tell(stage: Stage, subject: str, **more: object) -> None:
    community = stage.community_id
    await stage.app.bus.run(
        lambda tx: notify(
            tx,
            community,
            everyone(community),
            notice="proposal_seconded",
            subject=subject,
            params={"number": int(subject), "title": f"第{subject}件", "seconds": 10},
            buttons=[("proposal.button.open", "proposal.show", (int(subject),))],
            **more,
        )
    )
    await stage.quiet()


def states(stage: Stage) -> list[tuple[str, str]]:
    query = select(outbox.c.subject, outbox.c.state).where(outbox.c.notice == "proposal_seconded")
    return stage.app.bus.read_now(
        lambda tx: [tuple(row) for row in tx.connection.execute(query.order_by(outbox.c.id))]
    )


async def morning(stage: Stage) -> None:
    stage.clock.at += 24 * HOUR
    await stage.app.bus.ask(SendDigests(actor=CLOCK, community_id=stage.community_id))
    await stage.quiet()


async def test_news_waits_for_the_morning_and_comes_as_one_message(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "设置")
    await stage.tap("甲", "每天 8 点一条")
    before = len(stage.side("甲").messages)

    await tell(stage, "1")
    await tell(stage, "2")
    quiet = len(stage.side("甲").messages)
    await morning(stage)

    assert quiet == before
    assert len(stage.side("甲").messages) == before + 1
    assert "（2 条）" in stage.last("甲")
    assert "第1件" in stage.last("甲")
    assert states(stage) == [("1", "sent"), ("2", "sent")]


async def test_what_needs_somebody_within_a_day_comes_at_once_and_is_told_once(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "设置")
    await stage.tap("甲", "每天 8 点一条")

    await tell(stage, "1", needs_by=stage.clock.now() + 10 * HOUR)
    told = stage.last("甲")
    await tell(stage, "1", needs_by=stage.clock.now() + 10 * HOUR)

    assert "第1件" in told
    assert states(stage) == [("1", "sent")]


async def test_who_wants_only_what_needs_them_is_told_nothing_else(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "设置")
    await stage.tap("甲", "只发要我办的")

    await tell(stage, "1")
    await tell(stage, "2", needs_by=0)

    assert states(stage) == [("2", "sent")]


async def test_who_wants_them_at_once_again_gets_what_was_held_back(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "设置")
    await stage.tap("甲", "每天 8 点一条")
    await tell(stage, "1")

    await stage.say("甲", "设置")
    await stage.tap("甲", "有事就发")
    await stage.quiet()

    assert "第1件" in stage.last("甲")


async def test_what_is_withdrawn_while_it_waits_is_not_told(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "设置")
    await stage.tap("甲", "每天 8 点一条")
    await tell(stage, "1")

    await stage.app.bus.run(
        lambda tx: withdraw(tx, stage.community_id, notice="proposal_seconded", subject="1")
    )
    await morning(stage)

    assert states(stage) == []


async def test_what_waits_for_somebody_who_leaves_is_not_told(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "设置")
    await stage.tap("甲", "每天 8 点一条")
    await tell(stage, "1")

    await stage.say("甲", "设置")
    await stage.tap("甲", "解除绑定")
    await stage.tap("甲", "确定解除")
    await morning(stage)

    assert states(stage) == [("1", "dead")]
