"""What the people on a poll's roll, and the staff, are told about it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, or_, select

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, holders, notify
from council.kernel.refusals import Param
from council.polls.ballots.reads import filled_in
from council.polls.budgets.counting import BudgetResult
from council.polls.electorate.reads import has_ballot, heads_heard
from council.polls.poll import Poll, named
from council.polls.ranking import RankingResult
from council.polls.ratification import RatificationResult
from council.polls.records import rules_of_poll, takes_chat
from council.polls.rules import DAY, PollOption
from council.polls.tables import electorate
from council.rules.poll_kinds import RATIFICATION

#: An announcement this shortly before the opening would only double the opening's own notice.
SOON = 600


def on_roll(poll: Poll) -> Select[Any]:
    """Select the residents on the poll's frozen roll."""
    t = electorate.c
    return select(t.resident_id).where(
        t.community_id == poll.community_id, t.poll_id == poll.id, t.resident_id.is_not(None)
    )


def not_voted(poll: Poll) -> Select[Any]:
    """Select those of them who are waited for: a slot without a ballot, nor one of a co-owner."""
    # The heads are found once for all: looked up for each line of the roll, they would take the
    # square of its length, and the writer waits.
    head = electorate.c.head
    spoken_for = head.in_(heads_heard(poll.community_id, poll.id).scalar_subquery())
    return on_roll(poll).where(~has_ballot(), or_(head.is_(None), ~spoken_for))


def _tell(
    tx: Transaction,
    poll: Poll,
    notice: str,
    *,
    to: Select[Any] | None = None,
    button: str = "",
    subject: str = "",
    params: Mapping[str, Param] = MappingProxyType({}),
    **more: Param,
) -> int:
    buttons: list[NoticeButton] = []
    needs_by = poll.closes_at if button == "button.poll_vote" else None
    if needs_by and not takes_chat(tx, poll):
        button = "button.poll_view"
    if button:
        verb = "ballot.open" if button == "button.poll_vote" else "poll.view"
        buttons.append((button, verb, (poll.number,)))
    return notify(
        tx,
        poll.community_id,
        on_roll(poll) if to is None else to,
        notice=notice,
        public=to is None,
        subject=subject or poll.id,
        params={
            **named(poll),
            **params,
            **more,
        },
        buttons=buttons,
        needs_by=needs_by,
    )


def _warned(tx: Transaction, poll: Poll, notice: str) -> tuple[str, dict[str, Param]]:
    """Let a call to vote also say what follows from silence, where a clause says so."""
    clause = rules_of_poll(tx, poll).silence.clause_reference
    if poll.kind != RATIFICATION or not clause:
        return notice, {}
    return f"{notice}_by_clause", {"clause": clause}


def announced(tx: Transaction, poll: Poll) -> None:
    """Tell the roll that a poll is coming."""
    if poll.opens_at > tx.now + SOON:
        notice, params = _warned(tx, poll, f"poll_announced_{poll.kind}")
        _tell(
            tx,
            poll,
            notice,
            params=params,
            button="button.poll_view",
            opens_at=poll.opens_at,
            closes_at=poll.closes_at,
        )


def opened(tx: Transaction, poll: Poll) -> None:
    """Tell the roll that it may vote; nobody is called to a poll that is over already."""
    if tx.now < poll.closes_at:
        how = poll.kind if takes_chat(tx, poll) else "on_paper"
        notice, params = _warned(tx, poll, f"poll_opened_{how}")
        _tell(
            tx,
            poll,
            notice,
            params=params,
            button="button.poll_vote",
            closes_at=poll.closes_at,
        )


def extended(tx: Transaction, poll: Poll) -> None:
    """Tell the roll the new close, and why."""
    _tell(
        tx,
        poll,
        "poll_extended",
        button="button.poll_vote",
        first_at=poll.first_closes_at,
        closes_at=poll.closes_at,
        reason=poll.extension_reason or "",
    )


