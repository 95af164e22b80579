"""Filling in one's sheet: tap by tap or typed. Nothing is cast here."""

from dataclasses import replace

from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.ballots.batch import voting_time
from council.polls.ballots.commands import (
    BallotSheet,
    CastBallot,
    ChooseOnSheet,
    MarkBallot,
    OpenSheet,
    TypeRanking,
)
from council.polls.ballots.reads import (
    KIND,
    Drawing,
    Paper,
    Sheet,
    head_lines,
    papers_of,
    sheet_view,
    standing_order,
)
from council.polls.ballots.rules import check_chat, check_open
from council.polls.ballots.typing import terms, typed
from council.polls.commands import PollView
from council.polls.poll import Poll, named
from council.polls.ranking import Order
from council.polls.ratification import CHOICES
from council.polls.reads import show_as_resident
from council.polls.records import options_of, poll_by, takes_chat
from council.rules.poll_kinds import BUDGET, RANKING, RATIFICATION

#: What is asked for at one's sheet.
_AtSheet = OpenSheet | MarkBallot | TypeRanking | ChooseOnSheet | CastBallot


#: For how long (s) after a sheet was drawn anew a press on its former drawing still counts: who
#: taps quickly has not seen the new one yet.
QUICK = 10
#: How many former drawings are remembered.
DRAWINGS = 24


@value
class _Table:
    """What lies before the person: an open poll, their papers, their sheet with its revision.

    ``at`` is when the act at hand counts.
    """

    poll: Poll
    papers: tuple[Paper, ...]
    sheet: Sheet
    revision: int
    at: int


def open_sheet(
    tx: Transaction, who: Person, command: OpenSheet
) -> BallotSheet | PollView | Refusal:
    """Open one's sheet; what stands or was begun is there again.

    Where there is nothing to fill in, the poll's page is shown: with the result of one that is
    over, with the ways to vote of one that takes no votes in chat.
    """
    table = _table(tx, who, poll_by(tx, who.community_id, number=command.poll), command)
    if isinstance(table, Refusal):
        shown = table.key in ("ballot.closed", "ballot.not_in_chat")
        return show_as_resident(tx, who, command.poll) if shown else table
    if table.poll.kind != RATIFICATION:
        order = table.sheet.order or standing_order(table.papers)
        return _save(tx, who, table, Sheet(order=order))
    waiting = next((paper for paper in table.papers if not paper.revision), table.papers[0])
    return _save(tx, who, table, Sheet(slot=waiting.slot))


def mark(tx: Transaction, who: Person, command: MarkBallot) -> BallotSheet | Refusal:
    """Tap, undo, clear, share a place, be done, or go back to the sheet."""
    table = _table(tx, who, poll_by(tx, who.community_id, number=command.poll), command)
    if isinstance(table, Refusal):
        return table
    seen = _seen(table, command.revision)
    if seen is None:
        return _view(tx, who, table, note="stale")
    sheet = table.sheet
    if table.poll.kind == RATIFICATION:
        return _save(tx, who, table, Sheet(slot=sheet.slot))
    if _done_already(command, seen, sheet):
        return _view(tx, who, table, note="")
    order = sheet.order
    match command.act:
        case "tap":
            return _tap(tx, who, table, command.letter)
        case "undo":
            made = Sheet(order=_without_last(order), joining=False)
        case "clear":
            made = Sheet()
        case "tie" if table.poll.kind == RANKING:
            made = Sheet(order=order, joining=bool(order) and not sheet.joining)
        case "back":
            made = Sheet(order=order)
        case "done" if order:
            made = Sheet(order=order, confirming=True)
        case "done":
            return _view(tx, who, table, note="empty")
        case _:
            return refuse("press.unknown")
    return _save(tx, who, table, made)


def _seen(table: _Table, revision: int) -> Drawing | None:
    """The drawing that a press was made on: the newest, or one that was the newest just now."""
    if revision == table.revision:
        return Drawing(revision=revision, order=table.sheet.order, joining=table.sheet.joining)
    since = table.at - QUICK
    return next(
        (each for each in table.sheet.drawn if each.revision == revision and each.until >= since),
        None,
    )


def _done_already(command: MarkBallot, seen: Drawing, sheet: Sheet) -> bool:
    """Whether what was meant by a press, as things were drawn then, is so already.

    A tap on an option without a place means to give it one, and the other way round: tapped twice
    in haste it is not taken away again.
    """
    if command.act == "tap":
        return _placed(command.letter, seen.order) != _placed(command.letter, sheet.order)
    return command.act == "tie" and seen.joining != sheet.joining


def _note(poll: Poll, wrong: str) -> str:
    """The key of the sentence about what is wrong with something typed."""
    if wrong == "over_pot":
        return wrong
    return f"typed_{wrong}" if poll.kind == RANKING else f"projects_{wrong}"


def _placed(letter: str, order: Order) -> bool:
    return any(letter in group for group in order)


def _tap(tx: Transaction, who: Person, table: _Table, letter: str) -> BallotSheet | Refusal:
    """Put an option at the end of the order; one that has a place already loses it."""
    order = table.sheet.order
    options = options_of(tx, table.poll.community_id, table.poll.id)
    if letter not in {option.letter for option in options}:
        return refuse("press.unknown")
    if table.poll.kind == BUDGET:
        ticked = terms(tx, table.poll).tapped(order, letter)
        if isinstance(ticked, str):
            return _view(tx, who, table, note=ticked)
        return _save(tx, who, table, Sheet(order=ticked))
    if _placed(letter, order):
        left = tuple(tuple(each for each in group if each != letter) for group in order)
        return _save(tx, who, table, Sheet(order=tuple(group for group in left if group)))
    if table.sheet.joining and order:
        made: Order = (*order[:-1], (*order[-1], letter))
    else:
        made = (*order, (letter,))
    return _save(tx, who, table, Sheet(order=made))


