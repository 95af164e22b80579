"""Ballots 选票: the sheet, the confirm screen and the receipt."""

from functools import lru_cache

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, hand_rows, label
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import BallotCast, BallotDisowned, BallotSheet, HeadLine
from council.polls.ballots.head import ballot_head
from council.polls.ratification import CHOICES
from council.polls.rules import PollOption
from council.rules.poll_kinds import RANKING, poll_named

#: UTF-16 units of the motion's text and of a list of units on a sheet.
BODY_UNITS = 1_200
UNITS = 200
#: How many heads a sheet lists; who holds more goes from one to the next.
HEADS = 8


@render.register
def ballot_sheet(outcome: BallotSheet, say: Translator) -> Screen:
    """The sheet of either kind, or its confirm screen."""
    own = Translator(outcome.locale, outcome.timezone)
    note = str(own(f"ballot.note.{outcome.note}")) if outcome.note else ""
    if outcome.kind == RANKING:
        screen = _sure(outcome, own) if outcome.confirming else _tapping(outcome, own)
    else:
        screen = _sure_choice(outcome, own) if outcome.confirming else _choosing(outcome, own)
    text = f"⚠️ {note}\n\n{screen.text}" if note else screen.text
    hand = () if outcome.confirming else hand_rows(say, f"/polls/{outcome.number}")
    rows = (*screen.rows, *hand, home_row(own))
    return Screen(text=text, rows=rows, toast=plain_text(note))


def _head(outcome: BallotSheet, say: Translator) -> list[str]:
    lines = [ballot_head(say, outcome.kind, outcome.number, outcome.title)]
    if outcome.kind == RANKING:
        lines.append(say("ballot.advisory", closes_at=outcome.closes_at))
    else:
        lines.append(
            say("ballot.binding", legal_class=outcome.legal_class, closes_at=outcome.closes_at)
        )
    if outcome.clause_reference:
        lines.append(say("ballot.silence", clause=outcome.clause_reference))
    return [str(line) for line in lines]


def _tapping(outcome: BallotSheet, say: Translator) -> Screen:
    """Options in this voter's own order; a tap gives the next place."""
    listed = [
        str(say("ballot.option", letter=option.letter, title=option.title))
        for option in outcome.options
    ]
    titles = {option.letter: option for option in outcome.options}
    ranked = tuple(tuple(titles[letter] for letter in group) for group in outcome.order)
    yours = [str(say("ballot.yours")), *(_places(ranked, say) or [str(say("ballot.nothing"))])]
    if outcome.joining:
        yours.append(str(say("ballot.joining")))
    blocks = ["\n".join(_head(outcome, say)), "\n".join(listed), "\n".join(yours)]
    if outcome.cast:
        blocks.append(str(say("ballot.cast_before")))
    blocks.append(str(say("ballot.how")))
    places = {
        letter: f"{place}{'=' if len(group) > 1 else ''}"
        for place, group in enumerate(outcome.order, start=1)
        for letter in group
    }
    rows = [(_option_button(option, places, outcome, say),) for option in outcome.options]
    return Screen(text="\n\n".join(blocks), rows=(*rows, *_tools(outcome, say)))


def _option_button(
    option: PollOption, places: dict[str, str], outcome: BallotSheet, say: Translator
) -> Button:
    place = places.get(option.letter, "")
    key = "ballot.button.ranked" if place else "ballot.button.unranked"
    return Button(
        label=label(say, key, place=place, letter=option.letter, title=option.title),
        press=press("ballot.tap", outcome.number, outcome.revision, option.letter),
    )


def _tools(outcome: BallotSheet, say: Translator) -> list[tuple[Button, ...]]:
    if not outcome.order:
        return []
    tie = "ballot.button.tie_on" if outcome.joining else "ballot.button.tie"
    here = (outcome.number, outcome.revision)
    return [
        (
            Button(label=str(say("ballot.button.undo")), press=press("ballot.undo", *here)),
            Button(label=str(say("ballot.button.clear")), press=press("ballot.clear", *here)),
            Button(label=str(say(tie)), press=press("ballot.tie", *here)),
        ),
        (Button(label=str(say("ballot.button.done")), press=press("ballot.done", *here)),),
    ]


