"""``python -m tests.seen keep FOLDER`` and ``python -m tests.seen compare BEFORE AFTER``."""

from tests.seen.command import seen

seen()
