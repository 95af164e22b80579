"""A meeting deliberates in chat: from the motion to its recorded vote, and what goes wrong."""

import pytest
from sqlalchemy import select

from council.checks.record import i21_rows_as_acts_left_them, i22_acts_by_those_who_might
from council.kernel.refusals import Refusal, refuse
from council.meetings.arrivals.commands import LeaveMeeting
from council.meetings.commands import AdjournMeeting, CheckIn
from council.meetings.floor.commands import OverLine, RaiseHand
from council.meetings.floor.falls_due import falls_due
from council.meetings.floor.tables import floor_events
from council.motions.reads import motion_view
from council.people.commands import RevokeRole
from tests.council.conftest import Town
from tests.council.meetings.floor.holding import NEIGHBOURS, held, opened


def why(answer: object) -> str:
    """The key of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.key


def state_of(town: Town, number: int) -> str:
    return town.read("何", motion_view, number, "staff").state


def test_a_motion_is_debated_put_and_recorded(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.member("王", "raise_for")

    evening.chair("give")
    town.clock.at += 60
    evening.chair("end", "give")
    town.clock.at += 30
    evening.member("王", "yield")
    evening.chair("put")
    for who in ("王", "赵", "钱"):
        evening.member(who, "vote_for")
    evening.chair("against")
    evening.member("李", "vote_against")
    evening.form("代", "count_against", "1")
    done = evening.chair("decide")

    assert done.over == (
        OverLine(
            kind="motion", number=1, title="小区停车难怎么办", outcome="no_quorum", yes=3, no=2
        ),
    )
    assert state_of(town, 1) == "deliberated"  # eight of twenty are no quorum


def test_with_a_quorum_more_yes_than_no_carries_when_the_meeting_ends(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    evening.chair("put")
    evening.member("王", "vote_for")
    evening.chair("against", "decide")

    put = state_of(town, 1)
    town.act("主", AdjournMeeting, number=evening.met)

    assert (put, state_of(town, 1)) == ("put", "carried")


def test_a_motion_that_nobody_moved_is_moved_and_seconded_in_chat(town: Town):
    evening = held(town)

    evening.do("主", "open", which=1)
    evening.member("李", "move")
    evening.member("赵", "second")
    view = evening.chair("state")

    assert view.motion is not None
    assert (view.motion.number, view.motion.mover, view.motion.seconder, view.motion.stage) == (
        2,
        "李",
        "赵",
        "debate",
    )


def test_what_nobody_seconds_falls(town: Town):
    evening = held(town)
    evening.do("主", "open", which=1)
    evening.member("李", "move")

    done = evening.chair("fall")

    assert [each.outcome for each in done.over] == ["fallen"]
    assert "open" in evening.names("主")  # the other one


def test_an_adopted_amendment_is_what_is_voted_on(town: Town):
    evening = opened(town)
    evening.form("李", "amendment", "先划 50 个车位。", file=True)
    evening.member("赵", "second")
    evening.chair("state", "put")
    evening.member("王", "vote_for")
    done = evening.chair("against", "decide")

    assert done.motion is not None
    assert (done.motion.text, done.amendment) == ("先划 50 个车位。", None)
    assert [(each.kind, each.outcome) for each in done.over] == [("amendment", "carried")]


def test_two_chairs_at_once_the_second_press_is_refused_with_one_sentence(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    mine = evening.press_of("主", "give", "staff")
    others = evening.press_of("何", "give", "staff")

    evening.press("主", mine)
    second = evening.press("何", others)

    assert second == refuse("floor.stale")


def test_a_hand_that_is_raised_meanwhile_makes_no_button_of_the_chair_stale(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    give = evening.press_of("主", "give", "staff")
    evening.member("赵", "raise_against")

    assert not isinstance(evening.press("主", give), Refusal)


def test_who_pressed_for_the_question_of_before_raises_no_hand_on_the_next(town: Town):
    evening = opened(town)
    late = evening.press_of("李", "raise_for", "resident")
    evening.chair("postpone")
    evening.do("主", "open")

    assert why(evening.press("李", late, "resident")) == "floor.other_question"


def test_a_question_is_put_once_at_a_time(town: Town):
    evening = opened(town)
    put = evening.press_of("主", "put", "staff")
    evening.press("主", put)

    again = evening.press("主", put)

    assert why(again) == "floor.stale"
    assert {"open", "postpone", "put", "hand_over"} & set(evening.names("主")) == set()


def test_a_chair_whose_role_is_revoked_in_the_middle_gives_it_back(town: Town):
    evening = opened(town)
    evening.chair("hand_over")
    handed = evening.names("主")
    town.operate(RevokeRole, ref="何", role="facilitator")

    assert "put" not in handed
    assert "put" in evening.names("主")


def test_a_neutral_chair_speaks_after_handing_over(town: Town):
    evening = opened(town)
    neutral = town.act(
        "主", RaiseHand, meeting=evening.met, question=evening_question(evening), side="for"
    )

    evening.chair("hand_over")
    evening.member("主", "raise_for")
    evening.chair("give", "end", "put", "against", "decide", who="何")
    back = evening.chair("take_back")

    assert why(neutral) == "floor.chair_is_neutral"
    assert back.presiding == "主"


def evening_question(evening) -> int:
    """The question that the buttons of members belong to."""
    data = evening.press_of("李", "raise_for", "resident")
    return int(data.split(":")[2])


def test_a_point_of_order_is_ruled_before_the_debate_goes_on(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.member("赵", "raise_order")

    waiting = evening.view("主")
    ruled = evening.chair("taken")

    assert (waiting.point, "give" in [move.name for move in waiting.open_moves]) == ("赵", False)
    assert (ruled.point, "give" in [move.name for move in ruled.open_moves]) == ("", True)


def test_who_did_not_check_in_is_offered_nothing_and_refused(town: Town):
    evening = opened(town, here=("王", "李"))

    refused = town.act(
        "赵", RaiseHand, meeting=evening.met, question=evening_question(evening), side="for"
    )

    assert why(refused) == "floor.not_here"
    assert evening.names("赵", "resident") == []


def test_whoever_left_neither_speaks_nor_votes(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.chair("give")
    evening.form("代", "removal", "李", "代表资格终止", file=True)

    view = evening.view("主")

    assert (view.speaker, view.attended) == (None, 7)
    assert evening.names("李", "resident") == []


def test_a_speaker_is_told_before_the_end_once_and_who_never_stops_is_shown(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.chair("give")
    town.clock.at += 89
    early = town.app.bus.read_now(falls_due)
    town.clock.at += 1
    (due,) = town.app.bus.read_now(falls_due)

    town.app.bus.submit(due).result()
    after = town.app.bus.read_now(falls_due)
    town.clock.at += 45
    over = evening.view("主")

    assert (early, after) == ((), ())
    assert [told for told in town.told("李") if told[0] == "floor_warn"] == [
        ("floor_warn", {"seconds": 30})
    ]
    assert over.speaker is not None
    assert over.now - over.speaker.ends_at == 15


def test_those_here_are_told_of_another_question_and_nobody_else(town: Town):
    evening = opened(town, here=("王", "李"))
    evening.chair("put", "against", "decide")

    told = [[notice for notice, _ in town.told(who) if "floor" in notice] for who in "李赵"]

    assert told == [["floor_opened", "floor_for", "floor_against", "floor_decided"], []]


def test_a_motion_of_consensus_is_concluded_without_a_vote(town: Town):
    evening = held(town, legal_class="R-XS")
    evening.chair("open", "state")

    done = evening.chair("conclude")

    assert [each.outcome for each in done.over] == ["concluded"]
    assert state_of(town, 1) == "deliberated"


def test_the_adults_of_the_list_need_not_be_told(town: Town):
    evening = held(town, legal_class="R-JM26")
    evening.chair("open", "state")

    view = evening.view("代")

    assert view.needed == len((*NEIGHBOURS, "何", "主", "物", "代")) // 2 + 1
    assert "body" not in [move.name for move in view.open_moves]


def test_speaking_times_may_be_changed_before_the_first_motion_only(town: Town):
    evening = held(town)

    evening.form("主", "limits", "90 1")
    evening.chair("open", "state")
    evening.member("李", "raise_for")
    view = evening.chair("give")

    assert view.speaker is not None
    assert view.speaker.ends_at - view.speaker.began_at == 90
    assert "limits" not in evening.names("主")


def test_the_log_is_sealed_by_its_acts(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.chair("give", "end", "put", "against", "decide")

    kept = town.rows(select(floor_events.c.position).order_by(floor_events.c.position))
    seals = town.app.bus.read_now(i21_rows_as_acts_left_them)
    roles = town.app.bus.read_now(i22_acts_by_those_who_might)

    assert [row.position for row in kept] == list(range(1, len(kept) + 1))
    assert (seals.state, roles.state) == ("holds", "holds")


@pytest.mark.parametrize("who", ["王", "代"])
def test_only_who_presides_is_offered_what_the_chair_does(town: Town, who: str):
    evening = opened(town)

    offered = set(evening.names(who)) if who == "代" else set(evening.names(who, "resident"))

    assert not offered & {"put", "give", "end", "open", "postpone", "hand_over", "taken"}


def test_who_leaves_early_is_not_counted_has_no_hand_and_no_vote_until_they_come_back(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.member("赵", "raise_for")
    told = len(town.told("李"))

    town.act("李", LeaveMeeting, number=evening.met)
    gone = evening.view("李", "resident")
    console = evening.view("主")
    evening.chair("give", "end", "put")
    voted = evening.view("李", "resident")
    back = town.act("李", CheckIn, number=evening.met)
    here = evening.names("李", "resident")

    assert (gone.here, gone.attended, [move.name for move in gone.open_moves]) == (False, 7, [])
    assert [each.name for each in console.queue] == ["赵"]
    assert [move.name for move in voted.open_moves] == []
    assert [notice for notice, _ in town.told("李")[told:]] == []
    assert not isinstance(back, Refusal)
    assert "vote_for" in here


def test_a_vote_that_is_not_closed_loses_who_leaves_and_can_still_be_closed(town: Town):
    evening = opened(town, here=NEIGHBOURS[:2])
    evening.form("代", "body", "4")
    evening.chair("put")
    for who in ("王", "李"):
        evening.member(who, "vote_for")

    for who in ("王", "何", "主"):
        town.act(who, LeaveMeeting, number=evening.met)
    done = evening.chair("against", "decide")

    assert [(each.yes, each.no) for each in done.over] == [(1, 0)]


def test_a_deputy_who_leaves_gives_the_chair_back(town: Town):
    evening = opened(town)
    evening.do("主", "hand_over")

    town.act("何", LeaveMeeting, number=evening.met)

    assert "put" in evening.names("主")


def test_whoever_gets_the_chair_is_told_at_the_desk(town: Town):
    evening = opened(town)

    evening.do("主", "hand_over")

    assert town.told("何", "staff")[-1] == ("floor_hand_over", {"who": "主", "title": "议事会"})
