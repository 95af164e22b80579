"""What can be done with rules 规则: by whom, how."""

from council.commands.acts import act
from council.commands.rules import AdoptRules

RULES = (act("rules.adopt", "operator", AdoptRules),)
