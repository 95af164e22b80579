"""Payments 付款: out of what a campaign holds, for a task of its resolution, under a contract.

The treasurer records the contract and proposes each payment with its invoice; a second person
approves it, which posts it. A payment is never deleted: a reversal 冲正, which goes the same way, brings
the money back.
"""
