"""The floor 议事现场: one screen, for the chair, the clerk and everybody who is there."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, leads_on, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.meetings.floor.commands import FloorView, OpenMove, OverLine, QuestionView, VoteView
from council.motions.screens import foot

#: Characters of a title; UTF-16 units of an amendment's words.
_TITLE, _WORDS = 40, 600
#: Moves whose buttons stand two in a row.
_PAIRS = frozenset(
    {
        "taken",
        "refused",
        "give",
        "pass",
        "raise_for",
        "raise_against",
        "raise_ask",
        "raise_order",
        "statement",
        "amend",
        "count_for",
        "count_against",
        "note",
        "violation",
        "body",
        "limits",
        "remove",
        "afterwards",
    }
)

#: Whoever is too late, or pressed an old button, goes on from the floor as it stands.
leads_on("floor", "floor.button.screen", press("floor.now"))
for _none in ("floor.no_meeting", "floor.not_in_session"):
    leads_on(_none, "key.agenda", press("agenda"))


@render.register
def floor_view(outcome: FloorView, say: Translator) -> Screen:
    """What is on the floor, who speaks, who waits, what is next; and the buttons that fit."""
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(_head(outcome, say))
    if not outcome.in_session:
        parts.append(str(say("floor.closed")))
    elif outcome.motion is None:
        parts.append(str(say("floor.nothing_now")))
    else:
        parts += _business(outcome, outcome.motion, say)
    if outcome.over:
        told = "\n".join(_over(each, say) for each in reversed(outcome.over))
        parts.append(f"{say('floor.before')}\n{told}")
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)


def _head(outcome: FloorView, say: Translator) -> str:
    lines = [say("floor.head", title=outcome.title)]
    if outcome.needed:
        reached = "floor.quorum" if outcome.attended >= outcome.needed else "floor.no_quorum"
        lines.append(say(reached, attended=outcome.attended, needed=outcome.needed))
    else:
        lines.append(say("floor.attended", attended=outcome.attended))
    if outcome.presiding:
        lines.append(say("floor.presiding", who=outcome.presiding))
    if outcome.bot == "resident" and outcome.in_session and not outcome.here:
        lines.append(say("floor.check_in_first"))
    return "\n".join(lines)


def _business(outcome: FloorView, motion: QuestionView, say: Translator) -> list[str]:
    parts = [_question(motion, say)]
    if outcome.amendment is not None:
        parts.append(_question(outcome.amendment, say))
    pending = outcome.amendment or motion
    lines = [str(say(f"floor.now.{pending.stage}"))]
    if outcome.point:
        lines.append(str(say("floor.point", who=outcome.point)))
    if outcome.speaker is not None:
        lines.append(_speaker(outcome, say))
    if outcome.vote is not None:
        lines.append(_vote(outcome.vote, say))
    if outcome.hindered is not None:
        why = f"refusal.{outcome.hindered.key}"
        lines.append(str(say("floor.hindered", why_key=why, **outcome.hindered.params)))
    parts.append("\n".join(lines))
    if outcome.queue:
        parts.append(_queue(outcome, say))
    if pending.stage == "debate" and outcome.bot == "resident" and outcome.here:
        parts.append(_own(outcome, say))
    return parts


def _question(it: QuestionView, say: Translator) -> str:
    lines = []
    if it.kind == "motion":
        lines.append(say("floor.motion", number=it.number, title=clip(it.title, _TITLE)))
        if it.text:
            lines.append(say("floor.amended", text=clip(it.text, _WORDS)))
        elif it.drafted:
            lines.append(say("floor.drafted", text=clip(it.drafted, _WORDS)))
    else:
        lines.append(say("floor.amendment", text=clip(it.text, _WORDS)))
    if it.backed:
        lines.append(say("floor.backed"))
    elif it.mover and it.seconder:
        lines.append(say("floor.moved_seconded", mover=it.mover, seconder=it.seconder))
    elif it.mover:
        lines.append(say("floor.moved", mover=it.mover))
    if it.spoke_for or it.spoke_against:
        lines.append(say("floor.spoke", yes=it.spoke_for, no=it.spoke_against))
    return "\n".join(lines)


def clock(seconds: int) -> str:
    """Write a length of time as a clock does: ``1:05``."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _speaker(outcome: FloorView, say: Translator) -> str:
    speaker = outcome.speaker
    assert speaker is not None, "asked only then"
    left = speaker.ends_at - outcome.now
    key = "floor.speaks" if left >= 0 else "floor.over_time"
    side = f"floor.side.{speaker.side}"
    return str(say(key, who=speaker.name, side_key=side, left=clock(abs(left))))


def _vote(vote: VoteView, say: Translator) -> str:
    lines = [say("floor.voted_so_far", n=vote.voted, came=vote.came)]
    if vote.own:
        lines.append(say("floor.own_vote", side_key=f"floor.side.{vote.own}"))
    return "\n".join(lines)


def _queue(outcome: FloorView, say: Translator) -> str:
    lines = [str(say("floor.queue", n=len(outcome.queue)))]
    for place, each in enumerate(outcome.queue, start=1):
        line = say("floor.waits", place=place, who=each.name, side_key=f"floor.side.{each.side}")
        marks = [say("floor.spoke_before")] if each.spoke else []
        marks += [say("floor.in_room")] if each.in_room else []
        marks += [say("floor.you")] if each.own else []
        lines.append(line + "".join(marks))
    return "\n".join(lines)


def _own(outcome: FloorView, say: Translator) -> str:
    if outcome.place:
        return str(say("floor.your_place", place=outcome.place))
    if not outcome.turns:
        return str(say("floor.turns_over"))
    return str(say("floor.your_turns", n=outcome.turns, time=clock(outcome.speech_seconds)))


def _over(it: OverLine, say: Translator) -> str:
    counted = it.outcome in {"carried", "lost", "no_quorum"}
    key = "floor.over_counted" if counted else "floor.over_line"
    return str(
        say(
            key,
            what_key=f"floor.what.{it.kind}",
            number=it.number,
            title=clip(it.title, _TITLE),
            outcome_key=f"floor.outcome.{it.outcome}",
            yes=it.yes,
            no=it.no,
        )
    )


def _rows(outcome: FloorView, say: Translator) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    pair: list[Button] = []
    for move in outcome.open_moves:
        button = _button(move, say)
        if move.name not in _PAIRS:
            rows += [tuple(pair)] if pair else []
            rows.append((button,))
            pair = []
            continue
        pair.append(button)
        if len(pair) == len(("left", "right")):
            rows.append(tuple(pair))
            pair = []
    rows += [tuple(pair)] if pair else []
    refresh = Button(
        label=label(say, "floor.button.refresh"), press=press("floor", outcome.meeting)
    )
    meeting = Button(
        label=label(say, "floor.button.meeting"), press=press("meeting", outcome.meeting)
    )
    last = foot("staff", say) if outcome.bot == "staff" else home_row(say)
    return (*rows, (refresh, meeting), last)


def _button(move: OpenMove, say: Translator) -> Button:
    return Button(label=label(say, f"floor.button.{move.name}", **move.params), press=move.press)
