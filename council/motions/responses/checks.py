"""The invariant of answers: what a response says is what its steps tell."""

from collections.abc import Iterator

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, finding
from council.kernel.values import value
from council.motions.motion import Motion
from council.motions.responses.records import movers_of, steps_of
from council.motions.responses.response import Response
from council.motions.responses.steps import COMPLETED, CONFIRMED, holder
from council.motions.responses.tables import response_ratings
from council.motions.tables import motions, responses


@value
class _Community:
    id: str
    slug: str


def i29_answers_follow_their_steps(tx: Transaction) -> Finding:
    """Who owes an answer took it on last; no step came before its time; who rates it had asked."""
    broken, checked = [], 0
    for community in read_all(tx, _Community, select(communities.c.id, communities.c.slug)):
        m, r = motions.c, responses.c
        of_id = {
            each.id: each
            for each in read_all(tx, Motion, select(motions).where(m.community_id == community.id))
        }
        kept = select(responses).where(r.community_id == community.id).order_by(r.asked_at, r.id)
        for response in read_all(tx, Response, kept):
            checked += 1
            motion = of_id[response.motion_id]
            broken += [
                f"{community.slug} motion {motion.number}: {what}"
                for what in _wrong(tx, motion, response)
            ]
    return finding("I29", "answers as their steps tell", checked=checked, broken=broken)


def _wrong(tx: Transaction, motion: Motion, response: Response) -> Iterator[str]:
    steps = steps_of(tx, response)
    bodies = tuple(response.bodies.split())
    if holder(steps, addressee=motion.addressee, bodies=bodies) != response.addressee:
        yield "owed by somebody who did not take it on"
    if any(step.noted_at < step.at for step in steps):
        yield "a step before its time"
    done = [step.at for step in steps if step.step in (COMPLETED, CONFIRMED)]
    if done != ([response.completed_at] if response.completed_at else []):
        yield "completed at another time"
    t = response_ratings.c
    rated = set(
        tx.connection.scalars(
            select(t.resident_id).where(
                t.community_id == response.community_id, t.response_id == response.id
            )
        )
    )
    if rated and not done:
        yield "rated before it was completed"
    if rated - movers_of(tx, motion):
        yield "rated by somebody who did not ask"
