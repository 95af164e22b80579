"""What all may know of a collection: how many took part, and once it is closed its picture in words."""

from collections.abc import Collection as Several
from collections.abc import Mapping

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.motions.hooks import COLLECTED, OPINIONS_ON
from council.motions.motion import Motion
from council.motions.opinions.told import DividingStatement, OpinionsTold, SharedStatement
from council.motions.records import motion_by
from council.statements.collection import Collection
from council.statements.opinion_groups.picture import StatementAnswers, from_json
from council.statements.records import (
    collection_on,
    end_of,
    participants,
    statements_of,
)
from council.statements.tables import statement_collections


def told_of(tx: Transaction, motion: Motion, collection: Collection) -> OpinionsTold:
    """Tell a collection: while it is open no more than how many took part."""
    ends_at = end_of(tx, motion, collection)
    if collection.state == "open":
        took_part = len(participants(tx, collection))
        return OpinionsTold(state="open", ends_at=ends_at, took_part=took_part)
    picture = from_json(collection.picture)
    texts = {each.number: each.text for each in statements_of(tx, collection, "accepted")}
    counted = {each.number: each for each in picture.statements}
    return OpinionsTold(
        state="closed",
        ends_at=ends_at,
        took_part=picture.participants,
        shown=picture.shown,
        groups=tuple(group.size for group in picture.groups),
        shared=tuple(
            SharedStatement(
                text=texts[each.number],
                side=each.side,
                groups=_shares(counted[each.number], each.side),
            )
            for each in picture.shared
        ),
        divides=tuple(
            DividingStatement(
                text=texts[each.number], groups=_shares(counted[each.number], "agree")
            )
            for each in picture.divides
        ),
    )


def _shares(counted: StatementAnswers, side: str) -> tuple[int, ...]:
    """Tell which part of the answers take a side: of each group, or of all where there are none.

    What is shared or divides has enough answers in every group, so there is a figure of each.
    """
    several = counted.groups or (counted.answers,)
    return tuple(
        1000 * (each.agree if side == "agree" else each.disagree) // each.seen
        for each in several
        if each is not None
    )


@OPINIONS_ON.fill
def opinions_on(
    tx: Transaction, community_id: str, motion_ids: Several[str]
) -> Mapping[str, OpinionsTold]:
    """Tell the collections on motions."""
    c = statement_collections.c
    query = select(statement_collections).where(
        c.community_id == community_id, c.motion_id.in_(motion_ids)
    )
    found = {}
    for collection in read_all(tx, Collection, query):
        motion = motion_by(tx, community_id, id=collection.motion_id)
        assert motion is not None, "the collection refers to it"
        found[motion.id] = told_of(tx, motion, collection)
    return found


@COLLECTED.fill
def collected(tx: Transaction, motion: Motion) -> str:
    """Tell where the collection on a motion stands; empty where there is none."""
    collection = collection_on(tx, motion)
    return "" if collection is None else collection.state
