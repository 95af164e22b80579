"""The desk: a command comes in, its use case runs, one commit keeps it, the answer goes out.

One writer thread takes every waiting command into one transaction (group commit). Each runs in a
SAVEPOINT, so that a refusal undoes only itself; a crowd of like commands (casting) runs as one
set. The row of the processed update is written in the same transaction, so an update that comes
again gets its first answer and changes nothing.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError

from council.clock import Clock
from council.commands.message import Command
from council.domain.refusals import Refusal
from council.domain.values import Cause
from council.storage.ids import new_id
from council.storage.processed import kept_results
from council.storage.results import decode, encode
from council.storage.tables.dialogue import processed_updates
from council.storage.transaction import Transaction
from council.usecases.dispatch import CROWDS, run

R = TypeVar("R")
T = TypeVar("T")

#: How many waiting commands share one commit at most.
BATCH = 256

#: How often one job is tried when another process won a race against it, or a connection broke.
ATTEMPTS = 4

#: What another try may mend: a key that was taken meanwhile, a deadlock, a lost connection.
MENDABLE = (IntegrityError, OperationalError, InterfaceError)


class Job:
    """Something that waits for the writer: a command, or a function of the transaction."""

    __slots__ = ("answer", "command", "function")

    def __init__(
        self,
        *,
        command: Command[Any] | None = None,
        function: Callable[[Transaction], Any] | None = None,
    ) -> None:
        """Hold exactly one of the two, and the place for its answer."""
        self.command = command
        self.function = function
        self.answer: Future[Any] = Future()


class Desk:
    """Runs commands one transaction at a time. Start it, ask it, close it."""

    def __init__(self, write: Engine, read: Engine, clock: Clock) -> None:
        """Take the engines (one writes, one reads) and the clock."""
        self.clock = clock
        self._write = write
        self._read = read
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="desk", daemon=True)
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reads")

    def start(self) -> None:
        """Start the writer thread."""
        self._thread.start()

    def close(self) -> None:
        """Finish what is waiting, then stop; who asks later is told so."""
        with self._door:
            self._closed = True
            self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._readers.shutdown()

    def submit(self, command: Command[R]) -> "Future[R | Refusal]":
        """Queue a command; its answer comes after the commit."""
        return self._queue(Job(command=command))

    async def ask(self, command: Command[R]) -> R | Refusal:
        """Await a command's answer: its result, or the refusal."""
        return await asyncio.wrap_future(self.submit(command))

    def submit_run(self, function: Callable[[Transaction], T]) -> "Future[T]":
        """Queue a function of the transaction (the outbox, housekeeping)."""
        return self._queue(Job(function=function))

    def _queue(self, job: Job) -> Future[Any]:
        with self._door:
            if self._closed:
                job.answer.set_exception(RuntimeError("the desk is closed"))
            else:
                self._jobs.put(job)
        return job.answer

    async def run(self, function: Callable[[Transaction], T]) -> T:
        """Run a function inside a transaction of the writer, and await its commit."""
        return await asyncio.wrap_future(self.submit_run(function))

    def read_now(self, function: Callable[[Transaction], T]) -> T:
        """Read in a snapshot, on the calling thread."""
        with self._read.connect() as connection, connection.begin():
            now = self.clock.read(connection)
            return function(Transaction(connection=connection, now=now, new_id=new_id))

    async def read(self, function: Callable[[Transaction], T]) -> T:
        """Read in a snapshot, off the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self.read_now, function)

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            stop = False
            while len(jobs) < BATCH and not self._jobs.empty():
                job = self._jobs.get()
                if job is None:
                    stop = True
                    break
                jobs.append(job)
            # Who gave up before their turn is left out; from here on nobody can.
            wanted = [job for job in jobs if job.answer.set_running_or_notify_cancel()]
            if wanted:
                self._commit(wanted)
            if stop:
                return

    def _commit(self, jobs: list[Job]) -> None:
        """Run the jobs in one transaction; answer them only after its commit.

        When the shared transaction fails, each job is tried alone, so that one bug or one
        lost race fails only its own command; a job alone is tried again after a lost race.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._write.begin() as connection:
                    outcomes = self._batch(connection, jobs)
                break
            except Exception as error:  # noqa: BLE001 - handed to the caller, who records it
                if len(jobs) > 1:
                    for job in jobs:
                        self._commit([job])
                    return
                if not isinstance(error, MENDABLE) or attempt == ATTEMPTS:
                    jobs[0].answer.set_exception(error)
                    return
                time.sleep(0.02 * attempt)
        for job, outcome in zip(jobs, outcomes, strict=True):
            if isinstance(outcome, _Failed):
                job.answer.set_exception(outcome.error)
            else:
                job.answer.set_result(outcome)

    def _batch(self, connection: Connection, jobs: Sequence[Job]) -> list[Any]:
        now = self.clock.read(connection)
        tx = Transaction(connection=connection, now=now, new_id=new_id)
        outcomes: list[Any] = [None] * len(jobs)
        todo = _unprocessed(connection, jobs, outcomes)
        for places in _runs(jobs, todo):
            commands = [jobs[i].command for i in places]
            crowd = CROWDS.get(type(commands[0]))
            if crowd is not None:
                found = crowd(tx, commands)
            else:
                found = [_alone(tx, jobs[i]) for i in places]
            for i, outcome in zip(places, found, strict=True):
                outcomes[i] = outcome
        keep = [
            {
                "bot": command.cause.bot,
                "update_id": command.cause.update_id,
                "processed_at": now,
                "result": encode(outcomes[i]),
            }
            for i in todo
            if (command := jobs[i].command) is not None
            and command.cause is not None
            and not isinstance(outcomes[i], _Failed)
        ]
        if keep:
            connection.execute(insert(processed_updates), keep)
        _copy_twins(jobs, todo, outcomes)
        return outcomes


