"""What waits for the command bus's writer, and how each is answered after the commit."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction

#: What is done with the outcome of a command before its commit.
Then = Callable[[Transaction, Any], None]


class Job:
    """Something that waits for the writer: a command, or a function of the transaction.

    Who awaits the answer on an event loop names the ``loop``; else a thread may wait for it.
    ``then`` is done with what came of a command, in the same transaction.
    """

    __slots__ = ("answer", "command", "function", "loop", "then")

    def __init__(
        self,
        *,
        command: Command[Any] | None = None,
        function: Callable[[Transaction], Any] | None = None,
        loop: asyncio.AbstractEventLoop | None = None,
        then: Then | None = None,
    ) -> None:
        """Hold exactly one of the two, and the place for its answer."""
        self.command = command
        self.function = function
        self.loop = loop
        self.then = then
        self.answer: Future[Any] | asyncio.Future[Any] = (
            Future() if loop is None else loop.create_future()
        )

    def begin(self) -> bool:
        """Whether the answer is still wanted; a waiting thread cannot give up any more."""
        if isinstance(self.answer, Future):
            return self.answer.set_running_or_notify_cancel()
        return not self.answer.cancelled()


class Failed:
    """A bug met inside a SAVEPOINT: the caller gets the exception, the others their commit."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = tellable(error)


def tellable(error: Exception) -> Exception:
    """Make of an exception what whoever awaits an answer can be told.

    No event loop hands on a ``StopIteration``: who awaited it would wait for ever, and with them
    all whose answers come after theirs.
    """
    if not isinstance(error, StopIteration):
        return error
    told = RuntimeError("a search found nothing")
    told.__cause__ = error
    return told


def deliver(jobs: Sequence[Job], outcomes: Sequence[Any]) -> None:
    """Answer every job; an event loop is woken once for all that wait on it."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Job, Any]]] = {}
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.loop is None:
            _settle(job, outcome)
        else:
            by_loop.setdefault(job.loop, []).append((job, outcome))
    for loop, settled in by_loop.items():
        # A loop that has ended has nobody waiting on it; what was asked for is done all the same.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle_all, settled)


def _settle_all(settled: Sequence[tuple[Job, Any]]) -> None:
    for job, outcome in settled:
        if not job.answer.done():  # who gave up meanwhile is told nothing
            _settle(job, outcome)


def _settle(job: Job, outcome: Any) -> None:
    if isinstance(outcome, Failed):
        job.answer.set_exception(outcome.error)
    else:
        job.answer.set_result(outcome)
