"""The desk's dialogue for a file of ballots: asked for, read, shown, confirmed.

Until the yes only the draft holds the file. The draft remembers what was shown: when the record
has changed meanwhile so that something else would be kept, that is shown before anything is.
"""

import base64
from fractions import Fraction
from typing import Any

from council.counter.ballot_files.commands import (
    BallotFaults,
    BallotsAwaited,
    BallotsDropped,
    BallotsImported,
    BallotsOffer,
    ChannelAsked,
    ConfirmBallots,
    DropBallots,
    OfferBallots,
    PickBallotsChannel,
    StartBallotsFile,
)
from council.counter.ballot_files.keeping import (
    Judged,
    judge,
    keep,
    lacks_channel,
    open_ratification,
)
from council.counter.ballot_files.reads import serials_elsewhere
from council.counter.ballot_files.rules import FILE_CHANNELS, with_channel
from council.kernel import drafts
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.roll.rules import FILE_BYTES, file_too_large
from voting.ballots import Choice
from voting.formats.ballots_csv import BallotTable, FiledBallot
from voting.ratification import OwnerBallot
from voting.roll import OwnerKey, UnitCode

KIND = "ballots_file"
Shown = BallotsOffer | ChannelAsked | BallotFaults | Refusal


def start(tx: Transaction, who: Person, command: StartBallotsFile) -> BallotsAwaited | Refusal:
    """Wait for the file; one that was shown before is put away."""
    poll = open_ratification(tx, who, command.poll)
    if isinstance(poll, Refusal):
        return poll
    content = {"poll": poll.number}
    drafts.save(tx, who, bot="staff", kind=KIND, content=content, awaits="file")
    return BallotsAwaited(number=poll.number, title=poll.title)


def offer(tx: Transaction, who: Person, command: OfferBallots) -> Shown:
    """Hold the file against the record of the poll it was asked for."""
    if len(command.content) > FILE_BYTES:
        return file_too_large(len(command.content))
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not draft.content:
        return refuse("ballots_file.no_poll")
    content = {
        "poll": draft.content["poll"],
        "content": base64.b64encode(command.content).decode(),
        "unread": list(command.table.unknown_columns),
        "notes": [[note.key, note.text] for note in command.table.notes],
    }
    return _save(tx, who, content, command.table)


def pick(tx: Transaction, who: Person, command: PickBallotsChannel) -> Shown:
    """Take the channel of the lines that name none."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    table = _table(draft.content)
    if command.revision != draft.revision:
        return _save(tx, who, draft.content, table, problem="roll.offer_stale")
    if command.channel not in FILE_CHANNELS:
        return refuse("press.unknown")
    return _save(tx, who, draft.content, with_channel(table, command.channel))


def confirm(tx: Transaction, who: Person, command: ConfirmBallots) -> BallotsImported | Shown:
    """Keep what was shown; nothing else, and nothing when it would be something else by now."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    content, table = draft.content, _table(draft.content)
    poll = open_ratification(tx, who, content["poll"], lock=True)
    if isinstance(poll, Refusal):
        return poll
    if command.revision != draft.revision or lacks_channel(table):
        return _save(tx, who, content, table, problem="roll.offer_stale")
    judged = judge(tx, who, poll, table)
    if not isinstance(judged, Judged):
        return judged
    if content["against"] != judged.plan.fingerprint:
        return _save(tx, who, content, table, problem="ballots_file.offer_outdated")
    done = keep(tx, who, poll, judged, base64.b64decode(content["content"]))
    _forget(tx, who, content["poll"])
    return done


def drop(tx: Transaction, who: Person, command: DropBallots) -> BallotsDropped | Refusal:
    """Put the file away."""
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not draft.content:
        return refuse("roll.offer_gone")
    number: int = draft.content["poll"]
    _forget(tx, who, number)
    return BallotsDropped(number=number)


def _forget(tx: Transaction, who: Person, number: int) -> None:
    """Let the file go but not the poll: the next file is for the same one."""
    drafts.save(tx, who, bot="staff", kind=KIND, content={"poll": number})


def _shown(tx: Transaction, who: Person) -> Draft | Refusal:
    draft = drafts.load(tx, who, "staff", KIND)
    return draft if draft is not None and "rows" in draft.content else refuse("roll.offer_gone")


def _save(
    tx: Transaction, who: Person, content: dict[str, Any], table: BallotTable, problem: str = ""
) -> Shown:
    """Show the file against the record as it stands now."""
    poll = open_ratification(tx, who, content["poll"])
    if isinstance(poll, Refusal):
        return poll
    judged = judge(tx, who, poll, table)
    if not isinstance(judged, Judged):
        return judged
    kept = {**content, **_written(table), "against": judged.plan.fingerprint}
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=kept)
    if lacks_channel(table):
        return ChannelAsked(
            number=poll.number,
            title=poll.title,
            file=table.file,
            rows=lacks_channel(table),
            revision=draft.revision,
        )
    return BallotsOffer(
        file=table.file,
        preview=judged.told,
        unread=tuple(content["unread"]),
        notes=tuple((key, text) for key, text in content.get("notes", ())),
        revision=draft.revision,
        problem=problem,
        elsewhere=serials_elsewhere(tx, poll, {each.serial for each in table.rows if each.serial}),
    )


def _written(table: BallotTable) -> dict[str, Any]:
    """Write a table without faults for the draft."""
    return {
        "file": table.file,
        "columns": dict(table.columns),
        "header_line": table.header_line,
        "left_out": table.left_out,
        "rows": [
            [
                row.ballot.line,
                row.ballot.unit,
                row.ballot.owner,
                row.ballot.choice.value,
                str(row.ballot.at),
                row.written,
                row.channel,
                row.serial,
            ]
            for row in table.rows
        ],
    }


def _table(content: dict[str, Any]) -> BallotTable:
    """Read back what ``_written`` wrote."""
    return BallotTable(
        file=content["file"],
        rows=tuple(
            FiledBallot(
                ballot=OwnerBallot(
                    line=line,
                    unit=UnitCode(unit),
                    owner=OwnerKey(owner),
                    choice=Choice(choice),
                    at=int(at) if at.isdecimal() else Fraction(at),
                ),
                written=written,
                channel=channel,
                serial=serial,
            )
            for line, unit, owner, choice, at, written, channel, serial in content["rows"]
        ),
        left_out=content["left_out"],
        columns=content["columns"],
        header_line=content["header_line"],
        unknown_columns=tuple(content["unread"]),
        faults=(),
    )


OFFERS: UseCases = {
    StartBallotsFile: start,
    OfferBallots: offer,
    PickBallotsChannel: pick,
    ConfirmBallots: confirm,
    DropBallots: drop,
}
