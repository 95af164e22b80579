"""What the accounts of the ledger 台账 are called: by campaign, by its number; two of the whole community.

What is in hand of a campaign is ``held:N`` and what stands below it: late money lies apart there,
so that nothing counts it, pays from it or divides it, and yet all of ``held:`` is what the
collecting account holds.
"""

#: The one currency of the books.
CURRENCY = "CNY"
#: Accounts that hold money, by how their names begin: they are never below zero.
BOUNDED = ("held:", "reserve:", "payees:", "suspense:")
#: What came in and nobody knows yet what for 待查款, and what it came from.
SUSPENSE, UNKNOWN = "suspense:all", "unknown:all"


def held(campaign: int) -> str:
    """Name the account of what is held for a campaign."""
    return f"held:{campaign}"


def late(campaign: int) -> str:
    """Name the account of what came after the deadline, until it has gone back."""
    return f"held:{campaign}:late"


def contributors(campaign: int) -> str:
    """Name the account of what the contributors gave (as a negative balance)."""
    return f"contributors:{campaign}"


def reserve(campaign: int) -> str:
    """Name the account of what is kept as the maintenance reserve."""
    return f"reserve:{campaign}"


def payees(campaign: int) -> str:
    """Name the account of what was paid out to whoever did the works."""
    return f"payees:{campaign}"


def floor_of(account: str) -> int | None:
    """Tell below what an account may not fall, in fen; None where it may fall as it will."""
    return 0 if account.startswith(BOUNDED) else None