def _places(ranked: tuple[tuple[PollOption, ...], ...], say: Translator) -> list[str]:
    lines = []
    for place, group in enumerate(ranked, start=1):
        line = say("ballot.place", n=place, options=_options(group, say))
        lines.append(str(line + say("ballot.shared") if len(group) > 1 else line))
    return lines


def _options(options: tuple[PollOption, ...], say: Translator) -> str:
    named = (say("ballot.option", letter=each.letter, title=each.title) for each in options)
    return say("ballot.and").join(named)


def _sure(outcome: BallotSheet, say: Translator) -> Screen:
    """The whole order once more, with what happens to the rest."""
    titles = {option.letter: option for option in outcome.options}
    ranked = tuple(tuple(titles[letter] for letter in group) for group in outcome.order)
    named = {letter for group in outcome.order for letter in group}
    rest = tuple(option for option in outcome.options if option.letter not in named)
    lines = [str(say("ballot.sure")), *_places(ranked, say)]
    blocks = ["\n".join(_head(outcome, say)), "\n".join(lines), _unranked(rest, say)]
    return Screen(text="\n\n".join(blocks), rows=_sure_rows(outcome, say))


def _unranked(rest: tuple[PollOption, ...], say: Translator) -> str:
    if not rest:
        return str(say("ballot.all_ranked"))
    ordered = tuple(sorted(rest, key=lambda option: option.letter))
    return str(say("ballot.unranked", options=_options(ordered, say)))


def _sure_rows(outcome: BallotSheet, say: Translator) -> tuple[tuple[Button, ...], ...]:
    here = (outcome.number, outcome.revision)
    return (
        (Button(label=str(say("ballot.button.cast")), press=press("ballot.cast", *here)),),
        (Button(label=str(say("ballot.button.back")), press=press("ballot.back", *here)),),
    )


def _choosing(outcome: BallotSheet, say: Translator) -> Screen:
    """The motion, the head that votes, and three buttons."""
    blocks = ["\n".join(_head(outcome, say))]
    if outcome.body:
        blocks.append(str(say("ballot.body", body=clip(outcome.body, BODY_UNITS))))
    if len(outcome.heads) > 1:
        lines = [_head_line(head, say) for head in outcome.heads[:HEADS]]
        blocks.append("\n".join((str(say("ballot.heads", n=len(outcome.heads))), *lines)))
    blocks.append(_for_units(outcome, say))
    if outcome.cast:
        choice = say(f"ballot.choice.{outcome.heads[outcome.place].choice}")
        blocks.append(f"{say('ballot.choice', choice=choice)}\n{say('ballot.cast_before')}")
    blocks.append(str(say("ballot.ask_choice")))
    rows = [
        (
            Button(
                label=str(say(f"ballot.choice.{choice}")),
                press=press(
                    "ballot.choose", outcome.number, outcome.revision, outcome.place, choice
                ),
            ),
        )
        for choice in CHOICES
    ]
    rows += [
        (
            Button(
                label=label(say, "ballot.button.head", units=" ".join(head.units)),
                press=press("ballot.head", outcome.number, outcome.revision, head.place),
            ),
        )
        for head in outcome.heads[:HEADS]
        if head.place != outcome.place
    ]
    return Screen(text="\n\n".join(blocks), rows=tuple(rows))


def _head_line(head: HeadLine, say: Translator) -> str:
    units = clip(" ".join(head.units), UNITS)
    if not head.choice:
        return str(say("ballot.head_open", units=units))
    return str(say("ballot.head_done", units=units, choice=say(f"ballot.choice.{head.choice}")))


def _for_units(outcome: BallotSheet, say: Translator) -> str:
    head = outcome.heads[outcome.place]
    units = clip(" ".join(head.units), UNITS)
    text = str(say("ballot.for_units", units=units, area_x100=head.area_x100))
    if not head.co_owners:
        return text
    key = "ballot.co_owned"
    if head.unclear:
        key = "ballot.co_owners_differ"
    elif head.co_voted:
        key = "ballot.co_owners_voted" if head.choice else "ballot.co_owner_voted"
    return f"{text}\n{say(key, n=head.co_owners, voted=head.co_voted)}"


