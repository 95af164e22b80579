"""The sandbox alone: `python -m bot.sandbox --port 8081 --bot 1001:AAA:my_bot`."""

import argparse
import asyncio
import signal
import sys

from bot.sandbox.server import BotAccount, Sandbox


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument(
        "--bot", action="append", default=[], metavar="TOKEN:USERNAME", help="may be repeated"
    )
    parser.add_argument("--person", action="append", default=[], metavar="NAME")
    parser.add_argument("--rates", action="store_true", help="limit rates as Telegram does")
    options = parser.parse_args()
    try:
        accounts = [_account(text) for text in options.bot]
    except ValueError as error:
        parser.error(str(error))
    sandbox = Sandbox(accounts, rates=options.rates)
    for name in options.person:
        sandbox.add_person(name)
    asyncio.run(_serve(sandbox, host=options.host, port=options.port))
    return 0


def _account(text: str) -> BotAccount:
    token, _, username = text.rpartition(":")
    if ":" not in token or not username:
        raise ValueError(f"--bot {text}: expected TOKEN:USERNAME, such as 1001:AAA:my_bot")
    return BotAccount(token=token, username=username, name=username)


async def _serve(sandbox: Sandbox, *, host: str, port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await sandbox.start(host=host, port=port)
    sys.stdout.write(f"sandbox: {sandbox.url}\n")
    sys.stdout.flush()
    await stopped.wait()
    await sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
