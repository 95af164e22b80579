"""Statements 意见征集: what bots show of a collection, of one statement, of one's own answers."""

from council.kernel.database.transaction import Transaction
from council.kernel.paging import paging
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.motion import Motion
from council.motions.records import motion_by
from council.proposals.similarity import Text, most_similar
from council.statements.acts import DESK_MOVES, OWN_MOVES, STATEMENT_MOVES
from council.statements.collection import Collection, Statement
from council.statements.commands import (
    CollectionView,
    OwnAnswer,
    OwnAnswers,
    PictureView,
    Similar,
    StatementCard,
    WaitingStatement,
)
from council.statements.on_motions import told_of
from council.statements.records import (
    answers_of,
    collection_on,
    counts_of,
    facts,
    statements_of,
)
from council.statements.rules import LATER, StatementFacts, asking_order, next_asked

#: A person's own answers on one screen.
PER_PAGE = 6


def found(tx: Transaction, who: Person, number: int) -> tuple[Motion, Collection] | Refusal:
    """Find a motion with its collection."""
    motion = motion_by(tx, who.community_id, number=number)
    if motion is None:
        return refuse("motion.unknown")
    collection = collection_on(tx, motion)
    return refuse("statements.none") if collection is None else (motion, collection)


def collection_view(
    tx: Transaction, who: Person, number: int, bot: str, *, said: str = ""
) -> CollectionView | Refusal:
    """A collection's screen."""
    if bot == "staff" and not (who.roles & STAFF or who.holds("clock")):
        return refuse("people.not_staff", name=who.name)
    here = found(tx, who, number)
    if isinstance(here, Refusal):
        return here
    motion, collection = here
    now = facts(tx, who, motion, collection)
    return CollectionView(
        bot=bot,
        motion=number,
        title=motion.title,
        told=told_of(tx, motion, collection),
        accepted=now.accepted,
        waiting=now.waiting if bot == "staff" else 0,
        answered=now.accepted - now.unanswered if now.is_running else 0,
        written=now.written,
        of_one_person=now.of_one_person,
        may=(DESK_MOVES if bot == "staff" else OWN_MOVES).open_to(who, now),
        said=said,
    )


def next_card(
    tx: Transaction, who: Person, number: int, *, besides: int = 0, said: str = ""
) -> StatementCard | CollectionView | Refusal:
    """The next statement that this person has not answered; the collection once there is none.

    ``besides``: the one that was just put off, which comes last.
    """
    here = found(tx, who, number)
    if isinstance(here, Refusal):
        return here
    _, collection = here
    counts = counts_of(tx, collection)
    asked = [each.number for each in statements_of(tx, collection, "accepted")]
    order = asking_order({each: counts.get(each, 0) for each in asked}, seed=collection.seed)
    answered: dict[str, list[int]] = {}
    for statement, row in answers_of(tx, collection, who.id).items():
        answered.setdefault(row.answer, []).append(statement)
    following = next_asked(order, answered=answered, besides=besides)
    if not following:
        return collection_view(tx, who, number, "resident", said=said)
    return card(tx, who, number, following, said=said)


def card(
    tx: Transaction, who: Person, number: int, statement: int, *, said: str = ""
) -> StatementCard | CollectionView | Refusal:
    """One statement with this person's answer, to give or to change it."""
    here = found(tx, who, number)
    if isinstance(here, Refusal):
        return here
    motion, collection = here
    now = facts(tx, who, motion, collection)
    if not now.is_running:
        return collection_view(tx, who, number, "resident", said=said)
    texts = {each.number: each.text for each in statements_of(tx, collection, "accepted")}
    if statement not in texts:
        return refuse("statements.no_such")
    own = answers_of(tx, collection, who.id)
    mine = own.get(statement)
    given = {each: row.turn for each, row in own.items() if row.answer != LATER and each in texts}
    limit = given.get(statement, 1 + max(given.values(), default=0))
    before = [(turn, each) for each, turn in given.items() if turn < limit]
    return StatementCard(
        motion=number,
        number=statement,
        text=texts[statement],
        answer="" if mine is None or mine.answer == LATER else mine.answer,
        left=now.unanswered,
        total=now.accepted,
        back=max(before)[1] if before else 0,
        said=said,
        may=OWN_MOVES.open_to(who, now),
    )


def own_answers(tx: Transaction, who: Person, number: int, page: int) -> OwnAnswers | Refusal:
    """A page of this person's own answers; once the collection is closed nobody knows them."""
    here = found(tx, who, number)
    if isinstance(here, Refusal):
        return here
    _, collection = here
    texts = {each.number: each.text for each in statements_of(tx, collection, "accepted")}
    rows = [
        (row.turn, each, row.answer)
        for each, row in answers_of(tx, collection, who.id).items()
        if row.answer != LATER and each in texts
    ]
    where = paging(page, total=len(rows), size=PER_PAGE)
    if where is None:
        return refuse("press.unknown")
    part = sorted(rows, reverse=True)[(page - 1) * PER_PAGE : page * PER_PAGE]
    return OwnAnswers(
        motion=number,
        lines=tuple(
            OwnAnswer(number=each, text=texts[each], answer=said) for _, each, said in part
        ),
        page=page,
        pages=where.pages,
        total=len(rows),
    )


def desk(
    tx: Transaction, who: Person, number: int, *, said: str = ""
) -> WaitingStatement | CollectionView | Refusal:
    """The statement that waits longest; the collection once none waits."""
    if not may(who, "statements.judge"):
        return collection_view(tx, who, number, "staff", said=said)
    here = found(tx, who, number)
    if isinstance(here, Refusal):
        return here
    motion, collection = here
    now = facts(tx, who, motion, collection)
    if DESK_MOVES.refusal("judge", now) is not None:
        return collection_view(tx, who, number, "staff", said=said)
    first = statements_of(tx, collection, "waiting")[0]
    judged = StatementFacts(of=now, statement=first.number, state=first.state)
    return WaitingStatement(
        motion=number,
        number=first.number,
        text=first.text,
        waiting=now.waiting,
        similar=similar_to(tx, collection, first.text, besides=first.number),
        may=STATEMENT_MOVES.open_to(who, judged),
        said=said,
    )


def similar_to(
    tx: Transaction, collection: Collection, text: str, *, besides: int = 0
) -> tuple[Similar, ...]:
    """Tell which statements that are asked resemble a text, the most alike first."""
    asked: dict[int, Statement] = {
        each.number: each
        for each in statements_of(tx, collection, "accepted")
        if each.number != besides
    }
    others = (Text(key=each.number, title=each.text, body="") for each in asked.values())
    alike = most_similar(Text(key=0, title=text, body=""), others)
    return tuple(Similar(number=each, text=asked[each].text) for each, _ in alike)


def picture_view(
    tx: Transaction, who: Person, number: int, bot: str
) -> PictureView | CollectionView | Refusal:
    """The picture to open the agenda item with; the collection where there is none yet."""
    here = found(tx, who, number)
    if isinstance(here, Refusal):
        return here
    motion, collection = here
    if collection.state == "open":
        return collection_view(tx, who, number, bot)
    return PictureView(
        bot=bot,
        motion=number,
        title=motion.title,
        told=told_of(tx, motion, collection),
        accepted=facts(tx, None, motion, collection).accepted,
    )
