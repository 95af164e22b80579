"""Polls 表决: their screens in both bots, and the forms of the staff's dialogues."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import clip, hand_rows, label
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head
from council.polls.commands import (
    PollChoice,
    PollLine,
    PollList,
    PollMoveAsked,
    PollView,
    RankedMotionDrafted,
    Turnout,
    VotersReminded,
)
from council.polls.screens_counter import counter_lines
from council.polls.screens_results import first_close_line, result_lines
from council.rules.poll_kinds import RANKING, poll_named

#: How many figures of a roll's fingerprint a screen shows.
FINGERPRINT = 16
#: UTF-16 units of a form's field; a motion's text may be longer than the rest of the screen leaves.
FIELD_UNITS = 2_500


@render.register
def poll_view(outcome: PollView, say: Translator) -> Screen:
    """One poll: what is asked, until when, who takes part, and the result once there is one."""
    said = str(say(f"poll.just.{outcome.just}")) if outcome.just else ""
    blocks = [said] if said else []
    if outcome.just.startswith("announce") and outcome.kind != RANKING:
        blocks.append(str(say("poll.next.announced")))
    result = result_lines(outcome, say)
    if result and outcome.state == "counted":
        result = [str(say("poll.uncertified")), *result]
    blocks += _blocks(outcome, result, say)
    if outcome.no_second:
        blocks.append(str(say("poll.no_second", names=outcome.no_second)))
    if outcome.staff and outcome.created_by:
        blocks.append("\n".join(_people(outcome, say)))
    return Screen(text="\n\n".join(blocks), rows=_rows(outcome, say), toast=plain_text(said))


def _blocks(outcome: PollView, result: list[str], say: Translator) -> list[str]:
    """Say what a poll is and how it stands; to a resident a result comes first, and alone matters.

    The roll's fingerprint is for the staff and the page.
    """
    name, facts = _head(outcome, say)
    if result and not outcome.staff:
        if outcome.channels:
            facts.append(_ways(outcome, say))
        return ["\n".join([name, *result]), "\n".join(facts)]
    blocks = ["\n".join([name, *facts])]
    figures = _figures(outcome, say) if outcome.staff else _size(outcome, say)
    if figures:
        blocks.append("\n".join(figures))
    if not outcome.on_roll:
        named = poll_named(outcome.kind, outcome.number, outcome.title)
        blocks.append(str(say(f"refusal.ballot.not_on_roll_{outcome.kind}", **named)))
    elif outcome.state in ("announced", "open") and not outcome.chat:
        blocks.append(str(say("poll.on_paper")))
    return [*blocks, "\n".join(result)] if result else blocks


def _head(outcome: PollView, say: Translator) -> tuple[str, list[str]]:
    name = ballot_head(say, outcome.kind, outcome.number, outcome.title)
    lines = []
    if outcome.kind == RANKING:
        lines.append(say("poll.advisory"))
    else:
        lines.append(say("poll.binding", legal_class=outcome.legal_class))
        lines.append(say("poll.needs_three_quarters" if outcome.special else "poll.needs_half"))
        if outcome.extraordinary:
            lines.append(say("poll.extraordinary"))
    lines.append(say("poll.motion", number=outcome.motion, title=outcome.motion_title))
    lines.append(say("poll.state", state=say(f"state.poll.{outcome.state}")))
    lines.append(say("poll.window", opens_at=outcome.opens_at, closes_at=outcome.closes_at))
    if outcome.extended_at:
        reason = outcome.extension_reason
        early = outcome.closes_at <= outcome.first_closes_at
        key = "poll.closed_early" if early else "poll.extended"
        lines.append(say(key, first_at=outcome.first_closes_at, reason=reason))
    if outcome.annul_reason:
        lines.append(say("poll.annulled", reason=outcome.annul_reason))
    if outcome.options:
        lines.append(say("poll.options"))
        lines += [
            say("poll.option", letter=option.letter, title=option.title)
            for option in outcome.options
        ]
    return str(name), [str(line) for line in lines]


def _size(outcome: PollView, say: Translator) -> list[str]:
    return [str(say("poll.roll_size", size=outcome.roll_size))] if outcome.roll_size else []


def _figures(outcome: PollView, say: Translator) -> list[str]:
    lines: list[str] = []
    if outcome.roll_size:
        fingerprint = outcome.roll_fingerprint[:FINGERPRINT]
        lines.append(say("poll.roll", size=outcome.roll_size, fingerprint=fingerprint))
    now = outcome.turnout
    if now is not None:
        lines.append(say("poll.turnout", voted=now.voted, roll=now.roll))
        if outcome.kind != RANKING:
            lines += participation(now, say)
    if outcome.channels:
        lines.append(_ways(outcome, say))
    if outcome.desk is not None:
        lines += counter_lines(outcome.desk, say)
    elif outcome.assisted or outcome.assisted_waiting:
        waiting = outcome.assisted_waiting
        lines.append(say("poll.assisted", assisted=outcome.assisted, waiting=waiting))
    if outcome.disowned:
        serials = clip(str(say("list.and")).join(outcome.disowned), FIELD_UNITS)
        lines.append(say("poll.disowned", serials=serials))
    if outcome.first_close is not None and outcome.extended_at:
        lines.append(first_close_line(outcome.first_close, say))
    return [str(line) for line in lines]


def _ways(outcome: PollView, say: Translator) -> str:
    return str(say("poll.channels", channels=channels_line(outcome.channels, say)))


def participation(now: Turnout, say: Translator) -> list[str]:
    """Say how many heads and how much area took part, and what a quorum still lacks."""
    heads = say(
        "poll.turnout_heads", heads=now.heads, total=now.heads_total, needed=now.heads_needed
    )
    area = say(
        "poll.turnout_area",
        area_x100=now.area_x100,
        total_x100=now.area_total_x100,
        needed_x100=now.area_needed_x100,
    )
    return [str(heads), str(area), still_needed(now, say)]


def still_needed(now: Turnout, say: Translator) -> str:
    """Say what a quorum still lacks, on both measures."""
    heads = max(0, now.heads_needed - now.heads)
    area_x100 = max(0, now.area_needed_x100 - now.area_x100)
    if not heads and not area_x100:
        return str(say("poll.turnout_enough"))
    if not area_x100:
        return str(say("poll.turnout_missing_heads", n=heads))
    if not heads:
        return str(say("poll.turnout_missing_area", area_x100=area_x100))
    return str(say("poll.turnout_missing", n=heads, area_x100=area_x100))


def channels_line(channels: tuple[tuple[str, int], ...], say: Translator) -> str:
    """Say how many ballots came which way."""
    counted = [
        str(say("ballot.by_channel", channel=say(f"ballot.channel.{channel}"), n=many))
        for channel, many in channels
    ]
    return str(say("list.and")).join(counted)


def _people(outcome: PollView, say: Translator) -> list[str]:
    lines = [str(say("poll.by", created=outcome.created_by))]
    if outcome.counted_at:
        name = outcome.counted_by or say("poll.clock")
        lines.append(str(say("poll.by_counted", name=name)))
    if outcome.certified_by:
        lines.append(str(say("poll.by_certified", name=outcome.certified_by)))
    return lines


def _rows(outcome: PollView, say: Translator) -> tuple[tuple[Button, ...], ...]:
    number = outcome.number
    rows = move_rows(outcome.moves, say, "poll.button")
    if outcome.at_desk:
        rows.append(
            (Button(label=str(say("poll.button.refresh")), press=press("poll.view", number)),)
        )
    elif outcome.state == "open" and outcome.chat and outcome.on_roll:
        rows.append(
            (Button(label=str(say("poll.button.vote")), press=press("ballot.open", number)),)
        )
        rows += hand_rows(say, f"/polls/{number}")
    rows.append((Button(label=str(say("poll.button.list")), press=press("polls")),))
    return (*rows, home_row(say))


@render.register
def poll_list(outcome: PollList, say: Translator) -> Screen:
    """The polls, one button each."""
    if not outcome.polls:
        return Screen(text=str(say("poll.list.none")), rows=(home_row(say),))
    lines = [str(say(f"poll.list.{outcome.bot}"))]
    rows = []
    for line in outcome.polls:
        lines.append(_line(line, outcome.bot, say))
        voting = outcome.bot == "resident" and line.state == "open" and line.on_roll
        verb = "ballot.open" if voting else "poll.view"
        text = label(say, "poll.list.button", number=line.number, title=line.title)
        rows.append((Button(label=text, press=press(verb, line.number)),))
    return Screen(text="\n\n".join(lines), rows=(*rows, home_row(say)))


def _line(line: PollLine, bot: str, say: Translator) -> str:
    mark = say("list.and")[:0]
    if bot == "resident" and line.voted:
        mark = say("poll.list.voted")
    elif bot == "resident" and not line.on_roll:
        mark = say("poll.list.not_on_roll")
    return str(
        say(
            "poll.list.line",
            number=line.number,
            title=line.title,
            kind=say(f"kind.poll.{line.kind}"),
            state=say(f"state.poll.{line.state}"),
            closes_at=line.closes_at,
            mark=mark,
        )
    )


@render.register
def poll_choice(outcome: PollChoice, say: Translator) -> Screen:
    """Which kind of poll a motion is put to."""
    key = "poll.new" if outcome.kinds else "poll.new.neither"
    rows = tuple(
        (
            Button(
                label=str(say(f"poll.new.{kind}")),
                press=press("form.start", kind, outcome.motion),
            ),
        )
        for kind in outcome.kinds
    )
    text = say(key, number=outcome.motion, title=outcome.title)
    return Screen(text=str(text), rows=(*rows, home_row(say)))


@render.register
def ranked_motion_drafted(outcome: RankedMotionDrafted, say: Translator) -> Screen:
    """The motion is there; its ratification comes next."""
    text = say(
        "poll.motion_drafted",
        poll=outcome.poll,
        letter=outcome.letter,
        motion=outcome.motion,
        title=outcome.title,
        legal_class=outcome.legal_class,
    )
    go_on = Button(
        label=str(say("poll.new.ratification")),
        press=press("form.start", "ratification", outcome.motion),
    )
    again = Button(
        label=str(say("poll.button.motion")),
        press=press("form.start", "ranked_motion", outcome.poll),
    )
    return Screen(text=str(text), rows=((go_on,), (again,), home_row(say)))


@render.register
def voters_reminded(outcome: VotersReminded, say: Translator) -> Screen:
    """How many were reminded."""
    many = outcome.reminded
    text = str(say("poll.reminded", n=many) if many else say("poll.reminded_nobody"))
    back = Button(label=str(say("poll.button.view")), press=press("poll.view", outcome.poll))
    return Screen(text=text, rows=((back,), home_row(say)), toast=plain_text(text))


@render.register
def poll_move_asked(outcome: PollMoveAsked, say: Translator) -> Screen:
    """Ask before a move that nothing takes back."""
    move = outcome.verb.removeprefix("poll.")
    sure = press(f"{outcome.verb}.sure", outcome.number)
    yes = Button(label=str(say(f"poll.button.{move}")), press=sure)
    back = Button(label=str(say("poll.button.back")), press=press("poll.view", outcome.number))
    head = ballot_head(say, outcome.kind, outcome.number, outcome.title)
    text = str(say(f"poll.sure.{move}", head=head))
    return Screen(text=text, rows=((yes,), (back,), home_row(say)))
