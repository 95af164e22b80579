"""The shape of the tables in which a noun's use cases are listed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.values import Person

UseCase = Callable[[Transaction, Person, Any], Any]
Batch = Callable[[Transaction, Sequence[Any]], list[Any]]

#: Command class → its use case. (``Any`` keys: a command class is generic in its result.)
UseCases = Mapping[Any, UseCase]
Batches = Mapping[Any, Batch]
