"""Adopting the rules that hold in a community."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.rules.profile import RuleProfile


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
