"""Proposals 提案: their screens for staff."""

from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import BODY_UNITS, LABEL, clip, label, page_row, units_of
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.proposals.commands import ProposalActed
from council.proposals.reads_desk import (
    DeskFiles,
    DeskLine,
    DeskList,
    DeskView,
    MatterGroups,
    MattersToPick,
    MergeTargets,
)
from council.rules.power_list.matter import Matter
from council.rules.power_list.screens_parts import decided, guess_line, named, ruled_lines


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    return Button(
        label=label(say, f"proposal.button.{key}", **params), press=press(verb, *arguments)
    )


def _foot(say: Translator) -> tuple[Button, ...]:
    return (
        _button(say, "list", "proposals", 1),
        Button(label=str(say("key.today")), press=press("today")),
        *home_row(say),
    )


@render.register
def desk_view(outcome: DeskView, say: Translator) -> Screen:
    """A proposal with its author, its evidence and what can be done to it now."""
    number = outcome.number
    parts = [
        str(
            say(
                "proposal.desk",
                number=number,
                title=outcome.title,
                state=str(say(f"state.proposal.{outcome.state}")),
                author=outcome.author,
                unit=outcome.unit,
                submitted_at=outcome.submitted_at,
            )
        ),
        str(
            say(
                "proposal.sheet.body",
                body=clip(outcome.body, BODY_UNITS - units_of(outcome.reason)),
            )
        )
        if outcome.body
        else str(say("proposal.desk.spoken")),
    ]
    if outcome.photos or outcome.voices:
        parts.append(str(say("proposal.files", photos=outcome.photos, voices=outcome.voices)))
    parts.append(
        str(
            say(
                "proposal.support",
                seconds=outcome.seconds,
                needed=outcome.needed,
                followers=outcome.followers,
            )
        )
    )
    if outcome.reason:
        parts.append(str(say("proposal.reason", reason=outcome.reason)))
    if outcome.merge_asked:
        parts.append(str(say("proposal.desk.merge_asked", into=outcome.merge_asked)))
    parts += _whose_matter(outcome, say)
    rows = _classify(outcome, say) if opened(outcome.moves, "classify") else []
    others = [move for move in outcome.moves if move.name != "classify"]
    rows += move_rows(others, say, "proposal.button")
    if outcome.photos or outcome.voices:
        rows.insert(0, (_button(say, "files", "proposal.files", number),))
    return Screen(text="\n\n".join(parts), rows=(*rows, _foot(say)))


def _whose_matter(outcome: DeskView, say: Translator) -> list[str]:
    """Say how it was classified, else what it seems to be about and why."""
    if outcome.ruled is not None:
        return [ruled_lines(outcome.ruled, say, hours=outcome.hours)]
    if not opened(outcome.moves, "classify"):
        return []
    if not outcome.guesses:
        return [str(say("proposal.matter.none"))]
    lines = [str(say("proposal.matter.guessed"))]
    lines += [f"· {guess_line(guess, say)}" for guess in outcome.guesses]
    return ["\n".join(lines)]


def _classify(outcome: DeskView, say: Translator) -> list[tuple[Button, ...]]:
    """Offer what it seems to be about first, then everything."""
    number = outcome.number
    rows = [(_matter(guess.matter, number, say),) for guess in outcome.guesses]
    key = "matter_again" if outcome.ruled else "matter_other" if rows else "matter"
    return [*rows, (_button(say, key, "proposal.matters", number),)]


def _matter(matter: Matter, number: int, say: Translator) -> Button:
    """A button that classifies, in plain words."""
    return Button(
        label=label(
            say,
            "powers.offer_label",
            name=named(matter, say),
            decides_key=f"powers.decides.{matter.decides}",
        ),
        press=press("proposal.classify", number, matter.code),
    )


@render.register
def matter_groups(outcome: MatterGroups, say: Translator) -> Screen:
    """Who decides it? One button each."""
    number = outcome.number
    rows = [
        (
            Button(
                label=label(
                    say, "powers.button.group", decides_key=f"powers.decides.{each}", count=many
                ),
                press=press("proposal.matter", number, each),
            ),
        )
        for each, many in outcome.groups
    ]
    text = say("proposal.matter.whose", number=number, title=outcome.title)
    back = _button(say, "open", "proposal.desk", number, number=number)
    return Screen(text=str(text), rows=(*rows, (back,), _foot(say)))


