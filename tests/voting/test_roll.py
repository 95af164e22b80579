from voting.roll import (
    DEVELOPER,
    Head,
    Kind,
    RollFault,
    RollProblem,
    Unit,
    faults_of,
    heads_of,
    owners_of_several,
)


def unit(code, *owners, area=10_000, **more):
    return Unit(code=code, owners=owners, area_x100=area, **more)


def test_several_units_of_one_owner_are_one_head_with_all_their_area():
    heads = heads_of([unit("1", "庚"), unit("2", "庚", area=5_000), unit("3", "甲")])

    assert heads == (
        Head(owners=("庚",), units=("1", "2"), area_x100=15_000),
        Head(owners=("甲",), units=("3",), area_x100=10_000),
    )


def test_only_the_identical_set_of_owners_is_the_same_head():
    heads = heads_of([unit("1", "甲", "乙"), unit("2", "乙", "甲"), unit("3", "甲")])

    assert [(head.owners, head.units) for head in heads] == [
        (("乙", "甲"), ("1", "2")),
        (("甲",), ("3",)),
    ]


def test_the_unsold_and_the_undelivered_are_the_developers_one_head():
    sold = unit("2", "甲", delivered=False)

    (head,) = heads_of([unit("1"), sold, unit("3", DEVELOPER)])

    assert head == Head(owners=(DEVELOPER,), units=("1", "2", "3"), area_x100=30_000)
    assert head.is_developer


def test_an_owner_of_nothing_but_parking_is_no_head():
    parking = unit("P1", "甲", kind=Kind.PARKING, counts=False)

    heads = heads_of([parking, unit("1", "乙")])

    assert [head.owners for head in heads] == [("乙",)]


def test_a_counted_parking_space_adds_area_and_no_head():
    parking = unit("P1", "甲", kind=Kind.PARKING, area=1_250)

    heads = heads_of([unit("1", "甲", area=8_936), parking])

    assert heads == (Head(owners=("甲",), units=("1", "P1"), area_x100=10_186),)


def test_a_person_named_for_one_unit_speaks_for_the_same_owners_elsewhere():
    named = unit("P1", "甲", "乙", nominee="乙", counts=False)

    (head,) = heads_of([unit("1", "乙", "甲"), named])

    assert head.nominee == "乙"


def test_everything_wrong_with_a_roll_is_listed():
    units = [
        unit("1", "甲", "乙", nominee="甲"),
        unit("1", "丙", nominee="丁"),
        unit("2", "乙", "甲", nominee="乙"),
        unit("3", nominee=DEVELOPER),
        unit("4", "甲", "乙", nominee="乙", delivered=False),
    ]

    assert faults_of(units) == (
        RollFault(problem=RollProblem.SAME_CODE, index=1, other=0),
        RollFault(problem=RollProblem.STRANGER_NOMINATED, index=1),
        RollFault(problem=RollProblem.TWO_NOMINEES, index=2, other=0),
    )


def test_a_roll_needs_a_unit_that_counts():
    assert faults_of([unit("P1", "甲", counts=False)]) == (
        RollFault(problem=RollProblem.NO_HEADS),
    )


def test_owners_of_several_units_are_listed_and_the_developer_is_not():
    parking = unit("P1", "甲", kind=Kind.PARKING, counts=False)

    several = owners_of_several(
        [unit("1", "甲", "乙"), parking, unit("2", "乙", delivered=False), unit("3")]
    )

    assert several == {"甲": ("1", "P1")}
