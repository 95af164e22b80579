"""Motions 议案: their screens in both bots."""

from collections.abc import Sequence

from markupsafe import Markup

from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.motions.commands import MotionList, MotionView
from council.motions.consultations.screens import consultation_lines
from council.motions.opinions.screens import opinion_lines
from council.motions.origins import Origin, petition_figures
from council.motions.responses.screens import response_lines
from council.motions.votes.screens import recorded_lines
from council.rules.power_list.screens_parts import ruled_lines

#: UTF-16 units of a motion's text on a screen that may also show an answer, and on one that
#: tells what was decided as well.
BODY_UNITS, DECIDED_BODY_UNITS = 1_500, 700
#: How many votes a screen tells; earlier ones stand on the motion's page.
_VOTES = 2


@render.register
def motion_view(outcome: MotionView, say: Translator) -> Screen:
    """What is moved, where it stands, and what its addressee has answered."""
    said = _said(outcome, say) if outcome.said else Markup()
    parts = [str(said)] if said else []
    parts.append(_head(outcome, say))
    if outcome.opinions is not None:
        parts.append(opinion_lines(outcome.opinions, say))
    if outcome.body:
        decided = outcome.votes or outcome.consultation is not None or outcome.opinions is not None
        units = DECIDED_BODY_UNITS if decided else BODY_UNITS
        parts.append(str(say("motion.body", body=clip(outcome.body, units))))
    parts += [recorded_lines(record, say) for record in outcome.votes[-_VOTES:]]
    if outcome.consultation is not None:
        parts.append(consultation_lines(outcome.consultation, say))
    if outcome.response is not None:
        parts.append(response_lines(outcome.response, say, addressee=outcome.addressee))
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=said.striptags())


def _said(outcome: MotionView, say: Translator) -> Markup:
    """Say what has just happened; of an addressee who was asked, within how many hours."""
    if outcome.response is None:
        return say(outcome.said)
    response = outcome.response
    return say(
        outcome.said,
        n=response.acknowledge_within,
        answer=response.answer_within,
        party_key=f"role.{response.holder}",
    )


def _head(outcome: MotionView, say: Translator) -> str:
    lines = [
        say(
            "motion.head",
            number=outcome.number,
            title=outcome.title,
            state=say(f"state.motion.{outcome.state}"),
            legal_class=outcome.legal_class,
            matter=say(f"legal_class.{outcome.legal_class}"),
            track=say(f"motion.track.{outcome.track}"),
        )
    ]
    if outcome.ruled is not None:
        lines.append(ruled_lines(outcome.ruled, say, hours=outcome.hours))
    if outcome.origin is not None:
        lines.append(say("motion.moved_by", mover=moved_by(outcome.origin, say)))
    if outcome.proposal_number:
        lines.append(
            say(
                "motion.from_proposal",
                number=outcome.proposal_number,
                title=outcome.proposal_title,
            )
        )
    if outcome.meeting_number:
        lines.append(
            say(
                "motion.at_meeting",
                number=outcome.meeting_number,
                starts_at=outcome.meeting_starts_at,
            )
        )
    return "\n".join(lines)


def moved_by(origin: Origin, say: Translator) -> Markup:
    """Name who moved it, a petition with its figures."""
    mover = say(f"motion.mover.{origin.mover}")
    if origin.petition is None:
        return mover
    signed = say("motion.signed", **petition_figures(origin.petition))
    return say("motion.mover.signed", mover=mover, signed=signed)


def _rows(outcome: MotionView, say: Translator) -> tuple[tuple[Button, ...], ...]:
    days = outcome.response.extends_days if outcome.response else 0
    rows = move_rows(outcome.may, say, "motion.button", wide=2, n=days)
    links = []
    if outcome.opinions is not None:
        links.append(
            Button(
                label=label(say, "motion.button.statements"),
                press=press("statements", outcome.number),
            )
        )
    if outcome.proposal_number:
        show = "proposal.desk" if outcome.bot == "staff" else "proposal.show"
        links.append(
            Button(
                label=label(say, "motion.button.proposal", number=outcome.proposal_number),
                press=press(show, outcome.proposal_number),
            )
        )
    if outcome.meeting_number:
        links.append(
            Button(
                label=label(say, "motion.button.meeting"),
                press=press("meeting", outcome.meeting_number),
            )
        )
    if links:
        rows.append(tuple(links))
    return (*rows, foot(outcome.bot, say))


def foot(bot: str, say: Translator) -> tuple[Button, ...]:
    """The way back: what is due for staff, the agenda for residents; and home."""
    if bot == "staff":
        back = Button(label=str(say("key.today")), press=press("today"))
    else:
        back = Button(label=str(say("key.agenda")), press=press("agenda"))
    return (back, *home_row(say))


@render.register
def motion_list(outcome: MotionList, say: Translator) -> Screen:
    """The newest motions, one button each; and a new one."""
    new = (new_motion_row(say),) if outcome.may_draft else ()
    if not outcome.motions:
        return Screen(text=str(say("motion.none")), rows=(*new, foot(outcome.bot, say)))
    lines = [str(say("motion.list", n=outcome.total))]
    rows = []
    for line in outcome.motions:
        text = say(
            "motion.line",
            number=line.number,
            title=line.title,
            state=say(f"state.motion.{line.state}"),
        )
        lines.append(f"{text} {say('motion.overdue_mark')}" if line.overdue else str(text))
        rows.append(
            (
                Button(
                    label=label(say, "motion.button.open", number=line.number, title=line.title),
                    press=press("motion", line.number),
                ),
            )
        )
    return Screen(text="\n".join(lines), rows=(*rows, *new, foot(outcome.bot, say)))


def new_motion_row(say: Translator) -> tuple[Button, ...]:
    """The button that begins a motion without a proposal."""
    return (Button(label=str(say("motion.button.new")), press=press("form.start", "motion", 0)),)


def sure(
    noun: str, verb: str, words: Sequence[str | int], say: Translator, *, back_to: str
) -> Screen:
    """Ask once more before what cannot be undone; the yes carries ``yes``.

    ``words`` are those of the press; the first is the number of what it is about, whose own screen is
    ``back_to``.
    """
    yes = Button(
        label=label(say, f"{noun}.sure_yes.{verb}"), press=press(f"{noun}.{verb}", *words, "yes")
    )
    back = Button(label=label(say, f"{noun}.sure_back"), press=press(back_to, words[0]))
    text = str(say(f"{noun}.sure.{verb}", number=words[0]))
    return Screen(text=text, rows=((yes,), (back,), home_row(say)))
