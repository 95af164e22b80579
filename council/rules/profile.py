"""A community's rule profile 规则档案: whose thresholds and time limits hold there, as values.

The numbers come from ``council/rules/profiles/*.toml``, each with its citation and the version of the law
it was taken from (docs/rules.md#thresholds); rules take them as arguments and hold none.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from council.kernel.values import value
from council.rules.legal_classes import Track, track_of
from voting.roll import COUNTED_KINDS, Kind
from voting.thresholds import DoubleThreshold, Threshold

#: How a decision is counted. Only ``heads_and_area`` is one yes or no of all owners.
Counting = Literal[
    "heads_and_area",
    "per_candidate",
    "unanimous",
    "petition",
    "members",
    "attending",
    "more_yes_than_no",
    "consensus",
]
COUNTINGS: tuple[str, ...] = get_args(Counting)

SilencePolicy = Literal["not_participating", "deemed_participating_with_majority"]
SILENCE_POLICIES: tuple[str, ...] = get_args(SilencePolicy)


@value
class Limb:
    """One way to a quorum: a share of an electorate; where there are several, one is enough."""

    electorate: str
    share: Threshold


@value
class RuleRow:
    """One row of the rule table: who decides, how many must take part, how many must agree.

    ``approval`` is a share of those taking part; with ``counting`` = ``members``, of the whole
    body; None where no share is counted. ``for_motions``: a motion may be of this class.
    ``provisional``: the numbers are an older law's, until the newer text is at hand.
    ``notice_days``: clear days between the announcement and a meeting of the residents' track.
    """

    id: str
    electorate: str
    counting: Counting
    participation: tuple[Limb, ...]
    approval: Threshold | None
    citation: str
    law_version: str
    for_motions: bool = False
    provisional: bool = False
    notice_days: int = 0

    @property
    def track(self) -> Track:
        """Whose matter it is."""
        return track_of(self.id)

    @property
    def decided_by(self) -> Literal["residents", "owners", "meeting"]:
        """Whose decision it is, as people are told: a meeting's own, or that of its track."""
        return "meeting" if self.only_at_meetings else self.track

    @property
    def thresholds(self) -> DoubleThreshold:
        """Both thresholds of a decision counted by heads and by area."""
        assert self.counting == "heads_and_area"
        assert self.approval is not None
        return DoubleThreshold(quorum=self.participation[0].share, majority=self.approval)

    @property
    def by_show_of_hands(self) -> bool:
        """Whether a meeting decides by counting those who came, agreed and opposed."""
        return self.counting in ("attending", "more_yes_than_no", "members")

    @property
    def only_at_meetings(self) -> bool:
        """Whether nothing but a meeting with its quorum decides: no poll can stand in for it."""
        return self.counting in ("attending", "members")

    @property
    def special(self) -> bool:
        """Whether three quarters must agree, not more than half."""
        return self.approval is not None and not self.approval.strict


@value
class Timing:
    """Time limits, in days unless the name says otherwise.

    ``notice``: clear days between the notice and the day of the meeting or of the opening;
    ``extraordinary_notice``: the same before an extraordinary assembly; ``answer_extension``:
    working days by which the manager may put off an answer, once. ``longest_ranking`` and
    ``usual_ranking``: how long an advisory ranking may be open, and is where nobody says otherwise.
    """

    notice: int
    extraordinary_notice: int
    shortest_window: int
    longest_window: int
    usual_window: int
    longest_extension: int
    publish_within: int
    posted: int
    challenge_years: int
    retention_years: int
    answer_extension: int = 7
    longest_ranking: int = 60
    usual_ranking: int = 7

    def notice_before(self, *, extraordinary: bool) -> int:
        """Clear days of notice before an ordinary or an extraordinary assembly (or written vote)."""
        return self.extraordinary_notice if extraordinary else self.notice


@value
class Floor:
    """What a matter needs to come up: ``seconds`` of other adult residents for a proposal.

    ``agenda_motions``: how many motions an agenda holds; overdue answers go on it beyond that.
    """

    seconds: int
    agenda_motions: int


@value
class MinutesRules:
    """How minutes become final.

    ``at_next_meeting``: a later meeting approves them by raised hands, not the chair alone.
    ``draft_public``: what was handed in is shown to everybody, marked as not approved yet.
    """

    at_next_meeting: bool
    draft_public: bool


