"""What can be done with polls 表决 and ballots cast in the chat: by whom, how."""

from council.kernel.acts.act import Button, act, also
from council.kernel.acts.moves import Move, Moves
from council.kernel.refusals import Refusal
from council.motions.hooks import TO_POLL
from council.polls.ballots.commands import (
    CastBallot,
    ChooseOnSheet,
    DisownBallot,
    MarkBallot,
    OpenSheet,
    TypeRanking,
)
from council.polls.commands import (
    AnnouncePoll,
    AnnulPoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftBudget,
    DraftMotionFromRanking,
    DraftRanking,
    DraftRatification,
    ExtendPoll,
    OpenPoll,
    RecordFirstClose,
    RemindVoters,
)
from council.polls.facts import PollFacts
from council.polls.hooks import AT_COUNTER
from council.polls.rules import (
    POLL,
    check_certifying,
    check_closing,
    check_extendable,
    check_inspecting,
    check_opening,
    check_reminding,
    check_singling_out,
)

POLLS = (
    act("poll.draft", "facilitator", DraftRanking, DraftBudget, DraftRatification),
    act("poll.announce", "facilitator", Button(AnnouncePoll, "poll", press="poll.announce.sure")),
    act("poll.open", "facilitator clock", Button(OpenPoll, "poll")),
    act(
        "poll.close",
        "facilitator clock",
        Button(ClosePoll, "poll", press="poll.close.sure"),
        RecordFirstClose,
    ),
    act("poll.extend", "facilitator", ExtendPoll),
    act("poll.count", "facilitator clock", Button(CountPoll, "poll")),
    act(
        "poll.certify", "facilitator chair", Button(CertifyPoll, "poll", press="poll.certify.sure")
    ),
    act("poll.annul", "facilitator", AnnulPoll),
    act("poll.inspect", "facilitator chair clerk auditor operator"),
    act("poll.remind", "clock facilitator", Button(RemindVoters, "poll")),
    act(
        "ballot.mark",
        "resident",
        Button(OpenSheet, "poll", press="ballot.open", bots="resident", page="/polls/{}"),
        *(
            Button(
                MarkBallot,
                "poll revision letter",
                press=f"ballot.{mark}",
                fixed={"act": mark},
                bots="resident",
            )
            for mark in ("tap", "undo", "clear", "tie", "done", "back")
        ),
        Button(TypeRanking, "poll text", press="ballot.typed", bots="resident"),
        Button(
            ChooseOnSheet, "poll revision place choice", press="ballot.choose", bots="resident"
        ),
        Button(
            ChooseOnSheet,
            "poll revision place",
            press="ballot.head",
            fixed={"choice": ""},
            bots="resident",
        ),
    ),
    act("ballot.cast", "resident", Button(CastBallot, "poll revision", bots="resident")),
    act("ballot.disown", "resident", Button(DisownBallot, "poll place revision", bots="resident")),
    also("motion.draft", DraftMotionFromRanking),
)


def _extending(facts: PollFacts) -> Refusal | None:
    return check_extendable(facts.poll, now=facts.now)


def _certifying(facts: PollFacts) -> Refusal | None:
    involved = (facts.poll.created_by, facts.poll.counted_by)
    return check_certifying(facts.person, state=facts.state, involved=involved)


POLL_MOVES: Moves[PollFacts] = Moves(
    Move("poll.announce", POLL.guard("announce")),
    Move("poll.open", check_opening, only=lambda it: it.state != "open"),
    Move("poll.extend", _extending, "form.start extend"),
    Move("poll.count", POLL.guard("count")),
    Move("poll.certify", _certifying),
    Move("poll.remind", check_reminding),
    AT_COUNTER,
    Move("motion.draft", check_singling_out, "form.start ranked_motion", "motion"),
    Move("poll.inspect", check_inspecting),
    # What nothing takes back stands below everything else.
    Move("poll.close", check_closing, only=lambda it: it.state != "closed"),
    Move("poll.annul", POLL.guard("annul"), "form.start annul"),
)

TO_POLL.fill(Move("poll.draft", lambda it: it.unpolled, "poll.new", "poll"))
