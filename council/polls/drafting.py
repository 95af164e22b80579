"""Drafting polls, and drafting the ratification motion that a ranking has singled out."""

from sqlalchemy import insert

from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.drafting import matter_of_class
from council.motions.motion import Motion
from council.motions.moving import draft_from_poll
from council.motions.records import is_extraordinary, motion_by
from council.motions.rules import read_body, read_title
from council.polls.budgets.rules import BALLOTS, YUAN, check_projects, lettered
from council.polls.commands import (
    DraftBudget,
    DraftMotionFromRanking,
    DraftRanking,
    DraftRatification,
    PollView,
    RankedMotionDrafted,
)
from council.polls.poll import Poll, named
from council.polls.ready import check_poll, check_ratified
from council.polls.records import (
    budget_result,
    known_poll,
    options_of,
    poll_by,
    ranking_result,
)
from council.polls.rules import PollOption, check_title, check_window, options_from
from council.polls.tables import poll_options, polls
from council.polls.view import view_of
from council.rules.poll_kinds import ADVISORY, BUDGET, RANKING, RATIFICATION
from council.rules.records import rules_of


def draft_ranking(tx: Transaction, who: Person, command: DraftRanking) -> PollView | Refusal:
    """Draft an advisory ranking on a deliberated motion."""
    motion = motion_for(tx, who, command.motion, RANKING)
    if isinstance(motion, Refusal):
        return motion
    options = options_from(command.options)
    if isinstance(options, Refusal):
        return options
    poll = _insert(
        tx,
        who,
        motion,
        kind=RANKING,
        title=command.title,
        method="irv",
        legal_class="",
        opens_at=command.opens_at,
        closes_at=command.closes_at,
    )
    if isinstance(poll, Refusal):
        return poll
    _insert_options(tx, poll, options)
    return view_of(tx, poll, who, just="draft")


def _insert_options(tx: Transaction, poll: Poll, options: tuple[PollOption, ...]) -> None:
    tx.connection.execute(
        insert(poll_options),
        [
            {
                "community_id": poll.community_id,
                "poll_id": poll.id,
                "letter": option.letter,
                "position": place,
                "title": option.title,
                "body": option.body,
                "status_quo": int(option.status_quo),
                "cost_fen": option.cost_fen or None,
                "source": option.source or None,
            }
            for place, option in enumerate(options, start=1)
        ],
    )


def draft_budget(tx: Transaction, who: Person, command: DraftBudget) -> PollView | Refusal:
    """Draft an advisory budget vote on a deliberated motion."""
    motion = motion_for(tx, who, command.motion, BUDGET)
    if isinstance(motion, Refusal):
        return motion
    if command.pot_fen <= 0 or command.pot_fen % YUAN:
        return refuse("budget.whole_yuan", amount_fen=command.pot_fen)
    if command.ballot not in BALLOTS:
        return refuse("desk.use_buttons")
    refusal = check_projects(command.projects, pot_fen=command.pot_fen)
    if refusal is not None:
        return refusal
    poll = _insert(
        tx,
        who,
        motion,
        kind=BUDGET,
        title=command.title,
        method="equal_shares",
        legal_class="",
        opens_at=command.opens_at,
        closes_at=command.closes_at,
        pot_fen=command.pot_fen,
        ballot=command.ballot,
    )
    if isinstance(poll, Refusal):
        return poll
    _insert_options(tx, poll, lettered(command.projects))
    return view_of(tx, poll, who, just="draft")


def draft_ratification(
    tx: Transaction, who: Person, command: DraftRatification
) -> PollView | Refusal:
    """Draft the owners' yes or no on a motion, in the motion's own legal class."""
    motion = motion_for(tx, who, command.motion, RATIFICATION)
    if isinstance(motion, Refusal):
        return motion
    legal_class = command.legal_class or motion.legal_class
    refusal = check_ratified(tx, who.community_id, legal_class)
    if refusal is not None:
        return refusal
    if legal_class != motion.legal_class:
        return refuse("poll.class_differs", given=legal_class, legal_class=motion.legal_class)
    poll = _insert(
        tx,
        who,
        motion,
        kind=RATIFICATION,
        title=command.title,
        method="double_threshold",
        legal_class=legal_class,
        opens_at=command.opens_at,
        closes_at=command.closes_at,
    )
    return poll if isinstance(poll, Refusal) else view_of(tx, poll, who, just="draft")


def motion_for(tx: Transaction, who: Person, number: int, kind: str) -> Motion | Refusal:
    """Find the motion of a new poll, unless it cannot be put or has a running poll already."""
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    if motion is None:
        return refuse("poll.motion_unknown", number=number)
    return check_poll(tx, motion, kind) or motion


