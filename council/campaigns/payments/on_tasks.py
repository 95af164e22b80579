"""What contracts 合同 ask of the tasks they are for: that somebody accepts them."""

from sqlalchemy import exists, select

from council.campaigns.payments.tables import contracts
from council.kernel.database.transaction import Transaction
from council.resolutions.hooks import RESTS_ON_ACCEPTANCE


@RESTS_ON_ACCEPTANCE.hang
def under_contract(tx: Transaction, community_id: str, task_id: str) -> bool:
    """Whether a contract that runs pays its last instalment after the task's acceptance."""
    c = contracts.c
    runs = exists().where(
        c.community_id == community_id, c.task_id == task_id, c.ended_at.is_(None)
    )
    return bool(tx.connection.scalar(select(runs)))
