"""Polls 表决 for everybody.

Until a poll is counted, nothing here depends on what anybody chose; who took part, not even how
many, is told before it has closed. Drafts are not told. A counted result is told with the word
that a second person has yet to certify it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from sqlalchemy import ColumnElement, and_, select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.months import FIRST, Asked, stretch
from council.kernel.paging import CARDS, Part
from council.kernel.values import value
from council.motions.tables import motions
from council.polls.ballots.public import CERTIFIED
from council.polls.commands import CounterFigures
from council.polls.electorate.reads import channels_of, standing_orders
from council.polls.hooks import AT_THE_COUNTER, RESOLUTION
from council.polls.poll import Poll as Kept
from council.polls.ranking import Order, RankingResult, may_be_shown
from council.polls.ratification import FirstClose, RatificationResult, WhatIf
from council.polls.records import (
    FIRST_CLOSES,
    options_of,
    ranking_result,
    ratification_result,
    rules_of_poll,
    takes_chat,
)
from council.polls.rules import PollOption, state_now
from council.polls.tables import polls
from council.polls.what_ifs import RankingWhatIfs, what_ifs_of
from council.roll.buildings import BuildingTurnout
from council.rules.poll_kinds import RANKING, RATIFICATION
from voting.measures import Measure, Needs, needs
from voting.thresholds import ORDINARY, SPECIAL

_COUNTED = ("counted", "certified")
_CLOSED = ("closed", *_COUNTED)
_AHEAD = ("announced", "open")


@value
class PollLine:
    """A poll in a list."""

    number: int
    kind: str
    title: str
    state: str
    opens_at: int
    closes_at: int


@value
class DecidedPoll:
    """A counted poll in one line. ``state``: whether the count is certified already.

    ``passed`` of a ratification is ``yes``, ``no`` or ``needs_review``; of a ranking it is empty, and
    ``winner`` with its title leads (empty where nobody does).
    """

    number: int
    kind: str
    title: str
    state: str
    counted_at: int
    passed: str
    winner: str
    winner_title: str


@value
class Deemed:
    """The reading in which the silent join the majority, against the same thresholds.

    It decides where ``Ratified.clause_reference`` names the clause, else it is a what-if.
    """

    law_version: str
    special: bool
    heads: Measure
    area_x100: Measure
    percent_participating_heads: str | None
    percent_participating_area: str | None
    percent_agree_heads: str | None
    percent_agree_area: str | None
    needs_heads: Needs
    needs_area: Needs
    passes: bool


@value
class Ratified:
    """A counted ratification, without the units whose ballots contradict each other.

    The fields mean what they mean in council.polls.ratification; areas in hundredths of m². What is
    no part of the result (``without_unclear``, ``developer_against``, ``abstentions_dropped``,
    ``obsolete_two_thirds_of_all``, shares of all, ``deemed`` where no clause asks for it) is None
    until a second person has certified it.
    """

    law_version: str
    special: bool
    passed: str
    quorum: bool
    majority: bool
    heads: Measure
    area_x100: Measure
    percent_participating_heads: str | None
    percent_participating_area: str | None
    percent_agree_heads: str | None
    percent_agree_area: str | None
    percent_agree_of_all_heads: str | None
    percent_agree_of_all_area: str | None
    needs_heads: Needs
    needs_area: Needs
    without_unclear: WhatIf | None
    developer_against: WhatIf | None
    abstentions_dropped: WhatIf | None
    obsolete_two_thirds_of_all: bool | None
    ignored: int
    buildings: tuple[BuildingTurnout, ...]
    clause_reference: str
    deemed: Deemed | None


@value
class Poll:
    """One poll. Times are 0 until they happen; ``closes_at`` is the close that holds.

    ``roll_size`` is how many ballots may be cast, ``roll_fingerprint`` the hash of who may cast
    them. ``channels``: of a counted ratification, how many ballots came which way. ``resolution`` is the
    number of what was resolved on it. ``chat``: ballots may be cast in chat. ``rules`` names the
    profile that it is judged by, ``rules_fingerprint`` the hash of its text. ``clause_reference``:
    the clause by which the silent follow the majority, empty where there is none. ``desk``: what
    came over the desk, and for how many years its records are kept: both told once the poll is
    counted. ``ballots``: whether those of a certified ranking may be fetched, or are withheld
    because an order is so rare that it could tell whose it is. What is no part of the result, of a
    ranking ``plurality``, ``schulze``, ``pairwise`` and ``what_ifs``, is told once it is certified.
    """

    number: int
    kind: str
    title: str
    state: str
    motion: int
    motion_title: str
    legal_class: str
    options: tuple[PollOption, ...]
    opens_at: int
    closes_at: int
    first_closes_at: int
    extended_at: int
    extension_reason: str
    announced_at: int
    counted_at: int
    certified_at: int
    annul_reason: str
    roll_size: int
    roll_fingerprint: str
    first_close: FirstClose | None
    ranking: RankingResult | None
    ratification: Ratified | None
    channels: tuple[tuple[str, int], ...]
    resolution: str
    chat: bool
    extraordinary: bool
    rules: str
    rules_fingerprint: str
    clause_reference: str = ""
    desk: CounterFigures | None = None
    retention_years: int = 0
    ballots: Literal["", "public", "withheld"] = ""
    what_ifs: RankingWhatIfs | None = None


def lines(
    tx: Transaction, community_id: str, *where: ColumnElement[bool], limit: int, offset: int = 0
) -> tuple[PollLine, ...]:
    """Tell the polls that fit, newest first."""
    p = polls.c
    rows = tx.connection.execute(
        select(p.number, p.kind, p.title, p.state, p.opens_at, p.closes_at)
        .where(p.community_id == community_id, p.state != "draft", *where)
        .order_by(p.number.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        value_from(PollLine, row, state=state_now(row.state, closes_at=row.closes_at, now=tx.now))
        for row in rows
    )


def listed(tx: Transaction, community_id: str, *, asked: Asked = FIRST) -> Part[PollLine] | None:
    """List a part of the polls, newest first."""
    p = polls.c
    told = (p.community_id == community_id, p.state != "draft")
    where = stretch(tx, p.opens_at, *told, asked=asked, size=CARDS)
    if where is None:
        return None
    within = (p.opens_at >= where.since, p.opens_at < where.until)
    found = lines(tx, community_id, *within, limit=CARDS, offset=where.offset)
    return Part(items=found, paging=where.paging)


def running(tx: Transaction, community_id: str) -> tuple[PollLine, ...]:
    """Tell the polls that are announced or open."""
    p = polls.c
    ahead = p.state.in_(_AHEAD) & (p.closes_at > tx.now)
    return lines(tx, community_id, ahead, limit=20)


def decided(tx: Transaction, community_id: str, *, limit: int) -> tuple[DecidedPoll, ...]:
    """Tell the newest results, without those that a published resolution tells."""
    p = polls.c
    query = (
        select(polls)
        .where(p.community_id == community_id, p.state.in_(_COUNTED), p.result.is_not(None))
        .order_by(p.counted_at.desc(), p.number.desc())
        .limit(limit)
    )
    found = (value_from(Kept, row) for row in tx.connection.execute(query))
    return tuple(_decided(tx, kept) for kept in found if not RESOLUTION(tx, community_id, kept.id))


def _decided(tx: Transaction, kept: Kept) -> DecidedPoll:
    winner = ranking_result(kept).winner if kept.kind == RANKING else ""
    titles = {each.letter: each.title for each in options_of(tx, kept.community_id, kept.id)}
    return value_from(
        DecidedPoll,
        kept,
        passed="" if kept.kind == RANKING else ratification_result(kept).passed,
        winner=winner or "",
        winner_title=titles.get(winner, "") if winner else "",
    )


def one(tx: Transaction, community_id: str, *, number: int) -> Poll | None:
    """Tell one poll by its number."""
    p, m = polls.c, motions.c
    row = tx.connection.execute(
        select(
            polls,
            m.number.label("motion"),
            m.title.label("motion_title"),
        )
        .join(motions, and_(m.community_id == p.community_id, m.id == p.motion_id))
        .where(p.community_id == community_id, p.number == number, p.state != "draft")
    ).one_or_none()
    if row is None:
        return None
    kept = value_from(Kept, row)
    state = state_now(kept.state, closes_at=kept.closes_at, now=tx.now)
    ratification = _ratified(kept)
    options = options_of(tx, community_id, kept.id) if kept.kind == RANKING else ()
    orders = _certified_orders(tx, kept)
    return value_from(
        Poll,
        kept,
        state=state,
        motion=row.motion,
        motion_title=row.motion_title,
        options=options,
        first_close=FIRST_CLOSES.validate_json(kept.first_close)
        if kept.first_close and state in _CLOSED
        else None,
        ranking=_ranking(kept),
        ratification=ratification,
        channels=channels_of(tx, community_id, kept.id)
        if kept.kind == RATIFICATION and kept.state in _COUNTED
        else (),
        resolution=RESOLUTION(tx, community_id, kept.id),
        chat=takes_chat(tx, kept),
        rules=rules_of_poll(tx, kept).name,
        rules_fingerprint=kept.ruleset or "",
        desk=AT_THE_COUNTER(tx, community_id, kept.id) if kept.state in _COUNTED else None,
        retention_years=rules_of_poll(tx, kept).timing.retention_years
        if kept.state in _COUNTED
        else 0,
        ballots="" if orders is None else "public" if may_be_shown(orders) else "withheld",
        what_ifs=what_ifs_of(orders, options=options, lot_seed=kept.lot_seed) if orders else None,
        clause_reference=_clause(tx, kept)
        if ratification is None
        else ratification.clause_reference,
    )


def ahead(tx: Transaction, community_id: str, *, number: int) -> Poll | None:
    """Tell one poll that is announced or open; None for any other."""
    found = one(tx, community_id, number=number)
    return found if found and found.state in _AHEAD else None


def _ranking(kept: Kept) -> RankingResult | None:
    """Tell a counted ranking; what another method would say of it, once it is certified."""
    if kept.kind != RANKING or kept.state not in _COUNTED or kept.result is None:
        return None
    counted = ranking_result(kept)
    if kept.state == CERTIFIED:
        return counted
    return replace(counted, plurality="", schulze=(), pairwise=())


def _certified_orders(tx: Transaction, kept: Kept) -> Mapping[Order, int] | None:
    if kept.kind != RANKING or kept.state != CERTIFIED:
        return None
    return standing_orders(tx, kept.community_id, kept.id)


def _clause(tx: Transaction, kept: Kept) -> str:
    return "" if kept.kind == RANKING else rules_of_poll(tx, kept).silence.clause_reference


def _ratified(kept: Kept) -> Ratified | None:
    if kept.kind == RANKING or kept.state not in _COUNTED or kept.result is None:
        return None
    return ratified(ratification_result(kept), certified=kept.state == CERTIFIED)


def _deemed(counted: RatificationResult) -> Deemed | None:
    """Hold the reading with the silent against the thresholds; none where nobody was silent."""
    rule = SPECIAL if counted.special else ORDINARY
    reading = counted.deemed
    if reading is None or reading.heads == counted.heads:
        return None
    heads, area = reading.heads, reading.area_x100
    return Deemed(
        law_version=counted.law_version,
        special=counted.special,
        heads=heads,
        area_x100=area,
        percent_participating_heads=heads.percent_participating,
        percent_participating_area=area.percent_participating,
        percent_agree_heads=reading.percent_heads,
        percent_agree_area=reading.percent_area,
        needs_heads=needs(heads, rule=rule),
        needs_area=needs(area, rule=rule),
        passes=reading.passes,
    )


def ratified(counted: RatificationResult, *, certified: bool) -> Ratified:
    """Take what may be told of a counted ratification; what-ifs only of a certified one."""
    told = value_from(Ratified, counted, deemed=_deemed(counted))
    if certified:
        return told
    return replace(
        told,
        without_unclear=None,
        developer_against=None,
        abstentions_dropped=None,
        obsolete_two_thirds_of_all=None,
        percent_agree_of_all_heads=None,
        percent_agree_of_all_area=None,
        deemed=told.deemed if counted.clause_reference else None,
    )
