"""Campaigns 众筹, pledges, receipts, refunds: commands and their results."""
