"""What happened on the floor 议事现场 of a meeting, motion by motion: what minutes are made of.

Everybody is named as on the residents' list; texts are those that were kept. Times are UTC seconds,
lengths seconds. ``origin`` says whether something was done in chat, noted in the room, or told
afterwards.
"""

from collections.abc import Mapping

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings.floor.floor import Floor, Point, Question, Speech, Statement, Violation
from council.meetings.floor.records import events_of, floor_of, names_of
from council.meetings.records import motions_on
from council.meetings.votes.records import votes_at
from council.motions.motion import Motion
from council.motions.votes.recorded import RecordedVote
from council.rules.records import rules_of


@value
class Somebody:
    """A person on the residents' list; ``id`` is empty for nobody."""

    id: str
    name: str


@value
class SpeechHeld:
    """A speech or a statement. ``seconds`` 0: in writing, or it never ended.

    ``over_time``: how long it went on after its time. ``text`` and ``sha256`` (a voice message) are
    what was kept of it; several messages of one speech stand in ``texts`` and ``voices``.
    """

    speaker: Somebody
    side: str
    at: int
    seconds: int
    over_time: int
    texts: tuple[str, ...]
    voices: tuple[str, ...]
    in_writing: bool
    origin: str


@value
class PointRaised:
    """A point of order; ``ruling`` is ``taken``, ``refused`` or empty (never ruled on)."""

    by: Somebody
    at: int
    ruling: str
    origin: str


@value
class BreachLogged:
    """A breach of the rules of debate: ``interrupts``, ``off_topic``, ``personal``, ``not_to_chair``."""

    by: Somebody
    what: str
    at: int
    origin: str


@value
class ShowOfHands:
    """A vote on the floor as it was counted: of ``came`` who were there, ``yes`` and ``no``.

    ``by_name``: how many of the hands were pressed in chat or noted by name; the rest were counted
    in the room.
    """

    put_at: int
    closed_at: int
    came: int
    yes: int
    no: int
    by_name: int
    origin: str


@value
class AmendmentHeard:
    """An amendment: its whole text, who moved and seconded it, what became of it.

    ``outcome`` is ``carried``, ``lost``, ``fallen`` or empty (still pending).
    """

    text: str
    mover: Somebody
    seconder: Somebody
    at: int
    speeches: tuple[SpeechHeld, ...]
    points: tuple[PointRaised, ...]
    breaches: tuple[BreachLogged, ...]
    hands: ShowOfHands | None
    outcome: str
    origin: str


@value
class MotionHeard:
    """One motion, once for each time that it was on the floor.

    ``backed``: it came from a seconded proposal, so ``mover`` is its author and nobody seconded at the
    meeting. ``text_voted`` is what an adopted amendment made of ``drafted`` (empty: nothing did).
    ``vote`` is the recorded vote with its bases, ``hands`` how it was counted on the floor.
    ``outcome`` is ``carried``, ``lost``, ``no_quorum``, ``concluded``, ``postponed``, ``fallen`` or
    empty (still on the floor when the meeting ended).
    """

    number: int
    title: str
    drafted: str
    text_voted: str
    mover: Somebody
    seconder: Somebody
    backed: bool
    opened_at: int
    closed_at: int
    speeches: tuple[SpeechHeld, ...]
    amendments: tuple[AmendmentHeard, ...]
    points: tuple[PointRaised, ...]
    breaches: tuple[BreachLogged, ...]
    hands: ShowOfHands | None
    vote: RecordedVote | None
    outcome: str
    origin: str

    def spoke(self, side: str) -> tuple[int, int]:
        """How many speeches a side had on the motion itself, and how long they were together (s)."""
        given = [each for each in self.speeches if each.side == side]
        return len(given), sum(each.seconds for each in given)


@value
class ChairTaken:
    """The chair was handed over, or taken back (``taken_back``): by whom, to whom, when."""

    by: Somebody
    to: Somebody
    at: int
    taken_back: bool


@value
class Gone:
    """Somebody was noted as gone in the middle, for a reason."""

    who: Somebody
    reason: str
    at: int


@value
class Proceedings:
    """All that happened, in the order in which motions came on the floor.

    ``afterwards``: the times between which events were told afterwards, (0, 0) where none were.
    """

    motions: tuple[MotionHeard, ...]
    chairs: tuple[ChairTaken, ...]
    gone: tuple[Gone, ...]
    afterwards: tuple[int, int]


