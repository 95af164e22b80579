"""Who may do what: the permission matrix, as data.

Every command has a verb; every verb stands here with the roles that may use it. ``anyone`` has no
account yet, ``resident`` is everybody on the list, ``operator`` sits at the command line and
``clock`` is the schedule. Who may act on *whose* object (an author, a second person) is a rule of
the use case.
"""

from collections.abc import Mapping
from types import MappingProxyType

from council.domain.refusals import Refusal, refuse
from council.domain.values import Person

ROLES = (
    "facilitator",
    "chair",
    "manager",
    "treasurer",
    "second_signer",
    "clerk",
    "auditor",
)
STAFF = frozenset(ROLES)

_TABLE = {
    # people
    "people.join": "anyone resident",
    "people.settings": "resident",
    "people.leave": "resident",
    "people.import": "operator",
    "people.list_owners": "operator facilitator",
    "people.grant_role": "operator",
    "people.revoke_role": "operator",
    "people.unbind": "operator",
    "codes.issue": "operator facilitator clerk",
    "rules.adopt": "operator",
    "roll.import": "operator facilitator",
    "roll.correct": "operator facilitator",
    "roll.read": "operator facilitator clerk",
    "roll.export": "operator facilitator clerk",
    "form.fill": "resident",
    "draft.discard": "resident",
    # proposals
    "proposal.submit": "resident",
    "proposal.second": "resident",
    "proposal.follow": "resident",
    "proposal.unfollow": "resident",
    "proposal.withdraw": "resident",
    "proposal.admit": "facilitator",
    "proposal.return": "facilitator",
    "proposal.ask_merge": "facilitator",
    "proposal.answer_merge": "resident",
    "proposal.write_down": "facilitator clerk",
    "proposal.put_on_agenda": "facilitator clock",
    "proposal.decide": "facilitator chair clock",
    "proposal.close": "facilitator chair clock",
    # motions and the addressed party's responses
    "motion.draft": "facilitator",
    "motion.edit": "facilitator",
    "motion.put_on_agenda": "facilitator",
    "motion.announce": "facilitator",
    "motion.deliberate": "facilitator chair",
    "motion.adjourn": "facilitator chair",
    "motion.refer": "facilitator chair",
    "motion.withdraw": "facilitator",
    "motion.put": "facilitator chair clock",
    "motion.vote": "facilitator chair",
    "motion.recount": "facilitator chair",
    "motion.agree": "facilitator chair",
    "motion.carry": "facilitator chair clock",
    "motion.lose": "facilitator chair clock",
    "response.ask": "facilitator",
    "response.acknowledge": "manager",
    "response.extend": "manager",
    "response.answer": "manager",
    "response.overdue": "clock",
    "response.remind": "clock",
    "consultation.agree": "facilitator chair",
    "consultation.dissent": "facilitator chair",
    "consultation.settle": "facilitator chair",
    "consultation.refer": "facilitator chair",
    "consultation.implement": "facilitator chair",
    "consultation.report": "facilitator chair",
    "consultation.close": "facilitator chair",
    "consultation.fill": "facilitator chair",
    # meetings
    "meeting.plan_series": "facilitator clock",
    "meeting.plan": "facilitator clock",
    "meeting.announce": "facilitator clock",
    "meeting.start": "facilitator chair",
    "meeting.adjourn": "facilitator chair",
    "meeting.minute": "facilitator",
    "meeting.approve": "chair",
    "meeting.cancel": "facilitator",
    "meeting.rsvp": "resident",
    "meeting.check_in": "resident",
    "meeting.note_attendance": "facilitator clerk",
    "meeting.remind": "clock",
    # polls and ballots
    "poll.draft": "facilitator",
    "poll.announce": "facilitator",
    "poll.open": "facilitator clock",
    "poll.close": "facilitator clock",
    "poll.extend": "facilitator",
    "poll.count": "facilitator clock",
    "poll.certify": "facilitator chair",
    "poll.annul": "facilitator",
    "poll.inspect": "facilitator chair clerk auditor operator",
    "poll.remind": "clock facilitator",
    "ballot.mark": "resident",
    "ballot.cast": "resident",
    "ballot.disown": "resident",
    "ballot.paper": "clerk facilitator",
    "ballot.correct_paper": "clerk facilitator",
    "ballot.import": "operator clerk facilitator",
    "desk.fill": "clerk facilitator",
    "assist.record": "clerk facilitator",
    "assist.confirm": "clerk facilitator",
    "assist.revoke": "clerk facilitator",
    "assist.overturn": "resident",
    "assist.lapse": "clock facilitator",
    "follow_up.confirm": "clerk facilitator chair",
    "follow_up.miss": "clerk facilitator chair",
    "follow_up.contradict": "clerk facilitator chair",
    "delivery.note": "clerk facilitator",
    "proxy.record": "clerk facilitator",
    "proxy.revoke": "clerk facilitator",
    # resolutions
    "resolution.draft": "facilitator",
    "resolution.publish": "facilitator chair",
    "resolution.object": "resident",
    "resolution.answer_objection": "facilitator",
    "resolution.plan_tasks": "facilitator",
    "resolution.do_task": "facilitator manager",
    "resolution.fulfil": "facilitator",
    "resolution.repeal": "facilitator",
    "resolution.remind": "clock",
    # money
    "campaign.draft": "facilitator treasurer",
    "campaign.approve": "second_signer chair",
    "campaign.open": "facilitator treasurer",
    "campaign.close": "clock treasurer",
    "campaign.cancel": "facilitator",
    "campaign.settle": "treasurer",
    "campaign.remind": "clock treasurer",
    "pledge.make": "resident",
    "pledge.withdraw": "resident",
    "receipt.record": "treasurer",
    "receipt.sign": "second_signer",
    "refund.ask": "treasurer",
    "refund.confirm": "second_signer",
    "ledger.read": "resident",
}

MATRIX: Mapping[str, frozenset[str]] = MappingProxyType(
    {verb: frozenset(roles.split()) for verb, roles in _TABLE.items()}
)


def may(person: Person, verb: str) -> bool:
    """Whether one of the person's roles may use the verb."""
    return any(person.holds(role) for role in MATRIX[verb])


def check(person: Person, verb: str) -> Refusal | None:
    """Refuse with ``policy.not_your_role``, naming the roles that may; nobody can ask the clock."""
    if may(person, verb):
        return None
    people = MATRIX[verb] - {"clock"} or MATRIX[verb]
    return refuse("policy.not_your_role", verb=verb, roles=" ".join(sorted(people)))
