"""Whether a resolution can be published: the facts behind the button and its act, gathered once."""

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.votes.records import carried_vote
from council.polls.poll import named
from council.polls.records import poll_by
from council.polls.rules import check_certifying
from council.resolutions.resolution import Resolution
from council.resolutions.rules import check_minutes, check_publishing

#: States of a poll whose result may be published.
STANDING_POLLS = ("counted", "certified")


def check_publication(tx: Transaction, who: Person, resolution: Resolution) -> Refusal | None:
    """Judge whether this person may publish a resolution now.

    With a count that still waits for its certificate they give that too; a meeting's vote is made
    certain by its approved minutes.
    """
    refusal = check_publishing(who.id, state=resolution.state, drafted_by=resolution.drafted_by)
    if refusal is not None:
        return refusal
    if not resolution.poll_id:
        vote = carried_vote(tx, resolution.community_id, id=resolution.meeting_vote_id or "")
        assert vote is not None, "a resolution rests on a poll or on a vote"
        its = vote.recorded
        return check_minutes(certain=its.certain, meeting=its.meeting)
    poll = poll_by(tx, resolution.community_id, id=resolution.poll_id)
    assert poll is not None, "a resolution rests on a poll or on a vote"
    if poll.state not in STANDING_POLLS:
        return refuse("resolution.not_counted", **named(poll))
    if poll.state == "certified":
        return None
    involved = (poll.created_by, poll.counted_by)
    return check_certifying(who.id, state=poll.state, involved=involved)
