"""Campaigns 众筹 and pledges 认筹: their screens for residents."""

from council.campaigns.commands import CampaignList, CampaignScreen, CampaignView, MyPledge
from council.campaigns.receipts.screens import print_button
from council.campaigns.screens_parts import clip, label, percent, progress_bar
from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import Rows, hand_rows
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator

LISTED = 10
#: So many of one's receipts have a button for their paper: the newest.
PRINTED = 4


@render.register
def campaign_list(outcome: CampaignList, say: Translator) -> Screen:
    """Every campaign with its state and sums, a button each."""
    if not outcome.campaigns:
        return Screen(text=str(say("campaign.list.none")), rows=(home_row(say),))
    lines: list[str] = [str(say("campaign.list.title"))]
    rows = []
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
        rows.append((Button(label=text, press=press("pledge.look", view.number)),))
    return Screen(text="\n\n".join(lines), rows=(*rows, home_row(say)))


@render.register
def campaign_screen(outcome: CampaignScreen, say: Translator) -> Screen:
    """A campaign: progress, terms, the reader's own pledge, and what they can do."""
    view, mine = outcome.campaign, outcome.mine
    parts = []
    changed = ""
    if outcome.changed:
        amount = mine.amount_fen if mine else 0
        changed = str(say(f"pledge.changed.{outcome.changed}", amount_fen=amount))
        parts.append(f"<b>{changed}</b>")
    parts.append(facts(view, say))
    if mine is not None:
        parts.append(_mine(view, mine, say))
    return Screen(
        text="\n\n".join(parts),
        rows=(
            *_acts(outcome, say),
            *_in_hand(outcome, say),
            (Button(label=label(say, "pledge.button.list"), press=press("pledge.list")),),
            home_row(say),
        ),
        toast=changed,
    )


