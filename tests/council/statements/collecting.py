"""A collection on a motion: opened, filled, answered, closed, by name."""

from typing import Any

from council.statements.commands import (
    AnswerStatement,
    CloseCollection,
    CollectionView,
    OpenCollection,
    SeedStatements,
)
from tests.council.conftest import Town
from tests.council.evening import meeting, motion, staff

SEEDS = (
    "晚上九点后东门只出不进",
    "地面停车要先满足老人和病人",
    "空地应当建停车楼",
    "停车费每月可以涨二十元",
)


def collecting(town: Town, *, seeds: tuple[str, ...] = SEEDS, listed: bool = False) -> int:
    """A running collection on a drafted motion, with statements of the staff; tells the motion's number."""
    staff(town)
    number = motion(town)
    if listed:
        meeting(town, "2026-02-27 19:30", number)
    opened = town.act("何", OpenCollection, number=number)
    assert isinstance(opened, CollectionView), opened
    if seeds:
        seeded = town.act("何", SeedStatements, number=number, text="\n".join(seeds))
        assert isinstance(seeded, CollectionView), seeded
    return number


def say(town: Town, name: str, statement: int, answer: str, *, number: int = 1) -> Any:
    """Answer one statement."""
    return town.act(name, AnswerStatement, number=number, statement=statement, answer=answer)


def crowd(town: Town, many: int, answers: str, *, begin: int = 0) -> list[str]:
    """Let new residents answer statements 1, 2, … alike: a letter each, ``a``, ``d``, ``u`` or ``-``."""
    words = {"a": "agree", "d": "disagree", "u": "unsure"}
    names = [town.person(f"民{begin + place}") for place in range(many)]
    for name in names:
        for statement, letter in enumerate(answers, 1):
            if letter in words:
                say(town, name, statement, words[letter])
    return names


def closed(town: Town, *, number: int = 1) -> CollectionView:
    """Close it."""
    done = town.act("何", CloseCollection, number=number)
    assert isinstance(done, CollectionView), done
    return done
