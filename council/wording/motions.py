"""Motions 议案: their screens in both bots, and the sheet on which one is drafted."""

from markupsafe import Markup

from council.commands.motions import MotionList, MotionSheet, MotionTextAsked, MotionView
from council.domain.motion_origins import Origin, Petition
from council.wording import responses  # noqa: F401 - registers the screens of answers
from council.wording.consultations import consultation_lines
from council.wording.legal_classes import class_lines, class_rows
from council.wording.meeting_votes import recorded_lines
from council.wording.presses import press
from council.wording.proposal_texts import clip, label
from council.wording.responses import response_lines
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, stop_button, word
from voting.thresholds import percent

#: UTF-16 units of a motion's text on a screen that may also show an answer, and on one that
#: tells what was decided as well.
BODY_UNITS, DECIDED_BODY_UNITS = 1_500, 700
#: How many votes a screen tells; earlier ones stand on the motion's page.
_VOTES = 2
SHEET_UNITS = 2_500

#: The press behind each verb that a staff screen offers.
_PRESSES = {
    "acknowledge": "response.acknowledge",
    "answer": "response.answer",
    "extend": "response.extend",
    "ask": "response.ask",
    "put_on_agenda": "motion.list",
    "announce": "motion.announce",
    "deliberate": "motion.deliberate",
    "adjourn": "motion.adjourn",
    "refer": "motion.refer",
    "withdraw": "motion.withdraw",
    "poll": "poll.new",
    "edit_title": "motion.edit_title",
    "edit_body": "motion.edit_body",
    "resolution": "resolution.draft_vote",
}


@word.register
def motion_view(outcome: MotionView, say: Say) -> Screen:
    """What is moved, where it stands, and what its addressee has answered."""
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(_head(outcome, say))
    if outcome.body:
        decided = outcome.votes or outcome.consultation is not None
        units = DECIDED_BODY_UNITS if decided else BODY_UNITS
        parts.append(str(say("motion.body", body=clip(outcome.body, units))))
    parts += [recorded_lines(record, say) for record in outcome.votes[-_VOTES:]]
    if outcome.consultation is not None:
        parts.append(consultation_lines(outcome.consultation, say))
    if outcome.response is not None:
        parts.append(response_lines(outcome.response, say))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)


def _head(outcome: MotionView, say: Say) -> str:
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


def moved_by(origin: Origin, say: Say) -> Markup:
    """Name who moved it, a petition with its figures."""
    mover = say(f"motion.mover.{origin.mover}")
    if origin.petition is None:
        return mover
    return say("motion.mover.signed", mover=mover, signed=signed(origin.petition, say))


def signed(petition: Petition, say: Say) -> Markup:
    """What was signed, of what, as shares that are cut off, never rounded up."""
    return say(
        "motion.signed",
        heads=petition.heads,
        of_heads=petition.of_heads,
        percent_heads=percent(petition.heads, of=petition.of_heads) or "—",
        area_x100=petition.area_x100,
        of_area_x100=petition.of_area_x100,
        percent_area=percent(petition.area_x100, of=petition.of_area_x100) or "—",
    )


def _rows(outcome: MotionView, say: Say) -> tuple[tuple[Button, ...], ...]:
    verbs = [_verb_button(verb, outcome, say) for verb in outcome.may]
    rows = [tuple(verbs[i : i + 2]) for i in range(0, len(verbs), 2)]
    links = []
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


def _verb_button(verb: str, outcome: MotionView, say: Say) -> Button:
    number, response = outcome.number, outcome.response
    said = label(say, f"motion.button.{verb}", n=response.extends_days if response else 0)
    step = verb.removeprefix("consult_")
    if step != verb:
        return Button(label=said, press=press("form.start", "consult", f"{number}-{step}"))
    if verb in ("vote", "correct_vote"):
        at_meeting = f"{number}-{outcome.meeting_number}"
        return Button(label=said, press=press("form.start", "vote", at_meeting))
    return Button(label=said, press=press(_PRESSES[verb], number))


def foot(bot: str, say: Say) -> tuple[Button, ...]:
    """The way back: what is due for staff, the agenda for residents; and home."""
    if bot == "staff":
        back = Button(label=str(say("key.today")), press=press("today"))
    else:
        back = Button(label=str(say("key.agenda")), press=press("agenda"))
    return (back, *home_row(say))


@word.register
def motion_list(outcome: MotionList, say: Say) -> Screen:
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


def new_motion_row(say: Say) -> tuple[Button, ...]:
    """The button that begins a motion without a proposal."""
    return (Button(label=str(say("motion.button.new")), press=press("motion.new", 0)),)


