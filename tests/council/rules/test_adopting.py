"""What a community's own rules decide: classes, windows, notice, channels, and the agenda's lock."""

import pytest
from sqlalchemy import select, update

from council.kernel.refusals import Refusal
from council.meetings.commands import AnnounceMeeting
from council.motions.commands import DraftMotion
from council.polls.ballots.commands import BallotSheet, CastBallot, ChooseOnSheet, OpenSheet
from council.polls.commands import AnnouncePoll, ExtendPoll, OpenPoll, PollView
from council.polls.reads import show
from council.polls.rules import FOR_OWNERS
from council.polls.tables import polls
from council.rules.commands import AdoptRules
from council.rules.records import kept_rules, rules_in_force
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import at, meeting, motion, staff
from tests.council.kernel.forms.filling import Filling, filled
from tests.council.polls.polling import (
    DAY,
    RATIFIED,
    announce_in_time,
    draft_ranking,
    draft_ratification,
    open_ratification,
    put_motion,
    put_roll,
)

#: 20 clear days, open for 10 to 20 days, 3 days more at most; nothing said about votes in chat.
STRICT = """
extends = "national"

[notice]
clear_days = 20

[window]
shortest_days = 10
usual_days = 14
longest_days = 20
longest_extension_days = 3
"""


def test_a_village_has_no_owners_ratification(town: Town):
    town.person("召", "facilitator")
    lives_by(town, "village")
    put_motion(town, legal_class="O-8")

    refused = draft_ratification(town)

    assert refused == Refusal("poll.class_unknown", {"given": "O-8", "known": ""})


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        (9, Refusal("poll.ratification_too_short", {"days": 10})),
        (10, None),
        (20, None),
        (21, Refusal("poll.window_too_long", {"days": 20})),
    ],
)
def test_the_window_is_the_profiles(town: Town, days: int, answer: Refusal | None):
    town.person("召", "facilitator")
    lives_by(town, text=STRICT)
    put_motion(town, legal_class="O-8")

    made = draft_ratification(town, closes_at=NOON + days * DAY)

    assert (made if isinstance(made, Refusal) else None) == answer


def test_how_long_a_ranking_is_open_is_the_profiles(town: Town):
    town.person("召", "facilitator")
    lives_by(town, text='extends = "national"\n[rankings]\nlongest_days = 10\nusual_days = 3')
    put_motion(town)

    proposed = filled(Filling(town, "召", "ranking").sheet)
    too_long = draft_ranking(town, closes_at=NOON + 10 * DAY + 1)
    enough = draft_ranking(town, closes_at=NOON + 10 * DAY)

    assert (proposed["opens"], proposed["closes"]) == (NOON, NOON + 3 * DAY)
    assert too_long == Refusal("poll.window_too_long", {"days": 10})
    assert isinstance(enough, PollView)


def test_the_notice_and_the_form_that_proposes_it_are_the_profiles(town: Town):
    town.person("召", "facilitator")
    lives_by(town, text=STRICT)
    put_roll(town)
    put_motion(town, legal_class="O-8")
    proposed = filled(Filling(town, "召", "ratification").sheet)
    draft_ratification(town, opens_at=NOON + 19 * DAY, closes_at=NOON + 30 * DAY)

    refused = town.act("召", AnnouncePoll, poll=1)

    # 21 days later at midnight, for fourteen days.
    midnight = NOON - DAY // 2 + 21 * DAY
    assert (proposed["opens"], proposed["closes"]) == (midnight, midnight + 14 * DAY - 60)
    assert refused == Refusal(
        "poll.notice_too_short", {"days": 19, "wanted": 20, "earliest": "2026-02-20"}
    )


