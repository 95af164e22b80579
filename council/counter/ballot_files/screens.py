"""Ballots by file at the desk: what to send, what it would bring, what was kept. Never a choice."""

from council.counter.ballot_files.commands import (
    BallotFaults,
    BallotsAwaited,
    BallotsDropped,
    BallotsImported,
    BallotsOffer,
    ChannelAsked,
)
from council.counter.ballot_files.reads import BallotsTemplate, poll_of_file
from council.counter.ballot_files.rules import FILE_CHANNELS, Conflict
from council.counter.screens import desk_button
from council.kernel.screens.callback_data import press
from council.kernel.screens.file_faults import LISTED, fault_lines, note_lines
from council.kernel.screens.parts import clip
from council.kernel.screens.render import home_row, plain_text, render, stop_button
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head
from council.polls.screens import channels_line, participation
from council.rules.poll_kinds import RATIFICATION

#: UTF-16 units of a file's name.
NAME = 40


@render.register
def ballots_awaited(outcome: BallotsAwaited, say: Translator) -> Screen:
    """The columns, the list to fill in, and: send the file now."""
    parts = [
        say(
            "ballots_file.awaited",
            head=ballot_head(say, RATIFICATION, outcome.number, outcome.title),
        ),
        say("ballots_file.columns"),
        say("ballots_file.how"),
    ]
    rows = (
        (_template(outcome.number, say),),
        (stop_button(say), desk_button(outcome.number, say)),
    )
    return Screen(text="\n\n".join(map(str, parts)), rows=(*rows, home_row(say)))


@render.register
def ballots_template(outcome: BallotsTemplate, say: Translator) -> Screen:
    """The list was sent above."""
    text = say("ballots_file.template", n=outcome.lines)
    rows = ((desk_button(outcome.number, say),), home_row(say))
    return Screen(text=str(text), rows=rows, in_place=False)


@render.register
def ballot_faults(outcome: BallotFaults, say: Translator) -> Screen:
    """Everything wrong, by line and column; nothing was kept."""
    head = say("roll.faults", n=len(outcome.faults), file=clip(outcome.file, NAME))
    lines = [str(head), *fault_lines(outcome.faults, say, columns="ballots_file.field")]
    rows: tuple[tuple[Button, ...], ...] = (home_row(say),)
    if outcome.number:
        label = str(say("roll.button.again"))
        again = Button(label=label, press=press("ballots.file", outcome.number))
        rows = ((again,), (desk_button(outcome.number, say),), home_row(say))
    return Screen(text="\n".join(lines), rows=rows, in_place=False)


@render.register
def channel_asked(outcome: ChannelAsked, say: Translator) -> Screen:
    """Which way did these ballots come?"""
    parts = [
        ballot_head(say, RATIFICATION, outcome.number, outcome.title),
        say("ballots_file.channel", n=outcome.rows, file=clip(outcome.file, NAME)),
    ]
    buttons = tuple(
        Button(
            label=str(say(f"ballot.channel.{channel}")),
            press=press("ballots.channel", outcome.revision, channel),
        )
        for channel in FILE_CHANNELS
    )
    rows = (buttons, (_drop(say),), home_row(say))
    return Screen(text="\n\n".join(map(str, parts)), rows=rows)


@render.register
def ballots_offer(outcome: BallotsOffer, say: Translator) -> Screen:
    """What the file would bring, whom it concerns twice, what is still needed; yes or no."""
    seen = outcome.preview
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}')}")
    parts.append(str(say("roll.offer", file=clip(outcome.file, NAME))))
    if outcome.elsewhere:
        number, many = outcome.elsewhere[0]
        parts.append(str(say("ballots_file.elsewhere", number=number, n=many)))
    other = poll_of_file(outcome.file)
    if other not in (None, seen.number):
        parts.append(str(say("ballots_file.other_poll", other=other, number=seen.number)))
    parts += _parts(seen, say)
    parts += note_lines(outcome.unread, outcome.notes, say)
    toast = plain_text(parts[0]) if outcome.problem else ""
    answers: tuple[Button, ...]
    if not (seen.kept or seen.overtaken):
        parts.append(str(say("ballots_file.nothing_new")))
        answers = (_drop(say), desk_button(seen.number, say))
    else:
        parts.append(str(say("ballots_file.secret")))
        yes = Button(
            label=str(say("ballots_file.button.confirm")),
            press=press("ballots.confirm", outcome.revision),
        )
        answers = (yes, _drop(say))
    rows = (answers, home_row(say))
    return Screen(text="\n\n".join(parts), rows=rows, toast=toast)


@render.register
def ballots_imported(outcome: BallotsImported, say: Translator) -> Screen:
    """What was kept, or that all of it was kept before."""
    done = say("ballots_file.kept" if outcome.kept else "ballots_file.nothing_new")
    parts = [str(done), *_parts(outcome, say)]
    rows = ((desk_button(outcome.number, say),), home_row(say))
    return Screen(text="\n\n".join(parts), rows=rows)


@render.register
def ballots_dropped(outcome: BallotsDropped, say: Translator) -> Screen:
    """Nothing was kept."""
    rows = ((desk_button(outcome.number, say),), home_row(say))
    return Screen(text=str(say("ballots_file.dropped")), rows=rows)


def _parts(seen: BallotsImported, say: Translator) -> list[str]:
    lines = [
        ballot_head(say, RATIFICATION, seen.number, seen.title),
        say("ballots_file.rows", n=seen.rows),
    ]
    if seen.left_out:
        lines.append(say("ballots_file.left_out", n=seen.left_out))
    if seen.kept:
        lines.append(
            say("ballots_file.keeps", n=seen.kept, channels=channels_line(seen.channels, say))
        )
        lines.append(
            say(
                "ballots_file.speaks",
                heads=seen.heads,
                units=seen.units,
                area_x100=seen.area_x100,
            )
        )
    if seen.unchanged:
        lines.append(say("ballots_file.unchanged", n=seen.unchanged))
    parts = ["\n".join(map(str, lines))]
    if seen.doubled:
        told = [
            str(say("ballots_file.doubled.line", line=each.line, by=each.by))
            for each in seen.doubled
        ]
        parts.append(_listed(str(say("ballots_file.doubled", n=len(told))), told, say))
    if seen.conflicts:
        told = [_conflict(each, say) for each in seen.conflicts]
        parts.append(_listed(str(say("ballots_file.conflicts", n=len(told))), told, say))
    after = say("ballots_file.after" if seen.dry_run else "ballots_file.now")
    parts.append("\n".join((str(after), *participation(seen.turnout, say))))
    return parts


def _conflict(each: Conflict, say: Translator) -> str:
    stands = "file" if each.file_stands else "record"
    return str(
        say(
            f"ballots_file.conflict.{stands}",
            line=each.line,
            unit=clip(each.unit, NAME),
            channel=say(f"ballot.channel.{each.channel}"),
            since_at=each.since_at,
        )
    )


def _listed(head: str, lines: list[str], say: Translator) -> str:
    more = [str(say("roll.more", n=len(lines) - LISTED))] if len(lines) > LISTED else []
    return "\n".join((head, *lines[:LISTED], *more))


def _template(number: int, say: Translator) -> Button:
    return Button(
        label=str(say("ballots_file.button.template")), press=press("ballots.template", number)
    )


def _drop(say: Translator) -> Button:
    return Button(label=str(say("ballots_file.button.drop")), press=press("ballots.drop"))
