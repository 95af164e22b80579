"""Campaigns 众筹 on the staff desk: their screens."""

from council.campaigns.commands import CampaignDesk, CampaignFile, PledgersReminded
from council.campaigns.keepers.commands import PublishersReminded
from council.campaigns.screens import more_terms
from council.campaigns.screens_parts import clip, label, percent, progress_bar
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

LISTED = 10
#: What is read before it is approved and opened, by whoever does that.
UNOPENED = ("draft", "approved")
#: Where money goes out for the works, or went.
PAYS = ("disbursing", "settled", "archived")


@render.register
def campaign_desk(outcome: CampaignDesk, say: Translator) -> Screen:
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
                    state=str(say(f"state.campaign.{view.told_state}")),
                    received_fen=view.received_fen,
                    target_fen=view.target_fen,
                )
            )
        )
        text = label(say, "campaign.list.button", number=view.number, title=view.title)
        rows.append((Button(label=text, press=press("campaign.file", view.number)),))
    if outcome.may_draft:
        rows.append(
            (
                Button(
                    label=label(say, "campaign.button.start"),
                    press=press("form.start", "campaign", "new"),
                ),
            )
        )
    if outcome.may_bank:
        bank = Button(label=label(say, "campaign.button.bank"), press=press("bank.desk"))
        rows.append((bank,))
    return Screen(text="\n\n".join(lines), rows=(*rows, home_row(say)))


@render.register
def campaign_file(outcome: CampaignFile, say: Translator) -> Screen:
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
                state=str(say(f"state.campaign.{view.told_state}")),
            )
        )
    )
    if view.state in UNOPENED and view.body:
        lines.append(str(say("campaign.body", body=clip(view.body))))
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
    lines += more_terms(view, say)
    for sum_, key in (
        (view.late_fen, "campaign.late"),
        (view.late_back_fen, "campaign.late_back"),
        (view.unreached_fen + view.late_unreached_fen, "campaign.unreached"),
    ):
        if sum_:
            lines.append(str(say(key, sum_fen=sum_)))
    if view.state in UNOPENED and not view.keepers:
        lines.append(str(say("campaign.no_keepers_yet")))
    if view.state == "open" and not view.in_force:
        lines.append(str(say("campaign.no_receipts_yet")))
    rows = move_rows(
        outcome.can,
        say,
        "campaign.can",
        signing=outcome.signing,
        asked=outcome.confirming,
        paying=outcome.paying,
        unreached=view.unreached,
    )
    if outcome.papers:
        listed = Button(
            label=label(say, "campaign.button.receipts", n=outcome.papers),
            press=press("receipt.list", view.number),
        )
        rows = [*rows, (listed,)]
    if view.state in PAYS:
        rows = [*rows, (_payments(view.number, say),)]
    back = (Button(label=label(say, "campaign.button.desk"), press=press("campaign.desk")),)
    return Screen(text="\n".join(lines), rows=(*rows, back, home_row(say)), toast=done)


def _payments(number: int, say: Translator) -> Button:
    return Button(
        label=label(say, "campaign.button.payments"), press=press("payment.desk", number)
    )


@render.register
def publishers_reminded(outcome: PublishersReminded, say: Translator) -> Screen:
    """How many keepers were told that publishing is late."""
    text = say("campaign.reminded", number=outcome.campaign, n=outcome.reminded)
    return Screen(text=str(text), rows=(home_row(say),))


@render.register
def pledgers_reminded(outcome: PledgersReminded, say: Translator) -> Screen:
    """How many were reminded."""
    text = say("campaign.reminded", number=outcome.campaign, n=outcome.reminded)
    return Screen(text=str(text), rows=(home_row(say),))
