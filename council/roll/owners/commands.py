"""Listing the owners of the roll on the residents' list."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.roll.owners.rules import Alike, NewLine


@result
@value
class OwnersOffer:
    """What listing the owners would do; it waits for a yes.

    Numbers of owners, with the first of the ``new`` lines and of the questions ``alike``: the rest
    is counted (``added``, ``asked``).
    ``live_here``: the new people count as adult residents; else they are owners only, without a
    vote on the residents' track. ``problem`` says why a press did nothing.
    """

    owners: int
    known: int
    linked: int
    added: int
    firms: int
    asked: int
    new: tuple[NewLine, ...]
    alike: tuple[Alike, ...]
    live_here: bool
    revision: int
    problem: str = ""


@value
class OfferOwners(Command[OwnersOffer]):
    """Show what listing the owners would do."""


@value
class SettleOwners(Command[OwnersOffer]):
    """Answer a question of the preview.

    ``answer``: ``same`` or ``apart`` of the owner at ``place``, ``all`` (everybody shown is the
    same person as the line), ``here`` or ``only`` for where the new people live.
    """

    revision: int
    answer: str
    place: int = 0


@result
@value
class OwnersListed:
    """How many lines are new (``firms`` among them) and how many got an owner key."""

    added: int
    firms: int
    linked: int
    live_here: bool


@value
class ConfirmOwners(Command["OwnersListed | OwnersOffer"]):
    """List the owners as shown: all or nothing."""

    revision: int
