"""What a community's own rule profile decides: classes, windows, notice, and the agenda's lock."""

from dataclasses import replace

import pytest

from council.commands.meetings import AnnounceMeeting
from council.commands.polls import AnnouncePoll, ExtendPoll, PollView, StartPollForm
from council.domain.polls import FOR_OWNERS
from council.domain.refusals import Refusal
from council.domain.rule_profiles import RuleProfile
from council.rulebook import rulebook
from council.storage import rules
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import at, meeting, motion, staff
from tests.council.usecases.polling import (
    DAY,
    announce_in_time,
    draft_ratification,
    open_ratification,
    put_motion,
    put_roll,
)


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> RuleProfile:
    """A profile of its own: 20 clear days, open for 10 to 20 days, 3 days more at most."""
    national = rulebook()["national"]
    timing = replace(
        national.timing,
        notice=20,
        shortest_window=10,
        usual_window=14,
        longest_window=20,
        longest_extension=3,
    )
    made = replace(national, name="strict", timing=timing)
    monkeypatch.setattr(rules, "rulebook", lambda: {**rulebook(), "strict": made})
    return made


def test_a_village_has_no_owners_ratification(town: Town):
    town.person("召", "facilitator")
    lives_by(town, "village")
    put_motion(town, legal_class="O-8")

    refused = draft_ratification(town)

    assert refused == Refusal("poll.class_unknown", {"given": "O-8", "known": ""})


@pytest.mark.usefixtures("strict")
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
    lives_by(town, "strict")
    put_motion(town, legal_class="O-8")

    made = draft_ratification(town, closes_at=NOON + days * DAY)

    assert (made if isinstance(made, Refusal) else None) == answer


@pytest.mark.usefixtures("strict")
def test_the_notice_and_the_form_that_proposes_it_are_the_profiles(town: Town):
    town.person("召", "facilitator")
    lives_by(town, "strict")
    put_roll(town)
    put_motion(town, legal_class="O-8")
    form = town.act("召", StartPollForm, form="ratification", target=1)
    proposed = {field.name: field.at for field in form.fields}
    draft_ratification(town, opens_at=NOON + 19 * DAY, closes_at=NOON + 30 * DAY)

    refused = town.act("召", AnnouncePoll, poll=1)

    # 21 days later at midnight, for fourteen days.
    midnight = NOON - DAY // 2 + 21 * DAY
    assert (proposed["opens"], proposed["closes"]) == (midnight, midnight + 14 * DAY - 60)
    assert refused == Refusal(
        "poll.notice_too_short", {"days": 19, "wanted": 20, "earliest": "2026-02-20"}
    )


@pytest.mark.usefixtures("strict")
def test_the_extension_is_the_profiles(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    lives_by(town, "strict")
    first = NOON + 30 * DAY

    too_long, enough = (
        town.act("召", ExtendPoll, poll=1, closes_at=first + days * DAY, reason="票数不够")
        for days in (4, 3)
    )

    assert too_long == Refusal("poll.extend_too_long", {"days": 3, "latest_at": first + 3 * DAY})
    assert isinstance(enough, PollView)


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
