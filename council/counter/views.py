"""The counter in the street 线下代办台: one poll, one act, one call."""

from council.counter.assisted.reads import act_file, show_act
from council.counter.ballot_files.commands import TakeBallotsList
from council.counter.ballot_files.reads import BallotsTemplate, ballots_template
from council.counter.count_sheets.commands import TakeCountSheet
from council.counter.count_sheets.reads import Count, count_of
from council.counter.count_sheets.screens import files_of
from council.counter.deliveries import reads as deliveries
from council.counter.follow_ups.reads import show_call
from council.counter.papers.reads import poll_desk
from council.kernel.acts.views import Sends, Shown, Typed, View
from council.kernel.files import KeptFile
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload, kept

#: Of the files of a count, those for people; the whole folder is the operator's to write.
_SENT = ("count-sheet.csv", "official.csv")


def evidence(found: KeptFile, say: Translator) -> tuple[Upload, ...]:
    """The evidence or the paper of an assisted act."""
    return (kept(found),)


def template(found: BallotsTemplate, say: Translator) -> tuple[Upload, ...]:
    """The list of everybody who may vote, to be filled in."""
    return (Upload(name=found.name, content=found.content),)


def sheets(found: Count, say: Translator) -> tuple[Upload, ...]:
    """The count, unit by unit, and what goes to the authority."""
    files = files_of(found, say)
    return tuple(
        Upload(name=f"poll-{found.number}-{name}", content=files[name].encode()) for name in _SENT
    )


VIEWS: tuple[Shown, ...] = (
    View("poll.desk", poll_desk, "number", bots="staff"),
    View("delivery.lists", deliveries.lists, "number", bots="staff"),
    View("delivery.building", deliveries.building, "number place", bots="staff"),
    View("delivery.log", deliveries.log, "number", bots="staff"),
    View("assist.view", show_act, "number", bots="staff"),
    # The evidence or the paper of an assisted act, and its record again under it.
    Sends(
        "assist.file",
        act_file,
        evidence,
        "number part",
        unsent="proposal.files_not_sent",
        then="assist.view",
    ),
    View("follow_up.view", show_call, "act", bots="staff"),
    Sends(
        "ballots.template",
        ballots_template,
        template,
        "poll",
        noted=TakeBallotsList,
        unsent="roll.file_not_sent",
    ),
    Sends(
        "poll.inspect",
        count_of,
        sheets,
        "poll",
        noted=TakeCountSheet,
        noted_tells=True,
        unsent="poll.sheet_not_sent",
    ),
)
TYPED: tuple[Typed, ...] = ()
