"""Statements 意见征集 for everybody: what is asked, how many took part, and the picture once it is closed.

While a collection is open nobody sees an answer. Who wrote a statement, and who answered, is told
nowhere; after the closing nobody knows any more.
"""

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.motions.opinions.told import OpinionsTold
from council.motions.records import motion_by
from council.statements.on_motions import told_of
from council.statements.opinion_groups.picture import Answers, Group, Picture, from_json
from council.statements.records import collection_on, statements_of


@value
class Asked:
    """A statement that is asked: its answers of all and of each group; None where not shown."""

    number: int
    text: str
    answers: Answers | None
    groups: tuple[Answers | None, ...]


@value
class Statements:
    """The collection on a motion.

    ``listed``: the motion itself has a page. ``smallest_group``: smaller groups, and figures of
    fewer answers, are not shown; ``shown_from``: nothing is with fewer participants. ``in_groups``:
    how many answered enough to be grouped. ``digest`` is the SHA-256 of the matrix, ``seed`` that of
    the order in which statements are asked.
    """

    motion: int
    title: str
    listed: bool
    told: OpinionsTold
    asked: tuple[Asked, ...]
    groups: tuple[Group, ...]
    in_groups: int
    smallest_group: int
    shown_from: int
    seed: str
    digest: str


@value
class PublicMatrix:
    """The answers of a closed collection without names, as a table."""

    motion: int
    table: str


def one(tx: Transaction, community_id: str, *, number: int) -> Statements | None:
    """Tell the collection on a motion by the motion's number."""
    motion = motion_by(tx, community_id, number=number)
    collection = None if motion is None else collection_on(tx, motion)
    if motion is None or collection is None:
        return None
    picture: Picture | None = from_json(collection.picture) if collection.picture else None
    shown = {each.number: each for each in (picture.statements if picture else ())}
    return Statements(
        motion=number,
        title=motion.title,
        listed=motion.state != "drafted",
        told=told_of(tx, motion, collection),
        asked=tuple(
            Asked(
                number=each.number,
                text=each.text,
                answers=shown[each.number].answers if each.number in shown else None,
                groups=shown[each.number].groups if each.number in shown else (),
            )
            for each in statements_of(tx, collection, "accepted")
        ),
        groups=picture.groups if picture else (),
        in_groups=picture.in_groups if picture and picture.shown else 0,
        smallest_group=collection.smallest_group,
        shown_from=collection.shown_from,
        seed=collection.seed,
        digest=collection.digest if picture and picture.shown else "",
    )


def matrix(tx: Transaction, community_id: str, *, number: int) -> PublicMatrix | None:
    """Tell the matrix of a closed collection; None where there is none, or too few took part."""
    motion = motion_by(tx, community_id, number=number)
    collection = None if motion is None else collection_on(tx, motion)
    if collection is None or not collection.picture or not from_json(collection.picture).shown:
        return None
    return PublicMatrix(motion=number, table=collection.matrix)
