"""Campaigns 众筹: money that residents give for what was decided. Recorded here, never held.

Drafted on a resolution, approved by a second signer, open for pledges; receipts are posted to the
ledger; what is left over is given back.
"""
