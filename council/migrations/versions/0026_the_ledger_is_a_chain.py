"""The ledger is a chain of lines that nobody can change; money is set aside before it is posted"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0023"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = "kind IN ('receipt', 'refund', 'reserve', 'payment', 'reversal')"
#: Tables that only grow, with their keys in the order in which they are judged.
_GROW = {
    "ledger_transfers": (
        ("community_id", "id"),
        ("community_id", "kind", "subject_id"),
        ("community_id", "number"),
    ),
    "ledger_entries": (("community_id", "transfer_id", "line"),),
    "ledger_holds": (("community_id", "kind", "subject_id"),),
    "ledger_lines": (
        ("community_id", "kind", "subject_id", "ends"),
        ("community_id", "line"),
    ),
}


def upgrade() -> None:
    op.create_table(
        "ledger_holds",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("amount_fen", _INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "campaign_id"],
            ["campaigns.community_id", "campaigns.id"],
            name=op.f("fk_ledger_holds_community_id_campaign_id"),
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_holds_amount_positive")),
        sa.CheckConstraint(_KINDS, name=op.f("ck_ledger_holds_kind")),
        sa.PrimaryKeyConstraint(
            "community_id", "kind", "subject_id", name=op.f("pk_ledger_holds")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_ledger_holds_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_ledger_holds_source", "ledger_holds", ["community_id", "source", "amount_fen"]
    )
    op.create_table(
        "ledger_lines",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("line", _INT, nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("ends", _INT, nullable=False),
        sa.Column("noted_at", _INT, nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.UniqueConstraint(
            "community_id",
            "kind",
            "subject_id",
            "ends",
            name=op.f("uq_ledger_lines_community_id_kind_subject_id_ends"),
        ),
        sa.CheckConstraint(
            "phase IN ('pending', 'posted', 'voided')", name=op.f("ck_ledger_lines_phase")
        ),
        sa.CheckConstraint("ends IN (0, 1)", name=op.f("ck_ledger_lines_ends")),
        sa.CheckConstraint(
            "(phase = 'pending') = (ends = 0)", name=op.f("ck_ledger_lines_ends_or_not")
        ),
        sa.PrimaryKeyConstraint("community_id", "line", name=op.f("pk_ledger_lines")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_ledger_lines_community_id")
        ),
        sqlite_strict=True,
    )
    _payments()
    op.add_column("resolutions", sa.Column("approved_fen", _INT, nullable=True))
    _chain()
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _GROW:
            for what in ("no_update", "no_delete", "no_replace"):
                op.execute(f"DROP TRIGGER {table}_{what}")
    else:
        for table in _GROW:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute("DROP FUNCTION refuse_change()")
    op.execute(
        "DELETE FROM counters WHERE name = 'ledger_lines' OR name LIKE 'contracts:%'"
        " OR name LIKE 'payments:%'"
    )
    op.drop_column("resolutions", "approved_fen")
    op.drop_table("payments")
    op.drop_table("contracts")
    op.drop_table("ledger_lines")
    op.drop_table("ledger_holds")


def _payments() -> None:
    op.create_table(
        "contracts",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("number", _INT, nullable=False),
        sa.Column("resolution_id", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("account_last4", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("amount_fen", _INT, nullable=False),
        sa.Column("last_fen", _INT, nullable=False),
        sa.Column("retention_fen", _INT, nullable=False),
        sa.Column("retention_until", _INT, nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _INT, nullable=False),
        sa.Column("ended_at", _INT, nullable=True),
        sa.UniqueConstraint(
            "community_id",
            "campaign_id",
            "number",
            name=op.f("uq_contracts_community_id_campaign_id_number"),
        ),
        _refers("contracts", "campaign_id", "campaigns"),
        _refers("contracts", "resolution_id", "resolutions"),
        _refers("contracts", "task_id", "tasks"),
        sa.CheckConstraint(
            "last_fen > 0 AND retention_fen >= 0 AND last_fen + retention_fen <= amount_fen",
            name=op.f("ck_contracts_parts_of_the_sum"),
        ),
        sa.CheckConstraint(
            "(retention_fen > 0) = (retention_until IS NOT NULL)",
            name=op.f("ck_contracts_retention_until"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_contracts")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_contracts_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_contracts_resolution", "contracts", ["community_id", "resolution_id"])
    op.create_table(
        "payments",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("number", _INT, nullable=False),
        sa.Column("contract_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reverses", sa.Text(), nullable=True),
        sa.Column("amount_fen", _INT, nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", _INT, nullable=False),
        sa.Column("second_signer", sa.Text(), nullable=True),
        sa.Column("signed_at", _INT, nullable=True),
        sa.Column("transfer_id", sa.Text(), nullable=True),
        sa.UniqueConstraint(
            "community_id",
            "campaign_id",
            "number",
            name=op.f("uq_payments_community_id_campaign_id_number"),
        ),
        _refers("payments", "campaign_id", "campaigns"),
        _refers("payments", "contract_id", "contracts"),
        _refers("payments", "reverses", "payments"),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payments_amount_positive")),
        sa.CheckConstraint(
            "second_signer IS NULL OR second_signer <> proposed_by",
            name=op.f("ck_payments_two_people"),
        ),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses IS NOT NULL)",
            name=op.f("ck_payments_reverses_or_not"),
        ),
        sa.CheckConstraint("kind IN ('payment', 'reversal')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint(
            "state IN ('proposed', 'paid', 'declined')", name=op.f("ck_payments_state")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_payments")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_payments_community_id")
        ),
        sqlite_strict=True,
    )
    live = sa.text("state != 'declined'")
    op.create_index(
        "uq_payments_reverses",
        "payments",
        ["community_id", "reverses"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_index("ix_payments_contract", "payments", ["community_id", "contract_id"])


def _refers(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{parent}.community_id", f"{parent}.id"],
        name=op.f(f"fk_{table}_community_id_{column}"),
    )


def _guards() -> list[str]:
    """Let the database refuse changes, each in its own language."""
    if op.get_bind().dialect.name != "sqlite":
        function = (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME"
            " USING ERRCODE = 'restrict_violation'; END $$"
        )
        return [
            function,
            *(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                for table in _GROW
            ),
        ]
    found = []
    for table, keys in _GROW.items():
        taken = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE"  # noqa: S608 - our own names
            f" {' AND '.join(f'{column} = NEW.{column}' for column in key)})"
            for key in keys
        )
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        found += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}",
        ]
    return found


# -- what was posted before is chained in the order of its numbers, what waits comes after it

_POSTED = """
SELECT community_id, id, number, campaign_id, kind, subject_id, posted_at, posted_by, second_by
FROM ledger_transfers ORDER BY community_id, number
"""
_ENTRIES = """
SELECT community_id, transfer_id, line, account, amount_fen FROM ledger_entries
ORDER BY community_id, transfer_id, line
"""
_WAITING = """
SELECT r.community_id, 'receipt' AS kind, r.id AS subject_id, r.campaign_id, c.number,
       r.amount_fen, r.received_at AS noted_at, r.cashier AS noted_by