def facts(view: CampaignView, say: Translator) -> str:
    """What everybody may know of a campaign: progress first, terms after it."""
    head = say(
        "campaign.head",
        number=view.number,
        title=view.title,
        state=str(say(f"state.campaign.{view.told_state}")),
    )
    sums = say(
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
    lines = [str(head), str(sums)]
    if view.body:
        lines.insert(1, str(say("campaign.body", body=clip(view.body))))
    for sum_, key in (
        (view.awaiting_fen, "campaign.awaiting"),
        (view.asked_back_fen, "campaign.asked_back"),
        (view.surplus_fen if view.state != "open" else 0, "campaign.surplus"),
        (view.refunded_fen, "campaign.refunded"),
        (view.late_fen, "campaign.late"),
        (view.late_back_fen, "campaign.late_back"),
        (view.unreached_fen + view.late_unreached_fen, "campaign.unreached"),
        (view.reserve_fen, "campaign.reserve"),
    ):
        if sum_:
            lines.append(str(say(key, sum_fen=sum_)))
    if view.grouped and view.state == "open":
        lines.append(str(say("campaign.grouped")))
    if _takes_pledges(view):
        lines.append(str(say("campaign.deadline", deadline_at=view.deadline_at, n=view.days_left)))
    waiting = "not_in_force" if view.state in {"draft", "approved", "open"} else "over"
    decided = "in_force" if view.in_force else waiting
    lines.append(
        str(
            say(
                f"campaign.basis.{decided}",
                motion=view.motion,
                motion_title=view.motion_title,
                resolution=view.resolution,
            )
        )
    )
    lines.append(
        str(
            say(
                "campaign.terms",
                mode=str(say(f"campaign.mode.{view.mode}")),
                surplus=str(say(f"campaign.rule.{view.surplus_rule}")),
                holder=view.account_holder,
                last4=view.account_last4,
            )
        )
    )
    return "\n".join([*lines, *more_terms(view, say)])


def more_terms(view: CampaignView, say: Translator) -> list[str]:
    """What must come in, the other money, who keeps it, and how often it is published."""
    needs = view.needed_fen and view.needed_fen != view.target_fen
    keepers = str(say("list.and")).join(
        str(say("campaign.keeper", office_key=f"office.{each.office}", name=each.name))
        for each in view.keepers
    )
    lines = [
        *([say("campaign.needed", needed_fen=view.needed_fen)] if needs else []),
        *(
            say("campaign.other_fund", fund=each.name, expected_fen=each.expected_fen)
            for each in view.other_funds
        ),
        *([say("campaign.keepers", keepers=keepers)] if keepers else []),
        *(
            [say("campaign.published", how_key=f"campaign.rhythm.{view.rhythm}")]
            if view.rhythm
            else []
        ),
    ]
    return [str(line) for line in lines]


def _mine(view: CampaignView, mine: MyPledge, say: Translator) -> str:
    handed_over = mine.state == "pledged" and mine.unsigned_fen >= mine.amount_fen
    said = say(
        "pledge.mine.handed_over" if handed_over else f"pledge.mine.{mine.state}",
        number=mine.number,
        amount_fen=mine.amount_fen,
        received_fen=mine.received_fen,
        refunded_fen=mine.refunded_fen,
        serials=str(say("list.and")).join(str(serial) for serial in mine.serials),
    )
    shown = say("pledge.hidden" if mine.anonymous else "pledge.named")
    lines = [str(said)]
    if mine.unsigned_fen and not handed_over:
        lines.append(str(say("pledge.mine.unsigned", sum_fen=mine.unsigned_fen)))
    back = mine.asked_back_fen - mine.excess_fen
    part = mine.amount_fen - mine.received_fen
    for sum_, key in (
        (part if mine.state == "received" and _takes_pledges(view) else 0, "part"),
        (mine.excess_fen, "excess"),
        (mine.late_fen, "late"),
        (mine.late_back_fen, "late_back"),
        (back, "asked_back"),
        (mine.unreached_fen, "unreached"),
    ):
        if sum_ > 0:
            lines.append(str(say(f"pledge.mine.{key}", sum_fen=sum_)))
    lines.append(str(shown))
    if mine.state == "pledged" and not handed_over and _takes_pledges(view):
        how = "now" if view.in_force else "later"
        lines.append(
            str(
                say(
                    f"pledge.pay.{how}",
                    campaign=view.number,
                    number=mine.number,
                    holder=view.account_holder,
                    last4=view.account_last4,
                )
            )
        )
    return "\n".join(lines)


def _takes_pledges(view: CampaignView) -> bool:
    """Whether a campaign is open now: at its deadline it is over, though nobody has closed it."""
    return view.state == "open" and view.days_left > 0


def _acts(outcome: CampaignScreen, say: Translator) -> list[tuple[Button, ...]]:
    named = opened(outcome.moves, "show_name", "hide_name")
    due = opened(outcome.moves, "add", "claim")
    others = tuple(move for move in outcome.moves if move not in (*named, *due))
    mine = outcome.mine
    rows = move_rows(
        due,
        say,
        "pledge.button",
        excess_fen=mine.excess_fen if mine else 0,
        unreached_fen=mine.unreached_fen if mine else 0,
    )
    rows += move_rows(others, say, "pledge.button", wide=3)
    papers = [
        print_button(outcome.campaign.number, serial, say)
        for serial in (mine.serials if mine else ())[-PRINTED:]
    ]
    rows += [tuple(papers[at : at + 2]) for at in range(0, len(papers), 2)]
    return [*rows, *move_rows(named, say, "pledge.button")]


def _in_hand(outcome: CampaignScreen, say: Translator) -> Rows:
    if not opened(outcome.moves, "make"):
        return ()
    return hand_rows(say, f"/campaigns/{outcome.campaign.number}", "hand.open.pledge")


def _button(say: Translator, key: str, verb: str, *arguments: str | int) -> Button:
    return Button(label=label(say, f"pledge.button.{key}"), press=press(verb, *arguments))


def ask_to_withdraw(number: int, say: Translator) -> Screen:
    """Withdrawing is confirmed once."""
    return Screen(
        text=str(say("pledge.withdraw_sure", number=number)),
        rows=(
            (_button(say, "withdraw_yes", "pledge.withdrawn", number),),
            (_button(say, "back", "pledge.look", number),),
        ),
    )
