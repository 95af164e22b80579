"""Follow-up calls 回访: what to ask, the three outcomes, and the figures of the desk."""

from council.counter.follow_ups.commands import FollowUpCall
from council.kernel.screens.moves import move_rows
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head, order_line


@render.register
def follow_up_call(outcome: FollowUpCall, say: Translator) -> Screen:
    """Who is called about what, what came of it, one button an outcome."""
    said = str(say(f"follow_up.just.{outcome.just}")) if outcome.just else ""
    order = order_line(outcome.order, outcome.kind)
    choice = say(f"ballot.choice.{outcome.choice}") if outcome.choice else order
    lines = [
        say("follow_up.head", act=outcome.act),
        ballot_head(say, outcome.kind, outcome.poll, outcome.title),
        say("follow_up.state", state=say(f"state.follow_up.{outcome.state}")),
        say("desk.line", field=say("desk.field.voter"), text=outcome.voter),
        say("desk.line", field=say("desk.field.owner"), text=outcome.person),
        say(
            "follow_up.ask",
            recorded_at=outcome.recorded_at,
            desk=outcome.desk,
            helper=outcome.helper,
        ),
        say("follow_up.choice", choice=choice),
    ]
    if outcome.called_by:
        lines.append(say("follow_up.called_by", name=outcome.called_by))
    if outcome.note:
        lines.append(say("follow_up.note", note=outcome.note))
    text = "\n".join(str(line) for line in lines)
    rows = move_rows(outcome.moves, say, "follow_up.button")
    return Screen(
        text=f"{said}\n\n{text}" if said else text,
        rows=(*rows, home_row(say)),
        toast=plain_text(said),
    )
