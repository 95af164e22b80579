"""Campaigns 众筹, pledges, receipts, refunds: one verb, one function."""

from council.usecases.table import Crowds, UseCases

CAMPAIGNS: UseCases = {}

CROWDS: Crowds = {}
