"""Joining, settings, roles, lists of residents, codes, drafts."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class Home:
    """The start screen of a bot: who you are and what you can do."""

    name: str
    community: str
    bot: str
    roles: tuple[str, ...]
    demo: bool
    newly_joined: bool = False
    locale: str = ""
    large: int = 0


@value
class RedeemCode(Command["Home | WrongCode"]):
    """Bind the acting account to the roll line that a join code was issued for."""

    bot: str
    code: str


@result
@value
class WrongCode:
    """The code fits nobody; ``tries_left`` in this hour, then ``wait_seconds`` until the next."""

    tries_left: int
    wait_seconds: int
    locale: str


@result
@value
class SettingsView:
    """A person's settings as they now stand.

    ``large``: the step of elder mode (0 off, 1 large, 2 largest). ``digest``: when notices come
    (``directory.DIGESTS``). ``keys`` names the bot whose big keys must be drawn anew, since the
    language or elder mode has changed, and ``roles`` for whom; empty = they stay.
    """

    locale: str
    large: int
    name: str
    ref: str
    unit: str
    keys: str = ""
    roles: tuple[str, ...] = ()
    digest: str = "at_once"


@value
class ChangeSettings(Command[SettingsView]):
    """Set the language (``zh_CN`` or ``en``), elder mode (0, 1, 2) or when notices come.

    None leaves as it is.
    """

    locale: str | None = None
    large: int | None = None
    digest: str | None = None


@result
@value
class Left:
    """The account is no longer bound to anybody."""

    name: str


@value
class Leave(Command[Left]):
    """Unbind the acting account; a new code is needed to return."""


@value
class ResidentLine:
    """One line of the residents file: ``ref,name,unit,adult,owner_key,locale``."""

    ref: str
    name: str
    unit: str
    adult: bool
    owner_key: str | None
    locale: str | None


@result
@value
class ResidentsImported:
    """How many lines were new, changed, unchanged."""

    added: int
    changed: int
    unchanged: int


@value
class ImportResidents(Command[ResidentsImported]):
    """Add or change the residents of a list; nobody is removed. With ``dry_run`` only tell."""

    lines: tuple[ResidentLine, ...]
    dry_run: bool = False


@result
@value
class RoleChanged:
    """Who now has (or no longer has) a role."""

    ref: str
    name: str
    role: str
    granted: bool


@value
class GrantRole(Command[RoleChanged]):
    """Give a resident (by ref) a role."""

    ref: str
    role: str


@value
class RevokeRole(Command[RoleChanged]):
    """Take a role from a resident (by ref); it acts at once."""

    ref: str
    role: str


@result
@value
class Unbound:
    """Whose accounts no longer act for them; ``accounts`` counts them."""

    ref: str
    name: str
    accounts: int


@value
class UnbindResident(Command[Unbound]):
    """Take a resident's line (by ref) away from the account that holds it, and its unused codes.

    For a slip that fell into a stranger's hands: afterwards a new code can be issued.
    """

    ref: str


@value
class IssuedCode:
    """A code for one roll line: typed (10 base32 characters) and as a 128-bit link payload."""

    ref: str
    name: str
    code: str
    payload: str


@result
@value
class CodesIssued:
    """The only time the codes can be seen: the database keeps hashes."""

    codes: tuple[IssuedCode, ...]


@result
@value
class DeviceCode:
    """A code that lets one more device of the same person into the web hall, once, for ``minutes``."""

    code: str
    minutes: int


@value
class MakeDeviceCode(Command[DeviceCode]):
    """Make a code for the web hall on another device. Never with a ``cause``: see ``IssueCodes``."""


@value
class IssueCodes(Command[CodesIssued]):
    """Issue codes to the named refs, or to everybody who has not joined (empty ``refs``).

    Never with a ``cause``: the kept answer of an update would hold the codes. Instead a button
    says by ``last_issued_at`` which codes it was drawn after: a second tap issues nothing.
    """

    refs: tuple[str, ...] = ()
    last_issued_at: int | None = None
