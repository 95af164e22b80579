"""The record: engines, transactions, ids, numbers without gaps, and statements in batches."""
