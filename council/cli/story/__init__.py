"""``yishi story``: 和悦家园 from the first proposal to the last receipt, played through the sandbox.

The driver and the sandbox are one process, the product is its child. The driver plays people: it
sees what their phones and the public pages show, and nothing else. It knows no use case and opens
no database.
"""

from pathlib import Path

import click

from council.demo.town import ADULTS, FEWEST_ADULTS

#: Every name is different up to so many.
MOST = 1200


@click.command()
@click.option(
    "--residents",
    type=click.IntRange(1, MOST),
    default=ADULTS,
    show_default=True,
    help=f"Adult residents; only the number of bystanders changes (all {FEWEST_ADULTS} who count stay).",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what the public pages showed here, as JSON.",
)
@click.option(
    "--kill-every",
    type=click.FloatRange(min=1),
    metavar="S",
    help="Kill the product with SIGKILL S seconds after each time it became ready.",
)
@click.option(
    "--transport",
    type=click.Choice(["webhook", "polling"]),
    default="polling",
    show_default=True,
    help="How updates reach the bots.",
)
@click.option(
    "--database", metavar="URL", help="An empty database (default: a SQLite file of its own)."
)
@click.option(
    "--three-doors",
    is_flag=True,
    help="A third of the residents and the property manager come by the web hall, some by WeCom.",
)
def story(
    residents: int,
    report: Path | None,
    kill_every: float | None,
    transport: str,
    database: str | None,
    three_doors: bool,
) -> None:
    """Play the story of 和悦家园 (2 February to 10 May 2026, simulated)."""
    from council.cli.story.run import run

    if report is not None and not report.parent.is_dir():
        message = f"there is no folder {report.parent}"
        raise click.BadParameter(message, param_hint="--report")
    run(
        residents=max(residents, FEWEST_ADULTS),
        report=report,
        kill_every=kill_every,
        transport=transport,
        database=database,
        three_doors=three_doors,
    )
