"""Whose turn it is, what may happen, and what a whole evening adds up to (docs/rules.md#the-floor)."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.meetings.floor.facts import HANDS
from council.meetings.floor.floor import VOTES, Floor, Question
from council.meetings.floor.guards import check_question, check_turn
from council.meetings.floor.guards_chair import check_time
from council.meetings.floor.rules import queue, replay, tally
from tests.council.meetings.floor.evening import CHAIRS, DEEDS, MEMBERS, Evening, rules


def debated(evening: Evening) -> Evening:
    """Motion 1 is on the floor and stated."""
    evening.all("主 open m1", "主 state")
    return evening


def order(evening: Evening) -> str:
    """Who is next, and next."""
    return " ".join(
        f"{each.resident}{each.side}" for each in queue(evening.question, evening.rules)
    )


def key(evening: Evening, deed: str) -> str:
    who, what, *arg = deed.split()
    refusal = evening.act(who, what, *arg)
    return "" if refusal is None else refusal.key


def test_a_motion_from_a_seconded_proposal_counts_as_moved_and_seconded():
    evening = Evening()

    evening.all("主 open m1")

    assert (evening.question.stage, evening.question.mover, evening.question.backed) == (
        "stating",
        "王",
        True,
    )


def test_another_motion_needs_a_mover_and_somebody_else_to_second_it():
    evening = Evening()
    evening.all("主 open m2")

    early = key(evening, "主 state")
    evening.all("李 move")
    own = key(evening, "李 second")
    evening.all("王 second", "主 state")

    assert (early, own) == ("floor.not_at", "floor.own_motion")
    assert (evening.question.stage, evening.question.mover, evening.question.seconder) == (
        "debate",
        "李",
        "王",
    )


def test_no_second_is_asked_for_where_the_rules_want_none():
    evening = Evening(rules=rules(second_required=False))

    evening.all("主 open m2", "李 move", "主 state")

    assert evening.question.stage == "debate"


def test_one_motion_at_a_time():
    evening = debated(Evening())

    assert key(evening, "主 open m2") == "floor.one_at_a_time"


def test_who_has_not_spoken_comes_first_then_sides_alternate_then_the_first_hand():
    evening = debated(Evening())
    evening.all("王 raise for", "主 speak", "主 end")

    evening.all("王 raise against", "李 raise for", "赵 raise for", "钱 raise against")

    assert order(evening) == "钱against 李for 赵for 王against"


def test_a_question_to_the_mover_fits_either_side():
    evening = debated(Evening())
    evening.all("王 raise for", "主 speak", "主 end")

    evening.all("李 raise for", "赵 raise ask", "钱 raise against")

    assert order(evening) == "赵ask 钱against 李for"


def test_without_either_rule_the_first_hand_is_first():
    evening = debated(Evening(rules=rules(alternate_sides=False, new_speakers_first=False)))
    evening.all("王 raise for", "主 speak", "主 end")

    evening.all("王 raise for", "李 raise for", "钱 raise against")

    assert order(evening) == "王for 李for 钱against"


def test_two_speeches_each_and_a_statement_is_one_of_them():
    evening = debated(Evening())
    evening.all("王 raise for", "主 speak", "主 end", "王 statement")

    assert key(evening, "王 raise for") == "floor.turns_used"
    assert key(evening, "王 statement") == "floor.turns_used"
    assert key(evening, "王 raise order") == ""


def test_what_the_speaker_writes_belongs_to_the_speech():
    evening = debated(Evening())
    evening.all("王 raise for", "主 speak", "王 statement", "王 statement", "王 statement")

    assert key(evening, "王 statement") == "floor.enough_said"
    evening.all("王 end")
    assert evening.question.turns_of("王") == 1
    assert len(evening.question.statements) == 3


def test_the_question_is_put_when_nobody_wants_to_speak_and_by_the_chair_alone():
    evening = debated(Evening())
    evening.all("王 raise for")

    waiting = key(evening, "主 put")
    evening.all("主 speak")
    speaking = key(evening, "主 put")
    evening.all("主 end")
    member = key(evening, "王 put")

    assert (waiting, speaking, member) == (
        "floor.hands_wait",
        "floor.somebody_speaks",
        "floor.not_presiding",
    )
    evening.all("主 put")


def test_yes_is_called_first_then_no_and_everybody_votes_once():
    evening = debated(Evening())
    evening.all("主 put")

    early = key(evening, "王 vote against")
    evening.all("李 vote for")
    twice = key(evening, "李 vote for")
    evening.all("主 against")
    both = key(evening, "李 vote against")
    late = key(evening, "钱 vote for")

    assert (early, twice, both, late) == (
        "floor.not_called",
        "floor.voted",
        "floor.voted",
        "floor.not_called",
    )


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        (("王 vote for", "主 against", "李 vote against"), "lost"),
        (("王 vote for", "赵 vote for", "主 against", "李 vote against"), "carried"),
        (("主 against",), "lost"),
    ],
)
def test_a_tie_fails(votes: tuple[str, ...], outcome: str):
    evening = debated(Evening())

    evening.all("主 put", *votes, "主 decide")

    assert evening.floor.over[-1].outcome == outcome
    assert evening.floor.motion is None


def test_an_amendment_is_voted_before_its_motion_and_changes_its_words():
    evening = debated(Evening())
    evening.all("王 raise for", "李 amend")

    deeper = key(evening, "赵 amend")
    evening.all("赵 second", "主 state")
    first = evening.question.kind
    evening.all("主 put", "赵 vote for", "主 against", "主 decide")

    (amendment,) = evening.floor.over
    assert (deeper, first) == ("floor.one_level", "amendment")
    assert evening.question.text == amendment.text != ""
    assert order(evening) == "王for"  # whoever wanted to speak to the motion still does


def test_a_lost_amendment_leaves_the_motion_as_it_was_drafted():
    evening = debated(Evening())

    evening.all("李 amend", "赵 second", "主 state", "主 put", "主 against", "主 decide")

    assert (evening.question.kind, evening.question.text) == ("motion", "")


def test_a_point_of_order_interrupts_and_is_ruled_before_anything_else():
    evening = debated(Evening())
    evening.all("王 raise for", "主 speak", "赵 raise order", "主 end", "李 raise for")

    waits = key(evening, "主 speak")
    evening.all("主 rule")

    (point,) = evening.question.points
    assert waits == "floor.rule_first"
    assert (point.resident, point.ruling) == ("赵", "taken")
    evening.all("主 speak")


def test_a_neutral_chair_hands_over_to_speak_and_takes_back_after_the_vote():
    evening = debated(Evening())

    neutral = key(evening, "主 raise for")
    evening.all("主 hand_over 何", "主 raise for")
    not_now = key(evening, "主 speak")
    evening.all("何 speak", "何 end")
    early = key(evening, "主 take_back")
    evening.all("何 put", "何 against", "何 decide", "主 take_back", "主 open m2")

    assert (neutral, not_now, early) == (
        "floor.chair_is_neutral",
        "floor.not_presiding",
        "floor.after_the_vote",
    )


def test_what_was_decided_does_not_come_up_again_the_same_evening():
    evening = debated(Evening())
    evening.all("主 put", "主 against", "主 decide")
    again = Evening(rules=rules(reconsider=True))
    debated(again).all("主 put", "主 against", "主 decide")

    assert key(evening, "主 open m1") == "floor.not_again"
    assert key(again, "主 open m1") == ""


def test_a_motion_that_hands_do_not_decide_is_concluded():
    evening = Evening()
    evening.all("主 open m3", "主 state")

    put = key(evening, "主 put")
    evening.all("主 conclude")

    assert (put, evening.floor.over[0].outcome) == ("floor.not_by_hands", "concluded")


def test_who_was_removed_has_no_hand_no_floor_and_no_open_vote():
    evening = debated(Evening())
    evening.all("周 raise for", "主 speak", "主 remove", "主 put")

    vote, hand = key(evening, "周 vote for"), key(evening, "周 raise for")

    assert (vote, hand) == ("floor.removed", "floor.removed")
    assert [each.resident for each in evening.question.speeches] == ["周"]


def test_a_vote_that_is_not_closed_loses_the_hand_of_who_is_removed():
    evening = debated(Evening())
    evening.all("主 put", "周 vote for", "王 vote for", "主 remove", "主 against", "主 decide")

    assert (evening.floor.over[0].show.yes, evening.floor.over[0].show.came) == (1, 7)


def test_no_more_hands_than_people():
    evening = Evening(present=frozenset({"主", "王"}))
    debated(evening).all("主 put", "王 vote for", "主 count for")

    assert key(evening, "主 vote for") == "floor.more_than_here"


def test_who_is_not_checked_in_neither_speaks_nor_votes():
    evening = debated(Evening())

    assert key(evening, "客 raise for") == "floor.not_here"


def test_a_flood_of_one_persons_hands_ends():
    evening = debated(Evening())
    for _ in range(HANDS):
        evening.all("王 raise for", "王 lower")

    assert key(evening, "王 raise for") == "floor.too_many_hands"
    assert key(evening, "王 raise order") == "floor.too_many_hands"


def test_a_button_of_the_chair_is_stale_once_the_business_went_on_but_not_by_a_hand():
    evening = debated(Evening())
    turn, question = evening.floor.turn, evening.question.id
    evening.all("王 raise for")
    by_hand = check_turn(evening.facts("主"), turn=turn)
    evening.all("主 speak")
    by_chair = check_turn(evening.facts("何"), turn=turn)
    evening.all("主 end", "李 amend")

    assert by_hand is None
    assert by_chair is not None
    assert check_question(evening.facts("王"), question=question) is not None


@pytest.mark.parametrize(
    ("at", "key_"),
    [(1_000, ""), (999, "floor.out_of_order"), (1_060, ""), (1_061, "floor.in_the_future")],
)
def test_what_is_told_afterwards_fits_between_what_stands_and_now(at: int, key_: str):
    evening = debated(Evening())
    evening.now = 1_060

    refusal = check_time(evening.facts("主"), at=at)

    assert ("" if refusal is None else refusal.key) == key_


STEPS = st.lists(
    st.tuples(st.sampled_from((*CHAIRS, *MEMBERS)), st.sampled_from(DEEDS), st.integers(0, 90)),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_whatever_people_try_the_floor_stays_in_order(steps: list[tuple[str, str, int]]):
    evening = Evening()
    evening.all("主 open m1", "主 state")
    for who, deed, later in steps:
        evening.now += later
        evening.act(who, *deed.split())
        in_order(evening.floor, evening)

    assert replay(evening.events, evening.rules) == evening.floor


def in_order(floor: Floor, evening: Evening) -> None:
    """What always holds."""
    assert floor.turn <= floor.position == len(evening.events)
    assert floor.amendment is None or floor.motion is not None
    for it in (floor.motion, floor.amendment):
        if it is not None:
            _question_in_order(it, floor, evening)
    for it in floor.over:
        assert it.outcome
        assert it.speech is None
        if it.show is not None and it.show.closed_at:
            counted = tally(it.show, came=it.show.came)
            assert it.outcome == ("carried" if counted.agreed else "lost")
            assert (it.show.yes, it.show.no) == (counted.yes, counted.no)


def _question_in_order(it: Question, floor: Floor, evening: Evening) -> None:
    hands = [hand.resident for hand in it.hands]
    waiting = queue(it, floor.rules)
    spoke = [it.turns_of(hand.resident) > 0 for hand in waiting]
    turns = Counter(each.resident for each in (*it.speeches, *((it.speech,) if it.speech else ())))

    assert len(hands) == len(set(hands))
    assert sorted(each.id for each in waiting) == sorted(each.id for each in it.hands)
    assert spoke == sorted(spoke)
    assert max(turns.values(), default=0) <= floor.rules.speech_times
    assert not floor.removed & set(hands)
    if it.is_voted_on:
        assert it.show is not None
        assert (it.hands, it.speech) == ((), None)
        assert it.show.voted <= len(evening.present)
        assert set(it.show.by_name.values()) <= set(VOTES)
        assert not floor.removed & set(it.show.by_name)
    if it.of and floor.motion is not None:
        assert it.of == floor.motion.id
        assert not floor.motion.is_voted_on


@given(st.permutations(["王 raise for", "李 raise against", "赵 raise for", "钱 raise ask"]))
def test_every_hand_gets_its_turn(raised: list[str]):
    evening = debated(Evening())
    evening.all(*raised)
    for _ in raised:
        evening.all("主 speak", "主 end")

    assert evening.question.hands == ()
    assert sorted(each.resident for each in evening.question.speeches) == sorted("王李赵钱")
