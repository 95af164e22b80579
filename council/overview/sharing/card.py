"""The card of each noun: its title, how it stands, until when, one figure."""

from council.campaigns.commands import CampaignView
from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Param
from council.kernel.values import value
from council.meetings.public import Meeting
from council.motions.public import Motion
from council.overview.matters.matter import Matter
from council.polls.public import Poll, Ratified
from council.proposals.public import Proposal
from council.resolutions.public import Resolution


@value
class Card:
    """What is told of one thing to whoever has not opened it.

    ``noun`` and ``name`` are its address: ``poll`` and ``2``. ``state`` is a key of the catalogs. A
    moment stands there as such, never as what is left until it: a forwarded text stays true.
    """

    noun: str
    name: str
    title: str
    state: str
    until: Phrase | None = None
    figure: Phrase | None = None

    @property
    def path(self) -> str:
        """The page that it leads to."""
        return f"/{self.noun}s/{self.name}"


def _said(key: str, **params: Param) -> Phrase:
    return Phrase(key=f"card.{key}", params={**params})


def of_matter(it: Matter) -> Card:
    """A matter: its stage, what it waits for first and until when; else what happened last."""
    going = [stage.name for stage in it.stages if stage.state == "now"]
    begun = [stage.name for stage in it.stages if stage.state == "done"]
    stage = (going or begun[-1:] or ["proposal"])[0]
    first = it.waiting[0] if it.waiting else None
    figure = it.events[-1].said if it.events else None
    if first is not None:
        said = first.said
        figure = _said("waits", **{**said.params, "who_key": first.who, "what_key": said.key})
    return Card(
        noun="matter",
        name=it.root,
        title=it.title,
        state=f"matter.stage.{stage}",
        until=_said("until", until_at=first.until) if first and first.until else None,
        figure=figure,
    )


def of_proposal(it: Proposal) -> Card | None:
    """A proposal, if its text is public: how many second it, of how many it needs."""
    if not it.title:
        return None
    return Card(
        noun="proposal",
        name=str(it.number),
        title=it.title,
        state=f"state.proposal.{it.state}",
        figure=_said("seconds", n=it.seconds, needed=it.needed),
    )


def of_motion(it: Motion) -> Card:
    """A motion; while an answer is owed, by whom and until when."""
    owed = it.response if it.response and it.response.due_at else None
    return Card(
        noun="motion",
        name=str(it.number),
        title=it.title,
        state=f"state.motion.{it.state}",
        until=_said("until", until_at=owed.due_at) if owed else None,
        figure=_said("owes", party_key=f"role.{owed.addressee}") if owed else None,
    )


def of_meeting(it: Meeting) -> Card:
    """A meeting: when, where, with how many matters."""
    return Card(
        noun="meeting",
        name=str(it.number),
        title=it.title,
        state=f"state.meeting.{it.state}",
        until=_said("begins", begins_at=it.starts_at),
        figure=_said("agenda", place=it.place, n=len(it.agenda)),
    )


def of_poll(it: Poll) -> Card:
    """A poll: until when, and once counted what came of it."""
    until = None
    if it.state == "announced":
        until = _said("opens", opens_at=it.opens_at)
    elif it.state == "open":
        until = _said("until", until_at=it.closes_at)
    return Card(
        noun="poll",
        name=str(it.number),
        title=it.title,
        state=f"state.poll.{it.state}",
        until=until,
        figure=_outcome(it),
    )


def _outcome(it: Poll) -> Phrase | None:
    if it.ratification is not None:
        return _ratified(it.ratification)
    if it.ranking is not None:
        titles = {each.letter: each.title for each in it.options}
        winner = it.ranking.winner
        if not winner:
            return _said("no_winner")
        return _said("winner", letter=winner, title=titles.get(winner, winner))
    return _said("ballots", n=it.roll_size) if it.roll_size else None


def _ratified(it: Ratified) -> Phrase:
    """By the reading that decides: where a clause speaks for the silent, theirs."""
    read = it.deemed if it.clause_reference and it.deemed else it
    passed = f"web.passed.{it.passed}"
    heads, area = read.percent_agree_heads, read.percent_agree_area
    if heads is None or area is None:
        return _said("passed", passed_key=passed)
    return _said("agreed", passed_key=passed, heads=heads, area=area)


def of_resolution(it: Resolution) -> Card:
    """A resolution: how much of it is done; else what it rests on."""
    figure = None
    if it.tasks:
        done = sum(1 for task in it.tasks if task.done_at)
        figure = _said("tasks", done=done, n=len(it.tasks))
    elif it.ratification is not None:
        figure = _ratified(it.ratification)
    elif it.vote is not None:
        figure = _said("hands", yes=it.vote.vote.yes, no=it.vote.vote.no)
    return Card(
        noun="resolution",
        name=it.number,
        title=it.title,
        state=f"state.resolution.{it.state}",
        until=_said("published", published_on=it.published_at),
        figure=figure,
    )


def of_campaign(it: CampaignView) -> Card:
    """A campaign: until when, and what came in of its target."""
    taking = it.state == "open" and it.days_left > 0
    state = "over" if it.state == "open" and not taking else it.state
    return Card(
        noun="campaign",
        name=str(it.number),
        title=it.title,
        state=f"state.campaign.{state}",
        until=_said("until", until_at=it.deadline_at) if taking else None,
        figure=_said("money", received_fen=it.received_fen, target_fen=it.target_fen),
    )
