"""What is somebody's own, and what waits for the morning, on both databases."""

from typing import Any

from sqlalchemy import Select, select

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.digests import DigestsSent, SendDigests
from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.own import PER_PAGE
from council.kernel.refusals import Refusal
from council.kernel.tables import outbox
from council.overview.own import PARTS, mine, part
from council.people.commands import ChangeSettings
from tests.council.conftest import Town
from tests.council.proposals.proposing import TITLE, propose


def test_a_newcomer_has_nothing_in_any_part(town: Town):
    town.person("王芳")

    counts = town.read("王芳", mine).counts
    parts = [town.read("王芳", part, own.name) for own in PARTS]

    assert dict(counts) == {own.name: 0 for own in PARTS}
    assert [(each.lines, each.page, each.pages) for each in parts] == [((), 1, 1)] * len(PARTS)


def test_ones_proposals_are_told_newest_first_and_page_by_page(town: Town):
    town.person("王芳")
    town.person("李强")
    for _ in range(PER_PAGE + 1):
        propose(town, "王芳")

    first = town.read("王芳", part, "proposals", 1)
    beyond = town.read("王芳", part, "proposals", 9)
    others = town.read("李强", part, "proposals", 1)

    assert (first.total, first.page, first.pages) == (PER_PAGE + 1, 1, 2)
    assert [line.arguments for line in first.lines] == [(n,) for n in range(PER_PAGE + 1, 1, -1)]
    assert first.lines[0].params == {
        "number": PER_PAGE + 1,
        "title": TITLE,
        "state_key": "state.proposal.submitted",
    }
    assert (beyond.page, [line.arguments for line in beyond.lines]) == (2, [(1,)])
    assert others.total == 0


def test_a_part_that_is_none_is_no_button_of_ours(town: Town):
    town.person("王芳")

    assert town.read("王芳", part, "ballots") == Refusal("press.unknown")


def test_what_was_held_back_is_told_in_one_letter_and_each_notice_once(town: Town):
    town.person("王芳")
    town.person("李强")
    town.act("王芳", ChangeSettings, digest="daily")
    for number in (1, 2):
        tell(town, number)
        tell(town, number)

    before = [(row.notice, row.state) for row in town.rows(of(town, "王芳"))]
    at_once = [(row.notice, row.state) for row in town.rows(of(town, "李强"))]
    early = town.tick(SendDigests)
    town.clock.at += 24 * 3600
    sent = town.tick(SendDigests)
    after = [(row.notice, row.state) for row in town.rows(of(town, "王芳"))]

    assert before == [("proposal_seconded", "held")] * 2
    assert at_once == [("proposal_seconded", "queued")] * 2
    assert (early, sent) == (DigestsSent(count=0), DigestsSent(count=1))
    assert after == [("proposal_seconded", "sent")] * 2 + [("digest", "queued")]
    assert town.tick(SendDigests) == DigestsSent(count=0)


def tell(town: Town, number: int) -> None:
    def queue(tx: Transaction) -> int:
        return notify(
            tx,
            town.id,
            everyone(town.id),
            notice="proposal_seconded",
            subject=str(number),
            params={"number": number, "title": TITLE, "seconds": 10},
        )

    town.app.bus.submit_run(queue).result()


def of(town: Town, name: str) -> Select[Any]:
    t = outbox.c
    return select(t.notice, t.state).where(t.account == town.people[name].id).order_by(t.id)
