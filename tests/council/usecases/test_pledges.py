"""A pledge is read, echoed, confirmed; changed or withdrawn until a receipt is made out."""

import pytest

from council.commands.pledges import (
    AskPledge,
    MakePledge,
    NamePledge,
    PreparePledge,
    WithdrawPledge,
)
from council.domain.refusals import refuse
from council.reads.campaigns import open_list, screen
from council.reads.mine import mine
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, draft, open_fund


def test_a_typed_amount_is_pledged_only_after_it_is_confirmed(town: Town):
    fund = open_fund(town)
    town.person("李一")

    town.act("李一", AskPledge, campaign=1)
    sheet = town.act("李一", PreparePledge, text="¥５００")
    before = fund.view().pledged_fen
    made = town.act("李一", MakePledge, campaign=1, revision=sheet.revision)

    assert (sheet.amount_fen, sheet.before_fen, before) == (50_000, 0, 0)
    assert (made.changed, made.mine.amount_fen, made.mine.number) == ("made", 50_000, 1)
    assert (made.campaign.pledged_fen, made.campaign.households) == (50_000, 1)


def test_a_second_tap_changes_nothing_and_says_so(town: Town):
    fund = open_fund(town)
    town.person("李一")
    sheet = town.act("李一", PreparePledge, campaign=1, text="500")

    town.act("李一", MakePledge, campaign=1, revision=sheet.revision)
    again = town.act("李一", MakePledge, campaign=1, revision=sheet.revision)

    assert (again.changed, again.mine.amount_fen) == ("again", 50_000)
    assert fund.view().pledges == 1


def test_a_new_amount_replaces_the_old_one_and_an_old_button_is_refused(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "500")
    old = town.act("李一", PreparePledge, campaign=1, text="300")

    new = town.act("李一", PreparePledge, campaign=1, text="800")
    stale = town.act("李一", MakePledge, campaign=1, revision=old.revision)
    made = town.act("李一", MakePledge, campaign=1, revision=new.revision)

    assert new.before_fen == 50_000
    assert stale == refuse("pledge.stale", number=1)
    assert (made.changed, made.mine.amount_fen, made.mine.number) == ("replaced", 80_000, 1)
    assert (fund.view().pledges, fund.view().pledged_fen) == (1, 80_000)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1e5", "amount.exponent"),
        ("-3", "amount.sign"),
        ("0.001", "amount.too_fine"),
        ("٣", "amount.other_digits"),
        ("0", "amount.zero"),
        ("9.99", "amount.too_small"),
        ("1000000.01", "amount.too_large"),
        ("五百" * 5000, "amount.not_a_number"),
    ],
)
def test_what_is_not_an_amount_is_refused_and_still_awaited(town: Town, typed: str, key: str):
    open_fund(town)
    town.person("李一")
    town.act("李一", AskPledge, campaign=1)

    refusal = town.act("李一", PreparePledge, text=typed)
    sheet = town.act("李一", PreparePledge, text="10")

    assert refusal.key == key
    assert sheet.amount_fen == 1_000


def test_a_pledge_is_withdrawn_until_a_receipt_is_made_out(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "500")

    withdrawn = town.act("李一", WithdrawPledge, campaign=1)
    none = town.act("李一", WithdrawPledge, campaign=1)
    fund.pledge("李一", "600")
    fund.receive(2, 60_000, "cash")
    paid = town.act("李一", WithdrawPledge, campaign=1)
    changed = fund.pledge("李一", "700")

    assert (withdrawn.changed, withdrawn.mine) == ("withdrawn", None)
    assert none == refuse("pledge.none", number=1)
    assert paid == refuse("pledge.has_receipt", number=1)
    assert changed == refuse("pledge.has_receipt", number=1)


def test_pledges_are_taken_only_while_the_campaign_is_open(town: Town):
    fund = open_fund(town, resolution="provisional")
    draft(town)
    town.person("李一")
    town.person("小李", adult=False)

    unopened = town.act("李一", PreparePledge, campaign=2, text="500")
    unknown = town.act("李一", PreparePledge, campaign=99, text="500")
    child = town.act("小李", PreparePledge, campaign=1, text="500")
    before_resolution = fund.pledge("李一", "500").changed
    sheet = town.act("李一", PreparePledge, campaign=1, text="600")
    town.clock.at = DEADLINE
    late = town.act("李一", MakePledge, campaign=1, revision=sheet.revision)

    assert unopened == refuse("campaign.unknown", number=2)
    assert unknown == refuse("campaign.unknown", number=99)
    assert child == refuse("pledge.adults_only")
    assert before_resolution == "made"
    assert late == refuse("pledge.closed", number=1, deadline_at=DEADLINE)


def test_a_name_is_shown_only_by_consent(town: Town):
    fund = open_fund(town)
    town.person("李一")
    none = town.act("李一", NamePledge, campaign=1, anonymous=False)
    fund.pledge("李一", "500")

    named = town.act("李一", NamePledge, campaign=1, anonymous=False)

    assert none == refuse("pledge.none", number=1)
    assert (named.changed, named.mine.anonymous) == ("named", False)


def test_the_only_open_campaign_is_shown_at_once(town: Town):
    fund = open_fund(town)
    town.person("李一")

    shown = town.read("李一", open_list)

    assert shown.campaign == fund.view()
    assert town.read("李一", screen, 2) == refuse("campaign.unknown", number=2)


def test_an_unpaid_pledge_waits_for_its_owner(town: Town):
    fund = open_fund(town)
    town.person("李一")
    town.person("李二")
    fund.pledge("李一", "500")

    assert [need.key for need in town.read("李一", mine).needs] == ["pledge_to_pay"]
    assert [need.key for need in town.read("李二", mine).needs] == []