FROM receipts r JOIN campaigns c ON c.community_id = r.community_id AND c.id = r.campaign_id
WHERE r.state = 'awaiting_second'
UNION ALL
SELECT q.community_id, CASE WHEN q.reason = 'reserve' THEN 'reserve' ELSE 'refund' END, q.id,
       q.campaign_id, c.number, q.amount_fen, q.asked_at, q.asked_by
FROM refund_requests q JOIN campaigns c ON c.community_id = q.community_id AND c.id = q.campaign_id
WHERE q.state = 'asked'
ORDER BY 1, 7, 3
"""


def _chain() -> None:
    bind = op.get_bind()
    entries: dict[tuple[str, str], list[list[object]]] = {}
    for row in bind.execute(sa.text(_ENTRIES)):
        of = entries.setdefault((row.community_id, row.transfer_id), [])
        of.append([row.line, row.account, row.amount_fen])
    last: dict[str, tuple[int, str]] = {}
    lines: list[dict[str, object]] = []
    holds: list[dict[str, object]] = []

    def add(
        community_id: str,
        phase: str,
        kind: str,
        subject_id: str,
        at: int,
        by: str,
        content: list[object],
    ) -> None:
        line, before = last.get(community_id, (0, "0" * 64))
        head = ["yishi-ledger-1", community_id, line + 1, phase, kind, subject_id]
        text = json.dumps(
            [*head, at, _person(by), content], ensure_ascii=False, separators=(",", ":")
        )
        made = hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
        last[community_id] = line + 1, made
        lines.append(
            {
                "community_id": community_id,
                "line": line + 1,
                "phase": phase,
                "kind": kind,
                "subject_id": subject_id,
                "ends": int(phase != "pending"),
                "noted_at": at,
                "noted_by": by,
                "hash": made,
            }
        )

    for row in bind.execute(sa.text(_POSTED)):
        by = row.second_by or row.posted_by
        content = [
            row.number,
            row.campaign_id or "",
            row.posted_at,
            _person(row.posted_by),
            _person(row.second_by or ""),
            "CNY",
            entries.get((row.community_id, row.id), []),
        ]
        add(row.community_id, "posted", row.kind, row.subject_id, row.posted_at, by, content)
    for row in bind.execute(sa.text(_WAITING)):
        held, other = f"held:{row.number}", f"contributors:{row.number}"
        source, destination = {
            "receipt": (other, held),
            "refund": (held, other),
            "reserve": (held, f"reserve:{row.number}"),
        }[row.kind]
        holds.append(
            {
                "community_id": row.community_id,
                "kind": row.kind,
                "subject_id": row.subject_id,
                "campaign_id": row.campaign_id,
                "source": source,
                "destination": destination,
                "amount_fen": row.amount_fen,
            }
        )
        content = [row.campaign_id, "CNY", source, destination, row.amount_fen]
        at, by = row.noted_at, row.noted_by
        add(row.community_id, "pending", row.kind, row.subject_id, at, by, content)
    for table, rows in (("ledger_lines", lines), ("ledger_holds", holds)):
        if rows:
            made = sa.table(table, *(sa.column(name) for name in rows[0]))
            bind.execute(sa.insert(made), rows)
    if last:
        counters = sa.table("counters", *map(sa.column, ("community_id", "name", "value")))
        bind.execute(
            sa.insert(counters),
            [
                {"community_id": community_id, "name": "ledger_lines", "value": line}
                for community_id, (line, _) in last.items()
            ],
        )


def _person(resident_id: str) -> str:
    return hashlib.sha256(resident_id.encode()).hexdigest() if resident_id else ""
