"""A crowd of readers of one page, each asking again as soon as it was answered.

Started as a process of its own, so that it does not hold up who measures beside it:
``python -m council.cli.bench.readers PORT PATH READERS``. Each request bears an ``x`` that nobody
asked for before. It reads until it is ended.
"""

import asyncio
import sys
from itertools import count

from council.cli.bench.load import answer, get

_NUMBERS = count()


async def read(port: int, path: str) -> None:
    """Read one page for ever."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        writer.write(get(f"{path}?x={next(_NUMBERS)}"))
        await answer(reader)


async def main(port: int, path: str, readers: int) -> None:
    """Read with so many at once."""
    async with asyncio.TaskGroup() as group:
        for _ in range(readers):
            group.create_task(read(port, path))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
