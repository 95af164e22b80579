"""Moving polls: announcing, opening, extending, annulling, reminding."""

from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date, notice_check
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.motions.moving import put_to_poll
from council.motions.records import motion_by
from council.polls import telling as tell
from council.polls.commands import (
    AnnouncePoll,
    AnnulPoll,
    ExtendPoll,
    OpenPoll,
    PollView,
    RemindVoters,
    VotersReminded,
)
from council.polls.counting import changed, movable
from council.polls.digests import electorate_digest
from council.polls.electorate.freezing import freeze
from council.polls.hooks import ENDS
from council.polls.poll import Poll
from council.polls.records import rules_of_poll
from council.polls.rules import check_extension, check_reason, check_window
from council.polls.view import REMINDED, view_of
from council.rules.legal_classes import track_of
from council.rules.poll_kinds import RATIFICATION
from council.rules.records import keep_rules, rules_of


def announce_poll(tx: Transaction, who: Person, command: AnnouncePoll) -> PollView | Refusal:
    """Freeze the roll, put the motion, tell everybody; from now on nothing is edited."""
    poll = movable(tx, who, command.poll, "announce")
    if isinstance(poll, Refusal):
        return poll
    rules = rules_of(tx, poll.community_id)
    timing = rules.timing
    if poll.kind == RATIFICATION and poll.legal_class not in rules.ratified:  # drafted before them
        known = " ".join(rules.ratified)
        return refuse("poll.class_unknown", given=poll.legal_class, known=known)
    refusal = check_window(
        poll.kind, opens_at=poll.opens_at, closes_at=poll.closes_at, now=tx.now, timing=timing
    )
    if refusal is not None:
        return refusal
    enough = _notice(
        who,
        poll,
        now=tx.now,
        clear_days=timing.notice_before(extraordinary=bool(poll.extraordinary)),
    )
    if isinstance(enough, Refusal):
        return enough
    frozen = freeze(tx, poll.community_id, poll.id, poll.kind)
    if isinstance(frozen, Refusal):
        return frozen
    motion = motion_by(tx, poll.community_id, id=poll.motion_id)
    assert motion is not None
    # An owners' motion is only sounded out by a ranking; it is put by its ratification.
    if poll.kind == RATIFICATION or track_of(motion.legal_class) == "residents":
        put = put_to_poll(tx, who, motion.id)
        if isinstance(put, Refusal):
            return put
    poll = changed(
        tx,
        who,
        poll,
        "announce",
        told={"electorate": electorate_digest(tx, poll.community_id, poll.id)},
        state="announced",
        announced_at=tx.now,
        roll_size=frozen.size,
        roll_fingerprint=frozen.fingerprint,
        ruleset=keep_rules(tx, poll.community_id),
    )
    tell.announced(tx, poll)
    return view_of(tx, poll, who, just="announce" if enough else "announce_barely")


def _notice(who: Person, poll: Poll, *, now: int, clear_days: int) -> bool | Refusal:
    """Judge the notice of a vote that binds: its announcement names the motion and the window.

    It is the notice for a motion that no meeting's agenda has announced (书面征求意见).
    """
    if poll.kind != RATIFICATION:
        return True
    zone = ZoneInfo(who.timezone)
    return notice_check(
        noun="poll",
        noticed=local_date(now, zone),
        meets=local_date(poll.opens_at, zone),
        clear_days=clear_days,
    )


def open_poll(tx: Transaction, who: Person, command: OpenPoll) -> PollView | Refusal:
    """Open an announced poll; one opened early opens from now.

    One that is open is shown as it stands: the clock was faster than the hand.
    """
    poll = movable(tx, who, command.poll, "open")
    if isinstance(poll, Refusal):
        return poll
    if poll.state == "open":
        return view_of(tx, poll, who)
    opens_at = min(poll.opens_at, tx.now)
    poll = changed(tx, who, poll, "open", state="open", opened_at=tx.now, opens_at=opens_at)
    tell.opened(tx, poll)
    return view_of(tx, poll, who, just="open")


def extend_poll(tx: Transaction, who: Person, command: ExtendPoll) -> PollView | Refusal:
    """Put the close off, once, before it comes; the first close stays on record."""
    poll = movable(tx, who, command.poll, "extend")
    if isinstance(poll, Refusal):
        return poll
    refusal = check_reason(command.reason) or check_extension(
        poll,
        closes_at=command.closes_at,
        now=tx.now,
        longest_days=rules_of_poll(tx, poll).timing.longest_extension,
    )
    if refusal is not None:
        return refusal
    poll = changed(
        tx,
        who,
        poll,
        "extend",
        closes_at=command.closes_at,
        extended_at=tx.now,
        extension_reason=command.reason.strip(),
    )
    tell.extended(tx, poll)
    return view_of(tx, poll, who, just="extend")


def annul_poll(tx: Transaction, who: Person, command: AnnulPoll) -> PollView | Refusal:
    """Declare a poll void, with a reason that everybody reads."""
    poll = movable(tx, who, command.poll, "annul")
    if isinstance(poll, Refusal):
        return poll
    refusal = check_reason(command.reason)
    if refusal is not None:
        return refusal
    reason = command.reason.strip()
    poll = changed(tx, who, poll, "annul", state="annulled", annul_reason=reason)
    ENDS(tx, who, poll)
    tell.annulled(tx, poll)
    return view_of(tx, poll, who, just="annul")


def remind_voters(tx: Transaction, who: Person, command: RemindVoters) -> VotersReminded | Refusal:
    """Remind those who have not voted; the outbox keeps it to once a day for each person."""
    poll = movable(tx, who, command.poll, "remind")
    if isinstance(poll, Refusal):
        return poll
    _mark(tx, poll.community_id, poll.id)
    many = tell.reminded(tx, poll)
    record(tx, who, command.verb, "poll", poll.id, number=poll.number, reminded=many)
    return VotersReminded(poll=poll.number, title=poll.title, reminded=many)


def _mark(tx: Transaction, community_id: str, poll_id: str) -> None:
    """Note when the poll's latest reminder went out; the clock judges whether it owes another."""
    t = clock_marks.c
    mine = (t.community_id == community_id, t.mark == REMINDED, t.subject == poll_id)
    marked = tx.connection.execute(update(clock_marks).where(*mine).values(marked_at=tx.now))
    if marked.rowcount == 0:
        row = {"community_id": community_id, "mark": REMINDED, "subject": poll_id}
        tx.connection.execute(insert(clock_marks), [{**row, "marked_at": tx.now}])
