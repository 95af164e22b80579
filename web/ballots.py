"""The ballots of a certified ranking or budget vote as files for anybody's counting software."""

from aiohttp import web

from council.polls.ballots.public import PublicBallots, ballots_of
from voting.formats.blt import write_blt
from voting.formats.preflib import kind_of, write_preflib
from web.drawn import NO_CACHE, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import NothingThere, Site, look
from web.ways import kept_query

PATH = "/polls/{number:[1-9][0-9]{0,8}}/ballots.{format:soc|soi|toc|toi|blt|pb}"


class _OtherKind(Exception):
    """The ballots are in another kind of file than the one that was asked for."""


async def ballots(request: web.Request) -> web.StreamResponse:
    """Answer ``/polls/N/ballots.blt``, ``.soi`` or ``.pb``; another kind of file has its own address."""
    try:
        return await _file(request)
    except _OtherKind as kind:
        way = request.path.rpartition(".")[0]
        raise web.HTTPFound(f"{way}.{kind}{kept_query(request)}") from None


def _draw(site: Site, wanted: Wanted) -> Drawn:
    named = dict(wanted.named)
    number, asked = int(named["number"]), named["format"]
    _, found = look(
        site, wanted, lambda tx, community: ballots_of(tx, community.id, number=number)
    )
    if found is None:
        raise NothingThere
    kind = _kind(found, asked)
    if asked != kind:
        raise _OtherKind(kind)
    name = f"poll-{number}.{kind}"
    headers = {**NO_CACHE, "Content-Disposition": f'attachment; filename="{name}"'}
    return drawn(_written(found, name), "text/plain", headers=headers)


_file = served("ballots", _draw, spoken=False)


def _kind(found: PublicBallots, asked: str) -> str:
    if found.profile is None:
        return "pb"
    return "blt" if asked == "blt" else kind_of(found.profile)


def _written(found: PublicBallots, name: str) -> str:
    if found.profile is None:
        return found.pabulib
    if name.endswith(".blt"):
        return write_blt(found.profile, title=found.title)
    return write_preflib(found.profile, title=found.title, file=name)
