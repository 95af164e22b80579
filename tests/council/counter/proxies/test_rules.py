"""Proxies: the cap and the instruction are those of the community."""

from council.counter.proxies.rules import check_cap, check_instructed
from council.kernel.refusals import Refusal

HEADS = frozenset({"甲", "乙"})


def test_one_head_more_than_the_cap_is_refused_the_same_head_again_is_not():
    assert check_cap(proxy="王红", heads=HEADS, head="丙", most=3) is None
    assert check_cap(proxy="王红", heads=HEADS, head="乙", most=2) is None
    assert check_cap(proxy="王红", heads=HEADS, head="丙", most=2) == Refusal(
        "proxy.too_many", {"proxy": "王红", "most": 2}
    )


def test_a_cap_of_none_allows_no_proxy():
    assert check_cap(proxy="王红", heads=frozenset(), head="甲", most=0) == Refusal(
        "proxy.none_here"
    )


def test_a_paper_without_an_instruction_passes_only_where_the_rules_let_it():
    assert check_instructed(instructed=True, wanted=True) is None
    assert check_instructed(instructed=False, wanted=False) is None
    assert check_instructed(instructed=False, wanted=True) == Refusal("proxy.instruction")