@value
class MeetingTimes:
    """Minutes: how long a meeting is where nobody says otherwise, and what a kind of item takes.

    ``check_in_code``: who checks in by phone shows by the code on the wall that they are there.
    """

    length: int = 120
    inform: int = 5
    discuss: int = 15
    decide: int = 20
    check_in_code: bool = False


@value
class Debate:
    """How a running meeting deliberates (docs/rules.md#the-floor).

    ``second_required``: a motion or an amendment that is moved at the meeting needs another member
    to second it. A speech lasts ``speech_seconds``, everybody has ``speech_times`` of them on one
    question, and is told ``warning_seconds`` before the end. ``alternate_sides``: for and against
    speak in turn where possible; ``new_speakers_first``: who has not spoken precedes who has.
    ``neutral_chair``: who presides hands the chair over to speak. ``reconsider``: what was decided
    may come up again on the same evening.
    """

    second_required: bool
    speech_seconds: int
    speech_times: int
    warning_seconds: int
    alternate_sides: bool
    new_speakers_first: bool
    neutral_chair: bool
    reconsider: bool


@value
class AnswerHours:
    """The hours that the addressed party of a motion has, from being asked."""

    acknowledge: int
    answer: int


@value
class Ladder:
    """What the clock does about an addressed party that owes an answer (``Response`` keeps a copy).

    A reminder leaves ``remind`` hours before what is due (0: none); ``climb`` working days after it
    the body above is asked as well, and after as many more the one above that. ``bodies`` are those
    that can be asked, the lowest first. ``plan``: working days within which an answer that accepts
    gets its plan. ``question_stops``: a question back to the proposer stops the clock.
    """

    remind: int
    climb: int
    bodies: tuple[str, ...]
    plan: int
    question_stops: bool


@value
class Statements:
    """Collections of statements 意见征集.

    ``usual_days``: how long one is open where nobody says otherwise, ``longest_days`` at most.
    ``of_one_person``: how many statements a resident may write in one, of so many ``characters`` at
    most. ``smallest_group``: no smaller group, and no figure of fewer answers, is shown;
    ``shown_from``: nothing is shown with fewer participants.
    """

    usual_days: int
    longest_days: int
    of_one_person: int
    characters: int
    smallest_group: int
    shown_from: int


@value
class Silence:
    """What an owner says who casts no ballot; the second policy needs the clause it rests on.

    ``posting_delivers``: the same rules take a notice posted in the estate for delivery.
    """

    policy: SilencePolicy
    clause_reference: str = ""
    posting_delivers: bool = False

    @property
    def deems(self) -> bool:
        """Whether the silent are taken to join the majority."""
        return self.policy == "deemed_participating_with_majority"


@value
class RuleProfile:
    """The rules of one place.

    ``citations``: section of the file → where its numbers are from; ``sources``: the same of each
    value, ``section.key``.
    ``platform_evote``: owners may cast binding votes in this program. ``official_only``: the law
    of the place wants the official voting system for electronic votes, so they may not.
    ``acts_of_one_helper``: beyond so many assisted acts in a vote, a facilitator confirms.
    """

    name: str
    law_version: str
    rows: Mapping[str, RuleRow]
    timing: Timing
    silence: Silence
    floor: Floor
    minutes: MinutesRules
    meetings: MeetingTimes
    debate: Debate
    answer_hours: AnswerHours
    ladder: Ladder
    acts_of_one_helper: int
    statements: Statements
    proxy_cap: int
    proxy_instruction: bool
    parking_counts: bool
    platform_evote: bool
    official_only: bool
    citations: Mapping[str, str]
    sources: Mapping[str, str]

    @property
    def counted_kinds(self) -> frozenset[Kind]:
        """The kinds of unit that count in an owners' vote where the roll does not say."""
        return frozenset(Kind) if self.parking_counts else COUNTED_KINDS

    @property
    def ratified(self) -> tuple[str, ...]:
        """The classes that all owners decide by one yes or no."""
        return tuple(row.id for row in self.rows.values() if row.counting == "heads_and_area")

    @property
    def petition(self) -> Threshold | None:
        """The share of heads and of area whose owners' petition moves a motion (row O-PET)."""
        rows = (row for row in self.rows.values() if row.counting == "petition")
        row = next(rows, None)
        return None if row is None else row.participation[0].share

    @property
    def for_motions(self) -> tuple[str, ...]:
        """The classes that a motion may be of."""
        return tuple(row.id for row in self.rows.values() if row.for_motions)

    @property
    def only_at_meetings(self) -> tuple[str, ...]:
        """The classes that a meeting with its quorum decides, and no poll."""
        return tuple(row.id for row in self.rows.values() if row.only_at_meetings)


