"""Proposals 提案: commands and their results."""
