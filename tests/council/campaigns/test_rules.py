"""Rules of campaigns: no promise of gain, exact division of a surplus, masked names."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from council.campaigns.receipts.rules import read_method, read_receipt_line, ref_key
from council.campaigns.rules import (
    CAMPAIGN,
    building,
    masked,
    pro_rata,
    promised,
    read_last4,
    surplus_shares,
)
from council.kernel.refusals import refuse

WEIGHTS = st.dictionaries(st.integers(1, 10**6), st.integers(1, 10**8), min_size=1, max_size=40)


@given(WEIGHTS, st.data())
def test_a_surplus_is_divided_to_the_last_fen(weights, data):
    surplus = data.draw(st.integers(0, sum(weights.values())))

    shares = pro_rata(surplus, weights)

    assert sum(shares.values()) == surplus
    whole = sum(weights.values())
    for key, weight in weights.items():
        exact, share = surplus * weight, shares.get(key, 0)
        assert exact - whole < share * whole < exact + whole
        assert share <= weight


@given(WEIGHTS, st.data())
def test_shares_do_not_depend_on_the_order(weights, data):
    surplus = data.draw(st.integers(0, sum(weights.values())))
    shuffled = dict(data.draw(st.permutations(list(weights.items()))))

    assert pro_rata(surplus, weights) == pro_rata(surplus, shuffled)


def test_equal_claims_go_to_the_lower_serial():
    assert pro_rata(100, {3: 1, 1: 1, 2: 1}) == {1: 34, 2: 33, 3: 33}
    assert pro_rata(0, {}) == {}


def test_a_surplus_without_receipts_cannot_be_divided():
    with pytest.raises(ValueError, match="cannot divide"):
        pro_rata(1, {})


@given(WEIGHTS, st.data())
def test_shares_that_are_asked_for_again_end_as_the_first_division(weights, data):
    """However often a second signer says no, everybody has their share in the end."""
    surplus = data.draw(st.integers(0, sum(weights.values())))
    left, given_back = dict(weights), {}

    for last in (False, False, True):
        shares = surplus_shares(surplus - sum(given_back.values()), left, given_back)
        confirmed = [serial for serial in shares if last or data.draw(st.booleans())]
        for serial in confirmed:
            given_back[serial] = given_back.get(serial, 0) + shares[serial]
            left[serial] -= shares[serial]

    assert given_back == pro_rata(surplus, weights)


@pytest.mark.parametrize("ref", ["t1", "T1", "Ｔ１", " T 1 ", "T\u200b1", "\ufeffT1", "T\u00a01"])
def test_one_reference_has_one_key_however_it_is_written(ref):
    assert ref_key(ref) == "t1"


@given(st.text())
@example("A´")
def test_the_key_of_a_key_is_itself(ref):
    assert ref_key(ref_key(ref)) == ref_key(ref)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("出资有回报", "回报"),
        ("年化收益率 5%", "收益率"),
        ("保 本", "保本"),
        ("返\u3000利", "返利"),
        ("A 5% DIVIDEND for all", "DIVIDEND"),
        ("a fair return on investment", "return on investment"),
        ("guaranteed returns", "guaranteed returns"),
        ("ｄｉｖｉｄｅｎｄ", "dividend"),
        ("cash back", "cash back"),
        ("The cars return at night; 停车场改造", ""),
        ("建设 60 个车位", ""),
    ],
)
def test_a_promise_of_gain_is_found(text, word):
    assert promised(text) == word


@pytest.mark.parametrize(
    ("line", "key"),
    [("", "receipt.line_short"), ("0 1 5 cash", "receipt.line_number")],
)
def test_a_receipt_line_is_refused_by_its_part(line, key):
    assert read_receipt_line(line).key == key


def test_methods_and_digits_are_read_as_people_write_them():
    assert [read_method(text) for text in ("现金", "WeChat", "银行转账", "bitcoin")] == [
        "cash",
        "wechat",
        "transfer",
        None,
    ]
    assert read_last4("６６８８") == "6688"
    assert read_last4("668") == refuse("campaign.last4_wrong")


def test_people_are_shown_masked():
    assert (masked("张伟"), building("3-2-501"), building("商铺")) == ("张*", "3", "")


def test_money_that_is_in_comes_out_of_every_state():
    reached = {"draft"}
    for _ in CAMPAIGN.moves:
        reached |= {m.after for m in CAMPAIGN.moves.values() if m.before & reached}

    assert reached == set(CAMPAIGN.states)
