"""The floor 议事现场: what bots show of it, and what the minutes are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.floor.acts import open_moves
from council.meetings.floor.commands import (
    FloorView,
    OverLine,
    QuestionView,
    SpeakerView,
    VoteView,
    WaitingView,
)
from council.meetings.floor.facts import FloorFacts, Item, Member
from council.meetings.floor.floor import Question
from council.meetings.floor.guards_chair import hindrance
from council.meetings.floor.records import Sitting, facts_of, names_of, sitting
from council.meetings.floor.rules import queue
from council.meetings.tables import meetings

#: How many who wait, and how many questions of before, a screen shows.
WAITING, OVER = 12, 4


def floor_now(tx: Transaction, who: Person, bot: str) -> FloorView | Refusal:
    """The floor of the meeting that is held now; the latest begun, if there are several."""
    m = meetings.c
    number = tx.connection.scalar(
        select(m.number)
        .where(m.community_id == who.community_id, m.state == "in_session")
        .order_by(m.opened_at.desc(), m.number.desc())
        .limit(1)
    )
    return refuse("floor.no_meeting") if number is None else floor_view(tx, who, number, bot)


def floor_view(
    tx: Transaction, who: Person, number: int, bot: str, *, said: str = ""
) -> FloorView | Refusal:
    """The floor of a meeting as somebody sees it, with what they may do."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    on = sitting(tx, who.community_id, number)
    if isinstance(on, Refusal):
        return on
    facts = facts_of(tx, on, who.id)
    names = names_of(tx, on.community_id, _mentioned(facts))
    return _seen_by(tx, who, on, facts, bot, said, names)


def views_of(
    tx: Transaction, on: Sitting, facts: FloorFacts, readers: Sequence[tuple[Person, str]]
) -> list[FloorView]:
    """Show the floor to several members at once, each with what their own press did."""
    names = names_of(tx, on.community_id, _mentioned(facts))
    return [
        _seen_by(
            tx,
            who,
            on,
            replace(facts, me=Member(id=who.id, here=who.id in facts.present)),
            "resident",
            said,
            names,
        )
        for who, said in readers
    ]


def _seen_by(
    tx: Transaction,
    who: Person,
    on: Sitting,
    facts: FloorFacts,
    bot: str,
    said: str,
    names: Mapping[str, str],
) -> FloorView:
    floor, it = facts.floor, facts.question
    waiting = queue(it, floor.rules) if it is not None else ()
    place = next((n for n, hand in enumerate(waiting, 1) if hand.resident == who.id), 0)
    item = facts.item
    return FloorView(
        bot=bot,
        meeting=on.number,
        title=on.title,
        in_session=on.in_session,
        now=tx.now,
        here=facts.me.id in facts.present,
        attended=facts.came,
        needed=item.needed if item is not None else 0,
        presiding=names.get(floor.presiding, ""),
        motion=_question(facts, floor.motion, names),
        amendment=_question(facts, floor.amendment, names),
        speaker=_speaker(facts, names),
        queue=tuple(
            WaitingView(
                name=names.get(hand.resident, ""),
                side=hand.side,
                spoke=it.turns_of(hand.resident) if it is not None else 0,
                own=hand.resident == who.id,
                in_room=hand.origin == "room",
            )
            for hand in waiting[:WAITING]
        ),
        place=place,
        turns=max(0, floor.rules.speech_times - it.turns_of(who.id)) if it is not None else 0,
        speech_seconds=floor.rules.speech_seconds,
        point=names.get(it.point.resident, "") if it is not None and it.point else "",
        vote=_vote(facts),
        over=tuple(_over(facts, each) for each in floor.over[-OVER:]),
        afterwards=it is not None and it.origin == "afterwards",
        open_moves=open_moves(who, facts, bot, lambda ids: names_of(tx, on.community_id, ids)),
        hindered=hindrance(facts) if bot == "staff" else None,
        said=said,
    )


def _mentioned(facts: FloorFacts) -> set[str]:
    """Everybody whom a screen may name."""
    found = {facts.floor.presiding}
    for it in (facts.floor.motion, facts.floor.amendment):
        if it is None:
            continue
        found |= {it.mover, it.seconder, *(hand.resident for hand in it.hands)}
        found |= {it.speech.resident} if it.speech else set()
        found |= {it.point.resident} if it.point else set()
    return found


def _item(facts: FloorFacts, it: Question) -> Item:
    item = facts.found(it.motion)
    if item is None:  # it was put off, and is on another agenda by now
        return Item(id=it.motion, number=0, title="", body="", state="", by_hands=False)
    return item


def _question(
    facts: FloorFacts, it: Question | None, names: Mapping[str, str]
) -> QuestionView | None:
    if it is None:
        return None
    item = _item(facts, it)
    given = [each.side for each in it.speeches]
    given += [each.side for each in it.statements if not each.speech]
    return QuestionView(
        kind=it.kind,
        number=item.number,
        title=item.title,
        text=it.text,
        drafted=item.body if it.kind == "motion" else "",
        stage=it.stage,
        mover=names.get(it.mover, ""),
        seconder=names.get(it.seconder, ""),
        backed=it.backed,
        spoke_for=given.count("for"),
        spoke_against=given.count("against"),
    )


def _speaker(facts: FloorFacts, names: Mapping[str, str]) -> SpeakerView | None:
    it = facts.question
    if it is None or it.speech is None:
        return None
    speech = it.speech
    return SpeakerView(
        name=names.get(speech.resident, ""),
        side=speech.side,
        began_at=speech.began_at,
        ends_at=speech.ends_at,
        warned=speech.warned,
        own=speech.resident == facts.me.id,
    )


def _vote(facts: FloorFacts) -> VoteView | None:
    it = facts.question
    if it is None or it.show is None or not it.is_voted_on:
        return None
    return VoteView(
        side=it.stage,
        voted=it.show.voted,
        came=facts.came,
        entitled=it.show.entitled,
        own=it.show.by_name.get(facts.me.id, ""),
    )


def _over(facts: FloorFacts, it: Question) -> OverLine:
    item = _item(facts, it)
    return OverLine(
        kind=it.kind,
        number=item.number,
        title=item.title,
        outcome=it.outcome,
        yes=it.show.yes if it.show else 0,
        no=it.show.no if it.show else 0,
    )
