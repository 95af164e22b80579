"""Motions 议案 and the addressed party's responses 答复: commands and their results."""
