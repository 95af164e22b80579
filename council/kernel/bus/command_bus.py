"""The command bus: a command comes in, its use case runs, one commit keeps it, the answer goes out.

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

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError

from council.kernel.bus.command import Command
from council.kernel.bus.job import Failed, Job, Then, deliver, tellable
from council.kernel.bus.processed import Key, kept_results
from council.kernel.bus.results import decode, encode
from council.kernel.bus.use_cases import Batches
from council.kernel.clock import Clock
from council.kernel.database.batch import insert_batch
from council.kernel.database.ids import new_id
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.tables import processed_updates
from council.kernel.values import Cause

R = TypeVar("R")
T = TypeVar("T")
#: Runs the use case of a command.
Run = Callable[[Transaction, Command[Any]], Any]

#: How many waiting commands share one commit at most.
BATCH = 256

#: How often one job is tried when another process won a race against it, or a connection broke.
ATTEMPTS = 4

CLOSED = "the command bus is closed"

#: What another try may mend: a key that was taken meanwhile, a deadlock, a lost connection.
MENDABLE = (IntegrityError, OperationalError, InterfaceError)


class CommandBus:
    """Runs commands one transaction at a time. Start it, ask it, close it."""

    def __init__(
        self, write: Engine, read: Engine, clock: Clock, *, run: Run, crowds: Batches
    ) -> None:
        """Take the engines (one writes, one reads), the clock, and what answers a command.

        ``run`` runs the use case of one command; ``crowds`` are those that take a whole list.
        """
        self.clock = clock
        self._run = run
        self._crowds = crowds
        self._write = write
        self._read = read
        self._jobs: SimpleQueue[list[Job] | None] = SimpleQueue()
        #: What the event loop has asked for in its present turn.
        self._gathered: list[Job] = []
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="bus", daemon=True)
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reads")

    def start(self) -> None:
        """Start the writer thread."""
        self._thread.start()

    def close(self) -> None:
        """Finish what is waiting, then stop; who asks later is told so."""
        with self._door:
            self._closed = True
            self._jobs.put(self._gathered)
            self._gathered = []
            self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._readers.shutdown()

    def submit(self, command: Command[R]) -> "Future[R | Refusal]":
        """Queue a command; its answer comes after the commit."""
        return self._queue(Job(command=command))

    async def ask(self, command: Command[R], *, then: Then | None = None) -> R | Refusal:
        """Await a command's answer: its result, or the refusal.

        ``then`` is called with either in the same transaction, unless it is the kept answer of an
        update that comes again.
        """
        loop = asyncio.get_running_loop()
        outcome: R | Refusal = await self._gather(Job(command=command, loop=loop, then=then))
        return outcome

    async def run(self, function: Callable[[Transaction], T]) -> T:
        """Run a function inside a transaction of the writer, and await its commit."""
        loop = asyncio.get_running_loop()
        outcome: T = await self._gather(Job(function=function, loop=loop))
        return outcome

    def takes_crowds(self, command: type[Command[Any]]) -> bool:
        """Whether such commands come in crowds, and are run as one set."""
        return command in self._crowds

    def submit_run(self, function: Callable[[Transaction], T]) -> "Future[T]":
        """Queue a function of the transaction (the outbox, housekeeping)."""
        return self._queue(Job(function=function))

    def _queue(self, job: Job) -> Future[Any]:
        assert isinstance(job.answer, Future)
        with self._door:
            if self._closed:
                job.answer.set_exception(RuntimeError(CLOSED))
            else:
                self._jobs.put([job])
        return job.answer

    def _gather(self, job: Job) -> asyncio.Future[Any]:
        """Queue a job together with all that this turn of the event loop asks for.

        Handing over each alone would wake the writer for the first, and the rest would wait for a
        commit that they could have shared.
        """
        assert job.loop is not None
        assert isinstance(job.answer, asyncio.Future)
        with self._door:
            if self._closed:
                raise RuntimeError(CLOSED)
            self._gathered.append(job)
            if len(self._gathered) == 1:
                job.loop.call_soon(self._hand_over)
        return job.answer

    def _hand_over(self) -> None:
        with self._door:
            if self._gathered:
                self._jobs.put(self._gathered)
                self._gathered = []

    def read_now(self, function: Callable[[Transaction], T]) -> T:
        """Read in a snapshot, on the calling thread."""
        with self._read.connect() as connection, connection.begin():
            now = self.clock.read(connection)
            return function(Transaction(connection=connection, now=now, new_id=new_id))

    async def read(self, function: Callable[[Transaction], T]) -> T:
        """Read in a snapshot, off the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read_apart, function)

    def _read_apart(self, function: Callable[[Transaction], T]) -> T:
        try:
            return self.read_now(function)
        except StopIteration as error:
            raise tellable(error) from error

    def _serve(self) -> None:
        stop = False
        while not stop:
            found = [self._jobs.get()]
            while not self._jobs.empty():
                found.append(self._jobs.get())
            stop = None in found
            # Who gave up before their turn is left out.
            wanted = [job for jobs in found for job in jobs or () if job.begin()]
            for start in range(0, len(wanted), BATCH):
                self._commit(wanted[start : start + BATCH])

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
                    outcomes = [Failed(error)]
                    break
                time.sleep(0.02 * attempt)
        deliver(jobs, outcomes)

    def _batch(self, connection: Connection, jobs: Sequence[Job]) -> list[Any]:
        now = self.clock.read(connection)
        tx = Transaction(connection=connection, now=now, new_id=new_id)
        outcomes: list[Any] = [None] * len(jobs)
        todo, twins = _unprocessed(connection, jobs, outcomes)
        for places in self._runs(jobs, todo):
            commands = [jobs[i].command for i in places]
            crowd = self._crowds.get(type(commands[0]))
            if crowd is not None:
                found = crowd(tx, commands)
            else:
                found = [self._alone(tx, jobs[i]) for i in places]
            for i, outcome in zip(places, found, strict=True):
                outcomes[i] = outcome
                then = jobs[i].then
                if then is not None and not isinstance(outcome, Failed):
                    then(tx, outcome)
        keep = [
            {
                "bot": command.cause.bot,
                "update_id": command.cause.update_id,
                "processed_at": now,
                "result": encode(outcomes[i]),
                "digest": command.cause.digest,
                "channel": command.actor.channel,
            }
            for i in todo
            if (command := jobs[i].command) is not None
            and command.cause is not None
            and not isinstance(outcomes[i], Failed)
        ]
        insert_batch(connection, processed_updates, keep)
        for i, place in twins.items():
            outcomes[i] = outcomes[place]
        return outcomes

    def _alone(self, tx: Transaction, job: Job) -> object:
        """Run one job in a SAVEPOINT of its own; a refusal undoes what it had written."""
        execute = tx.connection.exec_driver_sql
        execute("SAVEPOINT job")
        try:
            outcome = self._run(tx, job.command) if job.command else _call(job, tx)
        except MENDABLE:
            raise  # the whole batch is tried again, one by one
        except Exception as error:  # noqa: BLE001 - handed to the caller, who records it
            execute("ROLLBACK TO SAVEPOINT job")
            outcome = Failed(error)
        else:
            if isinstance(outcome, Refusal):
                execute("ROLLBACK TO SAVEPOINT job")
        execute("RELEASE SAVEPOINT job")
        return outcome

    def _runs(self, jobs: Sequence[Job], todo: Sequence[int]) -> list[list[int]]:
        """Split into runs of neighbours with the same kind of command; order is kept."""
        runs: list[list[int]] = []
        for i in todo:
            kind = type(jobs[i].command)
            if runs and type(jobs[runs[-1][0]].command) is kind and kind in self._crowds:
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs


def _call(job: Job, tx: Transaction) -> object:
    assert job.function is not None
    return job.function(tx)


def _unprocessed(
    connection: Connection, jobs: Sequence[Job], outcomes: list[Any]
) -> tuple[list[int], dict[int, int]]:
    """Tell which jobs are new; fill in the kept answers of those that are not.

    An update may stand twice in one batch: the second tells the place of its twin.
    """
    causes: list[Cause] = []
    first: dict[Key, int] = {}
    twins: dict[int, int] = {}
    todo: list[int] = []
    for i, job in enumerate(jobs):
        cause = job.command.cause if job.command else None
        if cause is None:
            todo.append(i)
        elif (place := first.setdefault(cause.key, i)) == i:
            causes.append(cause)
            todo.append(i)
        else:
            twins[i] = place
    kept = kept_results(connection, causes) if causes else {}
    for key, result in kept.items():
        outcomes[first[key]] = decode(result)
    return [i for i in todo if outcomes[i] is None], twins