@render.register
def matters_to_pick(outcome: MattersToPick, say: Translator) -> Screen:
    """Which kind of matter is it? Listed in words, a button each."""
    number = outcome.number
    head = say(
        "proposal.matter.which",
        number=number,
        title=outcome.title,
        decides_key=f"powers.decides.{outcome.decides}",
    )
    lines = [f"· {decided(matter, say)}" for matter in outcome.matters]
    rows = [
        (
            Button(
                label=clip(named(m, say), LABEL), press=press("proposal.classify", number, m.code)
            ),
        )
        for m in outcome.matters
    ]
    turning = [
        Button(
            label=str(say(f"proposal.page.{key}")),
            press=press("proposal.matter", number, outcome.decides, page),
        )
        for key, page in (("back", outcome.page - 1), ("on", outcome.page + 1))
        if 1 <= page <= outcome.pages
    ]
    back = _button(say, "matter_groups", "proposal.matters", number)
    text = "\n".join((str(head), "", *lines))
    turn = [tuple(turning)] if turning else []
    return Screen(text=text, rows=(*rows, *turn, (back,), _foot(say)))


@render.register
def desk_files(outcome: DeskFiles, say: Translator) -> Screen:
    """What was sent above this message."""
    n = len(outcome.files)
    key = "proposal.desk.files" if n else "proposal.desk.no_files"
    text = say(key, n=n, number=outcome.number, title=outcome.title)
    back = _button(say, "open", "proposal.desk", outcome.number, number=outcome.number)
    return Screen(text=str(text), rows=((back,), _foot(say)), in_place=False)


@render.register
def proposal_acted(outcome: ProposalActed, say: Translator) -> Screen:
    """What was done, and the state that it led to."""
    text = say(
        f"proposal.acted.{outcome.what}",
        number=outcome.number,
        title=outcome.title,
        state=str(say(f"state.proposal.{outcome.state}")),
        into=outcome.into,
        into_title=outcome.into_title,
    )
    back = _button(say, "open", "proposal.desk", outcome.number, number=outcome.number)
    return Screen(text=str(text), rows=((back,), _foot(say)))


@render.register
def desk_list(outcome: DeskList, say: Translator) -> Screen:
    """Every proposal, those to screen first."""
    if not outcome.lines:
        return Screen(text=str(say("proposal.desk.none")), rows=(_foot(say)[1:],))
    title = say("proposal.list.title", n=outcome.total, page=outcome.page, pages=outcome.pages)
    rows = [
        (_button(say, "pick", "proposal.desk", one.number, number=one.number, title=one.title),)
        for one in outcome.lines
    ]
    turning = page_row(say, "proposals", outcome.page, outcome.pages)
    text = "\n".join((str(title), "", *(_line(one, say) for one in outcome.lines)))
    return Screen(text=text, rows=(*rows, *turning, _foot(say)[1:]))


def _line(one: DeskLine, say: Translator) -> str:
    state = str(say(f"state.proposal.{one.state}"))
    return str(say("proposal.desk.line", number=one.number, title=one.title, state=state))


@render.register
def merge_targets(outcome: MergeTargets, say: Translator) -> Screen:
    """Which open proposal to merge into, most similar first."""
    number = outcome.number
    back = (_button(say, "open", "proposal.desk", number, number=number),)
    if not outcome.lines:
        text = say("proposal.merge.none", number=number, title=outcome.title)
        return Screen(text=str(text), rows=(back, _foot(say)))
    text = say("proposal.merge.pick", number=number, title=outcome.title)
    rows = [
        (
            _button(
                say,
                "merge_into",
                "proposal.merge",
                number,
                one.number,
                number=one.number,
                title=one.title,
            ),
        )
        for one in outcome.lines
    ]
    turning = page_row(say, "proposal.merge_pick", outcome.page, outcome.pages, number)
    listed = "\n".join((str(text), "", *(_line(one, say) for one in outcome.lines)))
    return Screen(text=listed, rows=(*rows, *turning, back))
