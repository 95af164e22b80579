"""Telling a database that is away, full or broken from a bug in what we ask of it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: SQLite: another process holds it, or the disk, the file, its folder or its rights are at fault.
_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)
#: PostgreSQL: connection, resources, the operator, the system (appendix A of its manual).
_POSTGRES = ("08", "53", "57", "58", "XX")
#: What each fault of a file asks of an operator.
_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "the file is not a database; name the right one, or restore a backup",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; stop the program and restore a backup",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_READONLY: "the file cannot be written; mend its rights",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; mend its rights or those of its folder",
}
#: The lower byte of an extended result code is the primary one.
_PRIMARY = 0xFF


def is_away(error: BaseException) -> bool:
    """Whether the database itself is at fault, so that the same may succeed when it is mended."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, sqlite3.Error):
        return _code(error) in _SQLITE
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return is_away(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the driver's own: no server was there to name one
        return isinstance(error, OperationalError | InterfaceError)
    return str(state).startswith(_POSTGRES)


def why_away(error: DBAPIError) -> str:
    """Say in one line what is wrong and what mends it."""
    remedy = _REMEDIES.get(_code(error.orig)) if isinstance(error.orig, sqlite3.Error) else None
    if remedy is not None:
        return remedy
    return f"the database does not answer ({type(error.orig).__name__})"


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY
