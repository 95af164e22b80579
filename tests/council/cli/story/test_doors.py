"""Who in the story comes by which door, and that everybody there can do their part by it."""

from council.cli.story.doors import BY_CARDS, VOUCHED, parts
from council.cli.story.figures import plot


def test_a_third_and_the_manager_come_by_the_web_hall_and_some_by_cards():
    dealt = plot(480)

    found = parts(dealt)

    residents = (*dealt.core, *dealt.bystanders)
    assert len(found.web & set(residents)) == -(-len(residents) // 3)
    assert found.web - set(residents) == {"M01"}
    assert dealt.author in found.web  # who sends a photo
    assert len(found.vouched) == VOUCHED
    assert found.vouched < found.web
    assert len(found.wecom) == BY_CARDS
    assert not found.wecom & found.web


def test_who_acts_by_cards_votes_and_neither_pledges_nor_taps_a_ranking():
    dealt = plot(480)

    found = parts(dealt)

    tapping = [ref for place, ref in enumerate(dealt.rankings) if place % 8 == 0]
    assert found.wecom <= {voter.ref for voter in dealt.chat}
    assert not found.wecom & {*tapping, *(giver.ref for giver in dealt.givers)}
