"""What the commands say: the one way to standard output and standard error."""

import errno
import os
import sys

import click

from council.kernel.one_line import lines, one_line


class OutputLost(Exception):
    """Standard output takes no more: a full disk, or nobody reads on."""

    def __init__(self, error: OSError) -> None:
        """Remember why."""
        super().__init__(error.strerror)
        self.error = error


def say_line(text: str, *, err: bool = False) -> None:
    """Say one line, whatever names in it hold."""
    _say(one_line(text), err=err)


def say_lines(text: str) -> None:
    """Say a text of several lines."""
    _say(lines(text), err=False)


def _say(text: str, *, err: bool) -> None:
    try:
        click.echo(text, err=err)
    except OSError as error:
        raise OutputLost(error) from None


def lost(error: OSError) -> bool:
    """Whether an error is standard output's own: it names no file."""
    return error.filename is None and error.errno in {errno.EPIPE, errno.ENOSPC, errno.EIO}


def give_up(error: OSError) -> int:
    """End what could not be said; tells the exit code.

    Who closed the pipe has read enough: that is no fault, and ends as the signal would.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush
    if error.errno == errno.EPIPE:
        return 128 + 13
    click.echo(f"yishi: the output cannot be written ({error.strerror})", err=True)
    return 2
