"""All acts, collected from the nouns' tables: here verbs get their roles, commands their verbs."""

from council.campaigns.acts import CAMPAIGNS
from council.campaigns.bank_statements.acts import BANK
from council.counter.acts import COUNTER
from council.kernel.forms.acts import FORMS
from council.kernel.policy import grant
from council.meetings.acts import MEETINGS
from council.meetings.floor.acts import FLOOR
from council.motions.acts import MOTIONS
from council.people.acts import PEOPLE
from council.polls.acts import POLLS
from council.proposals.acts import PROPOSALS
from council.resolutions.acts import RESOLUTIONS
from council.roll.acts import ROLL
from council.rules.acts import RULES
from council.rules.power_list.acts import POWERS
from council.statements.acts import STATEMENTS

ACTS = (
    *PEOPLE,
    *RULES,
    *POWERS,
    *ROLL,
    *FORMS,
    *PROPOSALS,
    *MOTIONS,
    *STATEMENTS,
    *MEETINGS,
    *FLOOR,
    *POLLS,
    *COUNTER,
    *RESOLUTIONS,
    *CAMPAIGNS,
    *BANK,
)

for _act in ACTS:
    if _act.roles:
        grant(_act.verb, _act.roles)
    for _command in _act.commands:
        _command.verb = _act.verb
