"""Elder mode and the message of the morning in the hall, beside a chat of the same person."""

import re

from sqlalchemy import select

from council.kernel import drafts
from council.kernel.outbox.digests import SendDigests
from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.tables import outbox
from council.kernel.values import CLOCK, Account
from council.people.records import person_of
from tests.web.hall.conftest import Hamlet

CHAT = "5001"
DAY = 86_400


def pressed_by(html: str) -> list[tuple[str, str]]:
    """The buttons of what was told: what each presses, and what it says."""
    return re.findall(r'<button name="press" value="([^"]*)">([^<]*)</button>', html)


async def test_a_number_that_is_typed_means_its_button_and_more_shows_the_rest(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    await browser.press("settings.large:1")

    short = await browser.press("settings")
    more = pressed_by(short["html"])
    by_number = await browser.act(text="1")

    # The first of the settings is the other language.
    assert [label for _, label in more][:1] == ["1. English"]
    assert "Settings" in by_number["html"]

    (whole,) = [press for press, _ in more if press.startswith("more:")]
    shown = await browser.press(whole)
    assert len(pressed_by(shown["html"])) > len(more)


async def test_numbers_of_a_chat_mean_nothing_here(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    hamlet.chat("W001", CHAT)
    await browser.press("settings.large:1")
    await browser.press("settings")

    def show_in_chat(tx):
        who = person_of(tx, Account(channel="telegram", id=CHAT))
        assert who is not None
        content = {"screens": [], "numbers": [["settings.left", ""]]}
        drafts.save(
            tx, who, bot="resident", kind=drafts.SCREEN, subject="telegram", content=content
        )

    hamlet.clock.at += 1
    hamlet.run(show_in_chat)
    told = await browser.act(text="1")

    assert "Settings" in told["html"]


async def test_the_morning_tells_each_channel_its_own_once(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    hamlet.chat("W001", CHAT)
    await browser.press("settings.digest:daily")

    def tell(subject: str) -> int:
        return int(
            hamlet.run(
                lambda tx: notify(
                    tx,
                    hamlet.community_id,
                    everyone(hamlet.community_id),
                    notice="proposal_seconded",
                    subject=subject,
                    params={"number": int(subject), "title": "路灯", "seconds": 10},
                    buttons=[("proposal.button.open", "proposal.show", (int(subject),))],
                )
            )
        )

    told = [tell("1"), tell("2")]
    hamlet.clock.at += DAY
    await hamlet.app.bus.ask(SendDigests(actor=CLOCK, community_id=hamlet.community_id))

    c = outbox.c
    assert told == [1, 1]
    assert hamlet.rows(
        select(c.channel, c.notice, c.state)
        .where(c.notice.in_(("proposal_seconded", "digest")))
        .order_by(c.channel, c.notice, c.subject)
    ) == [
        (channel, notice, state)
        for channel in ("telegram", "web")
        for notice, state in (
            ("digest", "queued"),
            ("proposal_seconded", "sent"),
            ("proposal_seconded", "sent"),
        )
    ]
