"""The life of a poll: drafted, announced, opened, reminded, closed, annulled, and who waits for it."""

import pytest
from sqlalchemy import select

from council.kernel.forms.commands import StartForm
from council.kernel.refusals import Refusal
from council.kernel.todos import Todo
from council.motions.reads import motion_view
from council.polls.commands import (
    AnnouncePoll,
    AnnulPoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    OpenPoll,
)
from council.polls.due import due, needs
from council.polls.reads import new_poll, poll
from council.polls.rules import PollOption
from council.polls.tables import electorate
from tests.council.conftest import NOON, Town
from tests.council.moves import names
from tests.council.polls.polling import (
    DAY,
    RANKED,
    WEEK,
    announce_in_time,
    clock_runs,
    council,
    draft_ranking,
    draft_ratification,
    motion_state,
    open_ranking,
    put_motion,
    put_roll,
    receipt,
    vote,
)

A = PollOption(letter="A", title="立体停车场")


B = PollOption(letter="B", title="错峰共享")


C = PollOption(letter="C", title="道闸+重新划线")


D = PollOption(letter="D", title="维持现状", status_quo=True)


def test_a_draft_always_offers_to_leave_things_as_they_are(town: Town):
    council(town)
    put_motion(town)

    view = draft_ranking(town)

    assert (view.state, view.options, view.just) == ("draft", (A, B, C, D), "draft")
    assert names(view.moves) == ("announce", "annul")


def test_a_ranking_needs_a_deliberated_motion(town: Town):
    council(town)
    put_motion(town, state="announced")

    assert draft_ranking(town) == Refusal(
        "poll.motion_not_ready_ranking", {"number": 1, "state": "announced"}
    )
    assert draft_ranking(town, motion=9) == Refusal("poll.motion_unknown", {"number": 9})


def test_a_motion_has_one_running_poll_of_a_kind(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town)

    again = draft_ranking(town)
    town.act("召", AnnulPoll, poll=1, reason="写错了")
    anew = draft_ranking(town)

    assert again == Refusal("poll.already_on_motion", RANKED)
    assert anew.number == 2


def test_a_ratification_takes_the_legal_class_of_its_motion(town: Town):
    council(town)
    put_motion(town, legal_class="O-8")
    put_motion(town, legal_class="O-3")

    assert draft_ratification(town, legal_class="O-9") == Refusal(
        "poll.class_differs", {"given": "O-9", "legal_class": "O-8"}
    )
    assert draft_ratification(town, motion=2, legal_class="").key == "poll.class_unknown"
    assert draft_ratification(town, legal_class="").legal_class == "O-8"


def test_only_a_facilitator_drafts(town: Town):
    council(town)
    put_motion(town)

    refused = town.act("主", StartForm, form="ranking", subject="1")

    assert refused.key == "policy.not_your_role"


def test_announcing_freezes_the_adults_and_tells_them(town: Town):
    council(town)
    town.person("小明", adult=False)
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)

    view = town.act("召", AnnouncePoll, poll=1)
    again = town.act("召", AnnouncePoll, poll=1)

    assert (view.state, view.roll_size, len(view.roll_fingerprint)) == ("announced", 4, 64)
    assert again == Refusal("poll.not_now", {"verb": "announce", "state": "announced"})
    assert motion_state(town) == "put"
    told = {
        "number": 1,
        "title": "停车方案意向排序",
        "poll_key": "poll.name.ranking",
        "opens_at": NOON + DAY,
        "closes_at": NOON + WEEK,
    }
    assert town.told("代") == [("poll_announced_ranking", told)]
    assert town.told("小明") == []


def test_announcing_a_ratification_freezes_heads_from_the_roll(town: Town):
    council(town)
    town.person("丁女士", owner_key="丁")
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)

    view = announce_in_time(town, 1)
    slots = town.rows(
        select(electorate.c.slot, electorate.c.resident_id.is_not(None)).order_by(
            electorate.c.slot
        )
    )

    assert view.roll_size == 7
    assert sorted((slot, bool(known)) for slot, known in slots) == [
        ("developer|developer", False),
        ("丁;戊|丁", True),
        ("丁;戊|戊", False),
        ("丙|丙", False),
        ("乙|乙", False),
        ("己|己", False),
        ("甲|甲", False),
    ]


def test_without_a_roll_a_ratification_cannot_be_announced(town: Town):
    council(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)

    assert announce_in_time(town, 1) == Refusal("poll.no_roll_yet")


