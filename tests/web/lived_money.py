"""A campaign whose pages have everything on them: lived through by use cases, not written as rows."""

from sqlalchemy import select

from council.campaigns.bank_statements.commands import AskBack, BookLine, GiveBack, SuspendLine
from council.campaigns.keepers.commands import ObjectToStatement, PublishStatement, SignStatement
from council.campaigns.refunds.commands import ConfirmRefund, MarkUnreached
from council.campaigns.tables import refund_requests
from tests.council.campaigns.bank_statements.banking import Moved, open_till
from tests.council.conftest import Town
from tests.council.fund import DAY, DEADLINE, Fund

#: Those who give, each ¥1,234.56 and a yuan more than the one before.
GIVERS = 9


def gathered(town: Town) -> Fund:
    """Nine households gave; statements, suspense in each of its ends; nothing is closed yet."""
    till = open_till(town)
    fund = till.fund
    for place in range(1, GIVERS + 1):
        town.person(f"李{place}", unit=f"{place % 4 + 1}-1-{place}02")
        fund.pledge(f"李{place}", "100")
        town.clock.at += 60
        fund.receive(place, 10_000 + 100 * (place == 1), over=True)
    town.clock.at += 7 * DAY
    town.act("孙复核", PublishStatement, campaign=1)
    town.act(
        "吴监督",
        ObjectToStatement,
        campaign=1,
        reason="二月五日那一笔的回单没有附上，请补上以后再公布一次",
    )
    town.clock.at += 60
    town.act("孙复核", PublishStatement, campaign=1)
    till.send(*(Moved(reference=f"A{n}", yuan=f"{n}88.80", party="赵某某") for n in range(1, 5)))
    for line in range(1, 5):
        till.act(SuspendLine, line)
    till.act(AskBack, 1)
    till.act(GiveBack, 1, by="孙复核")
    till.act(AskBack, 2)
    town.clock.at = DEADLINE + 60
    fund.close()
    town.clock.at = DEADLINE + 120
    till.act(BookLine, 3, campaign=1, pledge=2)
    return fund


def failed(town: Town) -> Fund:
    """It failed; most of it went back, two payees are waited for, the books are signed."""
    fund = gathered(town)
    asked = town.rows(
        select(refund_requests.c.number)
        .where(refund_requests.c.state == "asked")
        .order_by("number")
    )
    numbers = [row.number for row in asked]
    town.clock.at += DAY
    for number in numbers[:-2]:
        town.act("孙复核", ConfirmRefund, campaign=1, number=number)
    town.clock.at += DAY
    for number in numbers[-2:]:
        town.act("钱会计", MarkUnreached, campaign=1, number=number)
    return fund


def signed(town: Town) -> Fund:
    """And the auditor has signed."""
    fund = failed(town)
    town.clock.at += DAY
    town.act("孙复核", PublishStatement, campaign=1)
    town.act("吴监督", SignStatement, campaign=1)
    return fund
