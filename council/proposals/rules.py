"""Rules of proposals 提案: lifecycle, lengths, seconds, what may be attached."""

import re

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse
from council.proposals.facts import DeskFacts, ReaderFacts

#: Lengths in characters.
TITLE_LENGTH = (4, 60)
BODY_LENGTH = (10, 3_000)
REASON_LENGTH = (5, 500)


PROPOSAL = Lifecycle(
    "proposal",
    move("admit", before="submitted", after="admitted"),
    move("return", before="submitted", after="returned"),
    move("resubmit", before="returned", after="submitted", through="proposal.submit"),
    move(
        "reach",
        before="admitted",
        after="seconded",
        through="proposal.second proposal.admit rules.adopt",
    ),
    move("put_on_agenda", before="seconded", after="on_agenda"),
    move("decide", before="seconded on_agenda", after="decided"),
    move("close", before="decided", after="closed"),
    move(
        "merge",
        before="submitted admitted seconded",
        after="merged",
        through="proposal.answer_merge",
    ),
    move(
        "withdraw",
        before="submitted admitted returned seconded",
        after="withdrawn",
    ),
)

#: Seconds are given from admission until the agenda; those carried over by a merge are kept in
#: every state and counted when the proposal is admitted.
SECONDABLE = frozenset({"admitted", "seconded"})

#: Once seconded by enough, a proposal stays so, whatever other rules ask for later.
REACHED = frozenset({"seconded", "on_agenda", "decided", "closed"})

#: Neighbours see a proposal once it has been screened; its author always.
PUBLIC = frozenset({"admitted", "seconded", "on_agenda", "decided", "closed", "merged"})

#: What a new proposal is compared with, and what another may be merged into.
OPEN = frozenset({"admitted", "seconded", "on_agenda"})
MERGE_TARGETS = OPEN | {"submitted"}

_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: Digits and the number sign as Chinese input methods write them.


def tidy_title(text: str) -> str:
    """Write a title in one line with single spaces."""
    return _SPACES.sub(" ", text).strip()


def tidy_body(text: str) -> str:
    """Trim a text; of several blank lines one stays."""
    return _BLANK_LINES.sub("\n\n", text).strip()


def split_message(text: str) -> tuple[str, str]:
    """Read a first message: its first line is the title, the rest the body (may be empty)."""
    first, _, rest = text.strip().partition("\n")
    return tidy_title(first), tidy_body(rest)


def check_length(field: str, text: str, limits: tuple[int, int]) -> Refusal | None:
    """Refuse a text that is too short or too long, naming both numbers.

    Keys ``proposal.<field>_short`` and ``proposal.<field>_long`` with ``length`` and ``limit``.
    """
    least, most = limits
    if len(text) < least:
        return refuse(f"proposal.{field}_short", length=len(text), limit=least)
    if len(text) > most:
        return refuse(f"proposal.{field}_long", length=len(text), limit=most)
    return None


def is_visible(state: str, *, is_author: bool, is_follower: bool) -> bool:
    """Whether a resident may read a proposal: screened ones, one's own, a followed withdrawn one."""
    return is_author or state in PUBLIC or (state == "withdrawn" and is_follower)


def check_reading(proposal: ReaderFacts) -> Refusal | None:
    """What somebody may not read is not there for them."""
    return None if proposal.readable else refuse("proposal.unknown", number=proposal.number)


def check_seconding(proposal: ReaderFacts) -> Refusal | None:
    """Refuse a second by a minor, by the author, or outside admission and agenda."""
    return check_reading(proposal) or check_second(
        state=proposal.state, mine=proposal.mine, adult=proposal.adult
    )


def check_second(*, state: str, mine: bool, adult: bool) -> Refusal | None:
    """The same of one that the reader is known to see."""
    if mine:
        return refuse("proposal.own_second")
    if not adult:
        return refuse("proposal.adults_only")
    if state not in SECONDABLE:
        return refuse("proposal.not_now", verb="second", state=state)
    return None


def check_own(proposal: ReaderFacts, *, move: str) -> Refusal | None:
    """Judge what an author does with their own proposal: to withdraw it, to file it again."""
    if not proposal.mine:
        return refuse("proposal.not_author")
    return PROPOSAL.refusal(move, proposal.state)


def check_answering(proposal: ReaderFacts) -> Refusal | None:
    """The author answers the question to merge it."""
    if not proposal.mine:
        return refuse("proposal.not_author")
    return None if proposal.into else refuse("proposal.merge_settled", number=proposal.number)


def check_screening(proposal: DeskFacts, *, verb: str) -> Refusal | None:
    """A proposal is screened once it is filed, and until it is admitted or returned."""
    if "return" in PROPOSAL.verbs(proposal.state):
        return None
    return refuse("proposal.not_now", verb=verb, state=proposal.state)


def check_admitting(proposal: DeskFacts) -> Refusal | None:
    """What nobody can read is not admitted: a voice message is written down first."""
    refusal = check_screening(proposal, verb="admit")
    if refusal is None and not proposal.body:
        return refuse("proposal.not_written_down", number=proposal.number)
    return refusal


#: States in which it may be said whose matter a proposal is: until it is decided.
CLASSIFIABLE = frozenset({"submitted", "admitted", "seconded", "on_agenda"})


def check_classifying(proposal: DeskFacts) -> Refusal | None:
    """A proposal is classified, and classified anew, until it is decided."""
    if proposal.state in CLASSIFIABLE:
        return None
    return refuse("proposal.not_now", verb="classify", state=proposal.state)


def check_writing_down(proposal: DeskFacts) -> Refusal | None:
    """A voice message is written down by others; what its author wrote nobody else rewrites."""
    refusal = check_screening(proposal, verb="write_down")
    if refusal is None and not proposal.voices:
        return refuse("proposal.nothing_spoken", number=proposal.number)
    return refusal


def check_asking_to_merge(proposal: DeskFacts) -> Refusal | None:
    """The author is asked one question at a time, while the proposal can still go into another."""
    refusal = PROPOSAL.refusal("merge", proposal.state)
    if refusal is None and proposal.asked:
        return refuse("proposal.merge_asked", number=proposal.number)
    return refusal


def is_seconded_enough(count: int, *, needed: int) -> bool:
    """Whether so many other adult residents carry a proposal to an agenda; ``needed`` by the rules."""
    return count >= needed


def seconds_asked(state: str, *, seconds: int, needed: int) -> int:
    """Tell how many seconds are asked of a proposal: one that had enough is asked for no more."""
    return min(seconds, needed) if state in REACHED else needed


def masked_name(name: str) -> str:
    """Tell a neighbour's name by its first character, as notices on paper do: 张*."""
    return f"{name[:1]}*"


#: States of a proposal from which motions come; several may, until it is decided.
SOURCES = ("seconded", "on_agenda")


def check_source(*, number: int, state: str) -> Refusal | None:
    """Refuse a motion of a proposal that is not seconded, or already decided."""
    if state in SOURCES:
        return None
    return refuse("motion.proposal_not_seconded", number=number)
