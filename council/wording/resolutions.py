"""Resolutions 决议: their screens."""
