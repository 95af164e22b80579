"""What can be done with motions 议案, their answers 答复 and consultations 协商: by whom, how."""

from functools import partial

from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves
from council.motions.commands import (
    AnnounceMotion,
    AskParty,
    DraftMotion,
    EditMotion,
    ReferMotion,
    WithdrawMotion,
)
from council.motions.consultations.rules import CONSULTATION, check_taking
from council.motions.facts import MotionFacts
from council.motions.hooks import (
    PUT_OFF,
    TO_AGENDA,
    TO_POLL,
    TO_RESOLUTION,
    TO_STATEMENTS,
    WHEN_HEARD,
)
from council.motions.responses.commands import (
    Acknowledge,
    AnswerMotion,
    AskBack,
    ClimbLadder,
    CompleteAnswer,
    Extend,
    HandBack,
    HandOn,
    PlanAnswer,
    RateAnswer,
    RemindPromise,
    ReplyToQuestion,
    TakeOn,
)
from council.motions.responses.guards import (
    check_asking_back,
    check_completing,
    check_handing_back,
    check_handing_on,
    check_planning,
    check_rating,
    check_replying,
    check_taking_on,
    taking,
)
from council.motions.responses.rates import LEVELS
from council.motions.responses.rules import (
    check_acknowledging,
    check_answering,
    check_asking,
    check_extending,
)
from council.motions.rules import MOTION, check_announcing, check_editable
from council.rules.power_list.matter import PARTIES

#: Those who speak for a party.
ANSWERING = " ".join(PARTIES)

MOTIONS = (
    act("motion.draft", "facilitator", DraftMotion),
    act("motion.edit", "facilitator", EditMotion),
    act("motion.put_on_agenda", "facilitator"),
    act("motion.announce", "facilitator", Button(AnnounceMotion, "number")),
    act("motion.deliberate", "facilitator chair"),
    act("motion.adjourn", "facilitator chair"),
    act("motion.refer", "facilitator chair", Button(ReferMotion, "number", sure=True)),
    act("motion.withdraw", "facilitator", Button(WithdrawMotion, "number", sure=True)),
    act("motion.put", "facilitator chair clock"),
    act("motion.vote", "facilitator chair"),
    act("motion.recount", "facilitator chair"),
    act("motion.agree", "facilitator chair"),
    act("motion.carry", "facilitator chair clock"),
    act("motion.lose", "facilitator chair clock"),
    act("response.ask", "facilitator", AskParty),
    act("response.acknowledge", ANSWERING, Button(Acknowledge, "number")),
    act("response.extend", ANSWERING, Extend),
    act("response.answer", ANSWERING, AnswerMotion),
    act("response.hand_on", ANSWERING, HandOn),
    act("response.take_on", ANSWERING, Button(TakeOn, "number")),
    act("response.hand_back", ANSWERING, HandBack),
    act("response.question", ANSWERING, AskBack),
    act("response.reply", "resident", ReplyToQuestion),
    act("response.plan", ANSWERING, PlanAnswer),
    act("response.complete", f"{ANSWERING} facilitator", CompleteAnswer),
    act("response.rate", "resident", Button(RateAnswer, "number level", bots="resident")),
    act("response.climb", "clock", ClimbLadder),
    act("response.remind", "clock", RemindPromise),
    act("consultation.agree", "facilitator chair"),
    act("consultation.dissent", "facilitator chair"),
    act("consultation.settle", "facilitator chair"),
    act("consultation.refer", "facilitator chair"),
    act("consultation.implement", "facilitator chair"),
    act("consultation.report", "facilitator chair"),
    act("consultation.close", "facilitator chair"),
    act("consultation.fill", "facilitator chair"),
)


def _step(step: str) -> Move[MotionFacts]:
    return Move(
        f"consultation.{step}",
        partial(check_taking, step=step),
        "form.start consult",
        f"consult_{step}",
        carries=lambda motion: (f"{motion.number}-{step}",),
    )


def _not_talked_over(motion: MotionFacts) -> bool:
    """A motion that is talked over is referred by its consultation."""
    return check_taking(motion, step="refer") is not None


MOTION_MOVES: Moves[MotionFacts] = Moves(
    Move("response.acknowledge", check_acknowledging, only=lambda it: it.response == "asked"),
    Move("response.answer", check_answering, "form.start answer"),
    Move("response.extend", check_extending, "form.start extension"),
    Move("response.take_on", check_taking_on, only=lambda it: bool(taking(it))),
    Move("response.hand_back", check_handing_back, "form.start hand_back"),
    Move("response.hand_on", check_handing_on, "form.start hand_on"),
    Move("response.question", check_asking_back, "form.start question"),
    Move("response.plan", check_planning, "form.start answer_plan"),
    Move("response.complete", check_completing, "form.start complete"),
    Move("motion.edit", check_editable, "form.start motion_title", "edit_title"),
    Move("motion.edit", check_editable, "form.start motion_body", "edit_body"),
    TO_AGENDA,
    Move("motion.announce", check_announcing),
    TO_STATEMENTS,
    WHEN_HEARD,
    *map(_step, CONSULTATION.moves),
    TO_POLL,
    PUT_OFF,
    TO_RESOLUTION,
    Move("response.ask", check_asking, "form.start ask"),
    Move("motion.refer", MOTION.guard("refer"), only=_not_talked_over),
    Move("motion.withdraw", MOTION.guard("withdraw")),
)


def _rating(level: str) -> Move[MotionFacts]:
    return Move(
        "response.rate",
        check_rating,
        name=f"rate_{level}",
        carries=lambda motion: (motion.number, level),
    )


#: What residents do about a motion on its screen in their bot.
OWN_MOTION_MOVES: Moves[MotionFacts] = Moves(
    Move("response.reply", check_replying, "form.start reply"),
    *map(_rating, LEVELS),
)
