"""Which failures of a database mean "wait": they speak of its state, never of what was asked.

A file that cannot be written, a full disk, a server that restarts: the same request succeeds once
an operator, or time, has mended that. What was to be done must neither be given up nor
acknowledged.
"""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: SQLite's primary result codes (https://sqlite.org/rescode.html): PERM, BUSY, LOCKED, NOMEM,
#: READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOLFS, AUTH, NOTADB.
_SQLITE = frozenset({3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 22, 23, 26})

#: PostgreSQL's classes (appendix A of its manual): connection, authorization, rollback of a lost
#: race, resources (a full disk is 53100), intervention by an operator, system, data corruption.
_POSTGRESQL = ("08", "28", "40", "53", "57P", "58", "XX")
#: Single codes: a read-only transaction (a standby, an operator), a lock that was not to be had.
_POSTGRESQL_CODES = frozenset({"25006", "55P03"})


def means_wait(error: BaseException) -> bool:
    """Whether the database itself was in the way, so that the same request may succeed later."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # there was no server to ask, or it hung up
        return isinstance(error, OperationalError | InterfaceError)
    return state in _POSTGRESQL_CODES or state.startswith(_POSTGRESQL)
