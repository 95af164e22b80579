"""What the accounts of the ledger 台账 are called: three for each campaign, by its number."""


def held(campaign: int) -> str:
    """Name the account of what is held for a campaign."""
    return f"held:{campaign}"


def contributors(campaign: int) -> str:
    """Name the account of what the contributors gave (as a negative balance)."""
    return f"contributors:{campaign}"


def reserve(campaign: int) -> str:
    """Name the account of what is kept as the maintenance reserve."""
    return f"reserve:{campaign}"