def written(rules: RuleProfile) -> Mapping[str, str]:
    """Write every value as its file has it: ``section.key`` → value."""
    timing = rules.timing
    values: dict[str, object] = {
        "notice.clear_days": timing.notice,
        "notice.extraordinary_clear_days": timing.extraordinary_notice,
        "window.shortest_days": timing.shortest_window,
        "window.longest_days": timing.longest_window,
        "window.usual_days": timing.usual_window,
        "window.longest_extension_days": timing.longest_extension,
        "window.answer_extension_working_days": timing.answer_extension,
        "rankings.longest_days": timing.longest_ranking,
        "rankings.usual_days": timing.usual_ranking,
        "publication.within_days": timing.publish_within,
        "publication.posted_days": timing.posted,
        "publication.challenge_years": timing.challenge_years,
        "publication.retention_years": timing.retention_years,
        "silence.policy": rules.silence.policy,
        "silence.clause_reference": rules.silence.clause_reference,
        "proxies.cap": rules.proxy_cap,
        "proxies.instruction": rules.proxy_instruction,
        "roll.parking_counts": rules.parking_counts,
        "floor.seconds": rules.floor.seconds,
        "floor.agenda_motions": rules.floor.agenda_motions,
        "minutes.at_next_meeting": rules.minutes.at_next_meeting,
        "minutes.draft_public": rules.minutes.draft_public,
        "meetings.length_minutes": rules.meetings.length,
        "meetings.inform_minutes": rules.meetings.inform,
        "meetings.discuss_minutes": rules.meetings.discuss,
        "meetings.decide_minutes": rules.meetings.decide,
        "meetings.check_in_code": rules.meetings.check_in_code,
        "debate.second_required": rules.debate.second_required,
        "debate.speech_seconds": rules.debate.speech_seconds,
        "debate.speech_times": rules.debate.speech_times,
        "debate.warning_seconds": rules.debate.warning_seconds,
        "debate.alternate_sides": rules.debate.alternate_sides,
        "debate.new_speakers_first": rules.debate.new_speakers_first,
        "debate.neutral_chair": rules.debate.neutral_chair,
        "debate.reconsider": rules.debate.reconsider,
        "answers.acknowledge_hours": rules.answer_hours.acknowledge,
        "answers.answer_hours": rules.answer_hours.answer,
        "answers.remind_hours": rules.ladder.remind,
        "answers.climb_working_days": rules.ladder.climb,
        "answers.bodies": " ".join(rules.ladder.bodies),
        "answers.plan_working_days": rules.ladder.plan,
        "answers.question_stops_clock": rules.ladder.question_stops,
        "assisted.acts_of_one_helper": rules.acts_of_one_helper,
        "statements.usual_days": rules.statements.usual_days,
        "statements.longest_days": rules.statements.longest_days,
        "statements.of_one_person": rules.statements.of_one_person,
        "statements.characters": rules.statements.characters,
        "statements.smallest_group": rules.statements.smallest_group,
        "statements.shown_from": rules.statements.shown_from,
        "channels.platform_evote": rules.platform_evote,
        "channels.official_only": rules.official_only,
    }
    for row in rules.rows.values():
        limbs = " or ".join(
            f"{share_text(limb.share)} {limb.electorate}" for limb in row.participation
        )
        values[f"rows.{row.id}.participation"] = limbs
        values[f"rows.{row.id}.approval"] = share_text(row.approval) if row.approval else ""
        values[f"rows.{row.id}.law_version"] = row.law_version
    return {
        key: str(each).lower() if isinstance(each, bool) else str(each)
        for key, each in values.items()
    }


def share_text(share: Threshold) -> str:
    """Write a threshold as the files have it: ``>= 2/3``, ``> 1/2``."""
    return f"{'>' if share.strict else '>='} {share.numerator}/{share.denominator}"


def differences(before: RuleProfile, after: RuleProfile) -> tuple[tuple[str, str, str], ...]:
    """Tell what differs between two profiles: (``section.key``, before, after)."""
    old, new = written(before), written(after)
    return tuple(
        (key, old.get(key, ""), new.get(key, ""))
        for key in dict.fromkeys((*old, *new))
        if old.get(key, "") != new.get(key, "")
    )
