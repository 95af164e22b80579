"""What can be done with polls 表决 and ballots cast in the chat: by whom, how."""

from council.kernel.acts.act import Button, act, also
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
    DraftMotionFromRanking,
    DraftRanking,
    DraftRatification,
    ExtendPoll,
    OpenPoll,
    RecordFirstClose,
    RemindVoters,
)

POLLS = (
    act("poll.draft", "facilitator", DraftRanking, DraftRatification),
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
        Button(OpenSheet, "poll", press="ballot.open", bots="resident"),
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
