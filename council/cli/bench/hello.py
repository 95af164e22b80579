"""The raw limit of the pages: the same web server, which has nothing to say but hello.

Started as a process of its own: ``python -m council.cli.bench.hello PORT``.
"""

import gc
import sys

from aiohttp import web


async def hello(_: web.Request) -> web.Response:
    """Answer with a page that needs nothing."""
    return web.Response(
        text="<!doctype html><title>hello</title><p>hello</p>", content_type="text/html"
    )


async def freeze(_: web.Application) -> None:
    """Take start-up objects out of the collector's sight, as the product does."""
    gc.collect()
    gc.freeze()


def main(port: int) -> None:
    """Serve until ended."""
    app = web.Application()
    app.router.add_get("/", hello)
    app.on_startup.append(freeze)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
