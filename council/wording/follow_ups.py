"""Follow-up calls 回访: what to ask, the three outcomes, and the figures of the desk."""

from council.commands.follow_ups import DeskFigures, FollowUpCall, FollowUpNoteAsked
from council.wording.ballot_head import ballot_head, kind_of_ballot
from council.wording.presses import press
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, stop_button, word

_PRESSES = {"contradict": "follow_up.deny"}


@word.register
def follow_up_call(outcome: FollowUpCall, say: Say) -> Screen:
    """Who is called about what, what came of it, one button an outcome."""
    said = str(say(f"follow_up.just.{outcome.just}")) if outcome.just else ""
    order = " > ".join(" = ".join(group) for group in outcome.order)
    choice = say(f"ballot.choice.{outcome.choice}") if outcome.choice else order
    lines = [
        say("follow_up.head", act=outcome.act),
        ballot_head(say, kind_of_ballot(outcome.choice), outcome.poll, outcome.title),
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
    rows = tuple(
        (
            Button(
                label=str(say(f"follow_up.button.{move}")),
                press=press(_PRESSES.get(move, f"follow_up.{move}"), outcome.act),
            ),
        )
        for move in outcome.moves
    )
    return Screen(
        text=f"{said}\n\n{text}" if said else text,
        rows=(*rows, home_row(say)),
        toast=plain_text(said),
    )


@word.register
def follow_up_note_asked(outcome: FollowUpNoteAsked, say: Say) -> Screen:
    """The next message is what the person said."""
    text = say("follow_up.ask_note", act=outcome.act, person=outcome.person)
    return Screen(text=str(text), rows=((stop_button(say),), home_row(say)))


def desk_lines(figures: DeskFigures, say: Say) -> list[str]:
    """Say what came over the desk, and what the calls told; nothing where nothing came."""
    lines = []
    if figures.assisted or figures.proxies:
        lines.append(say("poll.desk", assisted=figures.assisted, proxies=figures.proxies))
    if figures.lapsed:
        lines.append(say("poll.desk.lapsed", lapsed=figures.lapsed))
    if figures.called:
        lines.append(
            say(
                "poll.desk.called",
                called=figures.called,
                confirmed=figures.confirmed,
                not_reached=figures.not_reached,
                contradicted=figures.contradicted,
                drawn=figures.drawn,
            )
        )
    if figures.contradicted:
        lines.append(say("poll.desk.contradicted", contradicted=figures.contradicted))
    return [str(line) for line in lines]
