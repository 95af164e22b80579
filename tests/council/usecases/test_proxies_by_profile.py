"""The cap and the instruction of proxies are the community's own."""

from dataclasses import replace

import pytest

from council.commands.desk_forms import StartDeskForm
from council.commands.proxies import ProxyAct
from council.domain.refusals import Refusal
from council.rulebook import rulebook
from council.storage import rules
from tests.council.conftest import Town
from tests.council.usecases.polling import open_ratification
from tests.council.usecases.silence import lives_by
from tests.council.usecases.test_stand_ins import authorise


def council(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, cap: int = 3, instruction: bool = True
) -> None:
    made = replace(
        rulebook()["national"], name="own", proxy_cap=cap, proxy_instruction=instruction
    )
    monkeypatch.setattr(rules, "rulebook", lambda: {**rulebook(), "own": made})
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)
    lives_by(town, "own")


def test_the_cap_is_the_profiles(town: Town, monkeypatch: pytest.MonkeyPatch):
    council(town, monkeypatch, cap=1)

    first = authorise(town, "1-101", "甲", "W-1")
    second = authorise(town, "1-102", "乙", "W-2")

    assert (first.heads, first.most) == (1, 1)
    assert second == Refusal("proxy.too_many", {"proxy": "王红", "most": 1})


def test_a_community_may_have_no_proxies(town: Town, monkeypatch: pytest.MonkeyPatch):
    council(town, monkeypatch, cap=0)

    assert authorise(town, "1-101", "甲", "W-1") == Refusal("proxy.none_here")


@pytest.mark.parametrize("wanted", [True, False])
def test_an_instruction_is_needed_where_the_profile_wants_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, wanted: bool
):
    council(town, monkeypatch, instruction=wanted)

    form = town.act("代", StartDeskForm, form="proxy", poll=1)
    made = authorise(town, "1-101", "甲", "W-1", instructed=False)

    assert [each.name for each in form.filled] == (["instructed"] if wanted else [])
    if wanted:
        assert made == Refusal("proxy.instruction")
    else:
        assert isinstance(made, ProxyAct)
        assert not made.instructed
