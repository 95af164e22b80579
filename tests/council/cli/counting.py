"""`yishi tally` and `yishi ratify`, run as a clerk does."""

from pathlib import Path

from click.testing import CliRunner, Result

from council.cli.counting import ratify, tally

GOLDEN = Path(__file__).parents[2] / "golden"
PARKING = GOLDEN / "heyue-parking.soi"


def run_tally(*arguments: object) -> Result:
    return CliRunner().invoke(tally, [str(each) for each in arguments])


def run_ratify(*arguments: object) -> Result:
    return CliRunner().invoke(ratify, [str(each) for each in arguments])
