"""Importing without the garbage collector looking on.

An import makes hundreds of thousands of objects that stay (functions, classes, models) and next to
no garbage; the collector walks through all of them again and again, a fifth of the time that the
chat libraries take. What is there afterwards is put out of its sight for good: later pauses are
shorter too.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put the collector off while modules are imported."""
    known = len(sys.modules)
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > known:
            gc.freeze()
        if was_on:
            gc.enable()
