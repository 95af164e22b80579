"""The three keepers of a campaign's money: cashier 出纳 records, bookkeeper 会计 confirms and publishes, auditor 审计 signs."""
