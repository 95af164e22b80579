"""The ledger 台账: transfers of two entries that sum to zero, never changed afterwards."""
