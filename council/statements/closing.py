"""Closing a collection: the picture is drawn and kept, and the answers lose their names for good."""

import hashlib
import secrets
from collections.abc import Mapping

from sqlalchemy import delete, update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import notify, these
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.statements.acts import DESK_MOVES
from council.statements.collection import Collection
from council.statements.commands import CloseCollection, CollectionView
from council.statements.opening import OPEN_BUTTON, running
from council.statements.opinion_groups.picture import to_json
from council.statements.reads import collection_view
from council.statements.records import (
    answers_by_person,
    end_of,
    facts,
    statements_of,
)
from council.statements.rules import ANSWERS, COLLECTION
from council.statements.tables import statement_answers, statement_collections
from council.statements.writing import tell_author
from voting.formats.opinions_csv import read_opinions, write_opinions


def close(tx: Transaction, who: Person, command: CloseCollection) -> CollectionView | Refusal:
    """Draw the picture, keep the matrix without names; tell who took part, and whose was not judged."""
    found = running(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, collection = found
    refusal = DESK_MOVES.refusal("close", facts(tx, None, motion, collection))
    if refusal is not None:
        return refusal
    after = COLLECTION.after("close", collection.state)
    assert isinstance(after, str), "open, as judged above"
    asked = tuple(each.number for each in statements_of(tx, collection, "accepted"))
    answers = _to_asked(answers_by_person(tx, collection), asked)
    matrix = written(asked, answers)
    t, a = statement_collections.c, statement_answers.c
    tx.connection.execute(
        update(statement_collections)
        .where(t.community_id == collection.community_id, t.id == collection.id)
        .values(
            state=after,
            closed_at=min(tx.now, end_of(tx, motion, collection)),
            took_part=len(answers),
            matrix=matrix,
            digest=hashlib.sha256(matrix.encode()).hexdigest(),
            picture=drawn(collection, matrix),
        )
    )
    tx.connection.execute(
        delete(statement_answers).where(
            a.community_id == collection.community_id, a.collection_id == collection.id
        )
    )
    record(
        tx,
        who,
        command.verb,
        "statements",
        collection.id,
        motion=motion.number,
        people=len(answers),
    )
    notify(
        tx,
        who.community_id,
        these(who.community_id, answers),
        notice="statements_closed",
        subject=collection.id,
        params={"number": motion.number, "title": motion.title, "n": len(answers)},
        buttons=((OPEN_BUTTON, "statements", (motion.number,)),),
    )
    for statement in statements_of(tx, collection, "waiting"):
        tell_author(tx, motion, collection, statement, "statement_not_judged")
    return collection_view(tx, who, motion.number, "staff", said="statements.said.closed")


def _to_asked(
    answers: Mapping[str, Mapping[int, str]], asked: tuple[int, ...]
) -> dict[str, dict[int, str]]:
    """Leave out answers to statements that were taken out again, and whoever has no others."""
    kept = {
        resident: {number: each for number, each in given.items() if number in asked}
        for resident, given in answers.items()
    }
    return {resident: given for resident, given in kept.items() if given}


def written(asked: tuple[int, ...], answers: Mapping[str, Mapping[int, str]]) -> str:
    """Write the matrix; participants get numbers in an order that a secret shuffles.

    The secret is drawn here and kept nowhere, so a number leads to nobody, and not to the same person
    in another collection either.
    """
    secret = secrets.token_hex(32)
    order = sorted(
        answers, key=lambda each: hashlib.sha256(f"{secret}\n{each}".encode()).hexdigest()
    )
    rows = (
        (
            place,
            [
                ANSWERS[answers[resident][number]] if number in answers[resident] else None
                for number in asked
            ],
        )
        for place, resident in enumerate(order, start=1)
    )
    return write_opinions(asked, rows)


def drawn(collection: Collection, matrix: str) -> str:
    """Draw the picture of a written matrix by the collection's limits, in its one form."""
    # Imported here: numpy is of no use to anything else that runs.
    from council.statements.opinion_groups.drawing import draw  # noqa: PLC0415
    from council.statements.opinion_groups.matrix import matrix_of  # noqa: PLC0415

    answers: tuple[Mapping[int, int], ...] = ()
    statements: tuple[int, ...] = ()
    if matrix.partition("\n")[0].count(","):
        found = read_opinions(matrix.encode(), file="matrix.csv")
        statements, answers = found.statements, found.answers
    picture = draw(
        matrix_of(statements, answers),
        smallest_group=collection.smallest_group,
        shown_from=collection.shown_from,
    )
    return to_json(picture)