def _sure_choice(outcome: BallotSheet, say: Translator) -> Screen:
    lines = [
        str(say("ballot.sure")),
        str(say("ballot.choice", choice=say(f"ballot.choice.{outcome.choice}"))),
        _for_units(outcome, say),
    ]
    text = "\n\n".join(("\n".join(_head(outcome, say)), "\n".join(lines)))
    return Screen(text=text, rows=_sure_rows(outcome, say))


@render.register
def ballot_cast(outcome: BallotCast, say: Translator) -> Screen:
    """The receipt: what was cast, when, its code, and that it may still be changed."""
    own = Translator(outcome.locale, outcome.timezone)
    blocks = [
        _said(outcome, own),
        str(ballot_head(own, outcome.kind, outcome.number, outcome.title)),
        _content(outcome, own),
        str(own("ballot.receipt", cast_at=outcome.cast_at, receipt=outcome.receipt)),
        str(own("ballot.until", closes_at=outcome.closes_at)),
    ]
    if outcome.others:
        blocks.append(str(own("ballot.others", n=outcome.others)))
    rows = _receipt_rows(outcome, own)
    return Screen(text="\n\n".join(blocks), rows=rows, receipt=not outcome.looked_up)


def _said(outcome: BallotCast, say: Translator) -> str:
    if outcome.looked_up:
        return str(say("ballot.stands"))
    if outcome.unchanged:
        return str(say("ballot.cast_same"))
    if outcome.revision > 1:
        return str(say("ballot.cast_again", revision=outcome.revision))
    return str(say("ballot.cast"))


@lru_cache(1024)
def _order(
    ranked: tuple[tuple[PollOption, ...], ...], unranked: tuple[PollOption, ...], locale: str
) -> str:
    """An order in lines: in a crowd most have been written out for somebody before."""
    say = Translator(locale)
    return "\n".join((*_places(ranked, say), _unranked(unranked, say)))


def _content(outcome: BallotCast, say: Translator) -> str:
    if outcome.kind == RANKING:
        return _order(outcome.ranked, outcome.unranked, say.locale)
    units = clip(" ".join(outcome.units), UNITS)
    lines = (
        say("ballot.choice", choice=say(f"ballot.choice.{outcome.choice}")),
        say("ballot.for_units", units=units, area_x100=outcome.area_x100),
    )
    return "\n".join(str(line) for line in lines)


def _receipt_rows(outcome: BallotCast, say: Translator) -> tuple[tuple[Button, ...], ...]:
    sheet = press("ballot.open", outcome.number)
    rows: list[tuple[Button, ...]] = []
    if outcome.others:
        rows.append((Button(label=str(say("ballot.button.next", n=outcome.others)), press=sheet),))
    else:
        rows.append((Button(label=str(say("ballot.button.again")), press=sheet),))
    polls = Button(label=str(say("ballot.button.polls")), press=press("polls"))
    mine = Button(label=str(say("ballot.button.mine")), press=press("mine"))
    return (*rows, (polls, mine), home_row(say))


@render.register
def ballot_disowned(outcome: BallotDisowned, say: Translator) -> Screen:
    """It counts no more, or the desk is to look; vote again while there is time."""
    if outcome.undone:
        key = "ballot.disowned_restored" if outcome.restored else "ballot.disowned"
    else:
        key = "ballot.disowned_kept" if outcome.open else "ballot.disowned_late"
    text = say(
        key,
        **poll_named(outcome.kind, outcome.poll, outcome.title),
        closes_at=outcome.closes_at,
    )
    vote = Button(label=str(say("poll.button.vote")), press=press("ballot.open", outcome.poll))
    rows = ((vote,), home_row(say)) if outcome.undone else (home_row(say),)
    return Screen(text=str(text), rows=rows, toast=plain_text(str(text)))
