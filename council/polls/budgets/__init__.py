"""Budget votes 预算表决: several small projects share one pot, and residents say which they want.

They advise like a ranking: one adult, one ballot, ticked or put in an order in chat or on paper.
Counted by equal shares (voting.methods.equal_shares) with greedy beside it; what binds is the
ratification or resolution that follows.
"""