def _without_last(order: Order) -> Order:
    """Take back the last tap."""
    if not order:
        return ()
    last = order[-1][:-1]
    return (*order[:-1], last) if last else order[:-1]


def type_ranking(tx: Transaction, who: Person, command: TypeRanking) -> BallotSheet | Refusal:
    """Take a typed order; what cannot be read leaves the sheet as it was, with a hint."""
    if command.poll:
        poll = poll_by(tx, who.community_id, number=command.poll)
    else:
        draft = drafts.awaiting(tx, who, "resident")
        if draft is None:
            return _corrected(tx, who, command)
        if draft.kind != KIND:
            return refuse("draft.nothing_awaited")
        poll = poll_by(tx, who.community_id, id=draft.subject)
    table = _table(tx, who, poll, command)
    if isinstance(table, Refusal):
        return table
    if table.poll.kind == RATIFICATION:
        return _view(tx, who, table, note="buttons_only")
    order = typed(tx, table.poll, command.text)
    if isinstance(order, str):
        # Saved all the same: the sheet goes on waiting for a typed order.
        return _save(tx, who, table, Sheet(order=table.sheet.order), note=_note(table.poll, order))
    return _save(tx, who, table, Sheet(order=order, confirming=True))


def _corrected(tx: Transaction, who: Person, command: TypeRanking) -> BallotSheet | Refusal:
    """Take an order typed at the confirm screen (or after it); other words were not for the sheet.

    Nothing is awaited there: a ballot is cast without a write to its sheet, which would then go on
    taking whatever is typed.
    """
    draft = drafts.latest(tx, who, "resident")
    if draft is None or draft.kind != KIND or not Sheet.from_content(draft.content).confirming:
        return refuse("draft.nothing_awaited")
    table = _table(tx, who, poll_by(tx, who.community_id, id=draft.subject), command)
    if isinstance(table, Refusal) or table.poll.kind == RATIFICATION:
        return refuse("draft.nothing_awaited")
    order = typed(tx, table.poll, command.text)
    if order == "over_pot":
        return _save(tx, who, table, Sheet(order=table.sheet.order), note="over_pot")
    if isinstance(order, str):
        return refuse("draft.nothing_awaited")
    return _save(tx, who, table, Sheet(order=order, confirming=True))


def choose(tx: Transaction, who: Person, command: ChooseOnSheet) -> BallotSheet | Refusal:
    """Choose for one head, or (with an empty choice) turn to another head."""
    table = _table(tx, who, poll_by(tx, who.community_id, number=command.poll), command)
    if isinstance(table, Refusal):
        return table
    if _seen(table, command.revision) is None:
        return _view(tx, who, table, note="stale")
    known = command.choice in ("", *CHOICES)
    if table.poll.kind != RATIFICATION or not known or command.place >= len(table.papers):
        return refuse("press.unknown")
    line = head_lines(tx, table.poll, table.papers)[command.place]
    sheet = Sheet(
        slot=table.papers[command.place].slot,
        choice=command.choice,
        units=line.units,
        area_x100=line.area_x100,
        confirming=bool(command.choice),
    )
    return _save(tx, who, table, sheet)


def sheet_of(
    tx: Transaction, who: Person, command: CastBallot, *, note: str
) -> BallotSheet | Refusal:
    """Show the current sheet unchanged, with a sentence about why."""
    table = _table(tx, who, poll_by(tx, who.community_id, number=command.poll), command)
    return table if isinstance(table, Refusal) else _view(tx, who, table, note=note)


def _table(tx: Transaction, who: Person, poll: Poll | None, command: _AtSheet) -> _Table | Refusal:
    if poll is None:
        return refuse("poll.unknown", number=command.poll)
    at = voting_time(command, opens_at=poll.opens_at, now=tx.now)
    refusal = check_open(poll, now=at) or check_chat(poll, allowed=takes_chat(tx, poll))
    if refusal is not None:
        return refusal
    papers = papers_of(tx, who, poll.id)
    if not papers:
        return refuse(f"ballot.not_on_roll_{poll.kind}", **named(poll))
    draft = drafts.load(tx, who, "resident", KIND, poll.id)
    return _Table(
        poll=poll,
        papers=papers,
        sheet=Sheet() if draft is None else Sheet.from_content(draft.content),
        revision=0 if draft is None else draft.revision,
        at=at,
    )


def _view(tx: Transaction, who: Person, table: _Table, *, note: str) -> BallotSheet:
    return sheet_view(
        tx,
        who,
        table.poll,
        papers=table.papers,
        sheet=table.sheet,
        revision=table.revision,
        note=note,
    )


def _save(
    tx: Transaction, who: Person, table: _Table, sheet: Sheet, *, note: str = ""
) -> BallotSheet:
    """Keep the sheet; a ranking that is not being confirmed waits for a typed order too."""
    before = Drawing(
        revision=table.revision,
        order=table.sheet.order,
        joining=table.sheet.joining,
        until=table.at,
    )
    quick = [each for each in table.sheet.drawn if each.until >= table.at - QUICK]
    sheet = replace(sheet, drawn=(*quick, before)[-DRAWINGS:])
    awaits = "order" if table.poll.kind != RATIFICATION and not sheet.confirming else ""
    draft = drafts.save(
        tx,
        who,
        bot="resident",
        kind=KIND,
        subject=table.poll.id,
        content=sheet.as_content(),
        awaits=awaits,
    )
    return sheet_view(
        tx,
        who,
        table.poll,
        papers=table.papers,
        sheet=sheet,
        revision=draft.revision,
        note=note,
    )
