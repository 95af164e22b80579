"""What can be done with rules 规则: by whom, how."""

from council.kernel.acts.act import act
from council.rules.commands import AdoptRules

RULES = (act("rules.adopt", "operator", AdoptRules),)
