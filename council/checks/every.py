"""The standing invariants I1 to I38 of the record, tested by statements on its tables.

``yishi check`` prints a line for each, a nightly job and the tests run them too. What holds by a key
or CHECK of the schema is tested as well: a restored or hand-mended database may lack it.
"""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import MetaData, and_, func, literal, or_, select, text

from council.campaigns.bank_statements.checks import i34_bank_lines_are_in_the_books
from council.campaigns.funds.checks import i35_fund_lines_as_confirmed
from council.campaigns.keepers.checks import i36_campaigns_keep_to_their_terms
from council.campaigns.ledger import checks as ledger_check
from council.campaigns.payments.checks import i32_payments_within_what_was_approved
from council.campaigns.refunds.checks import i37_late_money_and_unclaimed_refunds
from council.campaigns.tables import ledger_transfers, receipts, refunds
from council.checks.chained import i30_lines_as_chained, i31_tables_that_only_grow
from council.checks.numbers import i24_numbers_run_on
from council.checks.record import (
    i20_rolls_and_rules_fit,
    i21_rows_as_acts_left_them,
    i22_acts_by_those_who_might,
    i23_ballots_of_the_close,
    i25_signed_by_two,
)
from council.checks.signed import i26_papers_are_their_ballots, i27_signed_for_what_was_posted
from council.counter.checks import (
    i16_assisted_acts,
    i17_proxies,
    i18_deliveries,
    i19_follow_up_calls,
)
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents
from council.kernel.findings import Finding, count, finding
from council.kernel.tables import acts, outbox, processed_updates
from council.motions.responses.checks import i29_answers_follow_their_steps
from council.people.hall.checks import i38_the_hall_knows_whom_it_serves
from council.polls.budgets.checks import i33_budget_ballots_could_be_cast
from council.polls.checks import by_poll, polls_by_slug, polls_named
from council.polls.poll import Poll
from council.polls.recount import result_json, result_of
from council.polls.reopened import is_reopened
from council.polls.tables import ballots, electorate, polls
from council.statements.checks import i28_pictures_are_redrawn
from council.tables import metadata

#: States from which on a poll's ballots, closing and count are final.
_OVER = ("closed", "counted", "certified")
_FROZEN = ("announced", "open", *_OVER)

#: Words of column names that tell who somebody is, or lead to them.
_PERSONAL = frozenset(
    {"name", "resident", "owner", "account", "unit", "ref", "phone", "author", "cashier"}
)


def check_all(tx: Transaction) -> tuple[Finding, ...]:
    """Test every invariant, in order. Nothing is changed."""
    return tuple(check(tx) for check in CHECKS)


def i1_one_ballot_a_line(tx: Transaction) -> Finding:
    """At most one current ballot per poll and roll line, and none off the roll."""
    b, e = ballots.c, electorate.c
    doubled = (
        select(b.community_id, b.poll_id, b.slot)
        .group_by(b.community_id, b.poll_id, b.slot, b.revision)
        .having(func.count() > 1)
        .subquery()
    )
    on_roll = (
        select(literal(1))
        .where(e.community_id == b.community_id, e.poll_id == b.poll_id, e.slot == b.slot)
        .exists()
    )
    return finding(
        "I1",
        "one current ballot per poll and roll line",
        checked=count(tx, ballots),
        broken=[
            *polls_named(tx, by_poll(doubled)),
            *(f"{each} off the roll" for each in polls_named(tx, by_poll(ballots, ~on_roll))),
        ],
    )


def i2_revisions_without_gaps(tx: Transaction) -> Finding:
    """The revisions of a ballot are 1..n."""
    b = ballots.c
    gaps = (
        select(b.community_id, b.poll_id, b.slot)
        .group_by(b.community_id, b.poll_id, b.slot)
        .having(or_(func.min(b.revision) != 1, func.max(b.revision) != func.count()))
        .subquery()
    )
    broken = polls_named(tx, by_poll(gaps))
    return finding("I2", "ballot revisions 1..n", checked=count(tx, ballots), broken=broken)


def i3_receipts_and_leaves(tx: Transaction) -> Finding:
    """Each cast has a signed receipt and, once sealed, a leaf."""
    return Finding(
        name="I3", state="nothing", text="signed receipts and leaves: nothing to check yet"
    )


def i4_ballots_inside_the_window(tx: Transaction) -> Finding:
    """No ballot at or after the close, none before the opening or on a poll never opened."""
    b, p = ballots.c, polls.c
    outside = or_(
        b.cast_at >= p.closes_at, b.cast_at < p.opens_at, p.state.in_(("draft", "announced"))
    )
    broken = polls_named(tx, by_poll(ballots, outside))
    return finding("I4", "ballots inside the window", checked=count(tx, ballots), broken=broken)


