"""Meetings 会议: commands and their results."""
