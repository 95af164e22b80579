"""Resolutions 决议: from a ratification or a meeting's vote to a published decision; contents."""

from dataclasses import replace

from sqlalchemy import insert, select

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import everyone
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.meetings.floor.proceedings import text_voted
from council.meetings.votes.records import carried_vote
from council.motions import moving as motions
from council.motions.motion import Motion
from council.motions.records import motion_by
from council.polls.counting import certified
from council.polls.poll import Poll, named
from council.polls.records import poll_by, ratification_result, rules_of_poll
from council.resolutions import telling as tell
from council.resolutions.afterwards import correct, hold_review, plan_review, remind_review
from council.resolutions.changing import changed, movable, repeal, revise
from council.resolutions.commands import (
    AddTasks,
    AnswerObjection,
    CorrectResolution,
    DoTask,
    DraftMeetingResolution,
    DraftResolution,
    FulfilResolution,
    HoldReview,
    PlanReview,
    PublicationReminded,
    PublishResolution,
    RaiseObjection,
    RemindPublication,
    RemindReview,
    RepealResolution,
    ResolutionView,
    ReviseResolution,
)
from council.resolutions.due import REMINDED
from council.resolutions.following import (
    add_tasks,
    answer_objection,
    do_task,
    fulfil,
    raise_objection,
)
from council.resolutions.reads import view_of
from council.resolutions.records import published_by, resolution_by
from council.resolutions.resolution import Resolution
from council.resolutions.rules import challenge_until, check_passed, posted_until, seal_of, year_of
from council.resolutions.tables import resolutions
from council.resolutions.tasks.use_cases import TASKS
from council.rules.records import rules_of


def draft_resolution(
    tx: Transaction, who: Person, command: DraftResolution
) -> ResolutionView | Refusal:
    """Draft from a counted ratification that passed; a poll that has a draft shows it."""
    poll = poll_by(tx, who.community_id, lock=True, number=command.poll)
    if poll is None:
        return refuse("poll.unknown", number=command.poll)
    refusal = _decided(poll)
    if refusal is not None:
        return refusal
    known = resolution_by(tx, who.community_id, poll_id=poll.id)
    if known is not None:
        return view_of(tx, known, who, "staff")
    motion = motion_by(tx, who.community_id, id=poll.motion_id)
    assert motion is not None
    resolution = _insert(tx, who, motion, poll_id=poll.id)
    assert poll.counted_at is not None
    tell.drafted(tx, resolution, published_by(tx, who.community_id, poll.counted_at))
    return view_of(tx, resolution, who, "staff", just="draft")


def draft_meeting_resolution(
    tx: Transaction, who: Person, command: DraftMeetingResolution
) -> ResolutionView | Refusal:
    """Draft from the vote of a meeting that has ended; a motion that has a draft shows it."""
    motion = motions.movable(tx, who, command.motion, "resolution")
    if isinstance(motion, Refusal):
        return motion
    vote = carried_vote(tx, who.community_id, motion_id=motion.id)
    assert vote is not None, "a meeting carried it"
    known = resolution_by(tx, who.community_id, meeting_vote_id=vote.id)
    if known is not None:
        return view_of(tx, known, who, "staff")
    amended = text_voted(tx, who.community_id, vote.meeting_id, motion.id)
    voted = replace(motion, body=amended or motion.body)
    resolution = _insert(tx, who, voted, meeting_vote_id=vote.id)
    tell.drafted(tx, resolution, published_by(tx, who.community_id, vote.adjourned_at))
    return view_of(tx, resolution, who, "staff", just="draft")


def _insert(tx: Transaction, who: Person, motion: Motion, **decision: str) -> Resolution:
    """Keep a provisional resolution that rests on a poll or on a meeting's vote."""
    year = year_of(tx.now, who.timezone)
    place = next_number(tx, who.community_id, f"resolution/{year}")
    resolution_id, number = tx.new_id(), f"{year}-{place}"
    made = {
        "community_id": who.community_id,
        "id": resolution_id,
        "number": number,
        "motion_id": motion.id,
        "title": motion.title,
        "body": motion.body or motion.title,
        "state": "provisional",
        "drafted_at": tx.now,
        "drafted_by": who.id,
        **decision,
    }
    tx.connection.execute(insert(resolutions), [made])
    record(tx, who, "resolution.draft", "resolution", resolution_id, number=number)
    resolution = resolution_by(tx, who.community_id, number=number)
    assert resolution is not None
    return resolution


