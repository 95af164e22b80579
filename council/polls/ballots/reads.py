"""Ballots 选票: the sheet of one person in one poll, gathered for bots."""

import json
from typing import Any

from sqlalchemy import and_, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import drafts
from council.kernel.values import Person, value
from council.motions.tables import motions
from council.polls.ballots.commands import BallotCast, BallotSheet, HeadLine
from council.polls.ballots.rules import receipt_code
from council.polls.electorate.co_owners import co_owners, is_unclear
from council.polls.electorate.reads import known_heads
from council.polls.poll import Poll, named
from council.polls.ranking import Order, canonical_order, order_of, shuffled
from council.polls.ratification import choice_of
from council.polls.records import options_of, poll_by, rules_of_poll
from council.polls.tables import ballots, electorate
from council.rules.poll_kinds import RANKING

#: The kind of a ballot's draft row; its subject is the poll's id.
KIND = "ballot"


@value
class Drawing:
    """How a sheet was drawn at a revision, and ``until`` when (UTC seconds) that was the newest."""

    revision: int
    order: Order = ()
    joining: bool = False
    until: int = 0


@value
class Sheet:
    """What a draft row of a ballot holds.

    Ranking: ``order`` and ``joining``. Ratification: ``slot``, ``choice``, and the head's units
    and area as they are told on the receipt. ``confirming`` = the confirm screen is up. ``drawn``:
    its last drawings of before, for presses that were made on them.
    """

    order: Order = ()
    joining: bool = False
    slot: str = ""
    choice: str = ""
    units: tuple[str, ...] = ()
    area_x100: int = 0
    confirming: bool = False
    drawn: tuple[Drawing, ...] = ()

    def as_content(self) -> dict[str, Any]:
        """Write it for the draft row."""
        return {
            "order": [list(group) for group in self.order],
            "joining": self.joining,
            "slot": self.slot,
            "choice": self.choice,
            "units": list(self.units),
            "area_x100": self.area_x100,
            "confirming": self.confirming,
            "drawn": [
                [each.revision, [list(group) for group in each.order], each.joining, each.until]
                for each in self.drawn
            ],
        }

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> "Sheet":
        """Read back what ``as_content`` wrote; an emptied draft is an empty sheet."""
        if not content:
            return cls()
        return cls(
            order=tuple(tuple(group) for group in content["order"]),
            joining=content["joining"],
            slot=content["slot"],
            choice=content["choice"],
            units=tuple(content["units"]),
            area_x100=content["area_x100"],
            confirming=content["confirming"],
            drawn=tuple(
                Drawing(
                    revision=revision,
                    order=tuple(tuple(group) for group in order),
                    joining=joining,
                    until=until,
                )
                for revision, order, joining, until in content.get("drawn", ())
            ),
        )

    @classmethod
    def from_json(cls, written: str) -> "Sheet":
        """Read it from the draft row's text."""
        return cls.from_content(json.loads(written))


@value
class Paper:
    """One ballot paper of a person: the slot, its head, and the ballot that stands."""

    slot: str
    head: str
    revision: int
    content: str
    cast_at: int = 0


def papers_of(tx: Transaction, who: Person, poll_id: str) -> tuple[Paper, ...]:
    """Read a person's slots in a poll with the ballots that stand there."""
    e, b = electorate.c, ballots.c
    earlier = ballots.alias("earlier").c
    highest = (
        select(func.max(earlier.revision))
        .where(
            earlier.community_id == e.community_id,
            earlier.poll_id == e.poll_id,
            earlier.slot == e.slot,
        )
        .correlate(electorate)
        .scalar_subquery()
    )
    rows = tx.connection.execute(
        select(e.slot, e.head, b.revision, b.content, b.cast_at)
        .select_from(electorate)
        .outerjoin(
            ballots,
            and_(
                b.community_id == e.community_id,
                b.poll_id == e.poll_id,
                b.slot == e.slot,
                b.revision == highest,
            ),
        )
        .where(e.community_id == who.community_id, e.poll_id == poll_id, e.resident_id == who.id)
        .order_by(e.slot)
    )
    return tuple(
        Paper(
            slot=row.slot,
            head=row.head or "",
            revision=row.revision if row.content else 0,
            content=row.content or "",
            cast_at=(row.cast_at or 0) if row.content else 0,
        )
        for row in rows
    )


