"""The command line ``yishi``: every part of the program starts here.

Modules are imported when their command runs: counting a file must not wait for a chat library.
Exit codes: 0 done, 1 the answer is no, 2 bad input or usage, 3 unresolved tie,
4 another process serves what this one was to serve.
"""

import logging
import os
import sys
import traceback
from importlib import import_module
from typing import Any

import click
from typing_extensions import override

from council.cli.importing import uncollected
from council.cli.terminal import OutputLost, give_up, lost, say_line
from council.kernel.bad_setting import BadSetting
from council.kernel.superseded import EXIT_CODE, Superseded

#: Command → the module under ``council.cli`` that holds it.
_COMMANDS = {
    "run": "running",
    "web": "serving",
    "resident-bot": "serving",
    "staff-bot": "serving",
    "ticker": "serving",
    "community": "setup",
    "residents": "setup",
    "role": "setup",
    "codes": "setup",
    "roll": "roll",
    "powers": "powers",
    "ballots": "ballots",
    "db": "database",
    "check": "database",
    "clock": "clock",
    "tally": "counting",
    "ratify": "counting",
    "statements": "opinions",
    "export": "export",
    "key": "key",
    "story": "story",
    "bench": "bench",
}


class Lazy(click.Group):
    """A group whose commands are imported when they are called for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        with uncollected():
            commands = vars(import_module(f"council.cli.{module}"))
        found: click.Command = commands[cmd_name.replace("-", "_")]
        return found


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def yishi() -> None:
    """议事 Yishi: a residents' council hall in the chat people already have open."""


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; what a person got wrong is one line on stderr, never a traceback."""
    try:
        # Outside standalone mode click hands back the code of an Exit instead of raising it.
        code = yishi.main(arguments, prog_name="yishi", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BadSetting as error:
        say_line(f"yishi: {error}", err=True)
        sys.exit(2)
    except Superseded as error:
        say_line(f"yishi: {error}", err=True)
        sys.exit(EXIT_CODE)
    except OutputLost as error:
        sys.exit(give_up(error.error))
    except Exception as error:  # noqa: BLE001 - a bug may not end with 1, which means "no"
        if isinstance(error, OSError) and lost(error):
            sys.exit(give_up(error))
        _tell_crash(error)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _tell_crash(error: Exception) -> None:
    """Say in one line that the program failed.

    The whole trace goes to the log of a command that keeps one; of others the log level asks for it.
    """
    from council.cli.opening import say_crash

    say_line(f"yishi: {say_crash(error)}", err=True)
    log = logging.getLogger("yishi")
    if log.hasHandlers():
        log.critical("the program failed", exc_info=error)
    elif os.environ.get("YISHI_LOG_LEVEL", "").upper() == "DEBUG":
        traceback.print_exception(error)
