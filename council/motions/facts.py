"""What the moves of a motion 议案 are judged by: gathered once, for its screen and for its acts."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from council.kernel.acts.facts import facts
from council.kernel.refusals import Refusal
from council.kernel.values import value
from council.rules.profile import RuleRow

NOTHING: Mapping[str, bool] = MappingProxyType({})


@value
class Hearing:
    """The meeting that hears a motion: its number and state (0 and empty: none does).

    ``counted``: it has voted on the motion already.
    """

    number: int = 0
    state: str = ""
    counted: bool = False


@value
class AnswerFacts:
    """How the answer of the addressed party stands, and what the reader is to it.

    ``holder`` owes it (empty: nobody was asked); ``offers``: who was asked to take it on, and
    whether they may hand it back; ``others``: to whom it could be handed on. ``accepted``: in whole
    or in part; ``passed``: the promised day. ``asked_back``: a question waits for the proposer,
    whom ``author`` tells to be there. ``mine``: the parties in which the reader sits; ``steward``:
    they are a facilitator; ``proposed``: they are the proposer, ``mover``: they or a seconder.
    ``taken``: the holder took it on from another.
    """

    holder: str = ""
    offers: Mapping[str, bool] = field(default_factory=lambda: NOTHING)
    others: tuple[str, ...] = ()
    accepted: bool = False
    plan_owed: bool = False
    completed_at: int = 0
    passed: bool = False
    asked_back: bool = False
    author: bool = False
    mine: frozenset[str] = frozenset()
    steward: bool = False
    proposed: bool = False
    mover: bool = False
    taken: bool = False

    @property
    def is_mine(self) -> bool:
        """Whether the reader sits in the party that owes it."""
        return self.holder in self.mine


@facts
class AgendaFacts:
    """What meetings know of a motion. ``listed``: it stands on the agenda of one to come.

    ``closed``: why no open agenda takes it now; ``waits``: why none could at all. ``carried``: by
    the vote of a meeting that has ended.
    """

    hearing: Hearing
    listed: bool
    closed: Refusal | None
    waits: Refusal | None
    carried: bool


@facts
class MotionFacts:
    """A motion at ``now``, with all that hangs on it.

    ``rule`` is its row of the rules, ``extends_days`` how long they let an answer be put off.
    ``response`` is the state of the addressee's answer, ``answer`` all else about it, ``talked`` that of its consultation and
    ``collected`` that of the statements on it, each empty where there is none. ``unpolled``: why it
    can be put to no poll now; ``resolved``: a resolution, published or not, rests on a meeting's
    vote on it.
    """

    number: int
    state: str
    legal_class: str
    rule: RuleRow
    now: int
    response: str
    answer_by: int
    extended_at: int
    extends_days: int
    answer: AnswerFacts
    talked: str
    collected: str
    agendas: AgendaFacts
    unpolled: Refusal | None
    resolved: bool

    @property
    def hearing(self) -> Hearing:
        """The meeting that hears it."""
        return self.agendas.hearing
