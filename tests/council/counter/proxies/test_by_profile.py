"""The cap and the instruction of proxies are the community's own."""

import pytest

from council.counter.proxies.commands import ProxyAct
from council.kernel.refusals import Refusal
from tests.council.conftest import Town, lives_by
from tests.council.counter.test_representatives import authorise
from tests.council.kernel.forms.filling import Filling, filled
from tests.council.polls.polling import open_ratification


def council(town: Town, *, cap: int = 3, instruction: bool = True) -> None:
    wanted = f"cap = {cap}\ninstruction = {str(instruction).lower()}\n"
    lives_by(town, text=f'extends = "national"\n[proxies]\n{wanted}')
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)


def test_the_cap_is_the_profiles(town: Town):
    council(town, cap=1)

    first = authorise(town, "1-101", "甲", "W-1")
    second = authorise(town, "1-102", "乙", "W-2")

    assert (first.heads, first.most) == (1, 1)
    assert second == Refusal("proxy.too_many", {"proxy": "王红", "most": 1})


def test_a_community_may_have_no_proxies(town: Town):
    council(town, cap=0)

    assert authorise(town, "1-101", "甲", "W-1") == Refusal("proxy.none_here")


@pytest.mark.parametrize("wanted", [True, False])
def test_an_instruction_is_needed_where_the_profile_wants_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, wanted: bool
):
    council(town, instruction=wanted)

    form = Filling(town, "代", "proxy").sheet
    made = authorise(town, "1-101", "甲", "W-1", instructed=False)

    assert list(filled(form)) == (["instructed"] if wanted else [])
    if wanted:
        assert made == Refusal("proxy.instruction")
    else:
        assert isinstance(made, ProxyAct)
        assert not made.instructed


def test_the_form_asks_by_the_rules_of_the_poll_and_not_of_today(town: Town):
    council(town, instruction=False)
    lives_by(town, "national")

    form = Filling(town, "代", "proxy").sheet

    assert list(filled(form)) == []
