"""Gifts to a campaign as after years: pledges, receipts and refunds, posted through the ledger's chain."""

from collections.abc import Callable, Sequence
from typing import Any

from council.campaigns.ledger import lines
from council.campaigns.ledger.accounts import contributors, held
from council.campaigns.ledger.chain import Held, Line, Posted
from council.campaigns.tables import (
    ledger_entries,
    ledger_holds,
    ledger_transfers,
    pledges,
    receipts,
    refund_requests,
    refunds,
)
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.values import value

Put = Callable[[Any, list[dict[str, Any]]], None]
#: Who recorded, and who signed for what went back.
CASHIER, SIGNER = "bench", "bench2"


@value
class Gift:
    """What a resident gave ``at`` a time (UTC seconds); ``back_fen`` of it, if any, went back ``back_at``."""

    giver: str
    at: int
    amount_fen: int
    back_fen: int = 0
    back_at: int = 0


@value
class _Move:
    """A transfer to be posted."""

    at: int
    kind: str
    id: str
    subject_id: str
    amount_fen: int


def give(
    tx: Transaction,
    put: Put,
    community_id: str,
    campaign: tuple[str, int],
    gifts: Sequence[Gift],
) -> None:
    """Write gifts to a campaign (its id and number), in the order they came, and what went back."""
    its, number = campaign
    made = [(n, tx.new_id(), tx.new_id(), each) for n, each in enumerate(gifts, 1)]
    put(
        pledges,
        [
            {
                "id": own,
                "campaign_id": its,
                "number": n,
                "resident_id": each.giver,
                "amount_fen": each.amount_fen,
                "anonymous": 0,
                "channel": "chat",
                "state": "received",
                "made_at": each.at,
                "changed_at": each.at,
                "told_fen": each.amount_fen,
            }
            for n, own, _, each in made
        ],
    )
    put(
        receipts,
        [
            {
                "id": own,
                "campaign_id": its,
                "serial": n,
                "pledge_id": own,
                "amount_fen": each.amount_fen,
                "method": "transfer",
                "external_ref": f"T{number}-{n}",
                "ref_key": f"t{number}-{n}",
                "state": "posted",
                "received_at": each.at,
                "cashier": CASHIER,
                "transfer_id": transfer,
            }
            for n, own, transfer, each in made
        ],
    )
    moves = [
        _Move(at=each.at, kind="receipt", id=transfer, subject_id=own, amount_fen=each.amount_fen)
        for _, own, transfer, each in made
    ]
    back = [(n, tx.new_id(), tx.new_id(), own, each) for n, own, _, each in made if each.back_fen]
    if back:
        _give_back(put, its, back)
        moves += [
            _Move(
                at=g.back_at, kind="refund", id=transfer, subject_id=asked, amount_fen=g.back_fen
            )
            for _, asked, transfer, _, g in back
        ]
    _post(tx, put, community_id, campaign, sorted(moves, key=lambda each: each.at))


def _give_back(put: Put, its: str, back: Sequence[tuple[int, str, str, str, Gift]]) -> None:
    put(
        refund_requests,
        [
            {
                "id": asked,
                "campaign_id": its,
                "number": n,
                "receipt_id": receipt,
                "reason": "surplus",
                "amount_fen": each.back_fen,
                "asked_by": CASHIER,
                "asked_at": each.back_at,
                "state": "confirmed",
            }
            for n, asked, _, receipt, each in back
        ],
    )
    put(
        refunds,
        [
            {
                "id": asked,
                "campaign_id": its,
                "receipt_id": receipt,
                "amount_fen": each.back_fen,
                "reason": "surplus",
                "method": "transfer",
                "refunded_at": each.back_at,
                "operator": CASHIER,
                "second_signer": SIGNER,
                "transfer_id": transfer,
            }
            for _, asked, transfer, receipt, each in back
        ],
    )


def _post(
    tx: Transaction,
    put: Put,
    community_id: str,
    campaign: tuple[str, int],
    moves: Sequence[_Move],
) -> None:
    """Post transfers at times of their own, as the program would have; what goes back was set aside."""
    its, number = campaign
    of_campaign = held(number), contributors(number)
    aside = [each for each in moves if each.kind == "refund"]
    first = lines.begin(tx, community_id, many=len(moves) + len(aside))
    first_number = next_number(tx, community_id, "ledger", many=len(moves))
    chained: list[Line] = []
    entries: list[dict[str, Any]] = []

    def chain(move: _Move, phase: str, by: str, says: Held | Posted) -> None:
        chained.append(
            Line(
                line=first + len(chained),
                phase=phase,
                kind=move.kind,
                subject_id=move.subject_id,
                noted_at=move.at,
                noted_by=by,
                says=says,
            )
        )

    for place, move in enumerate(moves, first_number):
        into, out_of = of_campaign if move.kind == "receipt" else of_campaign[::-1]
        by = CASHIER if move.kind == "receipt" else SIGNER
        sides = ((1, into, move.amount_fen), (2, out_of, -move.amount_fen))
        entries += [
            {"transfer_id": move.id, "line": line, "account": account, "amount_fen": fen}
            for line, account, fen in sides
        ]
        if move.kind == "refund":
            chain(
                move,
                "pending",
                CASHIER,
                Held(
                    campaign_id=its,
                    source=out_of,
                    destination=into,
                    amount_fen=move.amount_fen,
                ),
            )
        chain(
            move,
            "posted",
            by,
            Posted(
                number=place,
                campaign_id=its,
                posted_at=move.at,
                posted_by=CASHIER,
                second_by="" if by == CASHIER else by,
                entries=sides,
            ),
        )
    put(
        ledger_transfers,
        [
            {
                "id": move.id,
                "number": place,
                "campaign_id": its,
                "kind": move.kind,
                "subject_id": move.subject_id,
                "posted_at": move.at,
                "posted_by": CASHIER,
                "second_by": None if move.kind == "receipt" else SIGNER,
            }
            for place, move in enumerate(moves, first_number)
        ],
    )
    put(ledger_entries, entries)
    if aside:
        put(
            ledger_holds,
            [
                {
                    "kind": each.kind,
                    "subject_id": each.subject_id,
                    "campaign_id": its,
                    "source": of_campaign[0],
                    "destination": of_campaign[1],
                    "amount_fen": each.amount_fen,
                }
                for each in aside
            ],
        )
    lines.append(tx, community_id, chained)
