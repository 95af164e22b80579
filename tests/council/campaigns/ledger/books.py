"""An independent model of the books: what a careful bookkeeper would have in a notebook.

It knows no table and no rule of the program; it adds and subtracts, and says what must be refused.
"""

from dataclasses import dataclass, field


@dataclass
class Paper:
    """A receipt, a refund, a payment or a reversal on paper; ``of`` is what it gives or brings back."""

    fen: int
    state: str
    of: int = -1


@dataclass
class Notebook:
    """Receipts, refunds, payments; one contract with a last instalment; what was approved."""

    agreed: int
    last: int
    approved: int
    accepted: bool = False
    receipts: list[Paper] = field(default_factory=list)
    refunds: list[Paper] = field(default_factory=list)
    payments: list[Paper] = field(default_factory=list)

    # -- sums

    def held(self) -> int:
        """What is in the box."""
        out = _sum(self.refunds, "done") + _sum(self._paid(), "done")
        return _sum(self.receipts, "done") + _sum(self._back(), "done") - out

    def free(self) -> int:
        """What of that is promised to nobody."""
        return self.held() - _sum(self.refunds, "asked") - _sum(self._paid(), "asked")

    def paid_out(self) -> int:
        """What the payees have."""
        return _sum(self._paid(), "done") - _sum(self._back(), "done")

    def left_of(self, receipt: int) -> int:
        """What of a receipt was neither given back nor asked back."""
        gone = sum(r.fen for r in self.refunds if r.of == receipt and r.state != "no")
        return self.receipts[receipt].fen - gone

    def payable(self) -> int:
        """What may be paid on the contract now."""
        spent = self.paid_out() + _sum(self._paid(), "asked")
        agreed = self.agreed if self.accepted else self.agreed - self.last
        return min(agreed - spent, self.approved - spent, self.free())

    def _paid(self) -> list[Paper]:
        return [each for each in self.payments if each.of < 0]

    def _back(self) -> list[Paper]:
        return [each for each in self.payments if each.of >= 0]

    # -- what is done, or refused (False)

    def refund(self, receipt: int, fen: int) -> bool:
        """Ask to give something of a receipt back."""
        known = receipt < len(self.receipts)
        good = known and fen <= self.left_of(receipt) and fen <= self.free()
        if good:
            self.refunds.append(Paper(fen, "asked", receipt))
        return good

    def answer_refund(self, number: int, *, yes: bool) -> bool:
        """Confirm a refund, or not."""
        return _answer(self.refunds, number, yes=yes)

    def pay(self, fen: int) -> bool:
        """Propose a payment."""
        good = fen <= self.payable()
        if good:
            self.payments.append(Paper(fen, "asked"))
        return good

    def answer_payment(self, number: int, *, yes: bool) -> bool:
        """Approve a payment or a reversal, or not."""
        return _answer(self.payments, number, yes=yes)

    def reverse(self, number: int) -> bool:
        """Propose to bring a payment back."""
        if number >= len(self.payments):
            return False
        payment = self.payments[number]
        reversed_before = any(p.of == number and p.state != "no" for p in self.payments)
        good = payment.of < 0 and payment.state == "done" and not reversed_before
        if good:
            self.payments.append(Paper(payment.fen, "asked", number))
        return good


def _sum(papers: list[Paper], state: str) -> int:
    return sum(each.fen for each in papers if each.state == state)


def _answer(papers: list[Paper], number: int, *, yes: bool) -> bool:
    good = number < len(papers) and papers[number].state == "asked"
    if good:
        papers[number].state = "done" if yes else "no"
    return good
