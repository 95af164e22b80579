"""Where the floor 议事现场 touches the record of motions: heard, voted on, put off."""

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import catalog
from council.meetings.floor.doing import Ground, deed, item_on_floor
from council.meetings.floor.rules import tally
from council.meetings.votes.rules import judge
from council.meetings.votes.voting import keep_count, votable
from council.motions.moving import advance
from council.motions.records import motion_by


def put(on: Ground) -> Ground | Refusal:
    """Call 赞成; a motion that is put was heard."""
    if on.facts.floor.amendment is not None:
        return on.keep(deed("put"))
    item = item_on_floor(on.facts)
    refusal = _heard(on)
    if refusal is not None:
        return refusal
    return on.keep(deed("put", text=item.electorate, amount=item.entitled))


def decide(on: Ground) -> Ground | Refusal:
    """Count: those present decide an amendment; a motion's count is kept by the row of its class."""
    it = on.facts.question
    assert it is not None, "judged before"
    assert it.show is not None, "judged before"
    counted = tally(it.show, came=on.facts.came)
    given = {"amount": counted.came, "yes": counted.yes, "no": counted.no}
    if it.of:
        outcome = "carried" if counted.agreed else "lost"
        return on.keep(deed("decide", text=outcome, **given))
    item = item_on_floor(on.facts)
    may = votable(on.tx, on.who, item.number, met=on.on.number)
    if isinstance(may, Refusal):
        return may
    vote = judge(
        may.row,
        electorate=it.show.electorate,
        entitled=it.show.entitled,
        came=counted.came,
        yes=counted.yes,
        no=counted.no,
    )
    # Somebody has kept a count by the form while this vote ran: the one on the floor corrects it.
    reason = str(catalog(on.who.locale)["floor.recounted"]) if may.correcting else ""
    kept = keep_count(on.tx, on.who, may, vote, reason=reason)
    if isinstance(kept, Refusal):
        return kept
    return on.keep(deed("decide", text=vote.outcome, **given))


def conclude(on: Ground) -> Ground | Refusal:
    """End the debate on a motion that hands do not decide: it was heard."""
    return _heard(on) or on.keep(deed("conclude"))


def postpone(on: Ground) -> Ground | Refusal:
    """Put the motion off: it can go on a later agenda."""
    motion = motion_by(on.tx, on.on.community_id, number=item_on_floor(on.facts).number, lock=True)
    assert motion is not None, "it is on the agenda"
    moved = advance(on.tx, on.who, motion, "adjourn")
    return moved if isinstance(moved, Refusal) else on.keep(deed("postpone"))


def _heard(on: Ground) -> Refusal | None:
    """Note that the meeting has heard the motion, where that is not noted yet."""
    item = item_on_floor(on.facts)
    motion = motion_by(on.tx, on.on.community_id, number=item.number, lock=True)
    assert motion is not None, "it is on the agenda"
    if motion.state != "announced":
        return None
    moved = advance(on.tx, on.who, motion, "deliberate")
    return moved if isinstance(moved, Refusal) else None
