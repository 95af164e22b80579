"""What can be done with motions 议案, their answers 答复 and consultations 协商: by whom, how."""

from council.kernel.acts.act import Button, act
from council.motions.commands import (
    AnnounceMotion,
    AskManager,
    DraftMotion,
    EditMotion,
    ReferMotion,
    WithdrawMotion,
)
from council.motions.responses.commands import (
    Acknowledge,
    AnswerMotion,
    Extend,
    NoteOverdue,
    RemindPromise,
)

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
    act("response.ask", "facilitator", Button(AskManager, "number")),
    act("response.acknowledge", "manager", Button(Acknowledge, "number")),
    act("response.extend", "manager", Extend),
    act("response.answer", "manager", AnswerMotion),
    act("response.overdue", "clock", NoteOverdue),
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
