"""A town whose owners have decided: what the tests of resolutions and invariants share."""

from typing import Any

from sqlalchemy import select

from council.kernel.tables import acts
from council.polls.ballots.commands import CastBallot, ChooseOnSheet, OpenSheet
from council.polls.commands import CountPoll
from council.polls.falls_due import falls_due
from council.resolutions.commands import DraftResolution, PublishResolution, ResolutionView
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import DAY, open_ratification

CLOSES = NOON + 30 * DAY
AGREE = {"甲": "agree", "乙": "agree", "丙": "agree", "己": "agree", "丁": "oppose"}


def populate(town: Town) -> None:
    """Staff 召 (facilitator), 主 (chair), 物 (manager), 李 (facilitator); owners; a tenant 客."""
    town.person("召", "facilitator")
    town.person("主", "chair")
    town.person("物", "manager")
    town.person("李", "facilitator")
    for owner in ("甲", "乙", "丙", "丁", "己"):
        town.person(owner, owner_key=owner)
    town.person("客")


def choose(town: Town, name: str, choice: str, poll: int = 1) -> Any:
    """Cast a ratification ballot for the person's first head."""
    sheet = town.act(name, OpenSheet, poll=poll)
    chosen = town.act(
        name, ChooseOnSheet, poll=poll, revision=sheet.revision, place=0, choice=choice
    )
    return town.act(name, CastBallot, poll=poll, revision=chosen.revision)


def counted(town: Town, choices: dict[str, str] | None = None) -> int:
    """A ratification that the owners voted on and the clock closed and counted; its number."""
    if not town.people:
        populate(town)
    number = open_ratification(town)
    for name, choice in (AGREE if choices is None else choices).items():
        choose(town, name, choice, number)
    town.clock.at = CLOSES
    while owed := town.app.bus.read_now(falls_due):
        for command in owed:
            town.app.bus.submit(command).result()
    town.tick(CountPoll, poll=number)
    return number


def drafted(town: Town) -> ResolutionView:
    """A provisional resolution drafted by 召."""
    view = town.act("召", DraftResolution, poll=counted(town))
    assert isinstance(view, ResolutionView), view
    return view


def published(town: Town) -> ResolutionView:
    """A resolution drafted by 召 and published by 主, a day after the count."""
    view = drafted(town)
    town.clock.at = CLOSES + DAY
    done = town.act("主", PublishResolution, number=view.number, seal=view.seal)
    assert isinstance(done, ResolutionView), done
    return done


#: 2 March 2026, the last second in Shanghai of the fifteenth day after; and a year after.
PUBLISHED = CLOSES + DAY
POSTED_UNTIL = 1773763199
CHALLENGE_UNTIL = 1804003199


def verbs(town: Town) -> list[str]:
    """The acts about resolutions, in order."""
    query = select(acts.c.verb).where(acts.c.community_id == town.id).order_by(acts.c.number)
    return [verb for (verb,) in town.rows(query) if verb.startswith("resolution.")]
