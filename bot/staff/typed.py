"""What stands behind a command of the staff bot: ``/polls 3``."""

from telegram import Message

from council.domain.numbers import read_number


def behind(message: Message) -> str:
    """Tell the words behind the command; empty where there are none."""
    parts = (message.text or "").split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def number_behind(message: Message) -> int | None:
    """Read the number behind the command; None where there is none."""
    return read_number(behind(message))
