"""Campaigns 众筹 on the staff desk: their screens."""

from markupsafe import Markup

from council.commands.campaigns import (
    CampaignDesk,
    CampaignFile,
    CampaignSheet,
    CancelSheet,
    PledgersReminded,
)
from council.wording.campaign_texts import clip, label, percent, progress_bar
from council.wording.presses import press
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, word

LISTED = 10
DAYS = (14, 30, 60)
#: Which press carries out what can be done with a campaign.
_PRESSES = {
    "campaign.approve": "campaign.approve",
    "campaign.open": "campaign.open",
    "campaign.close": "campaign.close",
    "campaign.cancel": "campaign.cancel",
    "campaign.settle": "campaign.settle",
    "receipt.record": "receipt.start",
    "receipt.sign": "receipt.signing",
    "refund.ask": "refund.start",
    "refund.confirm": "refund.confirming",
}


@word.register
def campaign_desk(outcome: CampaignDesk, say: Say) -> Screen:
    """Every campaign with its state; a button each, and one for a new campaign."""
    none = not outcome.campaigns
    lines = [str(say("campaign.desk.none" if none else "campaign.desk.title"))]
    rows: list[tuple[Button, ...]] = []
    for view in outcome.campaigns[:LISTED]:
        lines.append(
            str(
                say(
                    "campaign.list.line",
                    number=view.number,
                    title=view.title,
                    state=str(say(f"state.campaign.{view.state}")),
                    received_fen=view.received_fen,
                    target_fen=view.target_fen,
                )
            )
        )
        text = label(say, "campaign.list.button", number=view.number, title=view.title)
        rows.append((Button(label=text, press=press("campaign.file", view.number)),))
    if outcome.may_draft:
        rows.append(
            (Button(label=label(say, "campaign.button.start"), press=press("campaign.start")),)
        )
    return Screen(text="\n\n".join(lines), rows=(*rows, home_row(say)))


@word.register
def campaign_file(outcome: CampaignFile, say: Say) -> Screen:
    """One campaign: what was done, how it stands, what can be done now."""
    view = outcome.campaign
    done = ""
    lines = []
    if outcome.did:
        done = str(say(f"campaign.did.{outcome.did}", n=outcome.count))
        lines.append(f"<b>{done}</b>\n")
    lines.append(
        str(
            say(
                "campaign.head",
                number=view.number,
                title=view.title,
                state=str(say(f"state.campaign.{view.state}")),
            )
        )
    )
    lines.append(
        str(
            say(
                "campaign.sums",
                bar=progress_bar(view.counted_fen, view.target_fen),
                percent=percent(view.counted_fen, view.target_fen),
                received_fen=view.received_fen,
                receipts=view.receipts,
                target_fen=view.target_fen,
                pledged_fen=view.pledged_fen,
                pledges=view.pledges,
                households=view.households,
            )
        )
    )
    lines += [
        str(
            say(
                "campaign.method_line",
                method=str(say(f"method.{part.method}")),
                receipts=part.receipts,
                sum_fen=part.amount_fen,
            )
        )
        for part in view.methods
    ]
    lines.append(
        str(
            say(
                "campaign.file",
                held_fen=view.held_fen,
                awaiting=outcome.signing,
                awaiting_fen=view.awaiting_fen,
                confirming=outcome.confirming,
                refunded_fen=view.refunded_fen,
                deadline_at=view.deadline_at,
                motion=view.motion,
                resolution=view.resolution or "—",
                drafter=outcome.drafter,
                minimum_fen=view.minimum_fen,
                mode=str(say(f"campaign.mode.{view.mode}")),
                surplus=str(say(f"campaign.rule.{view.surplus_rule}")),
                holder=view.account_holder,
                last4=view.account_last4,
            )
        )
    )
    if view.state == "open" and not view.in_force:
        lines.append(str(say("campaign.no_receipts_yet")))
    rows = [
        (
            Button(
                label=label(
                    say, f"campaign.can.{verb}", signing=outcome.signing, asked=outcome.confirming
                ),
                press=press(_PRESSES[verb], view.number),
            ),
        )
        for verb in outcome.can
    ]
    back = (Button(label=label(say, "campaign.button.desk"), press=press("campaign.desk")),)
    return Screen(text="\n".join(lines), rows=(*rows, back, home_row(say)), toast=done)


