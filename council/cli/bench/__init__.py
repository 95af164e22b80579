"""``yishi bench``: the budgets as ratios, beside the raw limits measured in the same run.

Nothing here is a test: a busy machine gives busy figures, which is why a ratio stands beside each.
"""

import asyncio
import tempfile
from importlib import import_module
from pathlib import Path

import click

from council.cli.bench.row import Row

#: Name → what it measures; each is a module of this package with ``measure(folder)``.
BENCHES = {
    "webhook": "1 confirmed casts through the residents' webhook",
    "desk": "2 casts inside the desk",
    "pages": "4 public pages of a full record, and the bot beside their readers",
    "books": "4 pages of long public books beside those of short ones",
    "paint": "13 how soon a far phone shows something of each page",
    "start": "5 start of the demo",
    "memory": "6, 7 memory and cost of a cast with a million stored ballots",
    "owners": "9 to 11 an owners' decision of 3,000 units",
    "floor": "12 a meeting of 60 in chat",
    "hall": "13 casts through the web hall, and open streams",
    "tally": "3 and 8 small and large counts",
}


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def bench(names: tuple[str, ...]) -> None:
    """Measure the budgets: webhook, desk, pages, books, paint, start, memory, owners, floor, hall, tally (default: all)."""
    from rich.console import Console
    from rich.table import Table

    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        message = f"{unknown[0]!r} is not a benchmark; there are: {' '.join(BENCHES)}"
        raise click.UsageError(message)
    console = Console()
    table = Table("budget", "what", "measured", "raw limit, same run", "ratio", "wanted", "met")
    notes = []
    for name in names or tuple(BENCHES):
        with (
            console.status(f"measuring {BENCHES[name]} …"),
            tempfile.TemporaryDirectory() as folder,
        ):
            rows: list[Row] = asyncio.run(
                import_module(f"council.cli.bench.{name}").measure(Path(folder))
            )
        for row in rows:
            met = {True: "yes", False: "NO", None: ""}[row.met]
            table.add_row(row.name, row.what, row.measured, row.limit, row.ratio, row.budget, met)
            if row.note:
                notes.append(f"{row.name}: {row.note}")
    console.print(table)
    for note in notes:
        console.print(note, highlight=False)
