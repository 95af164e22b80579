"""What must hold for every vote, tried on votes that Hypothesis makes up."""

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ballots import Choice
from voting.duels import PairwiseRules
from voting.measures import Reading
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.irv import COUNT_TO, MAJORITIES, IrvRules, council_irv, count_irv
from voting.methods.minimax import count_minimax
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import SchulzeRules, count_schulze
from voting.methods.stv import VARIANTS, StvRules, count_stv
from voting.profile import Candidate, Profile
from voting.ratification import OwnerBallot, Passed, count_ratification
from voting.roll import Unit
from voting.standing import OVERVOTES
from voting.thresholds import ORDINARY, SPECIAL
from voting.ties import TIE_RULES, TieRules

IDS = (1, 2, 3, 4)
CANDIDATES = tuple(Candidate(id=each, name=f"option {each}") for each in IDS)
IN_ORDER = TieRules(rules=("schulze", "first_preferences", "previous_rounds"))


@st.composite
def rankings(draw):
    order = draw(st.permutations(IDS))[: draw(st.integers(0, len(IDS)))]
    groups = []
    for candidate in order:
        if groups and draw(st.booleans()):
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return tuple(tuple(group) for group in groups)


BALLOTS = st.lists(rankings(), max_size=12)
STRENGTHS = st.sampled_from(["margins", "winning"])


def of(ballots):
    return Profile.of(ballots, candidates=CANDIDATES)


def all_counts(profile, ties=IN_ORDER, seats=2):
    yield from (
        count_irv(profile, rules=IrvRules(overvote=overvote, ties=ties)) for overvote in OVERVOTES
    )
    yield count_irv(profile, rules=IrvRules(batch=True, count_to="two", ties=ties))
    yield from (
        count_stv(
            profile, rules=StvRules(seats=seats, variant=variant, threshold="exact", ties=ties)
        )
        for variant in VARIANTS
    )
    yield count_plurality(profile, rules=PluralityRules(ties=ties))
    yield count_borda(profile, rules=BordaRules(ties=ties))
    for strength in ("margins", "winning"):
        rules = PairwiseRules(strength=strength, default_majority=1, ties=ties)
        for count in (count_schulze, count_ranked_pairs, count_minimax, count_copeland):
            yield count(profile, rules=rules)


