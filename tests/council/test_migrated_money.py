"""What campaigns and ledgers of an older release are after its migration."""

from sqlalchemy import text

from council import schema as migrate
from council.campaigns.keepers.checks import i36_campaigns_keep_to_their_terms
from council.campaigns.keepers.due import reminders_due
from council.campaigns.ledger import balances, lines
from council.campaigns.reads import progress
from council.campaigns.refunds.checks import i37_late_money_and_unclaimed_refunds
from council.checks.chained import first_touched
from council.kernel.database.append_only import unguarded
from council.kernel.database.counters import next_number
from council.kernel.database.engines import writer
from council.kernel.database.transaction import Transaction
from tests.council.old_rows import fill

#: A campaign with two transfers (a receipt, its correction), cash and a refund that wait.
_BOOKS = """
INSERT INTO communities (id, slug, name, locale, timezone, profile, created_at)
VALUES ('c', 'heyue', '和悦家园', 'zh_CN', 'Asia/Shanghai', 'national', 1);
INSERT INTO residents (community_id, id, ref, name, unit, adult, joined_at)
VALUES ('c', 'r', 'R1', '李一', '1-1-101', 1, 1);
INSERT INTO motions (community_id, id, number, title, body, legal_class, state, drafted_by,
                     drafted_at, changed_at)
VALUES ('c', 'm', 1, '停车场', '', 'O-8', 'carried', 'r', 1, 1);
INSERT INTO campaigns (community_id, id, number, title, body, motion_id, state, target_fen,
                       minimum_fen, mode, deadline, account_holder, account_last4, surplus_rule,
                       created_by, created_at)
VALUES ('c', 'k', 1, '停车场', '', 'm', 'open', 1000, 1, 'flexible', 9, '居委会', '1234',
        'refund_pro_rata', 'r', 1);
INSERT INTO pledges (community_id, id, campaign_id, number, resident_id, amount_fen, anonymous,
                     channel, state, made_at, changed_at)
VALUES ('c', 'p', 'k', 1, 'r', 900, 1, 'chat', 'received', 1, 1);
INSERT INTO receipts (community_id, id, campaign_id, serial, pledge_id, amount_fen, method,
                      external_ref, state, received_at, cashier)
VALUES ('c', 'r1', 'k', 1, 'p', 500, 'transfer', 'T1', 'posted', 2, 'r'),
       ('c', 'r2', 'k', 2, 'p', 70, 'cash', '', 'awaiting_second', 4, 'r');
INSERT INTO refund_requests (community_id, id, campaign_id, number, receipt_id, reason, amount_fen,
                             asked_by, asked_at, state)
VALUES ('c', 'q1', 'k', 1, 'r1', 'correction', 100, 'r', 3, 'confirmed'),
       ('c', 'q2', 'k', 2, 'r1', 'correction', 40, 'r', 5, 'asked');
INSERT INTO ledger_transfers (community_id, id, number, campaign_id, kind, subject_id, posted_at,
                              posted_by, second_by)
VALUES ('c', 't1', 1, 'k', 'receipt', 'r1', 2, 'r', NULL),
       ('c', 't2', 2, 'k', 'refund', 'q1', 3, 'r', 's');
INSERT INTO ledger_entries (community_id, transfer_id, line, account, amount_fen)
VALUES ('c', 't1', 1, 'held:1', 500), ('c', 't1', 2, 'contributors:1', -500),
       ('c', 't2', 1, 'contributors:1', 100), ('c', 't2', 2, 'held:1', -100)
"""


def test_what_was_posted_is_chained_and_what_waits_is_set_aside(empty_database_url: str):
    fill(empty_database_url, "0023", _BOOKS)

    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        tx = Transaction(connection=connection, now=9, new_id=lambda: "new")
        chain = [
            (each.line.line, each.line.phase, each.line.kind, each.line.subject_id)
            for each in lines.every(tx, "c")
        ]
        touched = first_touched(tx, "c")
        free = balances.available(tx, "c", ("held:1",))
        guarded = unguarded(connection)
        given = next_number(tx, "c", "ledger_lines")
    engine.dispose()
    assert chain == [
        (1, "posted", "receipt", "r1"),
        (2, "posted", "refund", "q1"),
        (3, "pending", "receipt", "r2"),
        (4, "pending", "refund", "q2"),
    ]
    assert (touched, free, guarded, given) == (0, {"held:1": 360}, (), 5)