def _insert(
    tx: Transaction,
    who: Person,
    motion: Motion,
    *,
    kind: str,
    title: str,
    method: str,
    legal_class: str,
    opens_at: int,
    closes_at: int,
    pot_fen: int | None = None,
    ballot: str | None = None,
) -> Poll | Refusal:
    refusal = check_title(title) or check_window(
        kind,
        opens_at=opens_at,
        closes_at=closes_at,
        now=tx.now,
        timing=rules_of(tx, who.community_id).timing,
    )
    if refusal is not None:
        return refusal
    poll_id = tx.new_id()
    tx.connection.execute(
        insert(polls),
        [
            {
                "community_id": who.community_id,
                "id": poll_id,
                "number": next_number(tx, who.community_id, "poll"),
                "kind": kind,
                "motion_id": motion.id,
                "title": " ".join(title.split()),
                "method": method,
                "legal_class": legal_class,
                "state": "draft",
                "opens_at": opens_at,
                "closes_at": closes_at,
                "first_closes_at": closes_at,
                "lot_seed": tx.new_id(),
                "created_by": who.id,
                "created_at": tx.now,
                "pot_fen": pot_fen,
                "ballot": ballot,
                "extraordinary": int(
                    kind == RATIFICATION and is_extraordinary(tx, who.community_id, motion.id)
                ),
            }
        ],
    )
    record(tx, who, "poll.draft", "poll", poll_id, poll_kind=kind, motion=motion.number)
    return known_poll(tx, who.community_id, poll_id)


def draft_motion(
    tx: Transaction, who: Person, command: DraftMotionFromRanking
) -> RankedMotionDrafted | Refusal:
    """Draft the yes/no motion for the owners from what a counted poll advises; ballots stay behind."""
    poll = poll_by(tx, who.community_id, number=command.poll)
    if poll is None or poll.kind not in ADVISORY:
        return refuse("poll.unknown", number=command.poll)
    if poll.state not in ("counted", "certified"):
        return refuse("poll.not_counted", **named(poll))
    option = singled_out(tx, poll, command.letter)
    if isinstance(option, Refusal):
        return option
    known = rules_of(tx, who.community_id).ratified
    if command.legal_class not in known:
        given = command.legal_class[:20]
        return refuse("poll.class_unknown", given=given, known=" ".join(known))
    sounded_out = motion_by(tx, who.community_id, id=poll.motion_id)
    assert sounded_out is not None
    title = read_title(command.title or option.title)
    # The question of the ranking is not what the owners decide: until somebody writes more, the
    # text of the motion, and so of a resolution, is the option that came out of it (of a budget vote:
    # what is funded).
    body = read_body(command.body or option.body)
    if isinstance(title, Refusal):
        return title
    if isinstance(body, Refusal):
        return body
    matter = matter_of_class(tx, who, command.matter, command.legal_class)
    if isinstance(matter, Refusal):
        return matter
    made = draft_from_poll(
        tx,
        who,
        poll_id=poll.id,
        proposal_id=sounded_out.proposal_id,
        title=title,
        body=body,
        legal_class=command.legal_class,
        matter=command.matter,
    )
    return RankedMotionDrafted(
        poll=poll.number,
        letter=option.letter,
        motion=made.number,
        title=made.title,
        legal_class=made.legal_class,
    )


def singled_out(tx: Transaction, poll: Poll, letter: str) -> PollOption | Refusal:
    """Tell the option that a motion may be drafted for: the named one, or the winner.

    Of a budget vote: all that is funded, under the title of the vote.
    """
    if poll.kind == BUDGET:
        return _funded(tx, poll)
    wanted = letter or ranking_result(poll).winner
    options = {each.letter: each for each in options_of(tx, poll.community_id, poll.id)}
    if not wanted:
        return refuse("poll.tie_stands", **named(poll))
    if wanted not in options:
        return refuse("poll.option_unknown", letter=wanted[:5], known=" ".join(options))
    if options[wanted].status_quo:
        return refuse("poll.status_quo", **named(poll))
    return options[wanted]


def _funded(tx: Transaction, poll: Poll) -> PollOption | Refusal:
    result = budget_result(poll)
    if not result.funded:
        return refuse("budget.nothing_funded", **named(poll))
    titles = {each.letter: each.title for each in options_of(tx, poll.community_id, poll.id)}
    lines = (
        f"{each.letter} {titles[each.letter]} ¥{each.cost_fen // YUAN:,}" for each in result.funded
    )
    return PollOption(letter="", title=poll.title, body="\n".join(lines))
