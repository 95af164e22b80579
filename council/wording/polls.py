"""Polls 表决: their screens."""
