"""Files in and out: text or bytes that somebody already read go in, values come out.

Whoever opens the files is outside; what is wrong in one is said by ``faults.BadInput``.
"""
