"""What a matter waits for: who must act next, and until when."""

from collections.abc import Iterable

from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Param
from council.kernel.values import value
from council.motions.rules import FINAL
from council.overview.matters.gathered import Gathered, HeardMotion
from council.polls.public import Poll
from council.resolutions.public import Resolution


@value
class Waiting:
    """Something that is still to be done: by whom, in words; ``until`` 0: there is no day for it.

    ``who`` is the key of the catalogs that names them. ``late``: that day has passed.
    """

    stage: str
    who: str
    said: Phrase
    until: int
    late: bool
    path: str


def waiting_of(it: Gathered) -> tuple[Waiting, ...]:
    """Tell all that a matter waits for now, what is due first before the others."""
    found: list[Waiting] = []
    if it.proposal and not _moved(it):
        found += _of_proposal(it)
    for heard in it.motions:
        found += _of_motion(it.now, heard)
        for poll in heard.polls:
            found += _of_poll(it.now, poll)
        for resolution in heard.resolutions:
            found += _of_resolution(resolution)
        for campaign in heard.campaigns:
            if campaign.state == "open":
                path = f"/campaigns/{campaign.number}"
                until = campaign.deadline_at
                found.append(_wait("money", "anyone", "pledge", path, it.now, until=until))
    return tuple(sorted(found, key=lambda it: (not it.until, it.until)))


def _moved(it: Gathered) -> bool:
    return any(heard.motion.state != "withdrawn" for heard in it.motions)


def _key(who: str) -> str:
    """A role is named as everywhere; whoever is none, or nobody yet, as a matter names them."""
    return f"matter.who.{who}" if who in ("", "anyone", "owners") else f"role.{who}"


def _wait(
    stage: str, who: str, key: str, path: str, now: int, *, until: int = 0, **params: Param
) -> Waiting:
    return Waiting(
        stage=stage,
        who=_key(who),
        said=Phrase(key=f"matter.waits.{key}", params={**params}),
        until=until,
        late=0 < until <= now,
        path=path,
    )


def _of_proposal(it: Gathered) -> Iterable[Waiting]:
    proposal = it.proposal
    assert proposal is not None
    path = f"/proposals/{proposal.number}"
    if proposal.state == "admitted":
        missing = proposal.needed - proposal.seconds
        yield _wait("seconds", "anyone", "second", path, it.now, n=missing)
    elif proposal.state == "seconded":
        yield _wait("motion", "facilitator", "draft", path, it.now)


def _of_motion(now: int, heard: HeardMotion) -> Iterable[Waiting]:
    it = heard.motion
    path = f"/motions/{it.number}"
    answer = it.response
    if answer and answer.due_at:
        owed = "acknowledge" if answer.state == "asked" else "answer"
        if answer.decision:
            owed = "plan"
        yield _wait("answer", answer.addressee, owed, path, now, until=answer.due_at)
    if it.statements and it.statements.state == "open":
        at = f"{path}/statements"
        yield _wait("motion", "anyone", "statements", at, now, until=it.statements.ends_at)
    if it.state in FINAL and not (it.state == "carried" and not heard.resolutions):
        return
    coming = [each for each in heard.meetings if each.state in ("planned", "announced")]
    held = [each for each in heard.meetings if each.state == "in_session"]
    for met in held:
        where = f"/meetings/{met.number}"
        yield _wait("meeting", "chair", "in_session", where, now, number=met.number)
    for met in coming:
        where = f"/meetings/{met.number}"
        yield _wait("meeting", "anyone", "meeting", where, now, until=met.starts_at)
    if it.state == "carried" and not heard.resolutions:
        yield _wait("resolution", "facilitator", "resolve", path, now)
    elif not (held or coming or it.polls):
        yield _wait("meeting", "facilitator", "agenda", path, now)


def _of_poll(now: int, it: Poll) -> Iterable[Waiting]:
    path = f"/polls/{it.number}"
    who = "owners" if it.kind == "ratification" else "anyone"
    if it.state == "announced":
        yield _wait("vote", "facilitator", "poll_opens", path, now, until=it.opens_at)
    elif it.state == "open":
        yield _wait("vote", who, "poll", path, now, until=it.closes_at)
    elif it.state == "closed":
        yield _wait("vote", "facilitator", "count", path, now)
    elif it.state == "counted":
        yield _wait("vote", "chair", "certify", path, now)


def _of_resolution(it: Resolution) -> Iterable[Waiting]:
    path = f"/resolutions/{it.number}"
    if it.repealed_at:
        return
    for task in it.tasks:
        if task.done_at:
            continue
        key, who = ("accept", "chair") if task.reported_at else ("task", task.owner)
        yield Waiting(
            stage="works",
            who=_key(who),
            said=Phrase(key=f"matter.waits.{key}", params={"title": task.title}),
            until=task.due_at,
            late=task.late,
            path=path,
        )
    for review in it.reviews:
        if not review.held_at:
            said = Phrase(key="matter.waits.review")
            yield Waiting(
                stage="review",
                who=_key("chair"),
                said=said,
                until=review.due_at,
                late=False,
                path=path,
            )
