"""Meetings 会议: their screens."""
