"""Votes at meetings 会议表决: what a count says, one sentence a measure, and how certain it is."""

from council.kernel.screens.translator import Translator
from council.motions.votes.recorded import MeetingVote, RecordedVote, certainty, sentence_params


def sentences(vote: MeetingVote, say: Translator) -> str:
    """The outcome, one sentence for each measure with its denominators, and the law."""
    return str(say("vote.paragraph", **sentence_params(vote)))


def recorded_lines(record: RecordedVote, say: Translator) -> str:
    """A vote as it stands: what was decided, how certain it is, and its corrections."""
    lines = [sentences(record.vote, say), str(say(f"vote.{certainty(record)}"))]
    if record.reason:
        lines.append(str(say("vote.corrected", n=record.reading - 1, reason=record.reason)))
    return "\n".join(lines)