def test_the_extension_is_the_profiles(town: Town):
    town.person("召", "facilitator")
    lives_by(town, text=STRICT)
    put_roll(town)
    put_motion(town, legal_class="O-8")
    opens = NOON + 22 * DAY
    draft_ratification(town, opens_at=opens, closes_at=opens + 14 * DAY)
    town.act("召", AnnouncePoll, poll=1)
    town.clock.at = opens
    town.tick(OpenPoll, poll=1)

    too_long, enough = (
        town.act("召", ExtendPoll, poll=1, closes_at=opens + (14 + days) * DAY, reason="票数不够")
        for days in (4, 3)
    )

    latest = opens + 17 * DAY
    assert too_long == Refusal("poll.extend_too_long", {"days": 3, "latest_at": latest})
    assert isinstance(enough, PollView)


def test_a_poll_goes_on_under_the_rules_that_it_was_announced_with(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)

    adopted = lives_by(town, text=STRICT)

    (row,) = town.rows(select(polls))
    kept = town.app.bus.read_now(lambda tx: kept_rules(tx, town.id, row.ruleset))
    now = town.app.bus.read_now(lambda tx: rules_in_force(tx, town.id))
    longer = town.act(
        "召", ExtendPoll, poll=1, closes_at=row.closes_at + 4 * DAY, reason="票数不够"
    )
    assert (kept.timing.longest_extension, kept.platform_evote) == (30, True)
    assert (now.profile.timing.longest_extension, now.profile.platform_evote) == (3, False)
    assert isinstance(longer, PollView)
    assert (adopted.running, adopted.changes) == (
        (1,),
        (
            ("notice.clear_days", "15", "20"),
            ("window.shortest_days", "5", "10"),
            ("window.longest_days", "60", "20"),
            ("window.usual_days", "30", "14"),
            ("window.longest_extension_days", "30", "3"),
            ("channels.platform_evote", "true", "false"),
        ),
    )


def test_where_the_rules_do_not_allow_it_a_binding_vote_is_not_cast_in_chat(town: Town):
    town.person("召", "facilitator")
    lives_by(town, "national")
    name = town.person("甲", owner_key="甲")
    open_ratification(town)
    (row,) = town.rows(select(polls))

    shown = town.act(name, OpenSheet, poll=1)
    marked = town.act(name, ChooseOnSheet, poll=1, revision=0, place=0, choice="agree")
    cast = town.act(name, CastBallot, poll=1, revision=0)

    refused = Refusal("ballot.not_in_chat", {**RATIFIED, "closes_at": row.closes_at})
    assert isinstance(shown, PollView)
    assert (shown.chat, shown.moves) == (False, ())
    assert (marked, cast) == (refused, refused)
    assert [key for key, _ in town.told(name)] == [
        "poll_announced_ratification",
        "poll_opened_on_paper",
    ]


@pytest.mark.parametrize(
    ("profile", "text", "answer"),
    [
        ("mars", "", "rules.unknown"),
        ("", "clear_days = 3", "rules.bad"),
        (
            "",
            'extends = "beijing"\n[channels]\nplatform_evote = true\ncitation = "rules 12"',
            "rules.bad",
        ),
        ("", 'extends = "national"\n[channels]\nplatform_evote = true', "rules.bad"),
        ("village", "", "rules.class_in_use"),
    ],
)
def test_rules_that_cannot_hold_change_nothing(town: Town, profile: str, text: str, answer: str):
    town.person("召", "facilitator")
    put_motion(town, legal_class="O-8")
    before = town.app.bus.read_now(lambda tx: rules_in_force(tx, town.id))

    refused = town.operate(AdoptRules, profile=profile, text=text)

    assert isinstance(refused, Refusal)
    assert refused.key == answer
    assert town.app.bus.read_now(lambda tx: rules_in_force(tx, town.id)) == before


def test_a_look_at_what_would_change_changes_nothing(town: Town):
    looked = town.operate(AdoptRules, profile="national", dry_run=True)

    now = town.app.bus.read_now(lambda tx: rules_in_force(tx, town.id))
    assert looked.changes == (("channels.platform_evote", "true", "false"),)
    assert (now.profile.name, now.profile.platform_evote) == ("heyue", True)


