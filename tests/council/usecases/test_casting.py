"""Casting: from the sheet to the receipt, and every way it can be refused."""

from council.commands.ballots import BallotCast, BallotSheet, CastBallot, OpenSheet
from council.domain.polls import PollOption
from council.domain.refusals import Refusal
from tests.council.conftest import NOON, Town
from tests.council.usecases.polling import WEEK, Step, open_ranking, receipt, vote

A = PollOption(letter="A", title="立体停车场")
B = PollOption(letter="B", title="错峰共享")
C = PollOption(letter="C", title="道闸+重新划线")
D = PollOption(letter="D", title="维持现状", status_quo=True)


def test_a_cast_ballot_is_answered_with_a_receipt(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    number = open_ranking(town)

    cast = receipt(vote(town, "王芳", "CA", number))

    assert cast == BallotCast(
        number=number,
        kind="ranking",
        title="停车方案意向排序",
        ranked=((C,), (A,)),
        unranked=(B, D),
        choice="",
        units=(),
        area_x100=0,
        revision=1,
        unchanged=False,
        cast_at=NOON,
        closes_at=NOON + WEEK,
        receipt=cast.receipt,
        others=0,
        locale="zh_CN",
        timezone="Asia/Shanghai",
    )
