"""The chain of the ledger 台账 as a file: anybody can hash it again, line by line.

A line about one household's gift is there by its hash alone: the line after it is hashed with that.
"""

from council.campaigns.ledger import lines
from council.campaigns.ledger.chain import text_of
from council.campaigns.tables import GIFTS
from council.kernel.database.transaction import Transaction


def chain_file(tx: Transaction, community_id: str) -> str:
    """Write each line as its hash, a blank, and the text that is hashed with the hash before it.

    Of gifts, and what of them is given back, the hash stands alone.
    """
    return "".join(
        f"{kept.hash}\n"
        if kept.line.kind in GIFTS
        else f"{kept.hash} {text_of(community_id, kept.line)}\n"
        for kept in lines.every(tx, community_id)
    )