@pytest.mark.parametrize("state", ["adjourned", "referred", "withdrawn", "carried", "lost"])
def test_what_stands_on_no_announced_agenda_and_no_notice_is_not_put(town: Town, state: str):
    town.person("召", "facilitator")
    put_motion(town, state=state, legal_class="O-8")

    refused = draft_ratification(town)

    assert state not in FOR_OWNERS
    assert refused == Refusal("poll.motion_not_ready_ratification", {"number": 1, "state": state})


def test_the_announcement_of_the_vote_is_the_notice_of_a_motion_that_no_meeting_announced(
    town: Town,
):
    town.person("召", "facilitator")
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)

    view = announce_in_time(town, 1)

    assert (view.state, view.just, view.special) == ("announced", "announce", True)


def test_a_villagers_meeting_is_announced_ten_days_before(town: Town):
    staff(town)
    lives_by(town, "village")
    met = meeting(town, "2026-02-27 19:30", motion(town, legal_class="R-CM"))

    town.clock.at = at("2026-02-18 09:00")
    refused = town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at("2026-02-16 09:00")
    announced = town.act("何", AnnounceMeeting, number=met)

    assert refused == Refusal(
        "meeting.notice_too_short", {"days": 9, "wanted": 10, "earliest": "2026-03-01"}
    )
    assert announced.said == "meeting.said.announced"


def test_a_vote_that_owners_petitioned_for_has_the_notice_of_an_extraordinary_assembly(
    town: Town,
):
    town.person("召", "facilitator")
    lives_by(town, "hangzhou")
    put_roll(town)
    for mover in ("owners_committee", "petition"):
        made = town.act(
            "召",
            DraftMotion,
            mover=mover,
            legal_class="O-9",
            title="停车场",
            body="建停车场。",
            signed_heads=3,
            signed_area_x100=30_000,
        )
        assert not isinstance(made, Refusal), made
    opens = [
        filled(Filling(town, "召", "ratification", number).sheet)["opens"] for number in (1, 2)
    ]
    for number, opening in enumerate(opens, start=1):
        draft_ratification(
            town, motion=number, legal_class="O-9", opens_at=opening, closes_at=opening + 20 * DAY
        )
    drafted = [town.read("召", show, number).extraordinary for number in (1, 2)]
    told = [town.act("召", AnnouncePoll, poll=number).just for number in (1, 2)]

    midnight = NOON - DAY // 2
    assert opens == [midnight + 16 * DAY, midnight + 8 * DAY]
    assert drafted == [False, True]
    assert told == ["announce", "announce"]


def test_a_vote_drafted_in_a_class_that_the_new_rules_do_not_put_to_one_yes_or_no_is_not_announced(
    town: Town,
):
    """Nobody could count it: by the national rules the committee is elected by candidates."""
    town.person("召", "facilitator")
    slate = '[rows.O-3]\ncounting = "heads_and_area"'
    lives_by(town, text=f'extends = "national"\n{slate}')
    put_roll(town)
    put_motion(town, legal_class="O-3")
    draft_ratification(town, legal_class="O-3")
    lives_by(town, "national")

    refused = announce_in_time(town, 1)

    known = "O-1 O-2 O-4 O-5 O-6 O-7 O-8 O-9"
    assert refused == Refusal("poll.class_unknown", {"given": "O-3", "known": known})


def test_a_vote_announced_before_rules_were_kept_goes_on_in_chat(town: Town):
    town.person("召", "facilitator")
    name = town.person("甲", owner_key="甲")
    lives_by(town, "national")
    open_ratification(town)
    forget = update(polls).values(ruleset=None)
    town.app.bus.submit_run(lambda tx: tx.connection.execute(forget).rowcount).result()
    lives_by(town, text=STRICT)

    sheet = town.act(name, OpenSheet, poll=1)

    assert isinstance(sheet, BallotSheet)
