"""All acts, collected from the nouns' tables: here verbs get their roles, commands their verbs."""

from council.commands.campaigns_acts import CAMPAIGNS
from council.commands.counter_acts import COUNTER
from council.commands.forms_acts import FORMS
from council.commands.meetings_acts import MEETINGS
from council.commands.motions_acts import MOTIONS
from council.commands.people_acts import PEOPLE
from council.commands.polls_acts import POLLS
from council.commands.proposals_acts import PROPOSALS
from council.commands.resolutions_acts import RESOLUTIONS
from council.commands.roll_acts import ROLL
from council.commands.rules_acts import RULES
from council.domain.policy import grant

ACTS = (
    *PEOPLE,
    *RULES,
    *ROLL,
    *FORMS,
    *PROPOSALS,
    *MOTIONS,
    *MEETINGS,
    *POLLS,
    *COUNTER,
    *RESOLUTIONS,
    *CAMPAIGNS,
)

for _act in ACTS:
    if _act.roles:
        grant(_act.verb, _act.roles)
    for _command in _act.commands:
        _command.verb = _act.verb
