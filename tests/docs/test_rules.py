"""What docs/rules.md says of numbers is what the program goes by."""

import re
from pathlib import Path

import pytest

from council.counter.follow_ups import rules as follow_ups
from council.kernel import money
from council.motions.responses import rules as responses
from council.polls import ranking
from council.roll import buildings
from council.rules.limits import ROWS
from council.rules.rulebook import NATIONAL, rulebook

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def _share(written: str) -> str:
    return written.replace(">=", "≥")


def test_the_page_has_the_thresholds_of_the_national_profile():
    found = dict(re.findall(r"^\| (O-[1-9]) \|[^|]*\| ([^|]*\|[^|]*?) ?\|$", PAGE, re.MULTILINE))

    told = {
        row: [cell.strip()[:5].strip() for cell in cells.split("|")]
        for row, cells in found.items()
    }
    assert told == {
        name: [_share(row.participation[0].share.written), _share(row.approval.written)]
        for name, row in rulebook()[NATIONAL].rows.items()
        if name in found and row.approval is not None
    }
    assert len(told) == 9


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_rules_stands_on_the_page(row: str):
    assert re.search(rf"\b{row}\b", PAGE)


@pytest.mark.parametrize(
    "said",
    [
        f"within {rulebook()[NATIONAL].answer_hours.acknowledge} hours of being asked",
        f"within {rulebook()[NATIONAL].answer_hours.answer} hours",
        f"{rulebook()[NATIONAL].timing.answer_extension} working days",
        f"{rulebook()[NATIONAL].timing.notice} **clear** days",
        f"{rulebook()[NATIONAL].timing.shortest_window} to {rulebook()[NATIONAL].timing.longest_window} days",
        f"once, {rulebook()[NATIONAL].timing.longest_extension} days at most",
        f"within {rulebook()[NATIONAL].timing.publish_within} days of the count",
        f"open for {rulebook()[NATIONAL].timing.longest_ranking} days at most",
        f"{rulebook()[NATIONAL].timing.posted} days, the day of publication not counted",
        f"It holds {rulebook()[NATIONAL].floor.agenda_motions} motions at most",
        (
            f"open for {rulebook()[NATIONAL].statements.usual_days} days as a rule and"
            f" {rulebook()[NATIONAL].statements.longest_days} at most"
        ),
        (
            f"{rulebook()[NATIONAL].statements.of_one_person} statements of"
            f" {rulebook()[NATIONAL].statements.characters} characters"
        ),
        (
            f"a picture from {rulebook()[NATIONAL].statements.shown_from} participants on, no group and"
            f" no figure of fewer than {rulebook()[NATIONAL].statements.smallest_group}"
        ),
        f"0.01 to {money.MOST_FEN // 100:,} yuan",
    ],
)
def test_the_page_names_the_figures_of_the_program(said: str):
    assert said in PAGE


@pytest.mark.parametrize(
    ("figure", "number", "said"),
    [
        (rulebook()[NATIONAL].floor.seconds, 10, "ten other adult residents"),
        (rulebook()[NATIONAL].acts_of_one_helper, 30, "From the thirty-first act"),
        (follow_ups.ONE_IN, 20, "five per cent of the assisted acts"),
        (rulebook()[NATIONAL].proxy_cap, 3, "At most three heads a proxy"),
        (ranking.NARROW, 50, "a lead of at most 2 % is called narrow"),
        (buildings.LEAST, 5, "fewer than five took part"),
        (responses.PROMISE_AHEAD, 3, "reminded of three days before"),
    ],
)
def test_the_page_names_in_words_the_figures_of_the_program(figure: int, number: int, said: str):
    assert (figure, said in PAGE) == (number, True)
