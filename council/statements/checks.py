"""The invariant of statements: a kept picture is what its kept matrix gives."""

import hashlib

from sqlalchemy import func, select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, finding
from council.statements.closing import drawn
from council.statements.collection import Collection
from council.statements.tables import statement_answers, statement_collections
from voting.formats.faults import BadInput


def i28_pictures_are_redrawn(tx: Transaction) -> Finding:
    """A closed collection has the digest of its matrix, its picture, and no answers with names."""
    c, a = statement_collections.c, statement_answers.c
    rows = tx.connection.execute(
        select(statement_collections, communities.c.slug)
        .join(communities, communities.c.id == c.community_id)
        .where(c.state == "closed")
        .order_by(communities.c.slug, c.id)
    ).all()
    broken = []
    for row in rows:
        collection = value_from(Collection, row)
        named = tx.connection.scalar(
            select(func.count()).where(
                a.community_id == collection.community_id, a.collection_id == collection.id
            )
        )
        whose = f"{row.slug} statements of {collection.motion_id}"
        if hashlib.sha256(collection.matrix.encode()).hexdigest() != collection.digest:
            broken.append(f"{whose}: the matrix is not that of its digest")
        if named:
            broken.append(f"{whose}: answers with names are left")
        try:
            again = drawn(collection, collection.matrix)
        except BadInput:
            again = ""
        if again != collection.picture:
            broken.append(f"{whose}: the picture drawn again differs")
    return finding("I28", "pictures of statements = drawn again", checked=len(rows), broken=broken)