def sheet_view(
    tx: Transaction,
    who: Person,
    poll: Poll,
    *,
    papers: tuple[Paper, ...],
    sheet: Sheet,
    revision: int,
    note: str = "",
) -> BallotSheet:
    """Draw a person's sheet of a poll."""
    body = tx.connection.scalar(
        select(motions.c.body).where(
            motions.c.community_id == poll.community_id, motions.c.id == poll.motion_id
        )
    )
    heads: tuple[HeadLine, ...] = ()
    options = options_of(tx, poll.community_id, poll.id)
    clause = ""
    if poll.kind != RANKING:
        heads = head_lines(tx, poll, papers)
        clause = rules_of_poll(tx, poll).silence.clause_reference
    place = next((at for at, paper in enumerate(papers) if paper.slot == sheet.slot), 0)
    return BallotSheet(
        number=poll.number,
        kind=poll.kind,
        title=poll.title,
        body=body or "",
        legal_class=poll.legal_class,
        options=shuffled(options, poll_id=poll.id, slot=papers[0].slot),
        order=canonical_order(sheet.order),
        joining=sheet.joining,
        heads=heads,
        place=place,
        choice=sheet.choice,
        revision=revision,
        closes_at=poll.closes_at,
        cast=papers[place].revision,
        confirming=sheet.confirming,
        note=note,
        locale=who.locale,
        timezone=who.timezone,
        clause_reference=clause,
    )


def head_lines(tx: Transaction, poll: Poll, papers: tuple[Paper, ...]) -> tuple[HeadLine, ...]:
    """Tell the units and area that each of a person's slots speaks for."""
    heads = known_heads(tx, poll.community_id, poll.id, fingerprint=poll.roll_fingerprint)
    shared = co_owners(tx, poll, [paper.head for paper in papers])
    return tuple(
        HeadLine(
            place=place,
            units=tuple(heads[paper.head].units),
            area_x100=heads[paper.head].area_x100,
            choice=choice_of(paper.content) if paper.content else "",
            co_owners=max(0, len(shared.get(paper.head, ())) - 1),
            co_voted=sum(
                bool(each.choice) for each in shared.get(paper.head, ()) if each.slot != paper.slot
            ),
            unclear=is_unclear(shared.get(paper.head, ())),
        )
        for place, paper in enumerate(papers)
    )


def standing_order(papers: tuple[Paper, ...]) -> Order:
    """The order that a person has cast; empty when none."""
    return order_of(papers[0].content) if papers and papers[0].content else ()


def standing(tx: Transaction, who: Person, number: int) -> BallotCast | Refusal:
    """Tell the ballot of a person that stands, with its receipt: the latest where they have several."""
    poll = poll_by(tx, who.community_id, number=number)
    if poll is None or poll.state == "draft":
        return refuse("poll.unknown", number=number)
    papers = papers_of(tx, who, poll.id)
    cast = [paper for paper in papers if paper.content]
    if not cast:
        return refuse("ballot.none_stands", **named(poll))
    newest = max(cast, key=lambda paper: paper.cast_at)
    order = standing_order((newest,)) if poll.kind == RANKING else ()
    options = {each.letter: each for each in options_of(tx, poll.community_id, poll.id)}
    placed = {letter for group in order for letter in group}
    heads = head_lines(tx, poll, papers) if poll.kind != RANKING else ()
    head = heads[papers.index(newest)] if heads else None
    return BallotCast(
        number=poll.number,
        kind=poll.kind,
        title=poll.title,
        ranked=tuple(tuple(options[letter] for letter in group) for group in order),
        unranked=tuple(each for letter, each in options.items() if letter not in placed),
        choice="" if head is None else head.choice,
        units=() if head is None else head.units,
        area_x100=0 if head is None else head.area_x100,
        revision=newest.revision,
        unchanged=True,
        cast_at=newest.cast_at,
        closes_at=poll.closes_at,
        receipt=receipt_code(
            poll_id=poll.id,
            slot=newest.slot,
            revision=newest.revision,
            content=newest.content,
            cast_at=newest.cast_at,
        ),
        others=len(papers) - len(cast),
        locale=who.locale,
        timezone=who.timezone,
        looked_up=True,
    )


def filled_in(tx: Transaction, poll: Poll, who: Person | None = None) -> list[str]:
    """Whose sheet of a poll says something that was never cast: residents' ids."""
    d = drafts.c
    query = select(d.resident_id, d.content).where(
        d.community_id == poll.community_id,
        d.bot == "resident",
        d.kind == KIND,
        d.subject == poll.id,
    )
    if who is not None:
        query = query.where(d.resident_id == who.id)
    found = [(one, Sheet.from_json(written)) for one, written in tx.connection.execute(query)]
    return [one for one, sheet in found if sheet.order or sheet.choice]
