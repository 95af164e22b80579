"""What needs somebody now: one line with one button, gathered from every noun."""

from dataclasses import field

from council.kernel.refusals import Param
from council.kernel.values import value


@value
class Todo:
    """Something that waits for a person.

    Worded as ``need.<key>`` with ``params``; its button as ``need.<key>.button``. ``by`` is when
    it is due (UTC seconds; 0 = no time), the list's order. ``verb`` and ``arguments`` make the
    press of the button.
    """

    key: str
    verb: str
    by: int = 0
    params: dict[str, Param] = field(default_factory=dict)
    arguments: tuple[Param, ...] = ()


@value
class TodoList:
    """Everything that needs a person now, most urgent first.

    ``may_draft``: who reads it at the staff desk may move a new motion.
    """

    bot: str
    name: str
    needs: tuple[Todo, ...]
    may_draft: bool = False
