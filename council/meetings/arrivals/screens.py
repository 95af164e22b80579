"""Who comes to a meeting, at the desk."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_buttons, move_rows
from council.kernel.screens.parts import label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.meetings.arrivals.commands import Arrivals, InvitedLine, ListTaken
from council.motions.screens import foot

#: How many invited people have buttons; the others are in the list all the same.
_BUTTONS = 8


@render.register
def arrivals(outcome: Arrivals, say: Translator) -> Screen:
    """Seats, parties, people, and what the clerk can note."""
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(_head(outcome, say))
    if outcome.parties:
        told = [
            say(
                "arrival.party",
                party_key=f"party.{each.party}",
                present=each.present,
                invited=each.invited,
            )
            for each in outcome.parties
        ]
        parts.append("\n".join(str(each) for each in told))
    if outcome.invited:
        parts.append("\n".join(_person(each, say) for each in outcome.invited))
    site = say.page(outcome.page.partition("?")[0]).partition("?")[0] if outcome.page else ""
    if site:
        query = outcome.page.partition("?")[2]
        parts.append(str(say("arrival.page", address=f"{site}?{query}")))
    rows = [
        move_buttons(each.may, say, "arrival.button", name=each.substitute or each.name)
        for each in outcome.invited[:_BUTTONS]
        if each.may
    ]
    rows += move_rows(outcome.may, say, "arrival.button", wide=2)
    back = Button(label=label(say, "meeting.back"), press=press("meeting", outcome.number))
    rows.append((back,))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=(*rows, foot("staff", say)), toast=toast)


def _head(outcome: Arrivals, say: Translator) -> str:
    lines = [say("arrival.head", title=outcome.title, present=outcome.present, left=outcome.left)]
    key = "arrival.answers_of" if outcome.seats else "arrival.answers"
    lines.append(say(key, yes=outcome.yes, seats=outcome.seats, waiting=outcome.waiting))
    return "\n".join(str(line) for line in lines)


def _person(each: InvitedLine, say: Translator) -> str:
    state = "left" if each.left_at else "there" if each.arrived_at else "not_there"
    key = "arrival.person_instead" if each.substitute else "arrival.person"
    return str(
        say(
            key,
            place=each.place,
            party_key=f"party.{each.party}",
            name=each.name,
            instead=each.substitute,
            state_key=f"arrival.state.{state}",
        )
    )


@render.register
def list_taken(outcome: ListTaken, say: Translator) -> Screen:
    """Under the files that have just been sent."""
    return Screen(text=str(say("arrival.list_sent", number=outcome.number)), rows=(home_row(say),))
