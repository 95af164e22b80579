"""The floor 议事现场 as the minutes tell it: what happened on each motion, and who presided."""

from collections.abc import Iterable
from functools import reduce

from council.kernel.database.transaction import Transaction
from council.meetings.floor.proceedings import (
    AmendmentHeard,
    MotionHeard,
    SpeechHeld,
    proceedings,
)
from council.meetings.floor.proceedings import PointRaised as Point
from council.meetings.meeting import Meeting
from council.meetings.minutes.hooks import PRESIDED, PROCEEDINGS
from council.meetings.minutes.minutes import (
    AmendmentMoved,
    PointRaised,
    Proceedings,
    SpeechGiven,
)

AFTERWARDS = "afterwards"


@PROCEEDINGS.hang
def of_motions(tx: Transaction, meeting: Meeting) -> tuple[Proceedings, ...]:
    """Tell what happened on each motion; one that came up twice is told as one."""
    heard = proceedings(tx, meeting.community_id, meeting.id).motions
    return told(heard)


@PRESIDED.hang
def presided(tx: Transaction, meeting: Meeting) -> tuple[str, ...]:
    """Name those who handed the chair over and who took it; nobody where it was never handed over."""
    chairs = proceedings(tx, meeting.community_id, meeting.id).chairs
    names = (who.name for each in chairs for who in (each.by, each.to))
    return tuple(dict.fromkeys(name for name in names if name))


def told(heard: Iterable[MotionHeard]) -> tuple[Proceedings, ...]:
    """Tell motions in the order in which they first came on the floor."""
    times: dict[int, list[Proceedings]] = {}
    for each in heard:
        if each.number:
            times.setdefault(each.number, []).append(_motion(each))
    return tuple(reduce(_again, several) for several in times.values())


def _again(first: Proceedings, then: Proceedings) -> Proceedings:
    """Tell what happened when a motion came up again behind what happened before."""
    return Proceedings(
        motion=first.motion,
        mover=first.mover or then.mover,
        seconder=first.seconder or then.seconder,
        backed=first.backed or then.backed,
        text=then.text or first.text,
        outcome=then.outcome,
        speeches=first.speeches + then.speeches,
        amendments=first.amendments + then.amendments,
        points=first.points + then.points,
        afterwards=first.afterwards,
    )


def _motion(it: MotionHeard) -> Proceedings:
    amended = (*it.points, *(point for each in it.amendments for point in each.points))
    said = (*it.speeches, *(speech for each in it.amendments for speech in each.speeches))
    return Proceedings(
        motion=it.number,
        mover=it.mover.name,
        seconder=it.seconder.name,
        backed=it.backed,
        text=it.text_voted,
        outcome=it.outcome,
        speeches=tuple(_speech(each) for each in sorted(said, key=lambda each: each.at)),
        amendments=tuple(_amendment(each) for each in it.amendments),
        points=tuple(_point(each) for each in sorted(amended, key=lambda each: each.at)),
        afterwards=it.origin == AFTERWARDS,
    )


def _speech(it: SpeechHeld) -> SpeechGiven:
    return SpeechGiven(
        side=it.side if it.side in ("for", "against", "ask") else "",
        name=it.speaker.name,
        seconds=it.seconds,
        text="\n".join(it.texts),
        in_writing=it.in_writing,
        afterwards=it.origin == AFTERWARDS,
    )


def _amendment(it: AmendmentHeard) -> AmendmentMoved:
    return AmendmentMoved(
        text=it.text,
        mover=it.mover.name,
        seconder=it.seconder.name,
        outcome=it.outcome,
        yes=it.hands.yes if it.hands is not None else 0,
        no=it.hands.no if it.hands is not None else 0,
        afterwards=it.origin == AFTERWARDS,
    )


def _point(it: Point) -> PointRaised:
    return PointRaised(name=it.by.name, ruling=it.ruling, afterwards=it.origin == AFTERWARDS)