def proceedings(tx: Transaction, community_id: str, meeting_id: str) -> Proceedings:
    """Gather what happened at a meeting."""
    events = events_of(tx, community_id, meeting_id)
    floor = floor_of(tx, community_id, meeting_id, rules_of(tx, community_id).debate)
    people = {who for each in events for who in (each.resident, each.noted_by)}
    names = names_of(tx, community_id, people)
    told = _Told(names=names)
    motions = {each.id: each for each in motions_on(tx, community_id, meeting_id)}
    votes = votes_at(tx, community_id, meeting_id)
    every = _questions(floor)
    late = [each.happened_at for each in events if each.origin == "afterwards"]
    return Proceedings(
        motions=tuple(
            told.motion(it, motions, votes, [each for each in every if each.of == it.id])
            for it in every
            if not it.of
        ),
        chairs=tuple(
            ChairTaken(
                by=told.person(each.noted_by),
                to=told.person(each.resident or each.noted_by),
                at=each.happened_at,
                taken_back=each.kind == "take_back",
            )
            for each in events
            if each.kind in {"hand_over", "take_back"}
        ),
        gone=tuple(
            Gone(who=told.person(each.resident), reason=each.text, at=each.happened_at)
            for each in events
            if each.kind == "remove"
        ),
        afterwards=(min(late), max(late)) if late else (0, 0),
    )


def text_voted(tx: Transaction, community_id: str, meeting_id: str, motion_id: str) -> str:
    """Tell the words that a meeting carried a motion with; empty where they are those drafted."""
    floor = floor_of(tx, community_id, meeting_id, rules_of(tx, community_id).debate)
    carried = (
        it.text
        for it in reversed(floor.over)
        if it.motion == motion_id and not it.of and it.outcome == "carried"
    )
    return next(carried, "")


def _questions(floor: Floor) -> list[Question]:
    """All questions, over or not, as they came on the floor."""
    pending = [each for each in (floor.motion, floor.amendment) if each is not None]
    return sorted((*floor.over, *pending), key=lambda it: it.id)


@value
class _Told:
    """Says ids in names."""

    names: Mapping[str, str]

    def person(self, who: str) -> Somebody:
        return Somebody(id=who, name=self.names.get(who, ""))

    def motion(
        self,
        it: Question,
        motions: Mapping[str, Motion],
        votes: Mapping[str, RecordedVote],
        amendments: list[Question],
    ) -> MotionHeard:
        motion = motions.get(it.motion)
        return MotionHeard(
            number=motion.number if motion else 0,
            title=motion.title if motion else "",
            drafted=motion.body if motion else "",
            text_voted=it.text,
            mover=self.person(it.mover),
            seconder=self.person(it.seconder),
            backed=it.backed,
            opened_at=it.opened_at,
            closed_at=it.closed_at,
            speeches=self.speeches(it),
            amendments=tuple(self.amendment(each) for each in amendments),
            points=tuple(self.point(each) for each in it.points),
            breaches=tuple(self.breach(each) for each in it.violations),
            hands=_hands(it),
            vote=votes.get(it.motion) if it.show is not None else None,
            outcome=it.outcome,
            origin=it.origin,
        )

    def amendment(self, it: Question) -> AmendmentHeard:
        return AmendmentHeard(
            text=it.text,
            mover=self.person(it.mover),
            seconder=self.person(it.seconder),
            at=it.opened_at,
            speeches=self.speeches(it),
            points=tuple(self.point(each) for each in it.points),
            breaches=tuple(self.breach(each) for each in it.violations),
            hands=_hands(it),
            outcome=it.outcome,
            origin=it.origin,
        )

    def speeches(self, it: Question) -> tuple[SpeechHeld, ...]:
        """Speeches and statements, as they began."""
        given = [*it.speeches, *([it.speech] if it.speech else [])]
        held = [
            self.speech(each, [said for said in it.statements if said.speech == each.id])
            for each in given
        ]
        held += [self.written(each) for each in it.statements if not each.speech]
        return tuple(sorted(held, key=lambda each: each.at))

    def speech(self, it: Speech, said: list[Statement]) -> SpeechHeld:
        return SpeechHeld(
            speaker=self.person(it.resident),
            side=it.side,
            at=it.began_at,
            seconds=it.length(),
            over_time=max(0, it.length() - it.seconds),
            texts=tuple(each.text for each in said if each.text),
            voices=tuple(each.sha256 for each in said if each.sha256),
            in_writing=False,
            origin=it.origin,
        )

    def written(self, it: Statement) -> SpeechHeld:
        return SpeechHeld(
            speaker=self.person(it.resident),
            side=it.side,
            at=it.at,
            seconds=0,
            over_time=0,
            texts=(it.text,) if it.text else (),
            voices=(it.sha256,) if it.sha256 else (),
            in_writing=True,
            origin=it.origin,
        )

    def point(self, it: Point) -> PointRaised:
        return PointRaised(
            by=self.person(it.resident), at=it.raised_at, ruling=it.ruling, origin=it.origin
        )

    def breach(self, it: Violation) -> BreachLogged:
        return BreachLogged(by=self.person(it.resident), what=it.what, at=it.at, origin=it.origin)


def _hands(it: Question) -> ShowOfHands | None:
    show = it.show
    if show is None or not show.closed_at:
        return None
    return ShowOfHands(
        put_at=show.put_at,
        closed_at=show.closed_at,
        came=show.came,
        yes=show.yes,
        no=show.no,
        by_name=len(show.by_name),
        origin=show.origin,
    )
