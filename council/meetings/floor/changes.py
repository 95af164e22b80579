"""What each kind of event changes on the floor 议事现场: pure functions, one a kind."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from council.meetings.floor.floor import (
    Floor,
    FloorEvent,
    Hand,
    Outcome,
    Point,
    Question,
    Show,
    Side,
    Speech,
    Stage,
    Statement,
    Violation,
)
from council.rules.profile import Debate

Change = Callable[[Floor, FloorEvent], Floor]


def _pending(floor: Floor, change: Callable[[Question], Question]) -> Floor:
    """Change what is immediately pending; nothing where nothing is."""
    if floor.amendment is not None:
        return replace(floor, amendment=change(floor.amendment))
    if floor.motion is not None:
        return replace(floor, motion=change(floor.motion))
    return floor


def _open(floor: Floor, event: FloorEvent) -> Floor:
    backed = event.side == "backed"
    question = Question(
        id=event.position,
        motion=event.motion,
        mover=event.resident,
        backed=backed,
        stage="stating" if backed else "moving",
        opened_at=event.happened_at,
        origin=event.origin,
    )
    return replace(floor, motion=question, amendment=None)


def _once_moved(rules: Debate) -> Stage:
    return "seconding" if rules.second_required else "stating"


def _move(floor: Floor, event: FloorEvent) -> Floor:
    return _pending(
        floor, lambda it: replace(it, mover=event.resident, stage=_once_moved(floor.rules))
    )


def _second(floor: Floor, event: FloorEvent) -> Floor:
    return _pending(floor, lambda it: replace(it, seconder=event.resident, stage="stating"))


def _amend(floor: Floor, event: FloorEvent) -> Floor:
    if floor.motion is None:
        return floor
    question = Question(
        id=event.position,
        motion=floor.motion.motion,
        of=floor.motion.id,
        text=event.text,
        mover=event.resident,
        stage=_once_moved(floor.rules),
        opened_at=event.happened_at,
        origin=event.origin,
    )
    raised = _one_more(floor.motion.raised, f"amend {event.resident}")
    return replace(floor, amendment=question, motion=replace(floor.motion, raised=raised))


def _state(floor: Floor, _: FloorEvent) -> Floor:
    return _pending(floor, lambda it: replace(it, stage="debate"))


def _raise(floor: Floor, event: FloorEvent) -> Floor:
    def change(it: Question) -> Question:
        raised = _one_more(it.raised, event.resident)
        if event.side == "order":
            point = Point(
                id=event.position,
                resident=event.resident,
                raised_at=event.happened_at,
                origin=event.origin,
            )
            return replace(it, points=(*it.points, point), raised=raised)
        hand = Hand(
            id=event.position,
            resident=event.resident,
            side=cast("Side", event.side),
            raised_at=event.happened_at,
            origin=event.origin,
        )
        return replace(it, hands=(*it.hands, hand), raised=raised)

    return _pending(floor, change)


def _one_more(counted: Mapping[str, int], key: str) -> Mapping[str, int]:
    return {**counted, key: counted.get(key, 0) + 1}


def _lower(floor: Floor, event: FloorEvent) -> Floor:
    return _pending(floor, lambda it: _without(it, event.resident))


def _without(it: Question, resident: str) -> Question:
    return replace(it, hands=tuple(each for each in it.hands if each.resident != resident))


def _speak(floor: Floor, event: FloorEvent) -> Floor:
    def change(it: Question) -> Question:
        hand = it.hand_of(event.resident)
        in_room = hand is not None and hand.origin == "room" and event.origin == "chat"
        speech = Speech(
            id=event.position,
            resident=event.resident,
            side=event.side,
            began_at=event.happened_at,
            seconds=event.seconds,
            origin="room" if in_room else event.origin,
        )
        return replace(_without(it, event.resident), speech=speech)

    return _pending(floor, change)


def _end(floor: Floor, event: FloorEvent) -> Floor:
    return _pending(floor, lambda it: _spoken(it, event.happened_at))


def _spoken(it: Question, at: int) -> Question:
    """End the speech that is given, if one is."""
    if it.speech is None:
        return it
    return replace(it, speech=None, speeches=(*it.speeches, replace(it.speech, ended_at=at)))


def _warn(floor: Floor, _: FloorEvent) -> Floor:
    return _pending(
        floor, lambda it: replace(it, speech=it.speech and replace(it.speech, warned=True))
    )


def _statement(floor: Floor, event: FloorEvent) -> Floor:
    def change(it: Question) -> Question:
        has_floor = it.speech is not None and it.speech.resident == event.resident
        said = Statement(
            id=event.position,
            resident=event.resident,
            side=event.side,
            at=event.happened_at,
            text=event.text,
            sha256=event.sha256,
            speech=it.speech.id if has_floor and it.speech else 0,
            origin=event.origin,
        )
        rest = it if has_floor else _without(it, event.resident)
        return replace(rest, statements=(*it.statements, said))

    return _pending(floor, change)


def _rule(floor: Floor, event: FloorEvent) -> Floor:
    def change(it: Question) -> Question:
        points = tuple(
            replace(each, ruling=event.text, ruled_at=event.happened_at)
            if each.id == event.amount
            else each
            for each in it.points
        )
        return replace(it, points=points)

    return _pending(floor, change)


def _violation(floor: Floor, event: FloorEvent) -> Floor:
    logged = Violation(
        id=event.position,
        resident=event.resident,
        what=event.text,
        at=event.happened_at,
        origin=event.origin,
    )
    return _pending(floor, lambda it: replace(it, violations=(*it.violations, logged)))


def _put(floor: Floor, event: FloorEvent) -> Floor:
    show = Show(
        id=event.position,
        put_at=event.happened_at,
        electorate=event.text,
        entitled=event.amount,
        origin=event.origin,
    )
    return _pending(floor, lambda it: replace(it, stage="for", show=show))


def _against(floor: Floor, _: FloorEvent) -> Floor:
    return _pending(floor, lambda it: replace(it, stage="against"))


def _shown(floor: Floor, change: Callable[[Show], Show]) -> Floor:
    return _pending(floor, lambda it: replace(it, show=it.show and change(it.show)))


def _vote(floor: Floor, event: FloorEvent) -> Floor:
    side = cast("Side", event.side)
    return _shown(floor, lambda it: replace(it, by_name={**it.by_name, event.resident: side}))


def _count(floor: Floor, event: FloorEvent) -> Floor:
    side = cast("Side", event.side)
    return _shown(floor, lambda it: replace(it, in_room={**it.in_room, side: event.amount}))


def _decide(floor: Floor, event: FloorEvent) -> Floor:
    counted = _shown(
        floor,
        lambda it: replace(
            it, closed_at=event.happened_at, came=event.amount, yes=event.yes, no=event.no
        ),
    )
    return _close(counted, event, cast("Outcome", event.text))


def _close(floor: Floor, event: FloorEvent, outcome: Outcome) -> Floor:
    """Take what is pending off the floor; an adopted amendment changes what its motion says."""
    it = floor.question
    if it is None:
        return floor
    closed = replace(
        _spoken(it, event.happened_at),
        stage="over",
        outcome=outcome,
        closed_at=event.happened_at,
        hands=(),
    )
    over = (*floor.over, closed)
    if floor.amendment is None:
        return replace(floor, motion=None, over=over)
    motion = floor.motion
    if outcome == "carried" and motion is not None:
        motion = replace(motion, text=it.text)
    return replace(floor, motion=motion, amendment=None, over=over)


def _closing(outcome: Outcome) -> Change:
    return lambda floor, event: _close(floor, event, outcome)


def _postpone(floor: Floor, event: FloorEvent) -> Floor:
    """Put the motion off, and with it whatever amendment is pending."""
    if floor.amendment is not None:
        floor = _close(floor, event, "fallen")
    return _close(floor, event, "postponed")


def _hand_over(floor: Floor, event: FloorEvent) -> Floor:
    return replace(
        floor, handed_to=event.resident, handed_by=event.noted_by, presiding=event.resident
    )


def _take_back(floor: Floor, event: FloorEvent) -> Floor:
    return replace(floor, handed_to="", handed_by="", presiding=event.noted_by)


def _limits(floor: Floor, event: FloorEvent) -> Floor:
    warning = min(floor.rules.warning_seconds, event.seconds - 1)
    rules = replace(
        floor.rules,
        speech_seconds=event.seconds,
        speech_times=event.amount,
        warning_seconds=warning,
    )
    return replace(floor, rules=rules)


def _body(floor: Floor, event: FloorEvent) -> Floor:
    changed = replace(floor, body={**floor.body, event.text: event.amount})
    it = floor.motion
    if it is None or it.show is None or it.show.electorate != event.text:
        return changed
    return replace(changed, motion=replace(it, show=replace(it.show, entitled=event.amount)))


def _remove(floor: Floor, event: FloorEvent) -> Floor:
    """Somebody speaks and votes no more: no hand, no floor, no vote that is not closed yet."""
    gone = event.resident

    def change(it: Question) -> Question:
        own = it.speech is not None and it.speech.resident == gone
        return _spoken(it, event.happened_at) if own else it

    ended = replace(
        floor,
        motion=floor.motion and change(floor.motion),
        amendment=floor.amendment and change(floor.amendment),
        removed=floor.removed | {gone},
    )
    return without(ended, frozenset({gone}))


def without(floor: Floor, gone: frozenset[str]) -> Floor:
    """Leave out what people who are not there cannot do: hands, points, votes not closed, presiding."""

    def change(it: Question) -> Question:
        show = it.show
        if show is not None and it.stage != "over":
            kept = {who: side for who, side in show.by_name.items() if who not in gone}
            show = replace(show, by_name=kept)
        points = tuple(each for each in it.points if each.ruling or each.resident not in gone)
        hands = tuple(each for each in it.hands if each.resident not in gone)
        return replace(it, hands=hands, show=show, points=points)

    left = replace(
        floor,
        motion=floor.motion and change(floor.motion),
        amendment=floor.amendment and change(floor.amendment),
    )
    return replace(left, handed_to="", handed_by="") if floor.handed_to in gone else left


#: What each kind of event changes.
CHANGES: Mapping[str, Change] = {
    "open": _open,
    "move": _move,
    "second": _second,
    "amend": _amend,
    "state": _state,
    "raise": _raise,
    "lower": _lower,
    "pass": _lower,
    "speak": _speak,
    "end": _end,
    "warn": _warn,
    "statement": _statement,
    "rule": _rule,
    "violation": _violation,
    "put": _put,
    "against": _against,
    "vote": _vote,
    "count": _count,
    "decide": _decide,
    "conclude": _closing("concluded"),
    "postpone": _postpone,
    "fall": _closing("fallen"),
    "hand_over": _hand_over,
    "take_back": _take_back,
    "limits": _limits,
    "body": _body,
    "remove": _remove,
}
