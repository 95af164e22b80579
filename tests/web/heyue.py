"""A community with something on every page, written straight into the tables."""

from typing import Any

from sqlalchemy import insert

from council.demo.town import RULES_FILE
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.tables import acts, attachments, files
from council.meetings.minutes.tables import minutes_sections
from council.meetings.tables import agenda_items, attendance, meetings, rsvps
from council.motions.tables import motions, responses
from council.proposals.tables import proposals, seconds
from council.rules.founding import create_community
from tests.web.heyue_money import collect
from tests.web.heyue_votes import DAY, EVENING, vote

#: The smallest PNG: one red point.
RED_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
DOT_HASH = "ab" * 32
#: Names that no public page may ever show.
NAMES = ("王秀兰", "李建国", "张伟民")


def lively(app: App, *, slug: str = "heyue", demo: bool = True) -> str:
    """Found a community with a life of its own; tells its id."""

    def found(tx: Transaction) -> Any:
        return create_community(
            tx,
            slug=slug,
            name="和悦家园",
            locale="zh_CN",
            timezone="Asia/Shanghai",
            own_rules=RULES_FILE.read_text(encoding="utf-8"),
            demo=demo,
        )

    community_id = str(app.bus.submit_run(found).result())
    app.bus.submit_run(lambda tx: _live(tx, community_id)).result()
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
                "unit": f"3-2-{500 + n}",
                "adult": 1,
                "owner_key": f"{NAMES[n % 3]}#{n}",
                "joined_at": 1,
            }
            for n in range(20)
        ),
    )
    _propose(put)
    _meet(put)
    vote(put)
    collect(put)


def _propose(put: Any) -> None:
    states = ("on_agenda", "admitted", "submitted", "returned", "withdrawn", "merged", "seconded")
    titles = (
        "利用闲置空地解决停车难",
        "给三号楼单元门加一盏灯",
        "还没审核的提案题目",
        "被退回的提案题目",
        "撤回的提案题目",
        "停车位不够用",
        "小区东门增设无障碍坡道和扶手，方便老人、轮椅和婴儿车通行",
    )
    put(
        proposals,
        *(
            {
                "id": f"p{n}",
                "number": n,
                "author_id": f"r{n}",
                "title": title,
                "body": f"{title}。\n\n现在有 412 辆车，只有 236 个车位。\n晚上回来找不到地方停。"
                "<script>alert(1)</script>",
                "state": state,
                "submitted_at": EVENING - (30 - n) * DAY,
                "changed_at": EVENING,
                "merged_into": "p1" if state == "merged" else None,
                "matter": "停车、用地" if n == 1 else None,
                "matter_class": "O-8" if n == 1 else None,
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
                "detail": '{"state":"seconded"}' if verb == "proposal.second" else "{}",
            }
            for number, (days, role, verb) in enumerate(
                (
                    (28, "facilitator", "proposal.admit"),
                    (29, "resident", "proposal.submit"),
                    (20, "resident", "proposal.second"),
                    (15, "facilitator", "motion.put_on_agenda"),
                ),
                2,  # the first act is the founding
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
        minutes_sections,
        {
            "meeting_id": "m1",
            "section": "text",
            "revision": 1,
            "position": 1,
            "heading": "",
            "text": "到会 57 人。\n\n就停车难进行了讨论。",
            "source": "before",
            "written_by": "",
            "written_at": EVENING + 5400,
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
            "title": "解决停车难：四个方案排序",
            "body": "请物业说明现状，请居民对四个方案排序。",
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
        motions,
        {
            "id": "n2",
            "number": 2,
            "title": "利用闲置空地（620 m²）建设 60 位机械立体停车场",
            "body": "按意向排序结果，把方案 A 提交业主表决。",
            "legal_class": "O-8",
            "addressee": "manager",
            "proposal_id": "p1",
            "meeting_id": "m2",
            "state": "announced",
            "drafted_by": "r1",
            "drafted_at": EVENING + DAY,
            "changed_at": EVENING + 6 * DAY,
        },
        {
            "id": "n3",
            "number": 3,
            "title": "还在起草的议案题目",
            "body": "",
            "legal_class": "O-9",
            "addressee": None,
            "proposal_id": None,
            "meeting_id": "m2",
            "state": "drafted",
            "drafted_by": "r1",
            "drafted_at": EVENING + DAY,
            "changed_at": EVENING + 6 * DAY,
        },
    )
    put(
        responses,
        {
            "id": "a1",
            "motion_id": "n1",
            "addressee": "manager",
            "state": "answered",
            "asked_at": EVENING - 16 * DAY,
            "acknowledge_by": EVENING - 15 * DAY,
            "answer_by": EVENING - 14 * DAY,
            "acknowledged_at": EVENING - 16 * DAY + 3600,
            "acknowledged_by": "r4",
            "answered_at": EVENING - 16 * DAY + 31 * 3600,
            "answered_by": "r4",
            "decision": "needs_owners",
            "reason": "涉及共有部分，需要业主共同决定。\n可以先做测绘。",
            "cost_fen": 112_000_000,
            "responsible": NAMES[1],
            "done_by": "2026-09-30",
        },
    )
    put(
        responses,
        {
            "id": "a2",
            "motion_id": "n2",
            "addressee": "manager",
            "state": "acknowledged",
            "asked_at": EVENING + 70 * DAY,
            "acknowledge_by": EVENING + 71 * DAY,
            "answer_by": EVENING + 72 * DAY,
            "acknowledged_at": EVENING + 70 * DAY + 3600,
            "acknowledged_by": "r4",
        },
    )
    put(
        agenda_items,
        {"meeting_id": "m2", "position": 1, "motion_id": "n2", "added_at": EVENING + 70 * DAY},
        {"meeting_id": "m2", "position": 2, "motion_id": "n3", "added_at": EVENING + 70 * DAY},
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
