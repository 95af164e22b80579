"""Proposals 提案: their screens."""
