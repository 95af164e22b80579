"""Fund lines 资金来源: common-area income 公共收益, matching awards 以奖代补, others' contributions.

A line belongs to a resolution. What is budgeted, comes in and goes out on it is proposed by the
treasurer and counts once a second person has confirmed it. The maintenance fund 维修资金 is none of
them: only what the authority's account says is noted, and nothing is paid from it here.
"""
