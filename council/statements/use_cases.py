"""Statements 意见征集: one verb, one function; the table of contents."""

from council.kernel.bus.use_cases import UseCases
from council.statements.answering import answer
from council.statements.closing import close
from council.statements.commands import (
    AcceptStatement,
    AnswerStatement,
    CloseCollection,
    OpenCollection,
    RejectStatement,
    SeedStatements,
    WriteStatement,
)
from council.statements.opening import open_collection, seed_statements
from council.statements.writing import accept, reject, write_statement

STATEMENTS: UseCases = {
    OpenCollection: open_collection,
    SeedStatements: seed_statements,
    CloseCollection: close,
    WriteStatement: write_statement,
    AcceptStatement: accept,
    RejectStatement: reject,
    AnswerStatement: answer,
}