def _decided(poll: Poll) -> Refusal | None:
    if poll.kind != "ratification":
        return refuse("resolution.only_ratified", **named(poll))
    if poll.state not in ("counted", "certified"):
        return refuse("resolution.not_counted", **named(poll))
    result = ratification_result(poll)
    return check_passed(result.passed, named(poll))


def publish_resolution(
    tx: Transaction, who: Person, command: PublishResolution
) -> ResolutionView | Refusal:
    """Publish as a second person: from now on the decision binds, and everybody is told.

    Where the count still waits for its certificate, the same person gives it in the same act; a
    meeting's vote has been made certain by its approved minutes.
    """
    resolution = movable(tx, who, command.number, "publish")
    if isinstance(resolution, Refusal):
        return resolution
    if command.seal != seal_of(resolution.title, resolution.body, resolution.approved_fen):
        return refuse("resolution.changed_since", number=resolution.number)
    poll = (
        poll_by(tx, who.community_id, lock=True, id=resolution.poll_id)
        if resolution.poll_id
        else None
    )
    rules = rules_of(tx, who.community_id) if poll is None else rules_of_poll(tx, poll)
    timing = rules.timing
    columns: dict[str, str | int | None] = {
        "state": "in_force",
        "published_at": tx.now,
        "published_by": who.id,
        "posted_until": posted_until(tx.now, who.timezone, days=timing.posted),
    }
    if poll is None:
        vote = carried_vote(tx, who.community_id, id=resolution.meeting_vote_id or "")
        assert vote is not None
        resolution = changed(tx, who, resolution, command.verb, **columns)
        tell.published_vote(tx, resolution, vote.recorded.vote)
        return view_of(tx, resolution, who, "staff", just="publish")
    if poll.state != "certified":
        # One notice for the one event: the resolution goes to everybody, with the result in it.
        known = certified(tx, who, poll.number, told=lambda row: everyone(row.community_id))
        if isinstance(known, Refusal):
            return known
    columns["challenge_until"] = challenge_until(
        tx.now, who.timezone, years=timing.challenge_years
    )
    resolution = changed(tx, who, resolution, command.verb, **columns)
    tell.published(tx, resolution, ratification_result(poll))
    return view_of(tx, resolution, who, "staff", just="publish")


def remind_publication(
    tx: Transaction, who: Person, command: RemindPublication
) -> PublicationReminded | Refusal:
    """Remind facilitators and chairs of the three days; once a poll."""
    poll = poll_by(tx, who.community_id, lock=True, number=command.poll)
    if poll is None:
        return refuse("poll.unknown", number=command.poll)
    c = clock_marks.c
    marked = tx.connection.execute(
        select(c.marked_at).where(
            c.community_id == who.community_id, c.mark == REMINDED, c.subject == poll.id
        )
    ).one_or_none()
    if marked is not None:
        return PublicationReminded(poll=poll.number, reminded=0)
    mark = {
        "community_id": who.community_id,
        "mark": REMINDED,
        "subject": poll.id,
        "marked_at": tx.now,
    }
    tx.connection.execute(insert(clock_marks), [mark])
    resolution = resolution_by(tx, who.community_id, poll_id=poll.id)
    assert poll.counted_at is not None
    by = published_by(tx, who.community_id, poll.counted_at)
    reminded = tell.to_publish(tx, poll, "" if resolution is None else resolution.number, by)
    return PublicationReminded(poll=poll.number, reminded=reminded)


RESOLUTIONS: UseCases = {
    DraftResolution: draft_resolution,
    DraftMeetingResolution: draft_meeting_resolution,
    ReviseResolution: revise,
    PublishResolution: publish_resolution,
    RepealResolution: repeal,
    RemindPublication: remind_publication,
    AddTasks: add_tasks,
    DoTask: do_task,
    FulfilResolution: fulfil,
    RaiseObjection: raise_objection,
    AnswerObjection: answer_objection,
    PlanReview: plan_review,
    HoldReview: hold_review,
    CorrectResolution: correct,
    RemindReview: remind_review,
    **TASKS,
}
