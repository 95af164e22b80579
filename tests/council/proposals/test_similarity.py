"""Similar proposals are found in Chinese and English; unrelated ones are left in peace."""

from council.proposals.similarity import Text, likeness, most_similar, score

PARKING = Text(
    key=1,
    title="利用空地建立体停车场",
    body="小区412辆车只有236个车位，希望在闲置空地上建停车场。",
)
LIFT = Text(key=2, title="给3号楼加装电梯", body="3号楼老人多，上下楼不方便，建议加装电梯。")
GARAGE = Text(
    key=3,
    title="More parking spaces on the empty lot",
    body="We have 412 cars and 236 spaces. The idle lot could hold a parking garage.",
)
TREES = Text(
    key=4,
    title="Plant trees along the main path",
    body="The path has no shade in summer; trees would make it cooler for old people.",
)
ALL = (TREES, GARAGE, LIFT, PARKING)


def test_a_chinese_proposal_meets_its_like_only():
    mine = Text(
        key=0,
        title="小区停车太难，希望建立体停车库",
        body="很多车停在消防通道，建议利用闲置空地建设立体停车场。",
    )

    assert [key for key, _ in most_similar(mine, ALL)] == [1]


def test_an_english_proposal_meets_its_like_only():
    mine = Text(
        key=0,
        title="Build a parking garage on the idle lot",
        body="Every evening there are no free spaces and cars block the fire lane.",
    )

    assert [key for key, _ in most_similar(mine, ALL)] == [3]


def test_the_same_text_is_wholly_alike_and_nothing_is_like_nothing():
    assert score(PARKING, PARKING) == 1000
    assert score(Text(key=0, title="?!", body=""), PARKING) == 0
    assert likeness(frozenset(), frozenset()) == 0


def test_width_and_case_make_no_difference():
    loud = Text(key=0, title="PARKING 停车", body="")
    quiet = Text(key=1, title="parking 停车", body="")

    assert score(loud, quiet) == 1000


def test_no_more_than_three_are_shown_best_first_then_by_number():
    copies = [Text(key=key, title=PARKING.title, body="") for key in (9, 7, 8, 6)]
    mine = Text(key=0, title=PARKING.title, body="")

    assert most_similar(mine, [LIFT, *copies]) == ((6, 1000), (7, 1000), (8, 1000))
