"""The desk's forms: filled in by a clerk, field by field, with the person before them."""

from dataclasses import field
from typing import ClassVar

from council.commands.assisted import AssistedAct
from council.commands.deliveries import DeliveryNoted
from council.commands.message import Command, result
from council.commands.papers import PaperCorrected
from council.commands.proxies import ProxyAct
from council.domain.values import value


@value
class FilledIn:
    """One field that has its answer; ``key`` names the answer in the catalogs, else ``text``."""

    name: str
    text: str = ""
    key: str = ""


@result
@value
class DeskForm:
    """A form as it stands: what is filled in, what is asked next (empty: nothing, confirm).

    ``picks``: answers by button, each a catalog key or (for ``owner``) a name. ``options``: of a
    ranking. ``warnings`` are keys of what the clerk must know before filing.
    """

    form: str
    number: int
    kind: str
    title: str
    filled: tuple[FilledIn, ...]
    asks: str
    picks: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    revision: int
    problem: str = ""
    problem_params: dict[str, str | int] = field(default_factory=dict)


@value
class StartDeskForm(Command[DeskForm]):
    """Begin a form about a poll that takes ballots (delivery: about an announced one too)."""

    verb: ClassVar[str] = "desk.fill"
    form: str
    poll: int


@value
class AnswerDeskForm(Command[DeskForm]):
    """Fill the asked field by text."""

    verb: ClassVar[str] = "desk.fill"
    text: str


@value
class AttachToDeskForm(Command[DeskForm]):
    """Fill the asked field by a photo (its bytes)."""

    verb: ClassVar[str] = "desk.fill"
    content: bytes


@value
class PickOnDeskForm(Command[DeskForm]):
    """Fill the asked field by button: the place of the pick."""

    verb: ClassVar[str] = "desk.fill"
    revision: int
    place: int


@value
class FileDeskForm(Command[PaperCorrected | AssistedAct | ProxyAct | DeliveryNoted | DeskForm]):
    """Do what the form says."""

    verb: ClassVar[str] = "desk.fill"
    revision: int
