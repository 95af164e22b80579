"""Votes at meetings 会议表决 as a motion tells them: the figures, their sentences, how certain."""