def reminded(tx: Transaction, poll: Poll) -> int:
    """Remind those who have not voted, each once a day (UTC)."""
    waited_for = not_voted(poll)
    if not takes_chat(tx, poll):
        return _remind(tx, poll, "_on_paper", waited_for)
    unsent = filled_in(tx, poll)
    t = electorate.c
    return sum(
        _remind(tx, poll, how, to)
        for how, to in (
            ("_unsent", waited_for.where(t.resident_id.in_(unsent))),
            ("", waited_for.where(t.resident_id.not_in(unsent))),
        )
    )


def _remind(tx: Transaction, poll: Poll, how: str, to: Select[Any]) -> int:
    notice, params = _warned(tx, poll, f"poll_reminder{how}")
    return _tell(
        tx,
        poll,
        notice,
        params=params,
        to=to,
        subject=f"{poll.id}/{tx.now // DAY}",
        button="button.poll_vote",
        closes_at=poll.closes_at,
    )


def annulled(tx: Transaction, poll: Poll) -> None:
    """Tell the roll that the poll counts for nothing, and why."""
    _tell(tx, poll, "poll_annulled", reason=poll.annul_reason or "")


def counted(tx: Transaction, poll: Poll) -> None:
    """Ask the staff for the second person's certificate."""
    notify(
        tx,
        poll.community_id,
        holders(poll.community_id, "facilitator", "chair"),
        notice="poll_counted",
        subject=poll.id,
        params=named(poll),
        buttons=[("button.poll_view", "poll.view", (poll.number,))],
        bot="staff",
    )


def first_closed(tx: Transaction, poll: Poll, heads: int, needed: int) -> None:
    """Tell the facilitators how an extended poll stood at its first close."""
    notify(
        tx,
        poll.community_id,
        holders(poll.community_id, "facilitator"),
        notice="poll_first_close",
        subject=poll.id,
        params={
            "number": poll.number,
            "title": poll.title,
            "heads": heads,
            "needed": needed,
            "closes_at": poll.closes_at,
        },
        buttons=[("button.poll_view", "poll.view", (poll.number,))],
        bot="staff",
    )


def ranked(
    tx: Transaction, poll: Poll, result: RankingResult, options: tuple[PollOption, ...]
) -> None:
    """Tell the roll what the certified ranking came to."""
    winner = next((each for each in options if each.letter == result.winner), None)
    if winner is None:
        notice = "poll_ranked_tie" if result.ballots else "poll_ranked_nobody"
        _tell(tx, poll, notice, button="button.poll_view", ballots=result.ballots)
        return
    _tell(
        tx,
        poll,
        "poll_ranked",
        button="button.poll_view",
        letter=winner.letter,
        option=winner.title,
        ballots=result.ballots,
    )


def budgeted(tx: Transaction, poll: Poll, result: BudgetResult) -> None:
    """Tell the roll what the certified budget vote came to."""
    if not result.funded:
        notice = "poll_budgeted_nothing" if result.ballots else "poll_budgeted_nobody"
        _tell(tx, poll, notice, button="button.poll_view", ballots=result.ballots)
        return
    _tell(
        tx,
        poll,
        "poll_budgeted",
        button="button.poll_view",
        n=len(result.funded),
        letters=" ".join(each.letter for each in result.funded),
        spent_fen=result.spent_fen,
        left_fen=result.left_fen,
        ballots=result.ballots,
    )


def ratified(tx: Transaction, poll: Poll, result: RatificationResult) -> None:
    """Tell the roll what the certified ratification came to, with its denominators."""
    outcome = "no_quorum" if not result.quorum else result.passed
    figures: dict[str, Param] = {
        "heads": result.heads.participating,
        "of": result.heads.total,
        "agree": result.heads.agree,
        "agree_percent": result.percent_agree_heads or "0.00",
        "area_percent": result.percent_agree_area or "0.00",
    }
    if result.clause_reference and result.deemed is not None:
        outcome = f"{outcome}_by_clause"
        figures |= {
            "clause": result.clause_reference,
            "deemed_heads": result.deemed.heads.participating,
            "deemed_agree": result.deemed.heads.agree,
        }
    _tell(tx, poll, f"poll_ratified_{outcome}", button="button.poll_view", params=figures)
