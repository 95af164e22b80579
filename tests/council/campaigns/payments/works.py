"""A campaign that met its target and pays for its works: tasks, a contract, payments."""

from typing import Any

from sqlalchemy import insert, update

from council.campaigns.commands import SettleCampaign
from council.campaigns.payments.commands import (
    ApprovePayment,
    DeclinePayment,
    ProposePayment,
    RecordContract,
    ReversePayment,
)
from council.kernel.database.transaction import Transaction
from council.kernel.files import keep
from council.kernel.values import value
from council.resolutions.tables import resolutions, tasks
from tests.council.conftest import Town
from tests.council.fund import DAY, DEADLINE, Fund, open_fund

PDF = b"%PDF-1.7 contract"
INVOICE = b"%PDF-1.7 invoice"


@value
class Works:
    """Campaign 1 of ¥1,000, with the hashes of its contract and invoice."""

    fund: Fund
    contract: str
    invoice: str

    @property
    def town(self) -> Town:
        return self.fund.town

    def agree(self, name: str = "钱会计", **changed: Any) -> Any:
        terms: dict[str, Any] = {
            "resolution": "2026-001",
            "position": 1,
            "payee": "和悦建设有限公司",
            "account_last4": "4321",
            "reference": "2026-07 土建",
            "file": self.contract,
            "amount_fen": 80_000,
            "last_fen": 20_000,
            "retention_fen": 5_000,
            "retention_until": DEADLINE + 300 * DAY,
        }
        return self.town.act(name, RecordContract, campaign=1, **(terms | changed))

    def pay(self, fen: int, name: str = "钱会计", **changed: Any) -> Any:
        asked: dict[str, Any] = {"contract": 1, "invoice": "FP-1", "file": self.invoice}
        return self.town.act(name, ProposePayment, campaign=1, amount_fen=fen, **(asked | changed))

    def reverse(self, payment: int, name: str = "钱会计", reason: str = "账号写错") -> Any:
        return self.town.act(name, ReversePayment, campaign=1, payment=payment, reason=reason)

    def approve(self, number: int, name: str = "孙复核") -> Any:
        return self.town.act(name, ApprovePayment, campaign=1, number=number)

    def decline(self, number: int, name: str = "孙复核") -> Any:
        return self.town.act(name, DeclinePayment, campaign=1, number=number)

    def task(self, **columns: int | str | None) -> None:
        """Write what became of the task, as planning and acceptance would."""
        self._update(tasks, **columns)

    def resolve(self, **columns: int | str | None) -> None:
        self._update(resolutions, **columns)

    def accept(self) -> None:
        self.task(done_at=self.town.clock.at)

    def _update(self, table: Any, **columns: Any) -> None:
        self.town.app.bus.submit_run(
            lambda tx: tx.connection.execute(
                update(table).where(table.c.community_id == self.town.id).values(**columns)
            )
        ).result()


def begin(town: Town, **changed: Any) -> Works:
    """Bring a campaign to its works: ¥1,000 received, its target met, no surplus."""
    fund = open_fund(town, **changed)
    for place, (name, amount) in enumerate((("李一", "600"), ("李二", "400")), start=1):
        town.person(name)
        fund.pledge(name, amount)
        fund.receive(place, int(amount) * 100)

    def write(tx: Transaction) -> tuple[str, str]:
        tx.connection.execute(
            insert(tasks).values(
                community_id=town.id,
                id="task",
                resolution_id="resolution",
                position=1,
                title="土建施工",
                budget_fen=90_000,
                acceptance="inspectors",
            )
        )
        return (
            keep(tx, town.id, PDF, "application/pdf"),
            keep(tx, town.id, INVOICE, "application/pdf"),
        )

    contract, invoice = town.app.bus.submit_run(write).result()
    fund.close()
    town.act("钱会计", SettleCampaign, campaign=1)
    return Works(fund=fund, contract=contract, invoice=invoice)
