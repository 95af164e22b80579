"""The picture of a campaign: as wide as its largest figure, its lines where the figures say."""

from fractions import Fraction

from web.charts.target import Mark, Progress, target_chart


def test_what_passes_the_target_is_seen_to_pass_it():
    assert target_chart(
        received_fen=60_000, pledged_fen=80_000, target_fen=40_000, needed_fen=40_000
    ) == Progress(
        received=Fraction(750),
        pledged=Fraction(1000),
        marks=(Mark(name="needed", fen=40_000, x=Fraction(500)),),
    )


def test_what_is_needed_to_start_may_be_less_than_the_target():
    picture = target_chart(received_fen=0, pledged_fen=1, target_fen=100, needed_fen=80)

    assert [(mark.name, mark.x, mark.aside) for mark in picture.marks] == [
        ("target", 1000, True),
        ("needed", 800, True),
    ]
    assert picture.received == 0


def test_the_label_of_a_line_near_the_left_end_stands_above_those_to_its_right():
    marks = target_chart(received_fen=0, pledged_fen=300, target_fen=120, needed_fen=80).marks

    assert [(mark.name, mark.aside) for mark in marks] == [("needed", False), ("target", False)]


def test_where_any_sum_will_do_only_the_target_stands_there():
    assert [
        mark.name for mark in target_chart(received_fen=1, pledged_fen=1, target_fen=9).marks
    ] == ["target"]
