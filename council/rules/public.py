"""The rules that hold in a community, for everybody: thresholds, time limits, and their sources."""

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.rules.profile import (
    AnswerHours,
    Debate,
    Floor,
    Ladder,
    MeetingTimes,
    MinutesRules,
    RuleProfile,
    RuleRow,
    Statements,
    Timing,
    share_text,
)
from council.rules.records import rules_in_force


@value
class Quorum:
    """One way to a quorum: how much (``>= 2/3`` includes the number) of which electorate."""

    electorate: str
    share: str


@value
class RuleLine:
    """One row of the rule table. ``approval`` is empty where no share is counted."""

    id: str
    counting: str
    quorums: tuple[Quorum, ...]
    approval: str
    citation: str
    law_version: str
    for_motions: bool
    provisional: bool


@value
class Rules:
    """A community's rules. ``citations``: section → where it is from, ``sources``: each value; ``own``: its own text (TOML).

    ``base`` is the profile that ships with the program, which the own text extends.
    """

    name: str
    base: str
    law_version: str
    owners: tuple[RuleLine, ...]
    residents: tuple[RuleLine, ...]
    timing: Timing
    floor: Floor
    minutes: MinutesRules
    meetings: MeetingTimes
    debate: Debate
    answer_hours: AnswerHours
    ladder: Ladder
    acts_of_one_helper: int
    statements: Statements
    silence: str
    clause_reference: str
    proxy_cap: int
    proxy_instruction: bool
    parking_counts: bool
    platform_evote: bool
    official_only: bool
    citations: dict[str, str]
    sources: dict[str, str]
    own: str


def rules(tx: Transaction, community_id: str) -> Rules:
    """Gather the page."""
    found = rules_in_force(tx, community_id)
    profile: RuleProfile = found.profile
    lines = {row.id: _line(row) for row in profile.rows.values()}
    return Rules(
        name=profile.name,
        base=found.base,
        law_version=profile.law_version,
        owners=tuple(lines[row.id] for row in profile.rows.values() if row.track == "owners"),
        residents=tuple(lines[row.id] for row in profile.rows.values() if row.track != "owners"),
        timing=profile.timing,
        floor=profile.floor,
        minutes=profile.minutes,
        meetings=profile.meetings,
        debate=profile.debate,
        answer_hours=profile.answer_hours,
        ladder=profile.ladder,
        acts_of_one_helper=profile.acts_of_one_helper,
        statements=profile.statements,
        silence=profile.silence.policy,
        clause_reference=profile.silence.clause_reference,
        proxy_cap=profile.proxy_cap,
        proxy_instruction=profile.proxy_instruction,
        parking_counts=profile.parking_counts,
        platform_evote=profile.platform_evote,
        official_only=profile.official_only,
        citations=dict(profile.citations),
        sources=dict(profile.sources),
        own=found.own,
    )


def _line(row: RuleRow) -> RuleLine:
    return RuleLine(
        id=row.id,
        counting=row.counting,
        quorums=tuple(
            Quorum(electorate=limb.electorate, share=share_text(limb.share))
            for limb in row.participation
        ),
        approval=share_text(row.approval) if row.approval else "",
        citation=row.citation,
        law_version=row.law_version,
        for_motions=row.for_motions,
        provisional=row.provisional,
    )
