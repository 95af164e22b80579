"""Scene 8: neighbours pledge while the owners vote, and pay once the resolution is in force."""

import re
from functools import partial
from typing import Any

from council.cli.story.figures import TARGET_FEN, Giver
from council.cli.story.phone import Message, Phone, both, button, either, number_on, without
from council.cli.story.scenes.ratifying import M1
from council.cli.story.stage import AUDITOR, SIGNER, TREASURER, Progress, Stage
from council.cli.story.times import at
from council.cli.story.trouble import Silence, StoryStopped

OPENING = 3
GIVERS, PAYING = 214, 203
PAYMENT = PAYING + 4
DEADLINE = "2026-05-10 22:00"
#: How the treasurer writes the ways of paying; all but cash have a reference of their own.
METHODS = {"cash": "现金", "transfer": "转账", "wechat": "微信", "alipay": "支付宝"}
#: The number of one's own pledge, as its screen tells it.
_MINE = re.compile(r"第 (\d+) 号）|(?:pledge|No\.) ?#?(\d+)")


async def opening(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Draft, approve by a second person, open: the day on which the owners' vote begins."""
    await stage.move_to(at("2026-03-20 10:00"))
    await stage.insist(lambda: _draft(stage))
    await stage.quiet()  # the signer acts on what they were told
    progress()
    await stage.insist(lambda: _approve(stage))
    progress()
    await stage.move_to(at("2026-03-21 09:00"))
    await stage.insist(lambda: _open(stage))
    progress()
    return {}


async def pledging(stage: Stage, progress: Progress) -> dict[str, Any]:
    """214 households pledge ¥548,600; each sees the amount in digits and 大写 before confirming."""
    await stage.move_to(at("2026-03-22 10:00"))
    campaign = stage.course.campaign

    async def pledge(giver: Giver) -> None:
        phone = stage.resident(giver.ref)
        filed = ("form.file", "pledge", campaign)
        await phone.say(f"/pledge {campaign} {yuan(giver.amount_fen)}", button(*filed))
        await phone.tap(*filed, sees=button("pledge.withdraw", campaign))

    await stage.crowd(stage.plot.givers, pledge, progress)
    return {}


async def paying(stage: Stage, progress: Progress) -> dict[str, Any]:
    """203 households pay on 10 May; cash is signed twice; the surplus goes back pro rata."""
    await stage.move_to(at("2026-05-10 13:00"))
    payers = [giver for giver in stage.plot.givers if giver.method]
    numbers: dict[str, int] = {}

    async def look(giver: Giver) -> None:
        numbers[giver.ref] = await _number(stage, giver)

    await stage.crowd(payers, look, lambda: None)
    for done, giver in enumerate(payers):
        line = f"{numbers[giver.ref]} {yuan(giver.amount_fen)} {METHODS[giver.method]}"
        if giver.method != "cash":
            line += f" {giver.method[:2].upper()}20260510{done:04d}"
        await stage.insist(partial(_receive, stage, line, done=done))
        progress()
    await stage.quiet()  # as does whoever signs for the cash
    await stage.insist(lambda: _sign(stage))
    progress()
    await stage.move_to(at(DEADLINE))
    progress()
    closed = await told(stage)
    await stage.insist(lambda: _settle(stage))
    await stage.quiet()  # and whoever confirms the refunds
    progress()
    await stage.insist(lambda: _confirm(stage))
    await stage.quiet()
    progress()
    after = await stage.public.data(f"/campaigns/{stage.course.campaign}")
    ledger = await stage.public.data("/ledger")
    return {
        "campaign": {
            **closed,
            "after_surplus": {
                "state": after["state"],
                "refunded_fen": after["refunded_fen"],
                "held_fen": after["held_fen"],
                "ledger_fen": ledger["held_fen"],
            },
        }
    }


async def told(stage: Stage) -> dict[str, Any]:
    """What the public page of the campaign shows."""
    number = stage.course.campaign
    shown = await stage.public.data(f"/campaigns/{number}")
    return {
        "number": str(number),
        "target_fen": shown["target_fen"],
        "pledged_fen": shown["pledged_fen"],
        "pledges": shown["pledges"],
        "received_fen": shown["received_fen"],
        "receipts": shown["receipts"],
        "methods": {part["method"]: part["amount_fen"] for part in shown["methods"]},
        "surplus_fen": shown["surplus_fen"],
        "state": shown["state"],
        "url": await stage.public.page(f"/campaigns/{number}"),
    }


def yuan(fen: int) -> str:
    """An amount as people type it."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


async def _draft(stage: Stage) -> None:
    desk = stage.staff(TREASURER)
    shown = await desk.say("/campaigns", button(*NEW))
    if button("campaign.file")(shown):
        return
    asked = button("form.drop", "campaign")
    sheet = await desk.tap(*NEW, sees=asked)
    if button("form.file")(sheet):
        await desk.tap("form.file", sees=button("campaign.desk"))
        return
    motion = stage.course.motions[M1]
    await desk.say("机械立体停车场众筹", _offer(motion))
    await desk.tap(*PICK, motion, sees=_offer("-"))
    await desk.tap(*PICK, "-", sees=without(*PICK))
    await desk.say(yuan(TARGET_FEN), asked)
    await desk.say("100", button(*PICK))
    await desk.say(DEADLINE, _offer("all_or_nothing"))
    await desk.tap(*PICK, "all_or_nothing", sees=_offer("-"))
    await desk.tap(*PICK, "-", sees=_offer("-"))
    await desk.tap(*PICK, "-", sees=without(*PICK))
    await desk.say("和悦家园居民委员会", asked)
    await desk.say("6688", _offer("refund_pro_rata"))
    await desk.tap(*PICK, "refund_pro_rata", sees=button("form.file"))
    await desk.tap("form.file", sees=button("campaign.desk"))


NEW = ("form.start", "campaign", "new")
PICK = ("form.pick", "campaign", "new", None)


def _offer(code: str | int) -> Any:
    return button(*PICK, code)


async def _approve(stage: Stage) -> None:
    signer = stage.staff(SIGNER)
    listed = await signer.say("/campaigns", button("campaign.file"))
    number = number_on(listed, "campaign.file")
    stage.course.campaign = number
    shown = await signer.tap("campaign.file", number, sees=button("campaign.desk"))
    if button("campaign.approve", number)(shown):
        done = both(button("campaign.desk"), without("campaign.approve", number))
        await signer.tap("campaign.approve", number, sees=done)


async def _open(stage: Stage) -> None:
    number = stage.course.campaign
    desk = stage.staff(TREASURER)
    shown = await desk.say(f"/campaigns {number}", button("campaign.desk"))
    naming = ("form.start", "campaign_keepers", number)
    if button(*naming)(shown) and not button("campaign.open", number)(shown):
        shown = await _name_keepers(desk, number)
    if button("campaign.open", number)(shown):
        done = both(button("campaign.desk"), without("campaign.open", number))
        await desk.tap("campaign.open", number, sees=done)


async def _name_keepers(desk: Phone, campaign: int) -> Message:
    """Name three people and a rhythm: who takes, who confirms, who looks."""
    pick = ("form.pick", "campaign_keepers", campaign, None)
    await desk.tap("form.start", "campaign_keepers", campaign, sees=button(*pick))
    for answer, then in (
        (TREASURER, (*pick, SIGNER)),
        (SIGNER, (*pick, AUDITOR)),
        (AUDITOR, (*pick, "weekly")),
        ("weekly", ("form.file", "campaign_keepers")),
    ):
        await desk.tap(*pick, answer, sees=button(*then))
    return await desk.tap("form.file", "campaign_keepers", sees=button("campaign.open", campaign))


async def _number(stage: Stage, giver: Giver) -> int:
    """The number of somebody's pledge, as they read it to the treasurer."""
    shown = await stage.resident(giver.ref).say(
        f"/pledge {stage.course.campaign}", button("pledge.list")
    )
    found = _MINE.search(shown["text"])
    if found is None:
        message = f"{giver.ref} finds no number of their pledge: {shown['text']}"
        raise StoryStopped(message)
    return int(found[1] or found[2])


async def _receive(stage: Stage, line: str, *, done: int) -> None:
    """Record one receipt in one line; after a silence, look whether it is there already."""
    number = stage.course.campaign
    desk = stage.staff(TREASURER)
    try:
        await desk.say(f"/receipt {number} {line}", button("form.start", "receipt", number))
    except Silence:
        shown = await stage.public.data(f"/campaigns/{number}")
        if shown["receipts"] + shown["awaiting"] <= done:
            raise


async def _sign(stage: Stage) -> None:
    """Sign for all the cash, a page after the other."""
    number = stage.course.campaign
    signer = stage.staff(SIGNER)
    shown = await signer.say(f"/sign {number}", button("campaign.file", number))
    await _all(signer, shown, many="receipt.sign_all", one="receipt.sign", campaign=number)


async def _settle(stage: Stage) -> None:
    number = stage.course.campaign
    desk = stage.staff(TREASURER)
    shown = await desk.say(f"/campaigns {number}", button("campaign.desk"))
    if button("campaign.settle", number)(shown):
        done = both(button("campaign.desk"), without("campaign.settle", number))
        await desk.tap("campaign.settle", number, sees=done)


async def _confirm(stage: Stage) -> None:
    """Confirm every refund of the surplus."""
    number = stage.course.campaign
    signer = stage.staff(SIGNER)
    shown = await signer.say(f"/campaigns {number}", button("campaign.desk"))
    if not button("refund.confirming", number)(shown):
        return
    shown = await signer.tap("refund.confirming", number, sees=button("campaign.file", number))
    await _all(signer, shown, many="refund.confirm_all", one="refund.confirm", campaign=number)


async def _all(phone: Phone, shown: Message, *, many: str, one: str, campaign: int) -> None:
    """Press the button for all that is shown, or for the last one, until nothing is left."""
    while either(button(many, campaign), button(one, campaign))(shown):
        verb = many if button(many, campaign)(shown) else one
        last = number_on(shown, verb, campaign)
        done = both(button("campaign.file", campaign), without(verb, campaign, last))
        shown = await phone.tap(verb, campaign, last, sees=done)