@word.register
def motion_text_asked(outcome: MotionTextAsked, say: Say) -> Screen:
    """The words as they are, to copy and change."""
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}', **outcome.problem_params)}")
    parts.append(say(f"motion.edit.{outcome.asks}", number=outcome.number))
    parts.append(say("motion.body", body=clip(outcome.before, SHEET_UNITS)))
    back = Button(label=str(say("motion.sure_back")), press=press("motion", outcome.number))
    text = "\n\n".join(str(part) for part in parts if part)
    return Screen(text=text, rows=((back, stop_button(say)), home_row(say)), in_place=False)


@word.register
def motion_sheet(outcome: MotionSheet, say: Say) -> Screen:
    """What is chosen so far, and the next question."""
    parts = [str(say("motion.stale"))] if outcome.stale else []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}', **outcome.problem_params)}")
    parts += [
        "\n".join(map(str, _sheet_head(outcome, say))),
        str(say("motion.body", body=clip(outcome.body, SHEET_UNITS))) if outcome.body else "",
        str(say(f"motion.step.{outcome.step}")),
        class_lines(outcome.classes, say) if outcome.step == "class" else "",
    ]
    toast = plain_text(parts[0]) if outcome.problem else ""
    text = "\n\n".join(part for part in parts if part)
    rows = (*_sheet_rows(outcome, say), _sheet_foot(outcome, say))
    return Screen(text=text, rows=rows, toast=toast)


def _sheet_head(outcome: MotionSheet, say: Say) -> list[Markup]:
    """Where it comes from, then what is chosen; what is still open says so."""
    lines = []
    if outcome.proposal_number:
        lines.append(say("motion.sheet", number=outcome.proposal_number))
    else:
        mover = f"motion.mover.{outcome.mover}" if outcome.mover else "motion.open_choice"
        lines += [say("motion.sheet_new"), say("motion.moved_by", mover=say(mover))]
    if outcome.petition is not None:
        lines.append(say("motion.signed_line", signed=signed(outcome.petition, say)))
    chosen = say("motion.open_choice")
    if outcome.legal_class:
        chosen = Markup("{} {}").format(
            outcome.legal_class, say(f"legal_class.{outcome.legal_class}")
        )
    addressee = "open" if outcome.addressee == "?" else outcome.addressee or "nobody"
    return [
        *lines,
        say("motion.sheet_title", title=outcome.title or say("motion.not_written")),
        say("motion.sheet_class", matter=chosen),
        say("motion.sheet_addressee", addressee=say(f"motion.addressee.{addressee}")),
    ]


def _sheet_rows(outcome: MotionSheet, say: Say) -> list[tuple[Button, ...]]:
    here = (outcome.proposal_number, outcome.revision)

    def fill(said: str, *arguments: str) -> Button:
        return Button(label=said, press=press("motion.fill", *here, *arguments))

    match outcome.step:
        case "mover":
            return [
                (fill(label(say, f"motion.mover.{mover}"), "mover", mover),)
                for mover in outcome.movers
            ]
        case "class":
            return class_rows(outcome.classes, lambda row: fill(row, "class", row))
        case "addressee":
            return [
                (fill(label(say, "motion.addressee.manager"), "addressee", "manager"),),
                (fill(label(say, "motion.addressee.nobody"), "addressee"),),
            ]
        case "confirm":
            changes = [
                fill(label(say, f"motion.change.{field}"), f"ask_{field}")
                for field in _changeable(outcome)
            ]
            confirm = Button(label=label(say, "motion.confirm"), press=press("motion.file", *here))
            pairs = [tuple(changes[i : i + 2]) for i in range(0, len(changes), 2)]
            return [(confirm,), *pairs]
        case "signed":
            return [(fill(label(say, "motion.change.mover"), "ask_mover"),)]
        case _:
            return []


def _changeable(outcome: MotionSheet) -> tuple[str, ...]:
    words = ("title", "body", "class", "addressee")
    if outcome.proposal_number:
        return words
    return (*words, "mover", "signed") if outcome.petition else (*words, "mover")


def _sheet_foot(outcome: MotionSheet, say: Say) -> tuple[Button, ...]:
    again = Button(
        label=label(say, "motion.sheet_again"), press=press("motion.new", outcome.proposal_number)
    )
    anew = Button(
        label=label(say, "motion.sheet_anew"),
        press=press("motion.fill", 0, outcome.revision, "anew"),
    )
    begun = bool(outcome.mover) and not outcome.proposal_number
    typed = outcome.step in {"title", "body", "signed"}
    return (
        *((again, stop_button(say)) if typed else ()),
        *((anew,) if begun else ()),
        *foot("staff", say),
    )


def sure(noun: str, verb: str, number: int, say: Say) -> Screen:
    """Ask once more before what cannot be undone; the yes carries ``yes``."""
    yes = Button(
        label=label(say, f"{noun}.sure_yes.{verb}"), press=press(f"{noun}.{verb}", number, "yes")
    )
    back = Button(label=label(say, f"{noun}.sure_back"), press=press(noun, number))
    text = str(say(f"{noun}.sure.{verb}", number=number))
    return Screen(text=text, rows=((yes,), (back,), home_row(say)))