def i5_closed_once(tx: Transaction) -> Finding:
    """A closed poll says when; a counted one has a result; a certified one a second person.

    A poll closed by hand ends a second after. There is no vote log yet, so no close leaves.
    """
    p = polls.c
    half = or_(
        and_(p.state.in_(_OVER), or_(p.closed_at.is_(None), p.closed_at + 1 < p.closes_at)),
        is_reopened(),
        and_(
            p.state.in_(("counted", "certified")),
            or_(p.counted_at.is_(None), p.result.is_(None)),
        ),
        and_(
            p.state == "certified",
            or_(
                p.certified_at.is_(None),
                p.certified_by.is_(None),
                p.certified_by == p.created_by,
                p.certified_by == p.counted_by,
            ),
        ),
    )
    rows = tx.connection.execute(
        select(communities.c.slug, p.number, p.state)
        .join(communities, communities.c.id == p.community_id)
        .where(half)
        .order_by(communities.c.slug, p.number)
    )
    return finding(
        "I5",
        "polls are wholly closed, counted, certified (no vote log yet: no close leaf to check)",
        checked=count(tx, polls, p.state.in_(_OVER)),
        broken=[f"{row.slug} poll {row.number}: {row.state}" for row in rows],
    )


def i6_results_are_recounts(tx: Transaction) -> Finding:
    """Every kept result is what the kept ballots give."""
    counted = polls_by_slug(tx, polls.c.result.is_not(None))
    broken = [
        f"{slug} poll {poll.number}: the recount differs"
        for slug, poll in counted
        if not _recounts(tx, poll)
    ]
    return finding("I6", "stored result = recount", checked=len(counted), broken=broken)


def _recounts(tx: Transaction, poll: Poll) -> bool:
    try:
        return bool(result_json(result_of(tx, poll)) == poll.result)
    except (KeyError, TypeError, ValueError):  # ballots that nobody could have cast
        return False


def i7_roll_size_is_slots(tx: Transaction) -> Finding:
    """The size of a frozen roll is the number of its lines."""
    e, p = electorate.c, polls.c
    slots = (
        select(func.count())
        .where(e.community_id == p.community_id, e.poll_id == p.id)
        .scalar_subquery()
    )
    rows = tx.connection.execute(
        select(communities.c.slug, p.number, p.roll_size, slots.label("slots"))
        .join(communities, communities.c.id == p.community_id)
        .where(p.state.in_(_FROZEN), p.roll_size != slots)
        .order_by(communities.c.slug, p.number)
    )
    return finding(
        "I7",
        "roll size = lines of the roll",
        checked=count(tx, polls, p.state.in_(_FROZEN)),
        broken=[
            f"{row.slug} poll {row.number}: {row.slots} lines, says {row.roll_size}"
            for row in rows
        ],
    )


def _money(tx: Transaction, name: str, what: str, checked: int) -> Finding:
    slugs = tx.connection.execute(select(communities.c.id, communities.c.slug)).all()
    broken = [
        f"{slug} {each.what} {each.subject}: {each.found}, should be {each.expected}"
        for community_id, slug in slugs
        for each in ledger_check.check(tx, community_id, name)
    ]
    return finding(name, what, checked=checked, broken=broken)


def i8_transfers_balance(tx: Transaction) -> Finding:
    """The entries of a transfer sum to zero; what is posted and the ledger are the same."""
    return _money(tx, "I8", "transfers sum to zero", count(tx, ledger_transfers))


def i9_accounts_not_below_zero(tx: Transaction) -> Finding:
    """No account that holds money is below zero at any entry."""
    return _money(tx, "I9", "accounts never below zero", count(tx, ledger_transfers))


def i10_payments_once(tx: Transaction) -> Finding:
    """A payment is recorded once; receipts are numbered without gaps."""
    return _money(tx, "I10", "each payment once", count(tx, receipts))


def i11_refunds_within_payments(tx: Transaction) -> Finding:
    """Refunds do not pass what was received."""
    return _money(tx, "I11", "refunds within payments", count(tx, refunds))


def i12_effects_once(tx: Transaction) -> Finding:
    """An update is processed once; a notice reaches a person once."""
    o, u = outbox.c, processed_updates.c
    letters = tx.connection.execute(
        select(o.notice, func.count().label("n"))
        .group_by(o.bot, o.channel, o.account, o.notice, o.subject)
        .having(func.count() > 1)
    )
    updates = tx.connection.execute(
        select(u.bot, u.update_id, func.count().label("n"))
        .group_by(u.bot, u.update_id)
        .having(func.count() > 1)
    )
    return finding(
        "I12",
        "one effect per update, one letter per person and notice",
        checked=count(tx, processed_updates) + count(tx, outbox),
        broken=[
            *(f"notice {row.notice}: {row.n} times" for row in letters),
            *(f"{row.bot} update {row.update_id}: {row.n} times" for row in updates),
        ],
    )


