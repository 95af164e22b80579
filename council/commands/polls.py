"""Polls 表决: commands and their results."""
