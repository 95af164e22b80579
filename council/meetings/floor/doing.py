"""Doing something on the floor 议事现场: found and locked, kept with its act, told, shown.

Every use case asks its guard between ``begin`` and ``do``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from council.kernel.acts_log import record_each
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, notify, these
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Person, value
from council.meetings.floor.commands import FloorView
from council.meetings.floor.facts import FloorFacts, Item
from council.meetings.floor.floor import FloorEvent, Origin, Question
from council.meetings.floor.reads import floor_view
from council.meetings.floor.records import Sitting, facts_of, keep, names_of, sitting
from council.meetings.floor.rules import after
from council.meetings.tables import attendance

#: What happened, before it has a place in the log.
Deed = FloorEvent


def deed(kind: str, **given: Any) -> Deed:
    """Name something that happens."""
    return FloorEvent(position=0, kind=kind, **given)


@value
class Ground:
    """A locked meeting and its floor, as somebody is about to act there.

    ``who`` acts; the facts are asked about ``me``, who may be another (the clerk notes for them).
    """

    tx: Transaction
    who: Person
    on: Sitting
    facts: FloorFacts
    verb: str
    origin: Origin = "chat"
    at: int = 0
    before: FloorFacts | None = None

    def do(self, *deeds: Deed, said: str, bot: str = "staff") -> FloorView | Refusal:
        """Keep deeds that their guards let pass, and show what came of them."""
        self.keep(*deeds)
        return self.seen(said=said, bot=bot)

    def keep(self, *deeds: Deed) -> "Ground":
        """Keep deeds with their act, and tell whom they concern; tells the ground afterwards."""
        on = self.written([(self.who, each) for each in deeds])
        act: dict[str, Param] = {"deed": deeds[-1].kind, "position": on.facts.floor.position}
        record_each(self.tx, [(self.who, self.verb, act)], "floor", self.on.id)
        return on

    def kept_for(self, done: Sequence[tuple[Person, Deed]]) -> "Ground":
        """Keep what several people did at once, each with their own act.

        The facts are those from before: ``as_if`` has only told what would come of it.
        """
        began = replace(self, facts=self.before or self.facts, before=None)
        on = began.written(done)
        first = began.facts.floor.position + 1
        acts: list[tuple[Person, str, dict[str, Param]]] = [
            (who, self.verb, {"deed": each.kind, "position": position})
            for position, (who, each) in enumerate(done, start=first)
        ]
        record_each(self.tx, acts, "floor", self.on.id)
        return on

    def as_if(self, made: Deed) -> "Ground":
        """The ground as it would be after one more deed, which is not kept yet."""
        now = self.tx.now
        event = replace(
            made,
            position=self.facts.floor.position + 1,
            happened_at=now,
            recorded_at=now,
            origin=self.origin,
        )
        facts = replace(self.facts, floor=after(self.facts.floor, event))
        return replace(self, facts=facts, before=self.before or self.facts)

    def written(self, done: Sequence[tuple[Person, Deed]]) -> "Ground":
        """Write what people did, without their acts; tells the ground afterwards."""
        now = self.tx.now
        events = keep(
            self.tx,
            self.on,
            [
                replace(
                    each,
                    noted_by=who.id,
                    happened_at=self.at or now,
                    recorded_at=now,
                    origin=self.origin,
                )
                for who, each in done
            ],
            position=self.facts.floor.position,
        )
        on = self
        for event in events:
            floor = after(on.facts.floor, event)
            present = on.facts.present - floor.removed
            on = replace(on, facts=replace(on.facts, floor=floor, present=present))
            if self.origin != "afterwards":
                tell(on, event)
        return on

    def seen(self, *, said: str = "", bot: str = "staff") -> FloorView | Refusal:
        """Show the floor to whoever acted, with what the record says of it now."""
        return floor_view(self.tx, self.who, self.on.number, bot, said=said)


def begin(
    tx: Transaction,
    who: Person,
    number: int,
    *,
    verb: str,
    about: str = "",
    origin: Origin = "chat",
    at: int = 0,
) -> Ground | Refusal:
    """Lock a meeting, and gather the facts about whoever acts, or about another."""
    on = sitting(tx, who.community_id, number, lock=True)
    if isinstance(on, Refusal):
        return on
    facts = facts_of(tx, on, about or who.id, at=at)
    return Ground(tx=tx, who=who, on=on, facts=facts, verb=verb, origin=origin, at=at)


# Who is told: those who are here, of another question; a speaker, of the floor that they have.


def tell(now: Ground, event: FloorEvent) -> None:
    """Tell a change of the question to everybody here, and a speaker of their turn."""
    it = now.facts.floor.question
    match event.kind:
        case "open":
            _all(now, event, "floor_opened")
        case "state" if it is not None and it.of:
            _all(now, event, "floor_amendment")
        case "put" | "against" if it is not None:
            _called(now, event, it)
        case "decide":
            _decided(now, event)
        case "speak":
            _one(now, event, "floor_speak", seconds=event.seconds)
        case "hand_over":
            _presides_now(now, event)
        case "warn" if it is not None and it.speech is not None:
            left = max(0, it.speech.ends_at - now.tx.now)
            _one(now, event, "floor_warn", seconds=left)
        case _:
            pass


def _open(on: Ground) -> NoticeButton:
    return ("floor.button.screen", "floor", (on.on.number,))


def _named(on: Ground, it: Question) -> dict[str, Param]:
    """What a notice names: the motion, and the words of what is pending."""
    item = on.facts.found(it.motion)
    assert item is not None, "what is on the floor is on the agenda"
    what = "amendment" if it.of else "motion"
    return {
        "number": item.number,
        "title": item.title,
        "text": it.text or item.title,
        "what_key": f"floor.what.{what}",
    }


def _all(on: Ground, event: FloorEvent, notice: str) -> None:
    it = on.facts.floor.question
    if it is None:
        return
    _tell(on, event, notice, _here(on), _named(on, it), (_open(on),))


def _called(on: Ground, event: FloorEvent, it: Question) -> None:
    side = it.stage
    vote = it.show.id if it.show else 0
    button: NoticeButton = (
        f"floor.button.vote_{side}",
        "floor.vote",
        (on.on.number, vote, side),
    )
    _tell(on, event, f"floor_{side}", _here(on), _named(on, it), (button, _open(on)))


def _decided(on: Ground, event: FloorEvent) -> None:
    it = on.facts.floor.over[-1]
    params = {
        **_named(on, it),
        "yes": event.yes,
        "no": event.no,
        "came": event.amount,
        "outcome_key": f"floor.outcome.{it.outcome}",
    }
    _tell(on, event, "floor_decided", _here(on), params, (_open(on),))


def _one(on: Ground, event: FloorEvent, notice: str, **params: Param) -> None:
    to = these(on.on.community_id, (event.resident,))
    statement: NoticeButton = (
        "floor.button.statement",
        "form.start",
        ("floor_statement", on.on.number),
    )
    _tell(on, event, notice, to, params, (statement, _open(on)))


def _presides_now(on: Ground, event: FloorEvent) -> None:
    """Tell whoever presides from now on, where they do so."""
    notify(
        on.tx,
        on.on.community_id,
        these(on.on.community_id, (event.resident,)),
        notice="floor_hand_over",
        subject=f"{on.on.id}/{event.position}",
        params={"who": named(on, event.noted_by), "title": on.on.title},
        buttons=(_open(on),),
        bot="staff",
        urgent=True,
    )


def _here(on: Ground) -> Any:
    a = attendance.c
    query = select(a.resident_id).where(
        a.community_id == on.on.community_id,
        a.meeting_id == on.on.id,
        a.left_at.is_(None),
    )
    removed = on.facts.floor.removed
    return query.where(a.resident_id.not_in(sorted(removed))) if removed else query


def _tell(
    on: Ground,
    event: FloorEvent,
    notice: str,
    to: Any,
    params: dict[str, Param],
    buttons: Sequence[NoticeButton],
) -> None:
    notify(
        on.tx,
        on.on.community_id,
        to,
        notice=notice,
        subject=f"{on.on.id}/{event.position}",
        params=params,
        buttons=buttons,
        urgent=True,
    )


def item_on_floor(facts: FloorFacts) -> Item:
    """The motion that is on the floor. Raises AssertionError where a guard should have said no."""
    item = facts.item
    assert item is not None, "judged before"
    return item


def named(on: Ground, who: str) -> str:
    """Somebody's name."""
    return names_of(on.tx, on.on.community_id, (who,)).get(who, "")
