"""Writing to the ledger: each cause once, in two phases, never below a floor, in one chain."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import balances, lines
from council.campaigns.ledger.accounts import contributors, held, payees
from council.campaigns.ledger.posting import OtherContent, Posting, hold, post, void
from council.campaigns.records import by_number
from council.checks.chained import first_touched, i30_lines_as_chained
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from tests.council.conftest import Town
from tests.council.fund import open_fund
from tests.council.unguarded import lift_guards


@pytest.fixture
def books(town: Town) -> Callable[[Callable[[Transaction, Campaign], Any]], Any]:
    """Write in the books of campaign 1, each time in a transaction of its own."""
    open_fund(town)

    def write(entry: Callable[[Transaction, Campaign], Any]) -> Any:
        def run(tx: Transaction) -> Any:
            campaign = by_number(tx, town.id, 1, lock=True)
            assert not isinstance(campaign, Refusal)
            return entry(tx, campaign)

        return town.app.bus.submit_run(run).result()

    return write


def comes_in(subject: str, fen: int) -> Posting:
    return Posting(
        kind="receipt",
        subject_id=subject,
        amount_fen=fen,
        source=contributors(1),
        destination=held(1),
        posted_by="钱",
    )


def goes_out(subject: str, fen: int) -> Posting:
    return Posting(
        kind="payment",
        subject_id=subject,
        amount_fen=fen,
        source=held(1),
        destination=payees(1),
        posted_by="钱",
        second_by="孙",
    )


def sums(tx: Transaction, campaign: Campaign) -> tuple[int, int, int]:
    """What is held, what of that is free, and what all accounts add up to."""
    every = (held(1), contributors(1), payees(1))
    posted = balances.posted(tx, campaign.community_id, every)
    free = balances.available(tx, campaign.community_id, every)
    return posted[held(1)], free[held(1)], sum(posted.values())


def written(tx: Transaction, campaign: Campaign) -> list[tuple[int, str, str]]:
    chain = lines.every(tx, campaign.community_id)
    return [(each.line.line, each.line.phase, each.line.subject_id) for each in chain]


def test_what_is_set_aside_is_still_held_and_no_longer_free(books):
    books(lambda tx, campaign: post(tx, campaign, [comes_in("a", 900)]))

    books(lambda tx, campaign: hold(tx, campaign, [goes_out("b", 600)]))

    assert books(sums) == (900, 300, 0)
    assert books(written) == [(1, "posted", "a"), (2, "pending", "b")]


def test_what_was_set_aside_is_posted_or_let_go(books):
    books(lambda tx, campaign: post(tx, campaign, [comes_in("a", 900)]))
    books(lambda tx, campaign: hold(tx, campaign, [goes_out("b", 600), goes_out("c", 200)]))

    books(lambda tx, campaign: post(tx, campaign, [goes_out("b", 600)]))
    books(lambda tx, campaign: void(tx, campaign.community_id, "payment", ["c"], by="孙"))

    assert books(sums) == (300, 300, 0)
    assert books(written)[3:] == [(4, "posted", "b"), (5, "voided", "c")]


def test_the_same_cause_twice_has_one_effect(books):
    def twice(tx: Transaction, campaign: Campaign) -> bool:
        first = post(tx, campaign, [comes_in("a", 900)])
        return first == post(tx, campaign, [comes_in("a", 900)])

    def out(tx: Transaction, campaign: Campaign) -> None:
        for _ in "12":
            hold(tx, campaign, [goes_out("b", 600)])
        for _ in "12":
            post(tx, campaign, [goes_out("b", 600)])
        hold(tx, campaign, [goes_out("c", 100)])
        for _ in "12":
            void(tx, campaign.community_id, "payment", ["c"], by="孙")

    assert books(twice)
    books(out)

    assert books(sums) == (300, 300, 0)
    assert [phase for _, phase, _ in books(written)] == [
        "posted",
        "pending",
        "posted",
        "pending",
        "voided",
    ]


@pytest.mark.parametrize(
    "entry",
    [
        lambda tx, campaign: post(tx, campaign, [comes_in("a", 901)]),
        lambda tx, campaign: hold(tx, campaign, [goes_out("b", 601)]),
        lambda tx, campaign: post(tx, campaign, [goes_out("b", 601)]),
        lambda tx, campaign: post(tx, campaign, [goes_out("never set aside", 1)]),
        lambda tx, campaign: post(tx, campaign, [goes_out("let go", 100)]),
        lambda tx, campaign: void(tx, campaign.community_id, "receipt", ["a"], by="孙"),
        lambda tx, campaign: void(tx, campaign.community_id, "payment", ["unknown"], by="孙"),
    ],
    ids=("receipt", "set aside", "posted", "at once", "let go", "posted, let go", "unknown"),
)
def test_the_same_cause_with_another_content_is_a_mistake(books, entry: Any):
    books(lambda tx, campaign: post(tx, campaign, [comes_in("a", 900)]))
    books(lambda tx, campaign: hold(tx, campaign, [goes_out("b", 600), goes_out("let go", 100)]))
    books(lambda tx, campaign: void(tx, campaign.community_id, "payment", ["let go"], by="孙"))
    before = books(written)

    with pytest.raises(OtherContent):
        books(entry)

    assert books(written) == before


def test_no_more_goes_out_than_is_there_and_free(books):
    books(lambda tx, campaign: post(tx, campaign, [comes_in("a", 900)]))
    books(lambda tx, campaign: hold(tx, campaign, [goes_out("b", 600)]))

    def too_much(tx: Transaction, campaign: Campaign) -> Refusal | None:
        point = tx.connection.begin_nested()
        refusal = hold(tx, campaign, [goes_out("c", 200), goes_out("d", 101)])
        point.rollback()
        return refusal

    assert books(too_much) == refuse("ledger.not_enough", held_fen=300, total_fen=301)
    assert books(sums) == (900, 300, 0)


def test_the_first_line_that_was_touched_is_named(books, town: Town):
    for subject in "abcde":
        books(lambda tx, campaign, s=subject: post(tx, campaign, [comes_in(s, 900)]))

    def tamper(tx: Transaction, campaign: Campaign) -> tuple[int, int, str]:
        whole = first_touched(tx, campaign.community_id)
        lift_guards(tx.connection)
        for number in (4, 3):
            tx.connection.execute(
                text(
                    "UPDATE ledger_entries SET amount_fen = 2 * amount_fen WHERE transfer_id ="
                    " (SELECT id FROM ledger_transfers WHERE number = :number)"
                ),
                {"number": number},
            )
        return whole, first_touched(tx, campaign.community_id), i30_lines_as_chained(tx).text

    assert books(tamper) == (
        0,
        3,
        f"ledger lines as chained: {town.slug} ledger: line 3 is the first that was touched",
    )
