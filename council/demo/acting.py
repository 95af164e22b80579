"""Acting as the people of the demo, by the same commands as they do."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from council.demo.cast import account_of
from council.demo.town import SLUG
from council.dispatch import BATCHES, run
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal
from council.kernel.values import CLOCK, OPERATOR, Account

CHANNEL = "telegram"


class DemoRefused(Exception):
    """A command that the demo cannot do without was refused: a bug in the demo."""


class Acting:
    """Acts as the operator and as people of the demo, in an open transaction."""

    def __init__(self, tx: Transaction, community_id: str) -> None:
        """Act in one community."""
        self.tx = tx
        self.community_id = community_id

    def operate(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the operator, and insist."""
        asked = command(actor=OPERATOR, community_id=self.community_id, **fields)
        return _insist(asked, run(self.tx, asked))

    def act(self, ref: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as somebody, and insist."""
        asked = command(actor=account(ref), **fields)
        return _insist(asked, run(self.tx, asked))

    def attempt(self, ref: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as somebody who takes a refusal as they would: tells what the command does."""
        return run(self.tx, command(actor=account(ref), **fields))

    def tick(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the clock, and insist."""
        asked = command(actor=CLOCK, community_id=self.community_id, **fields)
        return _insist(asked, run(self.tx, asked))

    def act_together(
        self, command: type[Command[Any]], fields: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Act as several people: a crowd's use case takes all of them at once."""
        asked = [command(actor=account(ref), **its) for ref, its in fields.items()]
        for one, outcome in zip(asked, BATCHES[command](self.tx, asked), strict=True):
            _insist(one, outcome)


def account(ref: str) -> Account:
    """The chat account of somebody in the demo."""
    return Account(channel=CHANNEL, id=str(account_of(ref)))


def community_of(tx: Transaction) -> str | None:
    """The id of the demo community; None before it is loaded, and where real people live."""
    c = communities.c
    return tx.connection.scalar(select(c.id).where(c.slug == SLUG, c.demo == 1))


def _insist(command: Command[Any], outcome: Any) -> Any:
    if isinstance(outcome, Refusal):
        message = f"{type(command).__name__}: {outcome}"
        raise DemoRefused(message)
    return outcome
