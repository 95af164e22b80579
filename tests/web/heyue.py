"""A community with something on every page, written straight into the tables."""

from typing import Any

from sqlalchemy import insert

from council.bootstrap import Hall
from council.storage.tables.dialogue import acts
from council.storage.tables.meetings import agenda_items, attendance, meetings, motions, rsvps
from council.storage.tables.people import residents
from council.storage.tables.proposals import attachments, files, proposals, seconds
from council.storage.transaction import Transaction
from council.usecases.people import create_community

#: 2026-02-27 19:30 in Shanghai.
EVENING = 1772191800
DAY = 86_400
#: The smallest PNG: one red point.
RED_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
DOT_HASH = "ab" * 32
#: Names that no public page may ever show.
NAMES = ("王秀兰", "李建国", "张伟民")


def lively(hall: Hall, *, slug: str = "heyue", demo: bool = True) -> str:
    """Found a community with a life of its own; tells its id."""

    def found(tx: Transaction) -> Any:
        return create_community(
            tx, slug=slug, name="和悦家园", locale="zh_CN", timezone="Asia/Shanghai", demo=demo
        )

    community_id = str(hall.desk.submit_run(found).result())
    hall.desk.submit_run(lambda tx: _live(tx, community_id)).result()
    return community_id


def _live(tx: Transaction, community_id: str) -> None:
    def put(table: Any, *rows: dict[str, Any]) -> None:
        tx.connection.execute(insert(table), [{"community_id": community_id, **r} for r in rows])

    put(
        residents,
        *(
            {
                "id": f"r{n}",
                "ref": f"R{n:03}",
                "name": NAMES[n % 3],
                "unit": "3-2-501",
                "adult": 1,
                "owner_key": f"{NAMES[n % 3]}#{n}",
                "joined_at": 1,
            }
            for n in range(20)
        ),
    )
    _propose(put)
    _meet(put)


def _propose(put: Any) -> None:
    states = ("on_agenda", "admitted", "submitted", "returned", "withdrawn", "merged", "seconded")
    titles = (
        "利用闲置空地解决停车难",
        "给三号楼单元门加一盏灯",
        "还没审核的提案题目",
        "被退回的提案题目",
        "撤回的提案题目",
        "停车位不够用",
        "小区东门增设无障碍坡道和扶手,方便老人、轮椅和婴儿车通行",
    )
    put(
        proposals,
        *(
            {
                "id": f"p{n}",
                "number": n,
                "author_id": f"r{n}",
                "title": title,
                "body": f"{title}。\n\n现在有 412 辆车,只有 236 个车位。\n晚上回来找不到地方停。"
                "<script>alert(1)</script>",
                "state": state,
                "submitted_at": EVENING - (30 - n) * DAY,
                "changed_at": EVENING,
                "merged_into": "p1" if state == "merged" else None,
            }
            for n, (state, title) in enumerate(zip(states, titles, strict=True), 1)
        ),
    )
    put(
        seconds,
        *(
            {"proposal_id": f"p{p}", "resident_id": f"r{r}", "seconded_at": EVENING - 20 * DAY}
            for p, count in ((1, 10), (2, 4), (7, 11))
            for r in range(8, 8 + count)
        ),
    )
    put(
        files,
        {
            "sha256": DOT_HASH,
            "media_type": "image/png",
            "size": len(RED_DOT),
            "content": RED_DOT,
            "kept_at": EVENING,
        },
        {
            "sha256": "cd" * 32,
            "media_type": "audio/ogg",
            "size": 4,
            "content": b"OggS",
            "kept_at": EVENING,
        },
    )
    put(
        attachments,
        *(
            {
                "subject_kind": "proposal",
                "subject_id": "p1",
                "position": position,
                "sha256": sha256,
                "kind": kind,
            }
            for position, (sha256, kind) in enumerate(
                ((DOT_HASH, "photo"), ("cd" * 32, "voice")), 1
            )
        ),
    )
    put(
        acts,
        *(
            {
                "number": number,
                "acted_at": EVENING - days * DAY,
                "actor_id": "r1",
                "role": role,
                "verb": verb,
                "subject_kind": "proposal",
                "subject_id": "p1",
                "detail": "{}",
            }
            for number, (days, role, verb) in enumerate(
                (
                    (28, "facilitator", "proposal.admit"),
                    (20, "", "proposal.second"),
                    (15, "facilitator", "motion.put_on_agenda"),
                ),
                1,
            )
        ),
    )


def _meet(put: Any) -> None:
    put(
        meetings,
        {
            "id": "m1",
            "number": 1,
            "title": "二月议事会",
            "place": "社区活动室",
            "starts_at": EVENING,
            "state": "approved",
            "announced_at": EVENING - 16 * DAY,
            "opened_at": EVENING + 60,
            "adjourned_at": EVENING + 5400,
            "minutes": "到会 57 人。\n\n就停车难进行了讨论。",
        },
    )
    put(
        meetings,
        {
            "id": "m2",
            "number": 2,
            "title": "五月议事会",
            "place": "社区活动室",
            "starts_at": EVENING + 91 * DAY,
            "state": "announced",
            "announced_at": EVENING + 70 * DAY,
        },
        {
            "id": "m3",
            "number": 3,
            "title": "六月议事会",
            "place": "三号楼一层",
            "starts_at": EVENING + 119 * DAY,
            "state": "planned",
            "announced_at": None,
        },
    )
    put(
        motions,
        {
            "id": "n1",
            "number": 1,
            "title": "解决停车难:四个方案排序",
            "body": "请物业说明现状,请居民对四个方案排序。",
            "legal_class": "R-XS",
            "addressee": "manager",
            "proposal_id": "p1",
            "meeting_id": "m1",
            "state": "carried",
            "drafted_by": "r1",
            "drafted_at": EVENING - 17 * DAY,
            "changed_at": EVENING,
        },
    )
    put(
        agenda_items,
        {"meeting_id": "m1", "position": 1, "motion_id": "n1", "added_at": EVENING - 16 * DAY},
    )
    put(rsvps, {"meeting_id": "m2", "resident_id": "r3", "answer": "yes", "answered_at": 1})
    put(
        attendance,
        *(
            {"meeting_id": "m1", "resident_id": f"r{n}", "arrived_at": EVENING, "noted_by": "r1"}
            for n in range(12)
        ),
    )
