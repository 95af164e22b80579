"""Campaigns 众筹, pledges, receipts, refunds: their screens."""
