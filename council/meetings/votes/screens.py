"""Votes at a meeting 会议表决: what a count says, one sentence a measure."""

from collections.abc import Iterable

from markupsafe import Markup

from council.kernel.screens.parts import units_of
from council.kernel.screens.translator import Translator
from council.meetings.votes.reads import sentence_params
from council.meetings.votes.rules import MeetingVote, RecordedVote


def sentences(vote: MeetingVote, say: Translator) -> str:
    """The outcome, one sentence for each measure with its denominators, and the law."""
    return str(say("vote.paragraph", **sentence_params(vote)))


def recorded_lines(record: RecordedVote, say: Translator) -> str:
    """A vote as it stands: what was decided, how certain it is, and its corrections."""
    lines = [sentences(record.vote, say), str(say(f"vote.{certainty(record)}"))]
    if record.reason:
        lines.append(str(say("vote.corrected", n=record.reading - 1, reason=record.reason)))
    return "\n".join(lines)


def certainty(record: RecordedVote) -> str:
    """How certain a vote is: ``open`` to correction, ``unapproved`` minutes, or ``certain``."""
    if record.certain:
        return "certain"
    return "unapproved" if record.fixed else "open"


def short_line(record: RecordedVote, say: Translator) -> Markup:
    """All figures of a vote in one line, for an agenda."""
    return say("vote.short", **sentence_params(record.vote))


def decisions(votes: Iterable[tuple[int, RecordedVote]], say: Translator, *, room: int) -> str:
    """What a meeting decided (motion number, vote), as far as it fits in ``room`` UTF-16 units."""
    text = str(say("vote.decisions"))
    more = f"\n\n{say('vote.more')}"
    room -= units_of(more)
    for number, record in votes:
        told = f"\n\n{say('vote.of_motion', number=number)}\n{recorded_lines(record, say)}"
        if units_of(text + told) > room:
            return text + more
        text += told
    return text
