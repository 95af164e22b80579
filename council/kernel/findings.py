"""What a test of the record finds, and how it is said in a line for the operator."""

from typing import Any, Literal

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.values import value

State = Literal["holds", "broken", "nothing"]


@value
class Finding:
    """What was found about one invariant; ``text`` is one line for the operator."""

    name: str
    state: State
    text: str


def finding(name: str, what: str, *, checked: int, broken: list[str]) -> Finding:
    """Say how it stands: ``checked`` things, of which ``broken`` names those that fail."""
    if broken:
        more = f" and {len(broken) - 3} more" if len(broken) > 3 else ""  # noqa: PLR2004 - three are named
        return Finding(name=name, state="broken", text=f"{what}: {'; '.join(broken[:3])}{more}")
    if checked == 0:
        return Finding(name=name, state="nothing", text=f"{what}: nothing to check yet")
    return Finding(name=name, state="holds", text=f"{what}: {checked} checked")


def count(tx: Transaction, table: Any, *wanted: Any) -> int:
    return tx.connection.scalar(select(func.count()).select_from(table).where(*wanted)) or 0
