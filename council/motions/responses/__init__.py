"""Responses 答复: the addressed party acknowledges and answers a motion against a clock."""
