"""Publishing a resolution: by a second person, the text that was read, told to everybody once."""

from sqlalchemy import select

from council.kernel.refusals import refuse
from council.polls.commands import (
    CertifyPoll,
)
from council.polls.tables import polls
from council.resolutions.commands import (
    DraftResolution,
    PublishResolution,
    ReviseResolution,
)
from council.resolutions.falls_due import falls_due
from council.resolutions.tables import resolutions
from tests.council.conftest import Town, lives_by
from tests.council.polls.polling import (
    DAY,
    motion_state,
)
from tests.council.resolutions.deciding import (
    CHALLENGE_UNTIL,
    CLOSES,
    POSTED_UNTIL,
    PUBLISHED,
    counted,
    drafted,
    published,
    verbs,
)


def test_publishing_certifies_the_count_carries_the_motion_and_tells_everybody(town: Town):
    view = published(town)

    assert (view.state, view.published_at, view.posted_until, view.challenge_until) == (
        "in_force",
        PUBLISHED,
        POSTED_UNTIL,
        CHALLENGE_UNTIL,
    )
    assert view.poll_state == "certified"
    assert motion_state(town) == "carried"
    assert verbs(town) == ["resolution.draft", "resolution.publish"]
    assert [told for told in town.told("客") if told[0].startswith("resolution")] == [
        (
            "resolution_published_special",
            {
                "number": "2026-1",
                "title": "解决停车难",
                "until_on": POSTED_UNTIL,
                "challenge_on": CHALLENGE_UNTIL,
                "heads": 5,
                "heads_all": 6,
                "heads_percent": "83.33",
                "agree": 4,
                "agree_percent": "80.00",
                "area_x100": 69992,
                "all_x100": 84200,
                "area_percent": "83.12",
                "agree_x100": 58140,
                "agree_area_percent": "83.06",
            },
        )
    ]


def test_who_votes_follows_and_lives_here_hears_of_a_published_decision_once(town: Town):
    view = drafted(town)
    before = {name: len(town.told(name)) for name in ("甲", "客")}

    town.act("主", PublishResolution, number=view.number, seal=view.seal)

    told = {name: [key for key, _ in town.told(name)[many:]] for name, many in before.items()}
    assert told == {
        "甲": ["resolution_published_special"],
        "客": ["resolution_published_special"],
    }


def test_a_count_that_was_certified_before_is_not_certified_again(town: Town):
    view = drafted(town)
    town.act("李", CertifyPoll, poll=1)

    done = town.act("主", PublishResolution, number=view.number, seal=view.seal)

    assert (done.state, done.poll_state) == ("in_force", "certified")


def test_the_drafter_does_not_publish(town: Town):
    view = drafted(town)

    refused = town.act("召", PublishResolution, number=view.number, seal=view.seal)

    assert refused == refuse("resolution.same_person")


def test_who_drafted_the_poll_does_not_certify_it_by_publishing(town: Town):
    poll = counted(town)
    view = town.act("李", DraftResolution, poll=poll)

    refused = town.act("召", PublishResolution, number=view.number, seal=view.seal)

    assert refused == refuse("poll.same_person")
    assert town.rows(select(polls.c.state, resolutions.c.state).join(resolutions)) == [
        ("counted", "provisional")
    ]


def test_a_text_that_changed_after_it_was_read_is_not_published(town: Town):
    view = drafted(town)
    town.act("召", ReviseResolution, number=view.number, title="建设 60 位机械立体停车场")

    refused = town.act("主", PublishResolution, number=view.number, seal=view.seal)

    assert refused == refuse("resolution.changed_since", number="2026-1")


def test_a_published_text_does_not_change_and_is_not_published_again(town: Town):
    view = published(town)

    revised = town.act("召", ReviseResolution, number=view.number, body="另一个决定")
    again = town.act("李", PublishResolution, number=view.number, seal=view.seal)

    assert revised == refuse("resolution.not_now", verb="revise", state="in_force")
    assert again == refuse("resolution.not_now", verb="publish", state="in_force")


def test_a_published_decision_needs_no_reminder(town: Town):
    published(town)
    town.clock.at = CLOSES + 9 * DAY

    assert town.app.bus.read_now(falls_due) == ()


def test_how_long_a_decision_is_posted_is_said_by_the_rules_its_vote_was_announced_with(
    town: Town,
):
    view = drafted(town)
    lives_by(town, text='extends = "national"\n[publication]\nposted_days = 60')
    town.clock.at = PUBLISHED

    done = town.act("主", PublishResolution, number=view.number, seal=view.seal)

    assert done.posted_until == POSTED_UNTIL
