"""Fund lines 资金来源 as anybody may see them: budget and actual, resolution by resolution."""

from sqlalchemy import select

from council.campaigns.commands import CampaignView
from council.campaigns.funds.line import FundLine, MaintenanceNote
from council.campaigns.funds.records import lines_of, maintenance
from council.campaigns.funds.rules import source_shown
from council.campaigns.reads import listed
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.resolutions.tables import resolutions

#: Campaigns that gave everything back paid for nothing.
_GAVE_BACK = ("failed", "cancelled", "refunding", "refunded")


@value
class PublicLine:
    """A line: what it was to bring, what came in and went out; ``kind`` may be a campaign too."""

    kind: str
    number: int
    title: str
    source: str
    terms: str
    budget_fen: int
    in_fen: int
    out_fen: int
    left_fen: int


@value
class Project:
    """What one resolution is paid from; sums are those of its lines. ``approved_fen`` 0: no sum."""

    resolution: str
    title: str
    approved_fen: int
    lines: tuple[PublicLine, ...]
    budget_fen: int
    in_fen: int
    out_fen: int
    left_fen: int


@value
class Funds:
    """All projects, the newest first, and what the maintenance fund's account says."""

    projects: tuple[Project, ...]
    maintenance: MaintenanceNote | None


def funds(tx: Transaction, community_id: str) -> Funds:
    """Gather budget and actual of every project; only what a second person confirmed counts."""
    r = resolutions.c
    campaigns = [each for each in listed(tx, community_id) if each.resolution]
    confirmed = [line for line in lines_of(tx, community_id) if line.budget_fen or line.in_fen]
    numbers = {each.resolution for each in campaigns} | {line.resolution for line in confirmed}
    rows = tx.connection.execute(
        select(r.number, r.title, r.approved_fen)
        .where(r.community_id == community_id, r.number.in_(numbers), r.published_at.is_not(None))
        .order_by(r.published_at.desc(), r.number.desc())
    )
    return Funds(
        projects=tuple(
            _project(
                row.number,
                row.title,
                row.approved_fen or 0,
                (
                    *(_line(line) for line in confirmed if line.resolution == row.number),
                    *(_campaign(each) for each in campaigns if each.resolution == row.number),
                ),
            )
            for row in rows
        ),
        maintenance=maintenance(tx, community_id),
    )


def _project(
    resolution: str, title: str, approved_fen: int, lines: tuple[PublicLine, ...]
) -> Project:
    return Project(
        resolution=resolution,
        title=title,
        approved_fen=approved_fen,
        lines=lines,
        budget_fen=sum(each.budget_fen for each in lines),
        in_fen=sum(each.in_fen for each in lines),
        out_fen=sum(each.out_fen for each in lines),
        left_fen=sum(each.left_fen for each in lines),
    )


def _line(line: FundLine) -> PublicLine:
    return PublicLine(
        kind=line.kind,
        number=line.number,
        title=line.title,
        source=source_shown(line.kind, line.source),
        terms=line.terms,
        budget_fen=line.budget_fen,
        in_fen=line.in_fen,
        out_fen=line.out_fen,
        left_fen=line.in_fen - line.out_fen,
    )


def _campaign(it: CampaignView) -> PublicLine:
    """A campaign as a line: gifts less what of them was given back, and what was paid."""
    gone = it.state in _GAVE_BACK
    return PublicLine(
        kind="campaign",
        number=it.number,
        title=it.title,
        source="",
        terms="",
        budget_fen=0 if gone else it.target_fen,
        in_fen=it.held_fen + it.reserve_fen + it.paid_fen,
        out_fen=it.paid_fen,
        left_fen=it.held_fen + it.reserve_fen,
    )
