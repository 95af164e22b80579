"""Resolutions 决议: commands and their results."""
