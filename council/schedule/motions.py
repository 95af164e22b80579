"""Motions 议案 and the addressed party's responses 答复: what falls due."""

from typing import Any

from council.commands.message import Command
from council.storage.transaction import Transaction


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """The commands that the clock owes by ``tx.now``, each asked as ``CLOCK``."""
    return ()
