"""Who is preferred to whom: a word for each pair, and a shade that grows with the lead."""

from web.charts.pairs import Cell, pair_table


def test_every_pair_says_who_beats_whom():
    table = pair_table(((0, 60, 5), (40, 0, 5), (5, 5, 0)))

    assert table[0] == (
        Cell(votes=0, against=0, says="self", shade=0),
        Cell(votes=60, against=40, says="beats", shade=2),
        Cell(votes=5, against=5, says="even", shade=0),
    )
    assert [each.says for each in table[1]] == ["loses", "self", "even"]


def test_the_smallest_lead_is_seen_and_the_largest_is_darkest():
    leads = ((501, 500), (60, 40), (75, 25), (3, 0))

    assert [pair_table(((0, a), (b, 0)))[0][1].shade for a, b in leads] == [1, 2, 3, 3]


def test_nobody_compared_them_and_they_are_even():
    assert pair_table(((0, 0), (0, 0)))[0][1] == Cell(votes=0, against=0, says="even", shade=0)
