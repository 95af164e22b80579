"""Refunds 退款: the treasurer asks, a second signer confirms."""
