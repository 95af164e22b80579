"""A SQLite file with the newest schema: the migrations run once, each test gets a copy."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from council.schema import upgrade


def fresh_sqlite(path: Path) -> str:
    """Put a migrated database without a row there; tells its URL."""
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "yishi.db"
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()
