"""What an entry in the log of delivery proves."""

import pytest

from council.counter.deliveries.rules import METHODS, STATES, proves


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("method", METHODS)
def test_only_a_delivery_to_the_owner_proves_it(state: str, method: str):
    proven = proves(state=state, method=method, posting_delivers=False)
    by_posting = proves(state=state, method=method, posting_delivers=True)

    assert proven == (state == "delivered" and method in {"hand", "family", "post"})
    assert by_posting == (state == "delivered" and method != "mailbox")
