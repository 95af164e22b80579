"""Assisted acts 线下代办: the whole record for the desk, and the answer to who took one back."""

from council.counter.assisted.commands import AssistedAct, AssistOverturned
from council.counter.screens import desk_button
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head, order_line
from council.rules.poll_kinds import poll_named

#: How many figures of a file's hash a screen shows.
HASH = 12


@render.register
def assisted_act(outcome: AssistedAct, say: Translator) -> Screen:
    """The record as it was taken, who stands for it, and what comes next."""
    said = str(say(f"assist.just.{outcome.just}")) if outcome.just else ""
    order = order_line(outcome.order, outcome.kind)
    choice = say(f"ballot.choice.{outcome.choice}") if outcome.choice else order
    role = say(f"desk.pick.helper_role.{outcome.helper_role}")
    fields = {
        "voter": outcome.voter,
        "owner": outcome.person,
        "why": say(f"desk.pick.why.{outcome.reason}"),
        "helper": say("assist.helper", name=outcome.helper, kind=role),
        "desk": outcome.desk,
        "consent": say(f"desk.pick.consent.{outcome.consent}"),
        "witness": outcome.witness,
        "evidence": outcome.evidence[:HASH],
        "choice": choice,
        "serial": outcome.serial,
        "scan": outcome.scan[:HASH],
        "contact": outcome.contact,
    }
    lines = [
        say("assist.head", number=outcome.number),
        ballot_head(say, outcome.kind, outcome.poll, outcome.title),
        say("assist.state", state=say(f"state.assist.{outcome.state}")),
        *(
            say("desk.line", field=say(f"desk.field.{name}"), text=text)
            for name, text in fields.items()
            if text
        ),
        say("assist.done"),
        say("assist.recorded", name=outcome.recorded_by, recorded_at=outcome.recorded_at),
    ]
    if outcome.confirmed_by:
        lines.append(say("assist.confirmed", name=outcome.confirmed_by))
    if outcome.end_reason:
        lines.append(say("desk.line", field=say("desk.field.reason"), text=outcome.end_reason))
    if outcome.state == "counted" and not outcome.stands:
        lines.append(say("assist.replaced"))
    if outcome.review and outcome.state == "recorded":
        lines.append(say("desk.warning.review", most=outcome.most))
    text = "\n".join(str(line) for line in lines)
    return Screen(
        text=f"{said}\n\n{text}" if said else text,
        rows=_rows(outcome, say),
        toast=plain_text(said),
    )


def _rows(outcome: AssistedAct, say: Translator) -> tuple[tuple[Button, ...], ...]:
    rows = [
        tuple(
            Button(
                label=str(say(f"assist.button.{part}")),
                press=press("assist.file", outcome.number, part),
            )
            for part in ("evidence", "paper")
        )
    ]
    if "confirm" in outcome.moves:
        sure = press("assist.confirm", outcome.number)
        rows.append((Button(label=str(say("assist.button.confirm")), press=sure),))
    if "revoke" in outcome.moves:
        form = press("form.start", "revoke", outcome.poll)
        rows.append((Button(label=str(say("desk.button.revoke")), press=form),))
    return (*rows, (desk_button(outcome.poll, say),), home_row(say))


@render.register
def assist_overturned(outcome: AssistOverturned, say: Translator) -> Screen:
    """It counts no more; vote again while there is time."""
    key = "assist.overturned_restored" if outcome.restored else "assist.overturned"
    text = say(
        key,
        **poll_named(outcome.kind, outcome.poll, outcome.title),
        closes_at=outcome.closes_at,
    )
    vote = Button(label=str(say("poll.button.vote")), press=press("ballot.open", outcome.poll))
    return Screen(text=str(text), rows=((vote,), home_row(say)), toast=plain_text(str(text)))
