"""Minutes 会议纪要: assembled from what happened, edited section by section, read, approved, published.

A section is kept as texts that follow one another: nothing is overwritten. Every writing raises the
``revision`` of the minutes as a whole; the chair reads that revision to its end before approving it.
"""
