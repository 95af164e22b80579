"""What the resolutions' house offers to those further down the street."""

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook

#: Whether something rests on a task's being accepted 验收 by somebody: (community, task id).
RESTS_ON_ACCEPTANCE: Hook[[Transaction, str, str], bool] = Hook()
