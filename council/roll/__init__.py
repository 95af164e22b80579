"""The ownership roll 产权清册: units, their owners, the heads that count, buildings, corrections.

Facilitators import it from a file, all or nothing, with a preview; a correction of one unit is
logged. An owners' vote freezes it, and counts on what was frozen.
"""