class _Failed:
    """A bug met inside a SAVEPOINT: the caller gets the exception, the others their commit."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


def _alone(tx: Transaction, job: Job) -> object:
    """Run one job in a SAVEPOINT of its own; a refusal undoes what it had written."""
    execute = tx.connection.exec_driver_sql
    execute("SAVEPOINT job")
    try:
        outcome = run(tx, job.command) if job.command else _call(job, tx)
    except MENDABLE:
        raise  # the whole batch is tried again, one by one
    except Exception as error:  # noqa: BLE001 - handed to the caller, who records it
        execute("ROLLBACK TO SAVEPOINT job")
        outcome = _Failed(error)
    else:
        if isinstance(outcome, Refusal):
            execute("ROLLBACK TO SAVEPOINT job")
    execute("RELEASE SAVEPOINT job")
    return outcome


def _call(job: Job, tx: Transaction) -> object:
    assert job.function is not None
    return job.function(tx)


def _unprocessed(connection: Connection, jobs: Sequence[Job], outcomes: list[Any]) -> list[int]:
    """Tell which jobs are new; fill in the kept answers of those that are not."""
    first: dict[Cause, int] = {}
    for i, job in enumerate(jobs):
        if job.command is not None and job.command.cause is not None:
            first.setdefault(job.command.cause, i)
    kept = kept_results(connection, first) if first else {}
    todo = []
    for i, job in enumerate(jobs):
        cause = job.command.cause if job.command else None
        if cause is not None and cause in kept:
            outcomes[i] = decode(kept[cause])
        elif cause is None or first[cause] == i:
            todo.append(i)
    return todo


def _copy_twins(jobs: Sequence[Job], todo: Sequence[int], outcomes: list[Any]) -> None:
    """Give an update that stands twice in one batch the answer of its first copy."""
    first = {
        job.command.cause: i
        for i in reversed(todo)
        if (job := jobs[i]).command is not None and job.command.cause is not None
    }
    for i, job in enumerate(jobs):
        if outcomes[i] is None and job.command and job.command.cause in first:
            outcomes[i] = outcomes[first[job.command.cause]]


def _runs(jobs: Sequence[Job], todo: Sequence[int]) -> list[list[int]]:
    """Split into runs of neighbours with the same kind of command; order is kept."""
    runs: list[list[int]] = []
    for i in todo:
        kind = type(jobs[i].command)
        if runs and type(jobs[runs[-1][0]].command) is kind and kind in CROWDS:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs
