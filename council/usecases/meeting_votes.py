"""Votes at a meeting 会议表决: counted hands are filled in, judged, confirmed, corrected, fixed.

While the meeting is in session a count can be corrected with a reason; the earlier reading is
kept. The motion is put by a count that has its quorum, and carried or lost when the meeting ends.
"""

from typing import Any

from sqlalchemy import Row

from council.commands.meeting_votes import (
    FileMeetingVote,
    FillMeetingVote,
    MeetingVoteSheet,
    StartMeetingVote,
)
from council.commands.motions import MotionView
from council.domain.meeting_votes import (
    MeetingVote,
    check_put,
    electorates_of,
    judge,
    next_field,
    read_field,
)
from council.domain.refusals import Param, Refusal, refuse
from council.domain.rule_profiles import RuleRow
from council.domain.values import Person, value
from council.reads.meeting_votes import proposed, sentence_params
from council.reads.motions import motion_view
from council.storage import drafts
from council.storage.acts import record
from council.storage.drafts import Draft
from council.storage.meeting_votes import keep_reading, vote_at, votes_at
from council.storage.motions import Motion, meeting_by, motion_by, motions_on
from council.storage.rules import rules_of
from council.storage.transaction import Transaction
from council.usecases.motions_moves import advance, carry, lose
from council.usecases.responses import tell_public
from council.usecases.table import UseCases

KIND = "meeting_vote"


@value
class _Ground:
    """A motion that can be voted on now, at its locked meeting, by its row."""

    motion: Motion
    meeting: Row[Any]
    row: RuleRow
    correcting: bool


def start(tx: Transaction, who: Person, command: StartMeetingVote) -> MeetingVoteSheet | Refusal:
    """Begin the sheet anew; where there is one electorate only, it is chosen already."""
    ground = _ground(tx, who, command.number)
    if isinstance(ground, Refusal):
        return ground
    electorates = electorates_of(ground.row)
    answers: dict[str, Param] = {"electorate": electorates[0]} if len(electorates) == 1 else {}
    return _save(tx, who, ground, answers)


def fill(tx: Transaction, who: Person, command: FillMeetingVote) -> MeetingVoteSheet | Refusal:
    """Fill the asked field; what cannot be is said, and asked for again."""
    found = _found(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    ground, draft = found
    answers = draft.content["answers"]
    asks = next_field(answers, correcting=ground.correcting)
    if not asks or (command.revision and command.revision != draft.revision):
        return _sheet(tx, ground, draft, stale=True)
    read = read_field(asks, command.text, answers, row=ground.row)
    if isinstance(read, Refusal):
        return _sheet(tx, ground, draft, problem=read)
    return _save(tx, who, ground, {**answers, asks: read})


def file(
    tx: Transaction, who: Person, command: FileMeetingVote
) -> MotionView | MeetingVoteSheet | Refusal:
    """Keep the count: with a quorum the motion is put, without one it stays deliberated."""
    found = _found(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    ground, draft = found
    vote = _preview(ground, draft)
    if command.revision != draft.revision:
        return _sheet(tx, ground, draft, stale=True)
    if vote is None:  # somebody else's count stands meanwhile: this one corrects it
        return _save(tx, who, ground, draft.content["answers"])
    motion, meeting = ground.motion, ground.meeting
    reading = keep_reading(
        tx,
        who,
        vote,
        meeting_id=meeting.id,
        motion_id=motion.id,
        reason=draft.content["answers"].get("reason", ""),
    )
    moved = _move(tx, who, motion, vote)
    if isinstance(moved, Refusal):
        return moved
    record(
        tx,
        who,
        command.verb,
        "motion",
        motion.id,
        meeting=meeting.number,
        reading=reading,
        outcome=vote.outcome,
    )
    drafts.clear(tx, who, "staff", KIND, f"{motion.number}")
    said = "corrected" if ground.correcting else "voted"
    return motion_view(tx, who, motion.number, "staff", said=f"motion.said.{said}")


def settle(tx: Transaction, who: Person, meeting: Row[Any]) -> Refusal | None:
    """Fix the counts of a meeting that ends: motions are carried or lost, and it is told."""
    items = motions_on(tx, who.community_id, meeting.id)
    drafts.end_waiting(tx, who.community_id, KIND, [f"{motion.number}" for motion in items])
    votes = votes_at(tx, who.community_id, meeting.id)
    for motion in items:
        if motion.id not in votes:
            continue
        vote = votes[motion.id].vote
        if vote.outcome != "no_quorum":
            decided = (carry if vote.outcome == "carried" else lose)(tx, who, motion.id)
            if isinstance(decided, Refusal):
                return decided
        tell_public(tx, motion, "motion_voted", meeting=meeting.title, **sentence_params(vote))
    return None


def _ground(tx: Transaction, who: Person, number: int) -> _Ground | Refusal:
    """Lock the meeting, then the motion, and judge whether there may be a vote now."""
    found = motion_by(tx, who.community_id, number=number)
    if found is None:
        return refuse("motion.unknown")
    meeting = meeting_by(tx, who.community_id, id=found.meeting_id, lock=True)
    if meeting is None:
        return refuse("motion.not_in_session")
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    assert motion is not None
    row = rules_of(tx, who.community_id).rows[motion.legal_class]
    counted = vote_at(tx, who.community_id, meeting_id=meeting.id, motion_id=motion.id) is not None
    refusal = check_put(
        state=motion.state, counted=counted, in_session=meeting.state == "in_session", row=row
    )
    return refusal or _Ground(motion=motion, meeting=meeting, row=row, correcting=counted)


def _move(tx: Transaction, who: Person, motion: Motion, vote: MeetingVote) -> Motion | Refusal:
    quorum = vote.outcome != "no_quorum"
    if quorum and motion.state == "deliberated":
        return advance(tx, who, motion, "put")
    if not quorum and motion.state == "put":
        return advance(tx, who, motion, "recount")
    return motion


def _found(tx: Transaction, who: Person, number: int) -> tuple[_Ground, Draft] | Refusal:
    """The ground of a motion and the sheet begun at its meeting; one of another meeting is none.

    Nor is one whose electorate the rules no longer know.
    """
    ground = _ground(tx, who, number)
    if isinstance(ground, Refusal):
        return ground
    draft = drafts.load(tx, who, "staff", KIND, f"{number}")
    if draft is None or draft.content.get("meeting") != ground.meeting.number:
        return refuse("vote.no_sheet")
    chosen = draft.content["answers"].get("electorate")
    if chosen is not None and chosen not in electorates_of(ground.row):
        return refuse("vote.no_sheet")
    return ground, draft


def _save(
    tx: Transaction, who: Person, ground: _Ground, answers: dict[str, Param]
) -> MeetingVoteSheet:
    draft = drafts.save(
        tx,
        who,
        bot="staff",
        kind=KIND,
        subject=f"{ground.motion.number}",
        content={"meeting": ground.meeting.number, "answers": answers},
        awaits=next_field(answers, correcting=ground.correcting),
    )
    return _sheet(tx, ground, draft)


def _preview(ground: _Ground, draft: Draft) -> MeetingVote | None:
    answers = draft.content["answers"]
    if next_field(answers, correcting=ground.correcting):
        return None
    return judge(
        ground.row,
        electorate=answers["electorate"],
        entitled=answers["entitled"],
        came=answers["came"],
        yes=answers["yes"],
        no=answers["no"],
    )


def _sheet(
    tx: Transaction,
    ground: _Ground,
    draft: Draft,
    *,
    stale: bool = False,
    problem: Refusal | None = None,
) -> MeetingVoteSheet:
    answers: dict[str, Param] = draft.content["answers"]
    asks = next_field(answers, correcting=ground.correcting)
    motion = ground.motion
    return MeetingVoteSheet(
        motion=motion.number,
        title=motion.title,
        legal_class=motion.legal_class,
        citation=ground.row.citation,
        law_version=ground.row.law_version,
        revision=draft.revision,
        electorates=electorates_of(ground.row) if asks == "electorate" else (),
        answers=answers,
        asks=asks,
        proposed=proposed(
            tx,
            motion.community_id,
            ground.meeting.id,
            field=asks,
            electorate=str(answers.get("electorate", "")),
        ),
        correcting=ground.correcting,
        preview=_preview(ground, draft),
        stale=stale,
        problem="" if problem is None else problem.key,
        problem_params={} if problem is None else dict(problem.params),
    )


VOTING: UseCases = {StartMeetingVote: start, FillMeetingVote: fill, FileMeetingVote: file}
