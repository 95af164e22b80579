"""Polls 表决: commands and their results. ``poll`` and ``motion`` are per-community numbers."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.polls.budgets.counting import BudgetResult
from council.polls.budgets.rules import Project
from council.polls.ranking import RankingResult
from council.polls.ratification import FirstClose, RatificationResult
from council.polls.rules import PollOption


@value
class CounterFigures:
    """How the standing ballots that came over the desk got there, and what the calls told.

    ``paper``: signed papers brought by the voters themselves. ``lapsed``: assisted acts that nobody
    confirmed in time, not counted. ``called``: acts drawn for a call, of which ``drawn`` still wait.
    """

    paper: int
    assisted: int
    proxies: int
    lapsed: int
    called: int
    drawn: int
    confirmed: int
    not_reached: int
    contradicted: int


@value
class Turnout:
    """How many took part so far; nothing in it depends on what anybody chose.

    ``voted`` of ``roll`` slots. For a ratification also heads and area (hundredths of m²), with
    the least that is a quorum; zero for a ranking.
    """

    voted: int
    roll: int
    heads: int = 0
    heads_total: int = 0
    heads_needed: int = 0
    area_x100: int = 0
    area_total_x100: int = 0
    area_needed_x100: int = 0


@result
@value
class PollView:
    """One poll as staff and pages see it; also the result of every move of a poll.

    ``ranking``, ``budget`` or ``ratification`` is there once it is counted. ``moves`` are the verbs that the
    viewer may use now (of this noun; also remind, paper, motion), ``staff`` = drawn for staff,
    ``just`` is the verb that led here. ``special``: three quarters must agree, not more than half.
    ``closes_at`` is the close that holds (extended or brought forward), ``first_closes_at`` the
    announced one. ``channels``: of a counted ratification, how many ballots came which way.
    ``assisted`` ballots that stand, and those waiting for a second person, are told to staff, as
    is, once it is counted, what came over the ``desk``. ``no_second``: nobody could certify it but
    those named, who have a part in it. ``disowned``: serials of ballots whose voter said: not me.
    ``pot_fen`` and ``ballot`` are those of a budget vote. ``at_desk``: shown in the staff's bot, where nobody votes. ``on_roll``: the viewer may vote in it
    while it runs.
    """

    number: int
    kind: str
    title: str
    state: str
    motion: int
    motion_title: str
    legal_class: str
    method: str
    options: tuple[PollOption, ...]
    opens_at: int
    closes_at: int
    first_closes_at: int
    extended_at: int
    extension_reason: str
    annul_reason: str
    announced_at: int
    closed_at: int
    counted_at: int
    certified_at: int
    roll_size: int
    roll_fingerprint: str
    turnout: Turnout | None
    first_close: FirstClose | None
    ranking: RankingResult | None
    ratification: RatificationResult | None
    created_by: str = ""
    counted_by: str = ""
    certified_by: str = ""
    staff: bool = False
    moves: tuple[OpenMove, ...] = ()
    special: bool = False
    just: str = ""
    assisted: int = 0
    assisted_waiting: int = 0
    chat: bool = True
    extraordinary: bool = False
    channels: tuple[tuple[str, int], ...] = ()
    desk: CounterFigures | None = None
    no_second: str = ""
    disowned: tuple[str, ...] = ()
    at_desk: bool = False
    on_roll: bool = True
    pot_fen: int = 0
    ballot: str = ""
    budget: BudgetResult | None = None


@value
class PollLine:
    """One poll in a list; ``voted`` = every slot of this person has a ballot."""

    number: int
    kind: str
    title: str
    state: str
    opens_at: int
    closes_at: int
    on_roll: bool
    voted: bool


@value
class PollList:
    """Polls, the most urgent first (resident bot) or the newest first (staff bot)."""

    bot: str
    polls: tuple[PollLine, ...]


@value
class DraftRanking(Command[PollView]):
    """Draft an advisory ranking on a deliberated motion; 维持现状 is always an option."""

    motion: int
    title: str
    options: tuple[str, ...]
    opens_at: int
    closes_at: int


@value
class DraftBudget(Command[PollView]):
    """Draft an advisory budget vote on a deliberated motion.

    ``pot_fen``: what all projects share; whole yuan, as the costs. ``ballot`` is approval, knapsack
    (ticked while the pot lasts) or ranking.
    """

    motion: int
    title: str
    pot_fen: int
    ballot: str
    projects: tuple[Project, ...]
    opens_at: int
    closes_at: int


@value
class DraftRatification(Command[PollView]):
    """Draft the owners' yes/no on a motion; ``legal_class`` is a row such as O-8."""

    motion: int
    title: str
    legal_class: str
    opens_at: int
    closes_at: int


@result
@value
class RankedMotionDrafted:
    """The motion that was drafted from a ranking; no ballot was carried over."""

    poll: int
    letter: str
    motion: int
    title: str
    legal_class: str


@value
class DraftMotionFromRanking(Command[RankedMotionDrafted]):
    """Draft the ratification motion from a counted ranking.

    ``letter`` empty = the winner; another option may follow when the winner's motion failed.
    ``title`` and ``body`` empty = made from the option and the ranking's own motion. ``matter`` is a
    kind of matter of the power-and-duty list, of that class.
    """

    poll: int
    legal_class: str
    letter: str = ""
    title: str = ""
    body: str = ""
    matter: str = ""


@value
class AnnouncePoll(Command[PollView]):
    """Tell everybody on the roll; freezes the roll, and nothing is edited afterwards."""

    poll: int


@value
class OpenPoll(Command[PollView]):
    """Open an announced poll: the clock at its time, a person before it unless it binds."""

    poll: int


@value
class ClosePoll(Command[PollView]):
    """Close an open poll: the clock at its time, a person before it unless it binds."""

    in_turn: ClassVar[bool] = True
    poll: int


@value
class RecordFirstClose(Command[PollView]):
    """Keep the participation at the first close of an extended poll, which stays open."""

    poll: int


@value
class ExtendPoll(Command[PollView]):
    """Extend an open poll once, before its first close, by at most 30 days."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    poll: int
    closes_at: int
    reason: str


@value
class CountPoll(Command[PollView]):
    """Count a closed poll."""

    poll: int


@value
class CertifyPoll(Command[PollView]):
    """Certify a counted poll: a second person, neither its drafter nor its counter."""

    poll: int


@value
class AnnulPoll(Command[PollView]):
    """Annul a poll that is not certified yet, with a reason."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    poll: int
    reason: str


@result
@value
class VotersReminded:
    """How many were reminded: those on the roll who have not voted and have an open chat."""

    poll: int
    title: str
    reminded: int


@value
class RemindVoters(Command[VotersReminded]):
    """Remind those who have not voted; each person once a poll."""

    poll: int


@result
@value
class PollChoice:
    """Which kinds of poll a motion may be put to now."""

    motion: int
    title: str
    kinds: tuple[str, ...]


@value
class PollMoveAsked:
    """A move (``verb``) that nothing takes back, about to be made: are you sure?"""

    verb: str
    kind: str
    number: int
    title: str
