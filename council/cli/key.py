"""``yishi key``: keys that the program signs with."""

from pathlib import Path

import click

from council.cli.hall import stop
from council.kernel.private_files import write_private


@click.group()
def key() -> None:
    """Make keys."""


@key.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def push(file: Path) -> None:
    """Make the key that signs pushes of the web hall, in a FILE that is not there yet.

    With another key every browser must be asked anew: keep it with the backups.
    """
    from py_vapid import Vapid02  # type: ignore[import-untyped]

    if file.exists():
        stop(f"{file}: is there already; choose another name, or remove it yourself")
    made = Vapid02()
    made.generate_keys()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_private(file, made.private_pem())
    except OSError as error:
        stop(f"{file}: cannot be written ({error.strerror})")
    click.echo(f"{file}: made; put it into YISHI_PUSH_KEY_FILE")
