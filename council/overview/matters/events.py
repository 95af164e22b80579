"""What happened to a matter, one line an event, each with its time and the page that tells more."""

from collections.abc import Iterable
from dataclasses import replace

from council.campaigns.commands import CampaignView
from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Param
from council.kernel.values import value
from council.motions.public import Motion
from council.overview.matters.gathered import Gathered, HeardMotion
from council.polls.public import Poll
from council.proposals.public import Proposal
from council.resolutions.public import Resolution

#: Acts on a motion that are events for everybody; the others are told by what they led to.
_MOTION_STEPS = frozenset(
    {"announce", "deliberate", "agree", "lose", "adjourn", "refer", "withdraw"}
)


@value
class Event:
    """Something that happened: ``at`` (UTC seconds), of which stage, in what words, told where.

    ``photo`` is a content hash, empty for none; ``text`` what somebody wrote about it for everybody.
    """

    at: int
    stage: str
    said: Phrase
    path: str
    photo: str = ""
    text: str = ""


def events_of(it: Gathered) -> tuple[Event, ...]:
    """Tell all events of a matter up to now, the earliest first."""
    found: list[Event] = []
    if it.proposal:
        found += _of_proposal(it.proposal)
    for heard in it.motions:
        found += _of_motion(heard)
        for poll in heard.polls:
            found += _of_poll(poll)
        for resolution in heard.resolutions:
            found += _of_resolution(resolution)
        for campaign in heard.campaigns:
            found += _of_campaign(campaign)
    return tuple(sorted((each for each in found if 0 < each.at <= it.now), key=lambda it: it.at))


def _event(at: int, stage: str, key: str, path: str, **params: Param) -> Event:
    return Event(
        at=at, stage=stage, said=Phrase(key=f"matter.event.{key}", params={**params}), path=path
    )


def _of_proposal(it: Proposal) -> Iterable[Event]:
    path = f"/proposals/{it.number}"
    yield _event(it.submitted_at, "proposal", "proposed", path, number=it.number)
    for step in it.history:
        if step.verb == "proposal.admit":
            yield _event(step.at, "proposal", "admitted", path)
        elif step.state == "seconded":
            yield _event(step.at, "seconds", "seconded", path, needed=it.needed)


def _of_motion(heard: HeardMotion) -> Iterable[Event]:
    it = heard.motion
    path = f"/motions/{it.number}"
    for step in heard.steps:
        name = step.verb.removeprefix("motion.")
        if name in _MOTION_STEPS:
            yield _event(step.at, "motion", f"motion_{name}", path, number=it.number)
    for met in heard.meetings:
        where = f"/meetings/{met.number}"
        yield _event(met.opened_at, "meeting", "met", where, number=met.number)
        for vote in it.votes:
            if vote.meeting == met.number and met.adjourned_at:
                key = f"voted_{vote.vote.outcome}"
                params: dict[str, Param] = {"yes": vote.vote.yes, "no": vote.vote.no}
                yield _event(met.adjourned_at, "meeting", key, where, **params)
    yield from _of_answer(it, path)
    told = it.statements
    if told and told.state == "closed":
        at = f"{path}/statements"
        yield _event(told.ends_at, "motion", "statements", at, n=told.took_part)


def _of_answer(it: Motion, path: str) -> Iterable[Event]:
    answer = it.response
    if answer is None:
        return
    who: dict[str, Param] = {"party_key": f"role.{it.addressee}"}
    yield _event(answer.asked_at, "answer", "asked", path, **who)
    yield _event(answer.acknowledged_at, "answer", "acknowledged", path, **who)
    yield _event(answer.extended_at, "answer", "extended", path, **who)
    if answer.decision:
        decided: dict[str, Param] = {**who, "decision_key": f"web.decision.{answer.decision}"}
        yield _event(answer.answered_at, "answer", "answered", path, **decided)
    for step in answer.steps:
        said: dict[str, Param] = {"party_key": f"role.{step.party}", "note": step.note}
        yield Event(at=step.at, stage="answer", said=Phrase(key=step.key, params=said), path=path)


def _of_poll(it: Poll) -> Iterable[Event]:
    path = f"/polls/{it.number}"
    name: dict[str, Param] = {"poll_key": f"poll.name.{it.kind}", "number": it.number}
    yield _event(it.announced_at, "vote", "poll_announced", path, **name)
    if it.state == "annulled":
        return
    yield _event(it.opens_at, "vote", "poll_opened", path, **name)
    if it.state in ("closed", "counted", "certified"):
        yield _event(it.closes_at, "vote", "poll_closed", path, **name)
    if not it.certified_at:
        return
    key = "poll_certified"
    if it.ratification is not None:
        key = f"ratified_{it.ratification.passed}"
    elif it.ranking is not None and it.ranking.winner:
        key = "ranked"
        titles = {each.letter: each.title for each in it.options}
        name["title"] = titles.get(it.ranking.winner, it.ranking.winner)
    elif it.budget is not None and it.budget.funded:
        key = "budgeted"
        name |= {"n": len(it.budget.funded), "spent_fen": it.budget.spent_fen}
    yield _event(it.certified_at, "vote", key, path, **name)


def _of_resolution(it: Resolution) -> Iterable[Event]:
    path = f"/resolutions/{it.number}"
    yield _event(it.published_at, "resolution", "resolved", path, number=it.number)
    for task in it.tasks:
        named: dict[str, Param] = {"title": task.title}
        for step in task.steps:
            found = _event(step.taken_at, "works", f"task_{step.kind}", path, **named)
            yield replace(found, photo=step.photo, text=step.note)
        if task.done_at and not any(step.taken_at == task.done_at for step in task.steps):
            yield _event(task.done_at, "works", "task_done", path, **named)
    yield _event(it.fulfilled_at, "works", "fulfilled", path, number=it.number)
    yield _event(it.repealed_at, "resolution", "repealed", path, number=it.number)
    for review in it.reviews:
        yield _event(review.held_at, "review", "reviewed", path, score=review.score)


def _of_campaign(it: CampaignView) -> Iterable[Event]:
    path = f"/campaigns/{it.number}"
    yield _event(it.opened_at, "money", "campaign_opened", path, target_fen=it.target_fen)
    key = (
        "campaign_short"
        if it.state in ("failed", "cancelled", "refunding", "refunded")
        else ("campaign_closed")
    )
    yield _event(it.closed_at, "money", key, path, received_fen=it.received_fen)
