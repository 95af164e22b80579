"""The books that the bench measures are books: chained, balanced, and told as all others."""

from pathlib import Path

from council import schema
from council.app import open_app
from council.campaigns.ledger.public import ledger
from council.checks.chained import i30_lines_as_chained
from council.cli.bench.books import keep_books
from council.cli.bench.population import populate
from council.kernel.config import Settings


def test_what_the_bench_writes_is_chained_and_adds_up(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'books.db'}"
    schema.upgrade(url)
    with open_app(Settings(_env_file=None, database_url=url, data_dir=tmp_path)) as app:
        people = populate(app, 20)
        keep_books(app, people, (20, 10))
        chained = app.bus.read_now(i30_lines_as_chained)
        told = app.bus.read_now(lambda tx: ledger(tx, people.community_id))

    assert (chained.state, chained.text) == ("holds", "ledger lines as chained: 38 checked")
    assert told is not None
    assert (told.check_fen, told.total, told.withheld) == (0, 20 + 4 + 6, 4)
