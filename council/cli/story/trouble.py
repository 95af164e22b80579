"""What stops a story: somebody waited in vain, or a public figure is not what it must be."""


class StoryStopped(Exception):
    """The story cannot go on; the text says who waited for what, and what they saw."""


class Silence(StoryStopped):
    """The answer that somebody waited for did not come while the product was alive."""


class Unusable(StoryStopped):
    """The database that was asked for cannot be played in."""
