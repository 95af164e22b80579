"""Half-written proposals are forms like all others; none is lost, and each waits for what it did"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AWAITS = {"title": "title", "body": "body", "more": "files"}


def upgrade() -> None:
    rows = op.get_bind().execute(sa.text("SELECT * FROM drafts WHERE kind = 'proposal'"))
    for row in list(rows):
        content = _as_answers(json.loads(row.content), row.awaits)
        _move(row, "form.proposal", row.subject or "new", content)


def downgrade() -> None:
    """Give the earlier version its drafts back; what was filed is not told a second time."""
    rows = op.get_bind().execute(sa.text("SELECT * FROM drafts WHERE kind = 'form.proposal'"))
    for row in list(rows):
        subject = "" if row.subject == "new" else row.subject
        _move(row, "proposal", subject, _as_content(json.loads(row.content)))


def _move(row: Any, kind: str, subject: str, content: dict[str, Any]) -> None:
    """Write a draft under its new name; its revision stays, so that it goes on growing."""
    names = _AWAITS if kind.startswith("form.") else {new: old for old, new in _AWAITS.items()}
    op.get_bind().execute(
        sa.text(
            "UPDATE drafts SET kind = :kind, subject = :subject, content = :content,"
            " awaits = :awaits WHERE community_id = :community AND resident_id = :resident"
            " AND bot = :bot AND kind = :was AND subject = :about"
        ),
        {
            "kind": kind,
            "subject": subject,
            "content": json.dumps(content, ensure_ascii=False),
            "awaits": names.get(row.awaits, ""),
            "community": row.community_id,
            "resident": row.resident_id,
            "bot": row.bot,
            "was": row.kind,
            "about": row.subject,
        },
    )


def _as_answers(content: dict[str, Any], awaits: str) -> dict[str, Any]:
    if "filed" in content:
        return {}
    files = [f"{kind}:{sha256}" for kind, sha256 in content.get("files", ())]
    texts = {"title": content.get("title", ""), "body": content.get("body", "")}
    answers = {name: each for name, each in {**texts, "files": files}.items() if each}
    return {"answers": answers, "again": awaits if awaits in answers else ""}


def _as_content(content: dict[str, Any]) -> dict[str, Any]:
    if "answers" not in content:
        return {}
    answers = content["answers"]
    files = [each.split(":") for each in answers.get("files", ())]
    return {"title": answers.get("title", ""), "body": answers.get("body", ""), "files": files}