@word.register
def campaign_sheet(outcome: CampaignSheet, say: Say) -> Screen:
    """The sheet so far, and either the field that is wanted or the button that files it."""
    rev = outcome.revision
    lines = [str(say("campaign.sheet.title"))]
    filled = _filled(outcome, say)
    lines += [
        str(say("campaign.sheet.line", name=str(say(f"kind.campaign.{field}")), what=what))
        for field, what in filled.items()
    ]
    rows: list[tuple[Button, ...]] = []
    if outcome.asks:
        lines.append(f"\n{say(f'campaign.ask.{outcome.asks}')}")
        rows += _choices(outcome, say)
    else:
        lines.append(f"\n{say('campaign.sheet.ready')}")
        rows.append(
            (Button(label=label(say, "campaign.button.file"), press=press("campaign.filed", rev)),)
        )
        changes = [
            Button(
                label=label(say, f"kind.campaign.{field}"),
                press=press("campaign.revise", rev, field),
            )
            for field in filled
        ]
        rows += [tuple(changes[at : at + 3]) for at in range(0, len(changes), 3)]
    stop = (Button(label=label(say, "campaign.button.stop"), press=press("draft.discard")),)
    return Screen(text="\n".join(lines), rows=(*rows, stop))


def _filled(outcome: CampaignSheet, say: Say) -> dict[str, str | Markup]:
    """The fields that are known, as they read."""
    shown: dict[str, str | Markup] = {
        "title": outcome.title,
        "motion": f"{outcome.motion}. {outcome.motion_title}" if outcome.motion else "",
        "body": clip(outcome.body, 400),
        "target_fen": say.money(outcome.target_fen) if outcome.target_fen else "",
        "minimum_fen": say.money(outcome.minimum_fen) if outcome.minimum_fen else "",
        "deadline": say.moment(outcome.deadline_at) if outcome.deadline_at else "",
        "mode": say(f"campaign.mode.{outcome.mode}") if outcome.mode else "",
        "account_holder": outcome.account_holder,
        "account_last4": outcome.account_last4,
        "surplus_rule": say(f"campaign.rule.{outcome.surplus_rule}")
        if outcome.surplus_rule
        else "",
    }
    return {field: what for field, what in shown.items() if what}


def _choices(outcome: CampaignSheet, say: Say) -> list[tuple[Button, ...]]:
    """Buttons for the field that is wanted, where there is something to choose from."""
    rev, field = outcome.revision, outcome.asks
    offered: list[tuple[str, str | int]] = []
    if field == "motion":
        offered = [(f"{m.number}. {m.title}", m.number) for m in outcome.motions]
    elif field == "body":
        offered = [(label(say, "campaign.button.skip"), "skip")]
    elif field == "deadline":
        offered = [(label(say, "campaign.button.days", n=days), days) for days in DAYS]
    elif field == "mode":
        modes = ("all_or_nothing", "flexible")
        offered = [(label(say, f"campaign.mode.{mode}"), mode) for mode in modes]
    elif field == "surplus_rule":
        rules = ("refund_pro_rata", "maintenance_reserve")
        offered = [(label(say, f"campaign.rule.{rule}"), rule) for rule in rules]
    return [
        (Button(label=clip(text, 30), press=press("campaign.choose", rev, field, choice)),)
        for text, choice in offered
    ]


@word.register
def cancel_sheet(outcome: CancelSheet, say: Say) -> Screen:
    """Ask for the reason; say what will follow."""
    text = say(
        "campaign.cancel_why",
        number=outcome.campaign,
        title=outcome.title,
        received_fen=outcome.received_fen,
    )
    keep = Button(label=label(say, "campaign.button.keep"), press=press("draft.discard"))
    return Screen(text=str(text), rows=((keep,), home_row(say)))


@word.register
def pledgers_reminded(outcome: PledgersReminded, say: Say) -> Screen:
    """How many were reminded."""
    text = say("campaign.reminded", number=outcome.campaign, n=outcome.reminded)
    return Screen(text=str(text), rows=(home_row(say),))
