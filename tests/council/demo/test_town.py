"""The demo roll has the figures of the story."""

from council.demo.town import CHEN, demo_residents, demo_units, residents_csv, roll_csv
from council.people.residents_file import read_residents
from voting.formats.roll_csv import read_roll
from voting.roll import heads_of


def test_the_demo_roll_has_480_units_464_heads_and_the_area_of_the_story():
    units = read_roll(roll_csv(demo_units()).encode(), file="roll.csv").units

    heads = heads_of(units)

    assert (len(units), len(heads), sum(head.area_x100 for head in heads)) == (480, 464, 5116256)
    assert sorted(len(head.units) for head in heads)[-7:] == [2, 2, 2, 2, 2, 3, 10]
    assert [head.area_x100 for head in heads if head.owners == (CHEN,)] == [24932]
    assert [head.area_x100 for head in heads if head.is_developer] == [111408]


def test_980_adults_live_there_and_every_owner_is_on_the_list():
    lines = read_residents(residents_csv(demo_residents()).encode(), file="residents.csv").lines

    owners = {unit.owner for unit in demo_units() if unit.owner}
    assert sum(line.adult for line in lines) == 980
    assert {line.owner_key for line in lines if line.owner_key} == owners | {"developer"}
    assert len({line.ref for line in lines}) == len(lines)


def test_with_fewer_bystanders_the_owners_stay():
    few = demo_residents(0)

    assert sum(line.adult for line in few) == 480
