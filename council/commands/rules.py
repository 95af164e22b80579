"""Adopting the rules that hold in a community."""

from council.commands.message import Command, result
from council.domain.rule_profiles import RuleProfile
from council.domain.values import value


@result
@value
class RulesAdopted:
    """Which rules hold from now on, and what they change: (what, before, after).

    ``running``: numbers of the polls that go on under the rules they were announced with.
    """

    profile: RuleProfile
    changes: tuple[tuple[str, str, str], ...]
    running: tuple[int, ...]


@value
class AdoptRules(Command[RulesAdopted]):
    """Let other rules hold: a shipped ``profile``, or one's own ``text`` (TOML) that extends one."""

    profile: str = ""
    text: str = ""
    dry_run: bool = False
