"""What can be done with the counter in the street 线下代办台: by whom, how."""

from functools import partial

from council.counter.assisted.commands import (
    ConfirmAssist,
    OverturnAssist,
    RecordAssist,
    RevokeAssist,
)
from council.counter.ballot_files.commands import (
    ConfirmBallots,
    DropBallots,
    ImportBallots,
    OfferBallots,
    PickBallotsChannel,
    StartBallotsFile,
    TakeBallotsList,
)
from council.counter.count_sheets.commands import TakeCountSheet
from council.counter.deliveries.commands import NoteDelivery, RepeatDelivery
from council.counter.deliveries.rules import check_delivering
from council.counter.follow_ups.commands import ConfirmFollowUp, ContradictFollowUp, MissFollowUp
from council.counter.follow_ups.rules import CallFacts, check_calling
from council.counter.papers.commands import CorrectPaper
from council.counter.proxies.commands import RecordProxy, RevokeProxy
from council.kernel.acts.act import Button, act, also
from council.kernel.acts.moves import Move, Moves
from council.kernel.refusals import Refusal
from council.polls.ballots.commands import RecordPaper
from council.polls.ballots.rules import check_open
from council.polls.facts import PollFacts
from council.polls.hooks import AT_COUNTER

COUNTER = (
    act("ballot.paper", "clerk facilitator", RecordPaper),
    act("ballot.correct_paper", "clerk facilitator", CorrectPaper),
    act(
        "ballot.import",
        "operator clerk facilitator",
        Button(StartBallotsFile, "poll", press="ballots.file"),
        OfferBallots,
        Button(PickBallotsChannel, "revision channel", press="ballots.channel"),
        Button(ConfirmBallots, "revision", press="ballots.confirm"),
        Button(DropBallots, press="ballots.drop"),
        ImportBallots,
        TakeBallotsList,
    ),
    act("desk.fill", "clerk facilitator"),
    act("assist.record", "clerk facilitator", RecordAssist),
    act("assist.confirm", "clerk facilitator", Button(ConfirmAssist, "act")),
    act("assist.revoke", "clerk facilitator", RevokeAssist),
    act("assist.overturn", "resident", Button(OverturnAssist, "act", bots="resident")),
    act("assist.lapse", "clock facilitator"),
    act("follow_up.confirm", "clerk facilitator chair", Button(ConfirmFollowUp, "act")),
    act("follow_up.miss", "clerk facilitator chair", Button(MissFollowUp, "act")),
    act("follow_up.contradict", "clerk facilitator chair", ContradictFollowUp),
    act(
        "delivery.note",
        "clerk facilitator",
        NoteDelivery,
        Button(RepeatDelivery, "poll of first last", press="delivery.repeat"),
    ),
    act("proxy.record", "clerk facilitator", RecordProxy),
    act("proxy.revoke", "clerk facilitator", RevokeProxy),
    also("poll.inspect", TakeCountSheet),
)


def _taking(facts: PollFacts) -> Refusal | None:
    return check_open(facts.poll, now=facts.now)


def _delivering(facts: PollFacts) -> Refusal | None:
    return check_delivering(facts.poll, now=facts.now)


AT_COUNTER.fill(
    Move("ballot.paper", _taking, "form.start paper"),
    Move("ballot.paper", _taking, "poll.desk", "desk"),
    # Before a poll opens, what is delivered is noted there.
    Move(
        "delivery.note",
        _delivering,
        "poll.desk",
        "desk",
        only=lambda it: it.poll.state == "announced",
    ),
)

CALL_MOVES: Moves[CallFacts] = Moves(
    Move("follow_up.confirm", partial(check_calling, outcome="confirm")),
    Move("follow_up.miss", partial(check_calling, outcome="miss")),
    Move(
        "follow_up.contradict", partial(check_calling, outcome="contradict"), "form.start denial"
    ),
)
