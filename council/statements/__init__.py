"""Statements 意见征集: what residents think of a motion before its meeting, one short sentence at a time.

A facilitator opens a collection on a motion and puts the first statements in; residents answer
同意, 不同意 or 不确定 and write their own, which a facilitator accepts or rejects with a reason. When
the collection closes, the answers are parted from the names for good, and ``opinion_groups`` draws
the picture from them: what nearly all share, then what divides.
"""
