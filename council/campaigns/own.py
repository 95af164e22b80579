"""One's own pledges, and the receipts of what one paid."""

from typing import Any

from sqlalchemy import Select, select

from council.campaigns.records import same
from council.campaigns.tables import campaigns, pledges, receipts
from council.kernel.own import Own, OwnLine
from council.kernel.values import Person


def _pledged(who: Person) -> Select[Any]:
    c, p = campaigns.c, pledges.c
    return (
        select(c.number, c.title, p.amount_fen, p.state, p.made_at)
        .join(pledges, (p.community_id == c.community_id) & (p.campaign_id == c.id))
        .where(p.community_id == who.community_id, p.resident_id == who.id)
        .order_by(p.made_at.desc(), p.id.desc())
    )


def _received(who: Person) -> Select[Any]:
    c, p, r = campaigns.c, pledges.c, receipts.c
    return (
        select(c.number, c.title, r.serial, r.amount_fen, r.state, r.received_at)
        .join(receipts, (r.community_id == c.community_id) & (r.campaign_id == c.id))
        .join(pledges, same(receipts, pledges, "pledge_id"))
        .where(r.community_id == who.community_id, p.resident_id == who.id)
        .order_by(r.received_at.desc(), r.id.desc())
    )


def _pledge(row: Any, _: int) -> OwnLine:
    return OwnLine(
        params={
            "number": row.number,
            "title": row.title,
            "amount_fen": row.amount_fen,
            "state_key": f"own.pledge.{row.state}",
        },
        verb="pledge.look",
        arguments=(row.number,),
    )


def _receipt(row: Any, _: int) -> OwnLine:
    return OwnLine(
        params={
            "number": row.number,
            "title": row.title,
            "serial": row.serial,
            "amount_fen": row.amount_fen,
            "received_on": row.received_at,
            "state_key": f"state.receipt.{row.state}",
        },
        verb="pledge.look",
        arguments=(row.number,),
    )


OWN = (
    Own(name="pledges", query=_pledged, line=_pledge),
    Own(name="receipts", query=_received, line=_receipt),
)
