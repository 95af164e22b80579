"""Writes docs/lifecycles.md from the tables of lifecycles and of acts: python -m tests.docs.lifecycles."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from council.acts import ACTS
from council.campaigns.pledges.rules import PLEDGE
from council.campaigns.receipts.rules import RECEIPT
from council.campaigns.rules import CAMPAIGN, REQUEST
from council.counter.assisted.rules import ASSISTED
from council.counter.follow_ups.rules import FOLLOW_UP
from council.kernel.lifecycle import Lifecycle, Move
from council.kernel.policy import MATRIX, ROLES
from council.kernel.screens.translator import catalog
from council.meetings.rules import MEETING
from council.motions.consultations.rules import CONSULTATION
from council.motions.responses.rules import RESPONSE
from council.motions.rules import MOTION
from council.polls.rules import POLL
from council.proposals.rules import PROPOSAL
from council.resolutions.rules import RESOLUTION
from council.statements.rules import COLLECTION, STATEMENT

NOUNS = {
    "Proposal 提案": PROPOSAL,
    "Motion 议案": MOTION,
    "Collection of statements 意见征集": COLLECTION,
    "Statement 看法": STATEMENT,
    "Response 答复": RESPONSE,
    "Consultation 社区协商": CONSULTATION,
    "Meeting 会议": MEETING,
    "Poll 表决": POLL,
    "Assisted act 线下代办": ASSISTED,
    "Follow-up call 回访": FOLLOW_UP,
    "Resolution 决议": RESOLUTION,
    "Campaign 众筹": CAMPAIGN,
    "Pledge 认筹": PLEDGE,
    "Receipt of cash 现金收据": RECEIPT,
    "Refund request 退款申请": REQUEST,
}
WHO = ("anyone", "resident", *ROLES, "operator", "clock")
HEAD = """\
# Lifecycles and permissions 流程与权限

[all documents](README.md)

Written from the tables of lifecycles (`rules.py` of each house) and of acts (`acts.py`) by `.venv/bin/python -m tests.docs.lifecycles > docs/lifecycles.md`;
a test fails when this page and the program differ. Please do not edit it by hand.

本页由程序的规则表自动生成。每一行是一步：做什么、从什么状态、到什么状态、谁来做。

Further rules (an author, a second person, a window) are those of the step itself; the handbooks tell them.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## Lifecycles 流程\n"]
    for title, lifecycle in NOUNS.items():
        parts.append(f"### {title}\n")
        rows = [_row(lifecycle, move) for move in lifecycle.moves.values()]
        parts.append(_table(("step", "from", "to", "by"), rows))
    parts.append("## Permissions 权限\n")
    parts.append("Who may use which verb at all.\n")
    names = [(f"`{role}`", _zh(f"role.{role}", role)) for role in WHO]
    parts.append(_table(("role", "职责"), names))
    nouns: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for act in ACTS:
        if act.roles:
            nouns[act.verb.split(".")[0]].append((f"`{act.verb}`", _roles(act.roles)))
    parts += [_table((noun, "roles"), rows) for noun, rows in nouns.items()]
    return "\n".join(parts)


def _row(lifecycle: Lifecycle, move: Move) -> tuple[str, ...]:
    before = ", ".join(_state(lifecycle, each) for each in lifecycle.states if each in move.before)
    verb = _named(move.verb, f"verb.{lifecycle.noun}.{move.verb}")
    return (
        verb,
        before,
        _state(lifecycle, move.after),
        _roles({role for name in lifecycle.permissions(move.verb) for role in MATRIX[name]}),
    )


def _state(lifecycle: Lifecycle, state: str) -> str:
    return _named(state, f"state.{lifecycle.noun}.{state}")


def _named(name: str, key: str) -> str:
    said = _zh(key, "")
    return f"`{name}` {said}".rstrip()


def _zh(key: str, otherwise: str) -> str:
    said = catalog("zh_CN").get(key, otherwise)
    return said if isinstance(said, str) else said[0]


def _roles(roles: Iterable[str]) -> str:
    return ", ".join(f"`{role}`" for role in sorted(roles, key=WHO.index))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(page())
