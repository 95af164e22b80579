"""Voice messages as words: the port for a recogniser, and one that asks a program of the operator's."""