def test_what_was_in_suspense_stays_in_a_ledger_that_goes_back(empty_database_url: str):
    fill(empty_database_url, "head", _SUSPENDED)

    migrate.downgrade(empty_database_url, "0028")
    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT id, kind FROM ledger_transfers")).all()
        guarded = unguarded(connection)
    engine.dispose()
    assert ([tuple(row) for row in kept], guarded) == ([("t1", "suspense")], ())


#: A sum in suspense: of no campaign.
_SUSPENDED = """
INSERT INTO communities (id, slug, name, locale, timezone, profile, created_at)
VALUES ('c', 'heyue', '和悦家园', 'zh_CN', 'Asia/Shanghai', 'national', 1);
INSERT INTO ledger_transfers (community_id, id, number, kind, subject_id, posted_at, posted_by)
VALUES ('c', 't1', 1, 'suspense', 'b1', 2, 'r');
INSERT INTO ledger_entries (community_id, transfer_id, line, account, amount_fen)
VALUES ('c', 't1', 1, 'suspense:all', 500), ('c', 't1', 2, 'unknown:all', -500)
"""


def test_a_campaign_of_before_has_its_sums_and_keeps_its_terms_in_each_state(
    empty_database_url: str,
):
    """Those of the last release name no keepers and publish nothing; nothing waits without a reason."""
    migrate.upgrade(empty_database_url, "0028")
    engine = writer(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text(_BOOKS.split(";", maxsplit=1)[0]))
        connection.execute(text(_BOOKS.split(";")[1]))
        connection.execute(text(_BOOKS.split(";")[2]))
        for number, state in enumerate(_STATES, 1):
            for statement in _ONE_CAMPAIGN.split(";"):
                connection.execute(
                    text(statement), {"n": number, "k": f"k{number}", "state": state}
                )
    engine.dispose()

    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        tx = Transaction(connection=connection, now=9_000_000, new_id=lambda: "new")
        shown = [progress(tx, "c", number) for number in range(1, len(_STATES) + 1)]
        found = [
            check(tx)
            for check in (i36_campaigns_keep_to_their_terms, i37_late_money_and_unclaimed_refunds)
        ]
        owed = reminders_due(tx)
    engine.dispose()
    assert [None if each is None else each.state for each in shown] == [
        None if state in ("draft", "approved") else state for state in _STATES
    ]
    assert {each.late_fen for each in shown if each} == {0}
    assert [(each.name, each.state, each.text) for each in found if each.state == "broken"] == []
    assert owed == ()


_STATES = (
    "draft",
    "approved",
    "open",
    "target_met",
    "failed",
    "refunding",
    "disbursing",
    "cancelled",
)
_ONE_CAMPAIGN = """
INSERT INTO campaigns (community_id, id, number, title, body, motion_id, state, target_fen,
                       minimum_fen, mode, deadline, account_holder, account_last4, surplus_rule,
                       created_by, created_at, opened_at, closed_at)
VALUES ('c', :k, :n, '停车场', '', 'm', :state, 900, 1, 'all_or_nothing', 5000, '居委会', '0369',
        'refund_pro_rata', 'r', 1,
        CASE WHEN :state IN ('draft', 'approved') THEN NULL ELSE 2 END,
        CASE WHEN :state IN ('draft', 'approved', 'open') THEN NULL ELSE 5001 END);
INSERT INTO pledges (community_id, id, campaign_id, number, resident_id, amount_fen, anonymous,
                     channel, state, made_at, changed_at)
SELECT 'c', 'p' || :k, :k, 1, 'r', 900, 1, 'chat', 'received', 1, 1
WHERE :state NOT IN ('draft', 'approved');
INSERT INTO receipts (community_id, id, campaign_id, serial, pledge_id, amount_fen, method,
                      external_ref, state, received_at, cashier)
SELECT 'c', 'r' || :k, :k, 1, 'p' || :k, 500, 'transfer', 'T' || :k, 'posted', 4, 'r'
WHERE :state NOT IN ('draft', 'approved')
"""
