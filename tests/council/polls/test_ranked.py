"""A ranking once it is over: counted, certified by a second person, told, and made a motion."""

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.polls.commands import (
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftMotionFromRanking,
    RankedMotionDrafted,
    Turnout,
)
from council.polls.reads import show, show_as_resident
from council.polls.records import poll_by
from council.polls.recount import result_of
from council.wordings import render
from tests.council.conftest import Town
from tests.council.polls.polling import RANKED, council, motion_state, open_ranking, receipt, vote


def recounted(town: Town) -> object:
    """What the kept ballots of poll 1 give when they are counted again."""
    return town.read("召", lambda tx, who: result_of(tx, poll_by(tx, who.community_id, number=1)))


def test_a_ranking_is_counted_certified_by_a_second_person_and_told(town: Town):
    council(town)
    open_ranking(town)
    for name, order in (("召", "AB"), ("集", "CB"), ("主", "BC"), ("代", "CA")):
        receipt(vote(town, name, order))
    town.act("召", ClosePoll, poll=1)
    counted = town.act("召", CountPoll, poll=1)

    own = town.act("召", CertifyPoll, poll=1)
    certified = town.act("主", CertifyPoll, poll=1)

    assert counted.ranking.winner == "C"
    assert own == Refusal("poll.same_person", {})
    assert (certified.state, certified.certified_by) == ("certified", "主")
    assert motion_state(town) == "carried"
    assert town.told("代")[-1] == (
        "poll_ranked",
        {
            "number": 1,
            "title": "停车方案意向排序",
            "poll_key": "poll.name.ranking",
            "letter": "C",
            "option": "道闸+重新划线",
            "ballots": 4,
        },
    )
    assert recounted(town) == certified.ranking


def test_a_ranking_in_which_nobody_voted_is_no_tie(town: Town):
    council(town)
    open_ranking(town)
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)
    town.act("主", CertifyPoll, poll=1)

    shown = render(town.read("代", show_as_resident, 1), Translator("zh_CN")).text

    assert "没有人投票，没有结果" in shown
    assert "平局" not in shown
    assert town.told("代")[-1][0] == "poll_ranked_nobody"


def test_a_resident_reads_the_result_first_and_no_fingerprint(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)
    town.act("主", CertifyPoll, poll=1)

    resident = render(town.read("代", show_as_resident, 1), Translator("zh_CN")).text.splitlines()
    staff = render(town.read("召", show, 1), Translator("zh_CN")).text

    assert "胜出" in resident[1]
    assert "指纹" not in "".join(resident)
    assert "指纹" in staff


def test_before_the_count_nobody_sees_what_was_chosen(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))

    town.person("邻")
    staff = town.read("召", show, 1)
    resident = town.read("邻", show, 1)

    assert (staff.ranking, staff.turnout) == (None, Turnout(voted=1, roll=4))
    assert (resident.ranking, resident.turnout) == (None, None)


def test_the_motion_is_drafted_from_the_ranking_without_its_ballots(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    early = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8")
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)

    made = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8")
    wrong = town.act("召", DraftMotionFromRanking, poll=1, legal_class="R-XS")
    nothing = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8", letter="D")

    assert early == Refusal("poll.not_counted", RANKED)
    assert isinstance(made, RankedMotionDrafted)
    assert (made.poll, made.letter, made.title, made.legal_class) == (
        1,
        "A",
        "立体停车场",
        "O-8",
    )
    assert motion_state(town, made.motion) == "drafted"
    assert wrong.key == "poll.class_unknown"
    assert nothing == Refusal("poll.status_quo", RANKED)