@given(ballots=BALLOTS, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_changes_nothing(ballots, seed):
    shuffled = list(ballots)
    seed.shuffle(shuffled)

    assert list(all_counts(of(shuffled))) == list(all_counts(of(ballots)))


@given(ballots=BALLOTS)
def test_a_weight_is_that_many_ballots(ballots):
    weights = {}
    for ballot in ballots:
        weights[ballot] = weights.get(ballot, 0) + 3

    assert list(all_counts(of(weights))) == list(all_counts(of(ballots * 3)))


@given(ballots=BALLOTS, renamed=st.permutations(IDS))
def test_renaming_the_options_renames_the_winners(ballots, renamed):
    names = dict(zip(IDS, renamed, strict=True))
    moved = [tuple(tuple(names[c] for c in group) for group in ballot) for ballot in ballots]

    before, after = all_counts(of(ballots)), all_counts(of(moved))

    for was, now in zip(before, after, strict=True):
        # Those elected in one round with as many votes have no order among them.
        assert sorted(names[c] for c in was.winners) == sorted(now.winners)
        assert [sorted(names[c] for c in g) for g in was.ranking] == [
            sorted(g) for g in now.ranking
        ]


@given(ballots=BALLOTS, strength=STRENGTHS)
def test_whoever_beats_everybody_wins_schulze(ballots, strength):
    outcome = count_schulze(of(ballots), rules=SchulzeRules(strength=strength))
    matrix = outcome.pairwise

    beats_all = [
        IDS[i]
        for i in range(len(IDS))
        if all(matrix[i][j] > matrix[j][i] for j in range(len(IDS)) if j != i)
    ]

    assert not beats_all or outcome.winners == tuple(beats_all)


@given(ballots=BALLOTS, strength=STRENGTHS)
def test_whoever_wins_schulze_does_not_win_when_every_ballot_is_turned_round(ballots, strength):
    rules = SchulzeRules(strength=strength)
    complete = [(*ballot, *([rest] if (rest := unranked(ballot)) else [])) for ballot in ballots]

    outcome = count_schulze(of(complete), rules=rules)
    turned = count_schulze(of(ballot[::-1] for ballot in complete), rules=rules)

    assert turned.paths == tuple(zip(*outcome.paths, strict=True))
    assert not outcome.winners or outcome.winners != turned.winners


def unranked(ballot):
    named = {candidate for group in ballot for candidate in group}
    return tuple(candidate for candidate in IDS if candidate not in named)


@given(ballots=BALLOTS)
def test_the_schulze_order_never_puts_a_beaten_option_above_its_beater(ballots):
    outcome = count_schulze(of(ballots), rules=SchulzeRules())
    level = {c: n for n, group in enumerate(outcome.ranking) for c in group}

    assert sorted(level) == list(IDS)
    for i, one in enumerate(IDS):
        for j, other in enumerate(IDS):
            if outcome.paths[i][j] > outcome.paths[j][i]:
                assert level[one] < level[other]


@given(ballots=BALLOTS, overvote=st.sampled_from(OVERVOTES))
def test_no_ballot_is_lost_or_doubled_in_any_round(ballots, overvote):
    rules = IrvRules(overvote=overvote, ties=TieRules(rules=("order",)))

    outcome = count_irv(of(ballots), rules=rules)

    for each in outcome.rounds:
        assert sum(each.tallies.values()) + each.exhausted == len(ballots)
    assert len(outcome.winners) == (1 if outcome.ballots.valid else 0)


@given(ballots=BALLOTS, overvote=st.sampled_from(OVERVOTES))
def test_moving_only_the_eliminated_pile_equals_counting_everything_again(ballots, overvote):
    profile = of(ballots)
    rules = IrvRules(overvote=overvote, count_to="two", ties=TieRules(rules=("order",)))

    outcome = count_irv(profile, rules=rules)

    # A ballot that is exhausted once stays so.
    alive = [ballot for ballot in ballots if supported(ballot, set(IDS), overvote)]
    for earlier, later in zip(outcome.rounds, outcome.rounds[1:], strict=False):
        (gone,) = earlier.eliminated
        left = set(earlier.tallies) - {gone}
        again = dict.fromkeys(left, 0)
        alive = [ballot for ballot in alive if supported(ballot, left, overvote)]
        for ballot in alive:
            for candidate, part in supported(ballot, left, overvote):
                again[candidate] += part
        assert later.tallies == again


def supported(ballot, left, overvote):
    """Say, another way than the counter does, whom a ballot supports and with what part."""
    for group in ballot:
        alive = [candidate for candidate in group if candidate in left]
        several = len(group) > 1
        if several and overvote == "skip":
            continue
        if several and overvote == "exhaust":
            return []
        if len(alive) > 1 and overvote == "exhaust_if_multiple_continuing":
            return []
        if alive:
            return [(candidate, Fraction(1, len(alive))) for candidate in alive]
    return []


@given(ballots=BALLOTS)
def test_a_council_vote_with_a_published_seed_always_has_one_winner(ballots):
    outcome = count_irv(of(ballots), rules=council_irv(lot_seed="published"))

    assert len(outcome.winners) == (1 if any(ballots) else 0)
    assert outcome.unresolved is None


@pytest.mark.parametrize("rule", TIE_RULES)
@given(seats=st.integers(1, 3), nobody=st.integers(0, 3))
def test_nobody_is_elected_without_a_valid_ballot(rule, seats, nobody):
    ties = TieRules(rules=(rule,), lot_seed="published")

    outcomes = [*all_counts(of([()] * nobody), ties=ties, seats=seats)]

    assert {(each.winners, each.ties) for each in outcomes} == {((), ())}


#: Rules that look at nothing but the ballots, so that the order of leaving has no say.
LASTING = [(), *((rule,) for rule in TIE_RULES if rule != "previous_rounds")]


@settings(max_examples=400)
@given(
    ballots=st.lists(st.tuples(rankings(), st.integers(1, 3)), max_size=7),
    ties=st.sampled_from(LASTING),
    overvote=st.sampled_from(["split", "exhaust", "skip"]),
    majority=st.sampled_from(MAJORITIES),
    count_to=st.sampled_from(COUNT_TO),
    cannot_win=st.sampled_from([(), (4,), (1, 3)]),
)
def test_a_batch_never_changes_who_wins(ballots, ties, overvote, majority, count_to, cannot_win):
    profile = of([ranking for ranking, weight in ballots for _ in range(weight)])
    rules = IrvRules(
        overvote=overvote,
        majority=majority,
        count_to=count_to,
        cannot_win=cannot_win,
        ties=TieRules(rules=ties, lot_seed="published"),
    )

    one_by_one = count_irv(profile, rules=rules)
    together = count_irv(profile, rules=replace(rules, batch=True))

    assert together.winners == one_by_one.winners
    assert (together.unresolved is None) == (one_by_one.unresolved is None)


@st.composite
def votes(draw):
    """Make up a roll and ballots on it: single owners, pairs, the developer, a parking space."""
    owners = [("a",), ("b",), ("c",), ("d",), ("a", "b"), ("c", "d"), ()]
    units = [
        Unit(
            code=str(number),
            owners=draw(st.sampled_from(owners)),
            area_x100=draw(st.integers(1, 300)),
            delivered=draw(st.integers(0, 9)) > 0,
            counts=number == 0 or draw(st.integers(0, 4)) > 0,
        )
        for number in range(draw(st.integers(1, 8)))
    ]
    ballots = []
    for number in range(draw(st.integers(0, 12))):
        unit = draw(st.sampled_from(units))
        ballots.append(
            OwnerBallot(
                unit=unit.code,
                owner=draw(st.sampled_from(unit.voters)),
                choice=draw(st.sampled_from(Choice)),
                at=number,
                line=number,
            )
        )
    return units, ballots


RULES = st.sampled_from([ORDINARY, SPECIAL])


@given(vote=votes(), rule=RULES, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_units_and_of_the_lines_changes_nothing(vote, rule, seed):
    units, ballots = vote
    counted = count_ratification(units, ballots, rule=rule)
    units, ballots = list(units), list(ballots)
    seed.shuffle(units)
    seed.shuffle(ballots)

    again = count_ratification(units, ballots, rule=rule)

    assert (again.passed, again.reading, again.without_unclear) == (
        counted.passed,
        counted.reading,
        counted.without_unclear,
    )
    assert sorted(again.unclear_units) == sorted(counted.unclear_units)


@settings(max_examples=150)
@given(vote=votes(), rule=RULES)
def test_one_more_owner_who_agrees_never_turns_a_pass_into_a_fail(vote, rule):
    units, ballots = vote
    counted = count_ratification(units, ballots, rule=rule)
    silent = [each.head for each in counted.heads if each.stance.value == "silent"]

    for head in silent:
        speaks = [
            OwnerBallot(unit=head.units[0], owner=owner, choice=Choice.AGREE, at=99)
            for owner in head.owners
        ]
        more = count_ratification(units, [*ballots, *speaks], rule=rule)
        assert counted.passed is not Passed.YES or more.passed is Passed.YES
        assert counted.passed is not Passed.NEEDS_REVIEW or more.passed is not Passed.NO


@settings(max_examples=150)
@given(vote=votes(), rule=RULES)
def test_yes_and_no_hold_however_the_unclear_heads_are_read(vote, rule):
    units, ballots = vote
    counted = count_ratification(units, ballots, rule=rule)
    unclear = [each.head for each in counted.heads if each.stance.value == "unclear"]
    heads, area = counted.without_unclear.heads, counted.without_unclear.area_x100

    outcomes = set()
    for taking_part in chain.from_iterable(
        combinations(unclear, size) for size in range(len(unclear) + 1)
    ):
        more_area = sum(head.area_x100 for head in taking_part)
        reading = Reading(
            heads=replace(heads, participating=heads.participating + len(taking_part)),
            area_x100=replace(area, participating=area.participating + more_area),
        )
        outcomes.add(reading.passes(rule))

    assert counted.passed is not Passed.YES or outcomes == {True}
    assert counted.passed is not Passed.NO or outcomes == {False}


@given(vote=votes(), rule=RULES)
def test_every_head_is_counted_once_in_every_measure(vote, rule):
    units, ballots = vote

    counted = count_ratification(units, ballots, rule=rule)

    for measure in (counted.reading.heads, counted.reading.area_x100):
        parts = measure.agree + measure.oppose + measure.abstain + measure.unclear
        assert parts == measure.participating <= measure.total
    assert counted.reading.area_x100.total == sum(u.area_x100 for u in units if u.counts)
    assert counted.reading.heads.total == len({u.voters for u in units if u.counts})
