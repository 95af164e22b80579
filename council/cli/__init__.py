"""The command line ``yishi``: every part of the program starts here.

Modules are imported when their command runs: counting a file must not wait for a chat library.
Exit codes: 0 done, 1 the answer is no, 2 bad input or usage, 3 unresolved tie,
4 another process serves what this one was to serve.
"""

import sys
from importlib import import_module
from typing import Any

import click
from typing_extensions import override

from council.bad_setting import BadSetting
from council.cli.importing import uncollected
from council.cli.terminal import OutputLost, give_up, lost, say_line
from council.superseded import EXIT_CODE, Superseded

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
    "ballots": "ballots",
    "db": "database",
    "check": "database",
    "clock": "clock",
    "tally": "counting",
    "ratify": "counting",
    "export": "export",
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
    except OSError as error:
        if not lost(error):
            raise
        sys.exit(give_up(error))
    sys.exit(code if isinstance(code, int) else 0)
