"""A statement of two thousand lines is taken in and gone through without a wait that is felt."""

from time import perf_counter

from council.campaigns.bank_statements.commands import BookLine, LeaveRest
from council.campaigns.bank_statements.rules import AT_ONCE
from tests.council.campaigns.bank_statements.banking import Moved, open_till
from tests.council.conftest import Town

LINES = 2_000
#: Seconds; a small machine with others at work beside.
IMPORT_MOST, PRESS_MOST = 10.0, 3.0


def test_two_thousand_lines(town: Town):
    till = open_till(town)
    till.pledge(("李一", "600"))
    lines = [
        Moved(reference=f"A20260210{place:06d}", yuan=f"{place % 900 + 1}", party=f"某{place}")
        for place in range(LINES)
    ]
    begun = perf_counter()
    taken = till.send(*lines)
    sent = perf_counter()
    after = till.act(BookLine, 600, campaign=1, pledge=1)
    done = perf_counter()
    rest = town.act("钱会计", LeaveRest, number=1)
    left = perf_counter()

    assert (taken.lines, after.waiting) == (LINES, LINES - 1)
    assert sent - begun < IMPORT_MOST
    assert done - sent < PRESS_MOST
    assert rest.waiting == LINES - 1 - AT_ONCE
    assert left - done < PRESS_MOST
    assert till.findings() == []
