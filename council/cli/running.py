"""``yishi run``: everything in one process. Light: what it serves is imported when it runs."""

import os
import subprocess
import sys
from pathlib import Path

import click

from council.cli.importing import uncollected


@click.command()
@click.option(
    "--demo", is_flag=True, help="The live demo council: sandbox, no token, no internet."
)
def run(*, demo: bool) -> None:
    """Serve everything in one process."""
    if demo:
        _run_demo()
        return
    from council.cli.serving import EVERYTHING, serve_parts

    serve_parts(EVERYTHING)


def _run_demo() -> None:
    laying = _lay_out()
    with uncollected():
        import asyncio

        from council.app import SchemaBehind
        from council.cli.demo import serve_demo
        from council.cli.hall import stop
        from council.cli.serving import one_reason, start_logging
        from council.demo.settings import FILE, demo_settings

    settings = demo_settings()
    start_logging(settings)
    try:
        with one_reason():
            asyncio.run(serve_demo(settings, laying))
    except SchemaBehind as error:
        file = Path(settings.data_dir) / FILE
        stop(f"{error}: this is the demo of an earlier version; delete {file} and start again")


def _lay_out() -> "subprocess.Popen[bytes] | None":
    """At a first start, let another process lay out the demo while this one imports.

    Only a quicker way: what it does not do is done here, with whatever there is to say about it.
    """
    if Path(os.environ.get("YISHI_DATA_DIR", "var"), "demo.db").exists():
        return None
    return subprocess.Popen(
        [sys.executable, "-m", "council.demo"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
