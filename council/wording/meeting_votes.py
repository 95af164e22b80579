"""Votes at a meeting 会议表决: the form of a count, and what it says, one sentence a measure."""

from collections.abc import Iterable

from markupsafe import Markup

from council.commands.meeting_votes import MeetingVoteSheet
from council.domain.meeting_votes import MeetingVote, RecordedVote
from council.reads.meeting_votes import sentence_params
from council.wording.presses import press
from council.wording.proposal_texts import clip, label, units_of
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, stop_button, word

_ANSWER_UNITS = 120


def sentences(vote: MeetingVote, say: Say) -> str:
    """The outcome, one sentence for each measure with its denominators, and the law."""
    return str(say("vote.paragraph", **sentence_params(vote)))


def recorded_lines(record: RecordedVote, say: Say) -> str:
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


def short_line(record: RecordedVote, say: Say) -> Markup:
    """All figures of a vote in one line, for an agenda."""
    return say("vote.short", **sentence_params(record.vote))


def decisions(votes: Iterable[tuple[int, RecordedVote]], say: Say, *, room: int) -> str:
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


@word.register
def meeting_vote_sheet(outcome: MeetingVoteSheet, say: Say) -> Screen:
    """What is counted so far and the next question, or the judged count to confirm."""
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}', **outcome.problem_params)}")
    if outcome.stale:
        parts.append(str(say("vote.stale")))
    head = say(
        "vote.sheet.correct" if outcome.correcting else "vote.sheet",
        number=outcome.motion,
        title=outcome.title,
        legal_class=outcome.legal_class,
        matter=say(f"legal_class.{outcome.legal_class}"),
    )
    parts.append(str(head))
    if outcome.answers:
        parts.append("\n".join(_answer(name, outcome, say) for name in outcome.answers))
    if outcome.preview is not None:
        parts += [sentences(outcome.preview, say), str(say("vote.check"))]
    else:
        parts.append(_question(outcome, say))
    toast = plain_text(parts[0]) if outcome.problem or outcome.stale else ""
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)


def _answer(name: str, outcome: MeetingVoteSheet, say: Say) -> str:
    given = outcome.answers[name]
    text = say(f"electorate.{given}") if name == "electorate" else clip(f"{given}", _ANSWER_UNITS)
    return str(say("vote.line", field=say(f"vote.field.{name}"), text=text))


def _question(outcome: MeetingVoteSheet, say: Say) -> str:
    chosen = outcome.answers.get("electorate", "")
    who = say(f"electorate.{chosen}") if chosen else ""
    text = str(say(f"vote.ask.{outcome.asks}", electorate=who))
    if outcome.proposed < 0:
        return text
    return f"{text}\n{say(f'vote.proposed.{outcome.asks}', proposed=outcome.proposed)}"


def _rows(outcome: MeetingVoteSheet, say: Say) -> tuple[tuple[Button, ...], ...]:
    here = (outcome.motion, outcome.revision)
    rows: list[tuple[Button, ...]] = [
        (Button(label=label(say, f"electorate.{each}"), press=press("vote.fill", *here, each)),)
        for each in outcome.electorates
    ]
    if outcome.proposed >= 0:
        said = label(say, f"vote.button.{outcome.asks}", proposed=outcome.proposed)
        rows.append((Button(label=said, press=press("vote.fill", *here, outcome.proposed)),))
    if outcome.preview is not None:
        confirm = Button(label=label(say, "vote.button.file"), press=press("vote.file", *here))
        rows.append((confirm,))
    again = Button(label=label(say, "vote.button.again"), press=press("vote.start", here[0]))
    back = Button(label=label(say, "vote.button.motion"), press=press("motion", here[0]))
    rows.append((again, back))
    if outcome.asks:
        rows.append((stop_button(say),))
    return (*rows, home_row(say))
