"""What the minutes are made of: motions, speeches by side and length, amendments, points, votes."""

from council.meetings.commands import AdjournMeeting
from council.meetings.floor.proceedings import (
    AmendmentHeard,
    ChairTaken,
    Gone,
    MotionHeard,
    PointRaised,
    Proceedings,
    ShowOfHands,
    Somebody,
    SpeechHeld,
    proceedings,
    text_voted,
)
from council.meetings.records import meeting_by
from council.resolutions.commands import DraftMeetingResolution
from tests.council.conftest import Town
from tests.council.evening import at
from tests.council.meetings.floor.holding import WHEN, Held, opened


def gathered(town: Town) -> Proceedings:
    return town.app.bus.read_now(
        lambda tx: proceedings(tx, town.id, meeting_by(tx, town.id, number=1).id)
    )


def somebody(evening: Held, name: str) -> Somebody:
    return Somebody(id=evening.person(name).id, name=name)


def nobody() -> Somebody:
    return Somebody(id="", name="")


def test_what_happened_is_told_motion_by_motion(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    evening.member("李", "raise_against")
    evening.chair("give")
    evening.form("李", "floor_statement", "太贵了。")
    town.clock.at += 130
    evening.chair("end")
    evening.member("赵", "raise_order")
    evening.chair("refused")
    evening.form("钱", "amendment", "只划 50 个。", file=True)
    evening.member("孙", "second")
    evening.chair("state", "put")
    evening.member("王", "vote_for")
    evening.chair("against", "decide", "put")
    evening.member("王", "vote_for")
    evening.form("代", "count_for", "3")
    evening.chair("against", "decide")

    (motion,) = gathered(town).motions

    assert motion.vote is not None
    assert (motion.vote.vote.entitled, motion.vote.vote.quorum_needed) == (12, 7)
    began = at(WHEN)
    assert motion == MotionHeard(
        number=1,
        title="小区停车难怎么办",
        drafted="412 辆车，236 个车位。",
        text_voted="只划 50 个。",
        mover=somebody(evening, "王"),
        seconder=nobody(),
        backed=True,
        opened_at=began,
        closed_at=began + 130,
        speeches=(
            SpeechHeld(
                speaker=somebody(evening, "李"),
                side="against",
                at=began,
                seconds=130,
                over_time=10,
                texts=("太贵了。",),
                voices=(),
                in_writing=False,
                origin="chat",
            ),
        ),
        amendments=(
            AmendmentHeard(
                text="只划 50 个。",
                mover=somebody(evening, "钱"),
                seconder=somebody(evening, "孙"),
                at=began + 130,
                speeches=(),
                points=(),
                breaches=(),
                hands=ShowOfHands(
                    put_at=began + 130,
                    closed_at=began + 130,
                    came=8,
                    yes=1,
                    no=0,
                    by_name=1,
                    origin="chat",
                ),
                outcome="carried",
                origin="chat",
            ),
        ),
        points=(
            PointRaised(
                by=somebody(evening, "赵"), at=began + 130, ruling="refused", origin="chat"
            ),
        ),
        breaches=(),
        hands=ShowOfHands(
            put_at=began + 130,
            closed_at=began + 130,
            came=8,
            yes=4,
            no=0,
            by_name=1,
            origin="chat",
        ),
        vote=motion.vote,
        outcome="carried",
        origin="chat",
    )
    assert motion.spoke("against") == (1, 130)


def test_the_chair_that_changes_hands_and_who_leaves_are_told(town: Town):
    evening = opened(town)
    evening.form("代", "removal", "周", "提前离开", file=True)
    evening.chair("hand_over")
    evening.chair("postpone", who="何")
    evening.chair("take_back")

    told = gathered(town)

    began, chair, deputy = at(WHEN), somebody(evening, "主"), somebody(evening, "何")
    assert told.gone == (Gone(who=somebody(evening, "周"), reason="提前离开", at=began),)
    assert told.chairs == (
        ChairTaken(by=chair, to=deputy, at=began, taken_back=False),
        ChairTaken(by=chair, to=chair, at=began, taken_back=True),
    )
    assert [each.outcome for each in told.motions] == ["postponed"]


def test_a_resolution_takes_over_the_words_that_were_carried(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    evening.form("钱", "amendment", "只划 50 个。", file=True)
    evening.member("孙", "second")
    evening.chair("state", "put")
    evening.member("王", "vote_for")
    evening.chair("against", "decide", "put")
    evening.member("王", "vote_for")
    evening.chair("against", "decide")
    town.act("主", AdjournMeeting, number=1)

    drafted = town.act("何", DraftMeetingResolution, motion=1)

    def words(tx):
        return text_voted(tx, town.id, meeting_by(tx, town.id, number=1).id, "")

    assert drafted.body == "只划 50 个。"
    assert town.app.bus.read_now(words) == ""
