"""Set-up as an operator does it: the command line, one process for each command."""

import asyncio
import csv
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from council.cli.story.product import environment
from council.cli.story.trouble import StoryStopped, Unusable
from council.demo.town import (
    NAME,
    RULES_FILE,
    SLUG,
    STAFF,
    demo_residents,
    demo_units,
    residents_csv,
    roll_csv,
)

SIDE_BY_SIDE = 3
#: What ``yishi roll import`` says at its end.
_ROLL = re.compile(r"(\d+) units, (\d+) heads, ([\d,]+)\.(\d\d) m²")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The ownership roll as the command line told it; area in 0.01 m²."""

    units: int
    heads: int
    area_x100: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Somebody's two ways in: a code to type, and the payload of a link."""

    typed: str
    payload: str


class Operator:
    """Somebody at the command line."""

    def __init__(self, *, settings: Mapping[str, str], folder: Path) -> None:
        """Work with these settings, with files in this folder."""
        self._environment = environment(settings)
        self._folder = folder

    async def found(self, *, begins: str) -> None:
        """Found the demo community in an empty database, its clock standing at ``begins``."""
        try:
            await self._run(
                "community",
                "create",
                SLUG,
                "--name",
                NAME,
                "--rules",
                str(RULES_FILE),
                "--demo",
                "--clock",
                begins,
            )
        except StoryStopped as error:
            raise Unusable(str(error)) from None

    async def fill(self, *, residents: int) -> Roll:
        """Import the roll and the residents (so many adults)."""
        roll, people = self._folder / "roll.csv", self._folder / "residents.csv"
        roll.write_text(roll_csv(demo_units()), encoding="utf-8")
        people.write_text(residents_csv(demo_residents(residents)), encoding="utf-8")
        told = await self._run("roll", "import", str(roll))
        await self._run("residents", "import", str(people))
        read = _ROLL.search(told)
        if read is None:
            message = f"yishi roll import says {told!r}"
            raise StoryStopped(message)
        units, heads, whole, cents = read.groups()
        area = int(whole.replace(",", "") + cents)
        return Roll(units=int(units), heads=int(heads), area_x100=area)

    async def appoint(self) -> None:
        """Give the staff their roles, a few commands side by side."""
        free = asyncio.Semaphore(SIDE_BY_SIDE)

        async def grant(ref: str, role: str) -> None:
            async with free:
                await self._run("role", "grant", ref, role)

        async with asyncio.TaskGroup() as group:
            for ref, _, role in STAFF:
                group.create_task(grant(ref, role))

    async def codes(self, *, bot: str) -> dict[str, Codes]:
        """Issue join codes to everybody, by ref."""
        file = self._folder / "codes.csv"
        await self._run("codes", "issue", "--csv", str(file), "--bot", bot)
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return {
                line["ref"]: Codes(typed=line["code"], payload=line["link"].partition("start=")[2])
                for line in csv.DictReader(lines)
            }

    async def check(self) -> str:
        """Check the standing invariants of the record; tells the findings."""
        return await self._run("check")

    async def _run(self, *arguments: str) -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "council",
            *arguments,
            env=self._environment,
            cwd=self._folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        told, complained = await process.communicate()
        if process.returncode:
            why = complained.decode(errors="replace").strip() or told.decode(errors="replace")
            message = f"yishi {' '.join(arguments)}: {why}"
            raise StoryStopped(message)
        return told.decode()
