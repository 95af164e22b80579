"""Lay out the demo: ``python -m council.demo``. Finding it laid out already, it does nothing.

``yishi run --demo`` lets a process of its own do this while it imports what the pages need: at a
first start that is half a second less to wait.
"""

import asyncio
import gc

gc.disable()  # it ends in a moment: looking for garbage is all loss

from council import schema as migrate  # noqa: E402
from council.app import open_app  # noqa: E402 - after the collector
from council.demo.seed import seed  # noqa: E402
from council.demo.settings import demo_settings  # noqa: E402
from council.kernel.clock import Clock  # noqa: E402

if __name__ == "__main__":
    settings = demo_settings()
    migrate.create_if_empty(settings.database_url)
    with open_app(settings, clock=Clock(demo=True)) as app:
        asyncio.run(seed(app))
