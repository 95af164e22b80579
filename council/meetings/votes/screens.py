"""Votes at a meeting 会议表决 on its agenda, and all of them together."""

from collections.abc import Iterable

from markupsafe import Markup

from council.kernel.screens.parts import units_of
from council.kernel.screens.translator import Translator
from council.motions.votes.recorded import RecordedVote, sentence_params
from council.motions.votes.screens import recorded_lines


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
