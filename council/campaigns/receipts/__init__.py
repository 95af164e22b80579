"""Receipts 实收: the treasurer notes what came in; a second signer signs for cash."""