def test_the_clock_opens_reminds_closes_and_counts(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)
    town.act("召", AnnouncePoll, poll=1)

    at_first = clock_runs(town)
    town.clock.at = NOON + DAY
    opened = clock_runs(town)
    receipt(vote(town, "代", "A"))
    town.clock.at = NOON + 6 * DAY
    reminded = clock_runs(town)
    town.clock.at = NOON + WEEK
    closed = clock_runs(town)

    assert (at_first, opened, reminded, closed) == (
        [],
        ["OpenPoll"],
        ["RemindVoters"],
        ["ClosePoll", "CountPoll"],
    )
    assert [notice for notice, _ in town.told("主")] == [
        "poll_announced_ranking",
        "poll_opened_ranking",
        "poll_reminder",
    ]
    assert "poll_reminder" not in [notice for notice, _ in town.told("代")]
    assert [notice for notice, _ in town.told("主", "staff")] == ["poll_counted"]


def test_a_server_that_slept_through_the_whole_poll_catches_up(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)
    town.act("召", AnnouncePoll, poll=1)
    town.clock.at = NOON + 3 * WEEK

    did = clock_runs(town)
    view = town.read("召", lambda tx, who: poll(tx, who.community_id, 1))

    assert did == ["OpenPoll", "ClosePoll", "CountPoll"]
    assert (view.state, view.ranking.ballots, view.ranking.winner) == ("counted", 0, "")
    assert [notice for notice, _ in town.told("主")] == ["poll_announced_ranking"]


def test_a_hand_that_comes_after_the_clock_is_shown_the_poll_and_changes_nothing(town: Town):
    council(town)
    open_ranking(town)

    opened = town.act("召", OpenPoll, poll=1)
    first = town.act("召", ClosePoll, poll=1)
    town.clock.at += 60
    closed = town.act("集", ClosePoll, poll=1)

    assert (opened.state, opened.just) == ("open", "")
    assert (closed.state, closed.just) == ("closed", "")
    assert closed.closes_at == first.closes_at


def test_an_annulled_poll_tells_why_and_is_never_counted(town: Town):
    council(town)
    open_ranking(town)

    annulled = town.act("召", AnnulPoll, poll=1, reason=" 选项写错了 ")
    counting = town.act("召", CountPoll, poll=1)

    assert (annulled.state, annulled.annul_reason) == ("annulled", "选项写错了")
    assert counting == Refusal("poll.not_now", {"verb": "count", "state": "annulled"})
    assert town.told("代")[-1][0] == "poll_annulled"


@pytest.mark.parametrize(
    ("kind", "legal_class", "state"),
    [("ranking", "R-XS", "deliberated"), ("ratification", "O-8", "drafted")],
)
def test_a_motion_whose_poll_is_annulled_is_put_again(
    town: Town, kind: str, legal_class: str, state: str
):
    def offered() -> tuple[bool, tuple[str, ...]]:
        motion = town.read("召", lambda tx, who: motion_view(tx, who, 1, "staff"))
        choice = town.read("召", lambda tx, who: new_poll(tx, who, 1))
        return "poll" in names(motion.may), choice.kinds

    draft = draft_ranking if kind == "ranking" else draft_ratification
    council(town)
    put_roll(town)
    put_motion(town, state=state, legal_class=legal_class)
    draft(town)
    announce_in_time(town, 1)

    running = (motion_state(town), offered())
    town.act("召", AnnulPoll, poll=1, reason="选项写错了")
    annulled = (motion_state(town), offered())
    begun = draft(town)
    announced = announce_in_time(town, 2)

    assert running == ("put", (False, ()))
    advising = ("ranking", "budget")
    assert annulled == ("put", (True, advising if kind == "ranking" else (kind,)))
    assert (begun.number, begun.state, announced.state) == (2, "draft", "announced")
    assert motion_state(town) == "put"


def test_residents_are_waited_for_until_they_voted(town: Town):
    council(town)
    open_ranking(town)

    before = town.read("代", needs)
    vote(town, "代", "A")
    after = town.read("代", needs)

    assert before == (
        Todo(
            key="poll_vote_ranking",
            verb="ballot.open",
            by=NOON + WEEK,
            params={
                "number": 1,
                "title": "停车方案意向排序",
                "poll_key": "poll.name.ranking",
                "closes_at": NOON + WEEK,
            },
            arguments=(1,),
        ),
    )
    assert after == ()


def test_staff_see_what_waits_for_them(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    town.act("召", ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)

    def keys(name: str) -> list[str]:
        return [need.key for need in town.read(name, due)]

    counted = (keys("召"), keys("集"), keys("主"), keys("代"))
    town.act("主", CertifyPoll, poll=1)

    assert counted == ([], ["poll_certify"], ["poll_certify"], [])
    assert keys("召") == ["poll_motion"]
