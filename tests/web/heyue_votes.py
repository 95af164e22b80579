"""The votes of the story, counted by the real rules from the golden files."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from council.polls.ranking import RankingResult, count_ranking
from council.polls.ratification import (
    FirstClose,
    RatificationResult,
    count_ratified,
    first_close_of,
)
from council.polls.rules import PollOption
from council.polls.tables import poll_options, polls
from council.resolutions.tables import objections, resolutions, tasks
from council.rules.rulebook import NATIONAL, rulebook
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll

GOLDEN = Path(__file__).parents[1] / "golden"
#: 2026-02-27 19:30 in Shanghai.
EVENING = 1772191800
DAY = 86_400
FIRST_CLOSE = 1_776_614_400
OPTIONS = tuple(
    PollOption(letter=letter, title=title, status_quo=letter == "D")
    for letter, title in zip(
        "ABCD", ("立体停车场", "错峰共享周边车位", "道闸加重新划线", "维持现状"), strict=True
    )
)
BALLOTS = {
    "ABCD": 64,
    "ACBD": 28,
    "CABD": 52,
    "CDAB": 30,
    "CBAD": 20,
    "BACD": 46,
    "BCAD": 20,
    "DCAB": 22,
    "DBAC": 8,
    "D": 10,
}


@cache
def ranking() -> str:
    """The result of the 300 ranked ballots, as kept."""
    orders = {tuple((c,) for c in order): n for order, n in BALLOTS.items()}
    counted = count_ranking(orders, options=OPTIONS, roll=980, lot_seed="2026-02-27 议事厅")
    return TypeAdapter(RankingResult).dump_json(counted).decode()


@cache
def ratification() -> tuple[str, str]:
    """The result of the ratification and how its first close stood, as kept."""
    units = read_roll((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll.csv").units
    written = (GOLDEN / "heyue-m1-ballots.csv").read_bytes()
    ballots = read_ballots(written, file="ballots.csv", units=units)
    counted = count_ratified(units, ballots, legal_class="O-8", rules=rulebook()[NATIONAL])
    early = [ballot for ballot in ballots if ballot.at < FIRST_CLOSE]
    first = first_close_of(units, early, row=rulebook()[NATIONAL].rows["O-8"], at=FIRST_CLOSE)
    return (
        TypeAdapter(RatificationResult).dump_json(counted).decode(),
        TypeAdapter(FirstClose).dump_json(first).decode(),
    )


def vote(put: Any) -> None:
    """Put the polls, the resolution on one of them, and an open poll into the tables."""
    result, first = ratification()
    common = {
        "lot_seed": "2026-02-27 议事厅",
        "created_by": "r1",
        "created_at": EVENING,
        "announced_at": EVENING,
        "opened_at": EVENING,
        "roll_fingerprint": "9f2c" * 16,
    }
    put(
        polls,
        {
            **common,
            "id": "v1",
            "number": 1,
            "kind": "ranking",
            "motion_id": "n1",
            "title": "停车难：四个方案怎么排",
            "method": "irv",
            "legal_class": "R-XS",
            "state": "certified",
            "opens_at": EVENING,
            "closes_at": EVENING + 7200,
            "first_closes_at": EVENING + 7200,
            "roll_size": 980,
            "counted_at": EVENING + 7300,
            "certified_at": EVENING + DAY,
            "result": ranking(),
        },
    )
    put(
        polls,
        {
            **common,
            "id": "v2",
            "number": 2,
            "kind": "ratification",
            "motion_id": "n2",
            "title": "利用闲置空地建设 60 位机械立体停车场",
            "method": "double_threshold",
            "legal_class": "O-8",
            "state": "certified",
            "opens_at": EVENING + 21 * DAY,
            "closes_at": EVENING + 71 * DAY,
            "first_closes_at": FIRST_CLOSE,
            "extended_at": EVENING + 49 * DAY,
            "extension_reason": "人数还差几位，代办点继续收票。",
            "roll_size": 480,
            "counted_at": EVENING + 71 * DAY,
            "certified_at": EVENING + 72 * DAY,
            "result": result,
            "first_close": first,
        },
    )
    put(
        polls,
        {
            **common,
            "id": "v3",
            "number": 3,
            "kind": "ranking",
            "motion_id": "n1",
            "title": "东门坡道选哪种材料",
            "method": "irv",
            "legal_class": "R-XS",
            "state": "open",
            "opens_at": EVENING + 73 * DAY,
            "closes_at": EVENING + 80 * DAY,
            "first_closes_at": EVENING + 80 * DAY,
            "roll_size": 980,
        },
    )
    put(
        poll_options,
        *(
            {
                "poll_id": poll,
                "letter": option.letter,
                "position": position,
                "title": option.title,
                "status_quo": int(option.status_quo),
            }
            for poll in ("v1", "v3")
            for position, option in enumerate(OPTIONS, 1)
        ),
    )
    _resolve(put)


def _resolve(put: Any) -> None:
    put(
        resolutions,
        {
            "id": "d1",
            "number": "2026-1",
            "motion_id": "n2",
            "poll_id": "v2",
            "title": "利用闲置空地建设 60 位机械立体停车场",
            "body": "同意利用小区西侧 620 平方米闲置空地，建设 60 位机械立体停车场。",
            "state": "implementing",
            "drafted_at": EVENING + 72 * DAY,
            "drafted_by": "r1",
            "published_at": EVENING + 72 * DAY,
            "published_by": "r2",
            "posted_until": EVENING + 87 * DAY,
            "challenge_until": EVENING + 437 * DAY,
        },
    )
    titles = ("规划许可", "特种设备使用登记", "消防通道复核", "对面住户的灯光和噪声", "保险")
    put(
        tasks,
        *(
            {
                "id": f"t{n}",
                "resolution_id": "d1",
                "position": n,
                "title": title,
                "done_at": EVENING + 73 * DAY if n < 3 else None,
                "done_by": "r1" if n < 3 else None,
            }
            for n, title in enumerate(titles, 1)
        ),
    )
    put(
        objections,
        *(
            {
                "id": f"o{n}",
                "resolution_id": "d1",
                "number": n,
                "resident_id": f"r{n}",
                "body": "担心噪声。",
                "raised_at": EVENING + 73 * DAY,
                "answer": answer,
                "answered_at": EVENING + 73 * DAY if answer else None,
            }
            for n, answer in enumerate(("夜间停用升降。", None), 1)
        ),
    )
