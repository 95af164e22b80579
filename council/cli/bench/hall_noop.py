"""The raw limit of the web hall: the same web server, which reads the form and answers.

Started as a process of its own: ``python -m council.cli.bench.hall_noop PORT``.
"""

import gc
import sys

from aiohttp import web


async def take(request: web.Request) -> web.Response:
    """Read what was sent, and say so."""
    sent = await request.post()
    return web.json_response({"number": len(sent), "html": "<li>ok</li>"})


async def freeze(_: web.Application) -> None:
    """Take start-up objects out of the collector's sight, as the product does."""
    gc.collect()
    gc.freeze()


def main(port: int) -> None:
    """Serve until ended."""
    app = web.Application()
    app.router.add_post("/hall/act", take)
    app.on_startup.append(freeze)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
