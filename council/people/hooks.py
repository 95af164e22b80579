"""What people offer to the houses below."""

from collections.abc import Iterable
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook
from council.kernel.values import Account, Person

#: Owners came to the residents' list, by their keys, in a community, through a verb.
OWNERS_LISTED: Hook[[Transaction, Person, str, Iterable[str], str], None] = Hook()
#: Accounts are nobody's any more.
ACCOUNTS_FREED: Hook[[Transaction, Iterable[Account]], None] = Hook()
#: What a code means that somebody sends who has joined already; None: nothing to this house.
CODE_OF_MEMBER: Hook[[Transaction, Person, str], Any] = Hook()