def i13_logs_without_gaps(tx: Transaction) -> Finding:
    """The acts log and the ledger are numbered 1..n; the ledger's chain is I30's."""
    broken = []
    for kind, table in (("acts", acts), ("ledger", ledger_transfers)):
        t = table.c
        rows = tx.connection.execute(
            select(communities.c.slug, func.max(t.number).label("last"), func.count().label("n"))
            .join(communities, communities.c.id == t.community_id)
            .group_by(communities.c.slug)
            .having(or_(func.min(t.number) != 1, func.max(t.number) != func.count()))
            .order_by(communities.c.slug)
        )
        broken += [f"{row.slug} {kind}: {row.n} rows up to number {row.last}" for row in rows]
    return finding(
        "I13",
        "acts and ledger without gaps",
        checked=count(tx, acts) + count(tx, ledger_transfers),
        broken=broken,
    )


def i14_no_orphans(tx: Transaction) -> Finding:
    """Every reference leads to a row, and SQLite has its foreign keys switched on."""
    broken = []
    checked = 0
    if tx.connection.dialect.name == "sqlite":
        on = tx.connection.scalar(text("PRAGMA foreign_keys"))
        broken += [] if on else ["foreign keys are off on this connection"]
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            checked += 1
            orphans = _orphans(tx, table, [(e.parent, e.column) for e in key.elements])
            broken += [f"{table.name}: {orphans} without {key.referred_table.name}"] * bool(
                orphans
            )
    bound = [
        (accounts.c.community_id, residents.c.community_id),
        (accounts.c.resident_id, residents.c.id),
    ]
    orphans = _orphans(tx, accounts, bound)
    broken += [f"accounts: {orphans} without residents"] * bool(orphans)
    return finding("I14", "no orphans", checked=checked, broken=broken)


def _orphans(tx: Transaction, table: Any, pairs: list[tuple[Any, Any]]) -> int:
    """Count rows whose reference is whole and leads nowhere."""
    parent = pairs[0][1].table.alias()
    met = and_(*(child == parent.c[column.name] for child, column in pairs))
    whole = [child.is_not(None) for child, _ in pairs]
    return count(tx, table, *whole, ~select(literal(1)).where(met).exists())


def i15_public_tables_hold_no_names(tx: Transaction) -> Finding:
    """No table that is marked public has a column that leads to a person."""
    return public_tables(metadata)


def public_tables(known: MetaData) -> Finding:
    """Test the tables of a schema that are marked public (``info["public"]``)."""
    marked = [table for table in known.sorted_tables if table.info.get("public")]
    broken = [
        f"{table.name}.{column.name}"
        for table in marked
        for column in table.columns
        if _PERSONAL & set(re.split("_", column.name))
    ]
    return finding("I15", "no personal field in public tables", checked=len(marked), broken=broken)


#: Every invariant, in order.
CHECKS: tuple[Callable[[Transaction], Finding], ...] = (
    i1_one_ballot_a_line,
    i2_revisions_without_gaps,
    i3_receipts_and_leaves,
    i4_ballots_inside_the_window,
    i5_closed_once,
    i6_results_are_recounts,
    i7_roll_size_is_slots,
    i8_transfers_balance,
    i9_accounts_not_below_zero,
    i10_payments_once,
    i11_refunds_within_payments,
    i12_effects_once,
    i13_logs_without_gaps,
    i14_no_orphans,
    i15_public_tables_hold_no_names,
    i16_assisted_acts,
    i17_proxies,
    i18_deliveries,
    i19_follow_up_calls,
    i20_rolls_and_rules_fit,
    i21_rows_as_acts_left_them,
    i22_acts_by_those_who_might,
    i23_ballots_of_the_close,
    i24_numbers_run_on,
    i25_signed_by_two,
    i26_papers_are_their_ballots,
    i27_signed_for_what_was_posted,
    i28_pictures_are_redrawn,
    i29_answers_follow_their_steps,
    i30_lines_as_chained,
    i31_tables_that_only_grow,
    i32_payments_within_what_was_approved,
    i33_budget_ballots_could_be_cast,
    i34_bank_lines_are_in_the_books,
    i35_fund_lines_as_confirmed,
    i36_campaigns_keep_to_their_terms,
    i37_late_money_and_unclaimed_refunds,
    i38_the_hall_knows_whom_it_serves,
)
